"""The page: one file that loads nothing, runs nothing, and says what the report says."""

import base64
import hashlib
import re
from collections.abc import Callable

import pytest

from kiosk.fleet.page import as_html
from kiosk.fleet.page_charts import round_top
from kiosk.fleet.page_parts import MOST_IN_CHART
from kiosk.fleet.page_tables import MOST_DAYS, MOST_LINES
from kiosk.fleet.report import FleetReport
from kiosk.fleet.report_text import as_text
from kiosk.fleet.sentences import about_ages, about_women
from kiosk.fleet.words import LANGUAGES, fleet_words
from tests.fleet.reading import Reading
from tests.fleet.sample_reports import (
    ALL,
    HOSTILE,
    by_hour,
    by_region,
    by_store,
    by_weekday_and_hour,
    by_year,
    few,
    hostile,
    no_lines,
    nobody,
    only_region,
    only_store,
    unreleased,
    untold,
)
from tests.saying import numbers_of

_LOADING = {
    "src",
    "href",
    "action",
    "data",
    "srcset",
    "poster",
    "background",
    "style",
    "xlink:href",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_nothing_is_loaded_and_nothing_runs(name: str, language: str) -> None:
    page = Reading(as_html(ALL[name](), language))
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "a", "use"}
    for tag, attributes in page.elements:
        assert not attributes.keys() & _LOADING, tag
        assert not [each for each in attributes if each.startswith("on")]
    assert not re.search(r"url\(|@import|https?:|//", re.sub(r"/\*.*?\*/", "", page.style))
    rules = next(
        each["content"]
        for each in page.named("meta")
        if each.get("http-equiv") == "Content-Security-Policy"
    )
    mark = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert rules is not None
    assert rules.startswith(f"default-src 'none'; style-src 'sha256-{mark}'; ")
    assert "unsafe" not in rules


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_it_says_whom_it_is_of_and_what_it_is_made_of(name: str, language: str) -> None:
    report, words = ALL[name](), fleet_words(language)
    page = Reading(as_html(report, language))
    assert page.named("html") == [{"lang": words.html_tag}]
    assert (words.say("invented") in page.text) == report.invented
    assert page.of_class("invented") == page.of_class("across") == int(report.invented)
    assert words.say("who_plain").split("；" if language == "zh_CN" else "; ")[0][:30] in page.text
    known = words.say(
        "sources_kiosks",
        reported=f"{report.total.kiosks:,}",
        known=f"{report.kiosks:,}",
        kiosk_days=f"{report.total.kiosk_days:,}",
    )
    assert known in page.text
    for missing in sorted(report.missing, key=lambda each: -each.days)[:3]:
        assert missing.kiosk in page.text
    assert words.say("reading") in page.text


@pytest.mark.parametrize("name", ALL)
def test_every_picture_is_said_in_words_and_followed_by_its_table(name: str) -> None:
    report = ALL[name]()
    page = Reading(as_html(report))
    drawn = [each for each in page.named("div") if each.get("role") == "img"]
    assert bool(drawn) is (name != "nobody")
    assert all((each.get("aria-label") or "").endswith(".") for each in drawn)
    regions = [each for each in page.named("div") if each.get("role") == "region"]
    assert len(regions) == len(page.named("table")) == len(page.named("caption"))
    assert all(each.get("aria-label") and each.get("tabindex") == "0" for each in regions)
    assert page.unsaid == []
    assert page.untold == []


def test_every_number_of_a_line_is_in_its_tables() -> None:
    report, words = by_region(), fleet_words("en")
    text = Reading(as_html(report)).text
    for group in (report.total, *report.groups):
        assert group.genders is not None
        assert group.ages is not None
        assert group.genders.women is not None
        assert f"{group.counts.asked:,}" in text
        assert f"{group.counts.said_yes:,}" in text
        assert words.share(group.opt_in).replace("\u00a0", " ") in text
        assert words.share(group.genders.women).replace("\u00a0", " ") in text
        for band in group.ages.bands.values():
            assert words.share(band).replace("\u00a0", " ") in text
    for day in report.days:
        assert f"{day.counts.asked:,}" in text


def test_a_name_is_only_ever_a_text() -> None:
    page = Reading(as_html(hostile()))
    assert "<script>alert(1)</script>" in page.text
    assert "https://example.invalid/pixel.png" in page.text
    assert "\x1b" not in page.text
    assert "\u202e" not in page.text
    long = next(name for name in HOSTILE if name.startswith("very long"))
    assert long.strip() in page.text
    assert page.of_class("name") > len(HOSTILE)


