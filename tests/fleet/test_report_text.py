"""The report in a terminal: whole, aligned, honest about what it leaves out."""

import pytest

from kiosk.fleet.report_text import as_text, columns_of
from kiosk.fleet.words import LANGUAGES, fleet_words
from tests.fleet.sample_reports import ALL, by_hour, by_region, by_year, few, hostile, nobody


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
    text = as_text(few())
    assert "4 of 12" in text
    assert "5 of 8" in text
    table = text[text.index("Region") :]
    assert "%" not in table[: table.index("known kiosks")]


def test_what_is_known_to_within_a_few_is_said_to_be() -> None:
    report = by_region()
    genders, ages = report.total.genders, report.total.ages
    assert genders is not None
    assert ages is not None
    text = " ".join(as_text(report).split())
    assert f"within these few: {genders.merged:,} visitors" in text
    said = ages.as_said
    corrected = "who told us themselves or corrected the camera"
    assert f"{said.count:,} of the {said.of:,} {corrected}" in text


def test_of_nobody_it_says_so() -> None:
    text = as_text(nobody())
    assert "In this time nobody was asked." in " ".join(text.split())
    assert "No day of any kiosk is missing." in text
    assert "No file is set aside." in text
    assert "too few" not in text
    assert "Too few said yes" in text


def test_by_the_hour_there_is_no_gender_and_it_says_why() -> None:
    text = as_text(by_hour())
    assert "a group knows no hours" in " ".join(text.split())
    assert "Women" not in text


def test_of_many_missing_kiosks_it_shows_those_that_miss_most() -> None:
    report = by_year()
    text = as_text(report)
    assert "And 70 more kiosks" in text
    assert "kiosk-019" in text
    assert "kiosk-020" not in text.split("Days missing")[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_time_before_stands_beside(language: str) -> None:
    report = by_region()
    assert report.before is not None
    text = as_text(report, language)
    assert f"{report.before.counts.asked:,}" in text
    words = fleet_words(language)
    assert words.say("before") in text
    assert f"{report.before.kiosk_days:,}" in text
    assert report.before.opt_in_of_door is not None
    door = words.share(report.before.opt_in_of_door).replace("\u00a0", " ")
    line = next(line for line in text.splitlines() if words.say("opt_in_of_door") in line)
    assert line.endswith(door)
