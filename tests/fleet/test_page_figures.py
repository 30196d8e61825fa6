"""That what stands on a page beside each other belongs together."""

from kiosk.application.figures import Counts
from kiosk.fleet.page import as_html
from kiosk.fleet.page_parts import MOST_IN_CHART
from kiosk.fleet.sentences import compared
from kiosk.fleet.words import NOTHING, fleet_words
from tests.fleet.reading import Reading
from tests.fleet.sample_groups import of_counts
from tests.fleet.sample_reports import by_region, fleet, no_lines, uncorrected


def test_the_rule_of_all_is_inside_its_chart() -> None:
    """Large stores in which few say yes are shown, small ones in which many do are not."""
    large = of_counts(
        ("Large",), Counts(asked=1000, agreed=100, declined=900), kiosks=1, kiosk_days=28
    )
    small = of_counts(
        ("Small",), Counts(asked=900, agreed=810, declined=90), kiosks=1, kiosk_days=28
    )
    report = fleet([large] * MOST_IN_CHART + [small] * 50, ("store",))
    rules = [each for each in Reading(as_html(report)).named("line") if each["class"] == "whole"]
    assert len(rules) > 2 * MOST_IN_CHART
    assert all(float((each["x1"] or "").removesuffix("%")) <= 100 for each in rules)


def test_key_numbers_are_not_compared_with_other_kiosks_and_days() -> None:
    """Those beside a time before are of the kiosks that both have, in a table of their own."""
    report, words = by_region(), fleet_words("en")
    before = report.before
    assert before is not None
    page = Reading(as_html(report))
    rows = {row[0]: row[1:] for row in page.tables[words.say("before")]}
    asked = [words.number(side.counts.asked) for side in (before.then, before.now)]
    assert rows[words.say("asked")] == asked
    assert page.texts.count(words.number(before.then.counts.asked)) == 1
    assert compared(before, words) in page.text


def test_without_a_time_before_nothing_is_compared() -> None:
    words = fleet_words("en")
    assert words.say("before") not in Reading(as_html(no_lines())).tables


def test_ages_that_only_some_lines_tell_apart_have_their_columns() -> None:
    """Where the camera's error is not known, bands are as they were released."""
    report, words = uncorrected(), fleet_words("en")
    rows = Reading(as_html(report)).tables[words.say("ages_by", by=words.by(report.by))]
    names = ("under_18", "under_35", "18-34", "35-54", "55+")
    assert rows[0] == [words.say("region"), *map(words.ages, names)]
    north = next(row for row in rows if row[0] == "North")
    south = next(row for row in rows if row[0] == "South")
    assert [cell == NOTHING for cell in north[1:]] == [True, False, True, False, False]
    assert [cell == NOTHING for cell in south[1:]] == [False, True, False, False, False]
