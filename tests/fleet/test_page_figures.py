"""That what stands on a page beside each other belongs together."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.application.figures import Counts
from kiosk.domain.statistics import share
from kiosk.fleet.page import as_html
from kiosk.fleet.page_parts import MOST_IN_CHART
from kiosk.fleet.report import FleetReport
from kiosk.fleet.report_text import as_text
from tests.fleet.reading import Reading
from tests.fleet.sample_groups import of_counts
from tests.fleet.sample_reports import by_region, by_store, fleet, no_lines


@pytest.mark.parametrize("form", [as_html, as_text])
def test_no_number_stands_beside_a_share_that_is_not_of_it(
    form: Callable[[FleetReport], str],
) -> None:
    """Of most batches the oldest are one, and the share is of all who are 35 or older."""
    made = no_lines()
    assert made.total.ages is not None
    ages = replace(
        made.total.ages,
        by_ages={"14-34": 500, "35+": 123, "35-54": 300, "55+": 77},
        bands={"14-34": share(500, 1000), "35+": share(500, 1000)},
        corrected=None,
    )
    said = form(replace(made, total=replace(made.total, ages=ages))).replace("\u00a0", " ")
    lines = said.replace("</tr>", "\n").splitlines()
    of_oldest = [line for line in lines if "35 or older" in line]
    assert any("123" in line for line in of_oldest)
    assert any("50 % (47–53 %)" in line for line in of_oldest)
    assert not any("123" in line and "50 %" in line for line in of_oldest)


def test_what_spans_several_is_as_large_as_its_batches() -> None:
    """It has no counts, and mostly more batches than any line beside it."""
    made = by_store(300)
    whole = made.total
    between = replace(
        whole, key=("North", ""), kiosks=0, kiosk_days=0, counts=Counts(), opt_in=share(0, 0)
    )
    report = replace(made, groups=(between, *made.groups))
    assert as_html(report).count("over several") == 3
    page = Reading(as_html(report))
    # In the chart and the tables of women and ages, and in none of what was counted.
    assert page.text.count("lines with the most visits, of 301.") == 2
    assert page.text.count("lines with the most visits, of 300.") == 1


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


def test_of_a_time_before_it_says_how_much_of_it_there_is() -> None:
    report = by_region()
    assert report.before is not None
    kiosk_days = f"{report.before.kiosk_days:,} kiosk-days"
    assert f"the 28 days before: {kiosk_days}" in Reading(as_html(report)).text
    assert f"{report.total.kiosk_days:,} kiosk-days" in Reading(as_html(report)).text
