"""The report in a terminal: whole, aligned, honest about what it leaves out."""

import pytest

from kiosk.fleet.report_text import as_text, columns_of
from kiosk.fleet.sentences import about_women, compared
from kiosk.fleet.words import LANGUAGES, fleet_words
from tests.fleet.sample_reports import (
    ALL,
    by_hour,
    by_region,
    by_year,
    few,
    hostile,
    no_lines,
    nobody,
    untold,
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_every_view_says_whom_it_is_of(name: str, language: str) -> None:
    report = ALL[name]()
    words = fleet_words(language)
    text = as_text(report, language)
    flat = " ".join(text.split())
    who = words.say("who_nobody") if not report.total.counts.asked else words.say("who", opt_in="@")
    for part in who.split("@"):
        assert " ".join(part.replace("\u00a0", " ").split()) in flat
    if report.total.opt_in.of:
        assert words.share(report.total.opt_in).replace("\u00a0", " ") in flat
    assert (words.say("invented") in text) == report.invented
    assert (words.say("missing_last") in text) == bool(report.missing)
    assert f"{report.total.kiosks}" in flat
    assert f"{report.kiosks}" in flat
    assert words.long_date(report.last) in text


def test_lines_stand_under_their_heads() -> None:
    lines = as_text(by_region(("North", "华东", "South-by-south-west"))).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("Region"))
    table = lines[start : start + 4]
    assert len({columns_of(line) for line in table}) == 1
    end = columns_of(table[0][: table[0].index("Asked") + len("Asked")])
    for line in table[1:]:
        kept = ""
        for letter in line:
            if columns_of(kept) >= end:
                break
            kept += letter
        assert kept[-1].isdigit()


def test_no_name_reaches_the_terminal_itself() -> None:
    text = as_text(hostile())
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "very long very long very lo…" in text
    assert all(letter.isprintable() for line in text.splitlines() for letter in line)


def test_of_few_there_are_counts_and_no_share() -> None:
    report = few()
    text = as_text(report)
    table = text[text.index("Region") : text.index("known kiosks")]
    assert table.count("4 of 12") == 2
    assert "%" not in table
    assert report.total.genders is not None
    (said,) = about_women(report.total.genders, fleet_words("en"))
    assert said in " ".join(text.split())


def test_no_number_is_shown_under_nought() -> None:
    report = untold()
    assert report.total.genders is not None
    assert report.total.genders.by_gender["man"].number < 0
    lines = [line.split() for line in as_text(report).splitlines()]
    assert ["men", "0"] in lines
    assert ["women", "3"] in lines


def test_of_nobody_it_says_so() -> None:
    text, words = " ".join(as_text(nobody()).split()), fleet_words("en")
    for name in ("who_nobody", "sources_all_there", "sources_none_set_aside", "no_genders"):
        assert words.say(name) in text


def test_by_the_hour_lines_have_no_gender_and_it_says_why() -> None:
    text, words = as_text(by_hour()), fleet_words("en")
    assert words.say("no_genders_by_hour") in " ".join(text.split())
    head = next(line for line in text.splitlines() if line.startswith("Hour"))
    assert words.say("women") not in head


def test_of_many_missing_kiosks_it_shows_those_that_miss_most() -> None:
    report = by_year()
    text = as_text(report)
    assert "And 70 more kiosks" in text
    assert "kiosk-019" in text
    assert "kiosk-020" not in text.split("Days missing")[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_times_that_are_compared_stand_beside_each_other(language: str) -> None:
    report, words = by_region(), fleet_words(language)
    before = report.before
    assert before is not None
    assert before.then.opt_in_of_door is not None and before.now.opt_in_of_door is not None
    lines = as_text(report, language).splitlines()
    begins = next(place for place, line in enumerate(lines) if words.say("then") in line)
    told = [" ".join(line.split()) for line in lines[begins : begins + 7]]

    def row(name: str, then: str, now: str) -> str:
        return f"{words.say(name)} {then} {now}".replace("\u00a0", " ")

    then, now = before.then, before.now
    assert told == [
        f"{words.say('then')} {words.say('now')}",
        *(
            row(name, *(words.number(getattr(side.counts, name)) for side in (then, now)))
            for name in ("entered", "asked", "said_yes")
        ),
        *(
            row(name, *(words.share(getattr(side, name)) for side in (then, now)))
            for name in ("opt_in", "opt_in_of_door", "women")
        ),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_it_compares(language: str) -> None:
    report, words = by_region(), fleet_words(language)
    before = report.before
    assert before is not None
    said = compared(before, words)
    for each in (
        words.long_date(before.first),
        words.long_date(before.last),
        words.number(before.kiosks),
        words.number(before.kiosk_days),
    ):
        assert each in said
    flat = as_text(report, language).replace("\n", " ").replace(" ", "")
    assert said.replace(" ", "") in flat
    alone = as_text(no_lines(), language)
    assert words.say("then") not in alone
