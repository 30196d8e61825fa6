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
    genders, released, number = report.total.genders, report.total.released, words.number
    assert genders is not None
    assert genders.women is not None
    assert genders.bounds is not None
    assert released is not None
    assert released.first_day is not None
    share, bounds = words.share(genders.women), words.range(*genders.bounds)
    on_page = [words.say("women_sentence", share=share, bounds=bounds)]
    woman = genders.by_gender["woman"]
    on_both = [
        words.say("sources_set_aside", files=number(report.set_aside)),
        words.say(
            "reading_blocks",
            blocks=number(released.blocks),
            visits=number(released.visits),
            first=words.long_date(released.first_day),
        ),
        words.say("reading_noise", reach=number(woman.high - woman.number), epsilon="2"),
    ]
    page = flat(Reading(as_html(report, language)).text)
    # A terminal's lines are broken where there is room, in Chinese between any two letters.
    text = flat(as_text(report, language)).replace(" ", "")
    for said in (*on_page, *on_both):
        assert flat(said) in page
    for said in on_both:
        assert flat(said).replace(" ", "") in text


def test_kiosks_of_which_most_is_missing_are_named_first() -> None:
    days = {"a": 1, "b": 20, "c": 3, "d": 20}
    missing = tuple(Missing(kiosk, f"Store {kiosk}", lack, LAST) for kiosk, lack in days.items())
    report, words = replace(by_region(), missing=missing), fleet_words("en")
    _, *rows = Reading(as_html(report)).tables[words.say("missing")]
    assert [row[0] for row in rows] == ["b", "d", "c", "a"]
    text = as_text(report)
    places = [text.index(f"Store {kiosk}") for kiosk in ("b", "d", "c", "a")]
    assert places == sorted(places)