def test_a_name_as_long_as_a_story_is_cut_in_charts() -> None:
    words = [each for each in Reading(as_html(hostile())).texts if each.startswith("very long")]
    assert {len(each) > 100 for each in words} == {True, False}
    assert all(each.endswith("…") for each in words if len(each) < 100)


def test_of_many_stores_the_largest_are_shown_and_the_others_are_named() -> None:
    report = by_store(1000)
    html = as_html(report)
    page = Reading(html)
    assert page.of_class("dot") < 3 * MOST_IN_CHART + len(report.days) + 5
    said = numbers_of(page.texts)
    assert [f"{MOST_IN_CHART}", f"{1000 - MOST_IN_CHART}"] in said
    assert [f"{MOST_LINES}", "1,000"] in said
    most = max(report.groups, key=lambda group: group.counts.asked)
    least = min(report.groups, key=lambda group: group.counts.asked)
    assert most.key[1] in page.text
    assert least.key[1] not in page.text
    assert len(html) < 300_000
    assert len(as_html(by_store(2000))) < 1.05 * len(html)


def test_of_a_year_the_last_days_are_in_the_table() -> None:
    report = by_year()
    page = Reading(as_html(report))
    assert f"The table shows the last {MOST_DAYS} of 365 days." in page.text
    assert page.of_class("asked") == 365 + 1
    assert page.of_class("many") == 1
    assert Reading(as_html(by_region())).of_class("many") == 0
    assert "And 30 more kiosks" in page.text
    assert "November 2026" in page.text
    assert "2026, week 48" in page.text


def test_of_few_nothing_is_drawn_as_a_share() -> None:
    report = few()
    page = Reading(as_html(report))
    assert page.of_class("dot") == page.of_class("share") == page.of_class("bounds") == 0
    assert "4 of 12" in page.text


def test_of_nobody_nothing_is_drawn() -> None:
    page = Reading(as_html(nobody()))
    assert not [each for each in page.named("div") if each.get("role") == "img"]
    words = fleet_words("en")
    assert words.say("who_nobody") in page.text
    assert words.say("no_genders") in page.text


@pytest.mark.parametrize("make", [untold, unreleased])
def test_where_there_is_no_share_it_is_said(make: Callable[[], FleetReport]) -> None:
    report, words = make(), fleet_words("en")
    page = Reading(as_html(report))
    genders, ages = report.total.genders, report.total.ages
    assert genders is not None and ages is not None
    for sentence in {*about_women(genders, words), *about_ages(ages, words)}:
        assert sentence in page.text
    assert page.of_class("bounds") == page.of_class("share") == 0
    assert "-2" not in [cell for rows in page.tables.values() for row in rows for cell in row]


def test_by_the_hour_there_are_columns_and_no_gender_in_lines() -> None:
    report = by_hour()
    page, words = Reading(as_html(report)), fleet_words("en")
    assert page.of_class("asked") == len(report.days) + len(report.groups) + 2
    assert words.say("no_genders_by_hour") in page.text
    assert words.say("women_by", by=words.by(report.by)) not in page.tables


def test_weekday_by_hour_is_a_strip_with_its_numbers() -> None:
    report = by_weekday_and_hour()
    page = Reading(as_html(report))
    assert page.of_class("strip") == 1
    tones = [each["class"] for each in page.named("td") if "tone" in (each.get("class") or "")]
    assert len(tones) == len(report.groups)
    most = max(group.counts.asked for group in report.groups)
    assert f"{most:,}" in page.text
    assert "tone-5" in tones
    assert "tone-0" not in tones


def test_without_lines_there_is_only_the_whole() -> None:
    page = Reading(as_html(no_lines()))
    assert "Share of women" in page.text
    assert " by " not in " ".join(each for each in page.texts if each.startswith("Opt-in rate by"))


def test_a_part_of_the_chain_is_named_as_one() -> None:
    for report, said in (
        (only_region(), "Only the region North <b>"),
        (only_store(), "Only the store =Store\ufffd 7"),
    ):
        page = Reading(as_html(report))
        assert page.text.count(said) == 2
        assert page.of_class("only") == 1
        assert f"\n{said}\n" in as_text(report)
    assert Reading(as_html(by_region())).of_class("only") == 0


def test_the_same_report_gives_the_same_page() -> None:
    assert as_html(by_region()) == as_html(by_region())


@pytest.mark.parametrize(
    ("most", "top"), [(1, 10), (9, 10), (11, 12), (24_883, 30_000), (100, 100), (101, 120)]
)
def test_a_scale_ends_at_a_round_number(most: int, top: int) -> None:
    assert round_top(most) == top
