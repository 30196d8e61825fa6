"""Sentences around the figures: the numbers in them, and who is named first."""

from dataclasses import replace

import pytest

from kiosk.fleet.page import as_html
from kiosk.fleet.report import Missing
from kiosk.fleet.report_text import as_text
from kiosk.fleet.words import LANGUAGES, fleet_words
from tests.fleet.reading import Reading
from tests.fleet.sample_reports import LAST, by_region


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_number_that_is_said_is_the_reports(language: str) -> None:
    report, words = by_region(), fleet_words(language)
    genders, ages, number = report.total.genders, report.total.ages, words.number
    assert genders is not None
    assert genders.bounds is not None
    assert genders.corrected is not None
    assert ages is not None
    share, bounds = words.share(genders.women), words.range(*genders.bounds)
    on_page = [
        words.say("women_sentence", share=share, bounds=bounds),
        words.say("women_estimated", share=words.corrected(genders.corrected)),
    ]
    on_both = [
        words.say("sources_set_aside", files=number(report.set_aside)),
        words.say("sources_reaching", visits=number(report.reaching_out)),
        words.say("merged_women", merged=number(genders.merged)),
        words.say(
            "ages_of",
            of_seen=number(ages.by_camera.count),
            seen=number(ages.by_camera.of),
            of_said=number(ages.as_said.count),
            said=number(ages.as_said.of),
        ),
        words.say(
            "reading_groups",
            visits=number(genders.visits),
            said_yes=number(report.total.counts.said_yes),
        ),
        words.say("reading_ks", low=report.smallest_k, high=report.largest_k),
    ]
    page = flat(Reading(as_html(report, language)).text)
    # A terminal's lines are broken where there is room, in Chinese between any two letters.
    text = flat(as_text(report, language)).replace(" ", "")
    for said in (*on_page, *on_both):
        assert flat(said) in page
    for said in on_both:
        assert flat(said).replace(" ", "") in text


def test_ages_that_were_merged_with_the_unsaid_are_said() -> None:
    report, words = by_region(), fleet_words("en")
    assert report.total.ages is not None
    ages = replace(report.total.ages, in_shares={"14-34": 900, "35+/unsaid": 137})
    made = replace(report, total=replace(report.total, ages=ages))
    said = flat(words.say("merged_ages", merged=words.number(137)))
    assert said in flat(Reading(as_html(made)).text)
    assert said in flat(as_text(made))


def test_kiosks_of_which_most_is_missing_are_named_first() -> None:
    days = {"a": 1, "b": 20, "c": 3, "d": 20}
    missing = tuple(Missing(kiosk, f"Store {kiosk}", lack, LAST) for kiosk, lack in days.items())
    report, words = replace(by_region(), missing=missing), fleet_words("en")
    _, *rows = Reading(as_html(report)).tables[words.say("missing")]
    assert [row[0] for row in rows] == ["b", "d", "c", "a"]
    text = as_text(report)
    places = [text.index(f"Store {kiosk}") for kiosk in ("b", "d", "c", "a")]
    assert places == sorted(places)
