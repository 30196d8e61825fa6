"""The page of 28 days: beside the 28 before, as far as these are kept."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.application.figures import Counts, PeriodFigures
from kiosk.domain.periods import Period
from kiosk.ui.charts.data import Bars, Line
from kiosk.ui.staff.opt_in_weeks import opt_in_weeks
from kiosk.ui.staff.sample_figures import TODAY, of_period
from kiosk.ui.staff.tabs import Tab
from kiosk.ui.staff.trends import TrendsPage
from tests.fakes.late_desk import LateDesk
from tests.ui.charts.conftest import ENGLISH
from tests.ui.staff.conftest import Opens

NOW = Period.of_four_weeks(TODAY)


@pytest.fixture
def page(late: LateDesk, opens: Opens) -> TrendsPage:
    found = opens(Tab.TRENDS)
    assert isinstance(found, TrendsPage)
    return found


def figures_of(period: Period = NOW) -> PeriodFigures:
    return of_period(period)


def line(page: TrendsPage) -> Line:
    assert page.days.panel is not None
    data = page.days.panel.chart.data
    assert isinstance(data, Line)
    return data


def test_it_is_of_the_28_days_that_end_today(page: TrendsPage, late: LateDesk) -> None:
    assert late.wanted == NOW
    late.answer(figures_of())

    assert page.heading().endswith("28 October to 24 November")
    assert len(line(page).days) == 28
    assert page.week.panel is not None and page.comparison.panel is not None
    assert " 28 " in page.comparison.panel.title.text()


def test_the_days_before_come_in_the_same_answer_and_are_drawn_beside(
    page: TrendsPage, late: LateDesk
) -> None:
    asked = len(late.asked)
    late.answer(figures_of())

    assert line(page).before == tuple(
        float(day.counts.said_yes) for day in figures_of(NOW.before).days
    )
    assert len(late.asked) == asked, "one question is one wait"


def test_without_days_before_there_is_no_line_of_them(page: TrendsPage, late: LateDesk) -> None:
    late.answer(replace(figures_of(), before=None))

    assert late.wanted == NOW, "nothing more was asked for"
    assert line(page).before == ()


def test_the_arrows_step_by_28_days(page: TrendsPage, late: LateDesk) -> None:
    late.answer(replace(figures_of(), before=None))
    # Not by a finger: on a page that can be moved Qt looks up what is under it on the screen, and
    # the one that tests have is smaller than this window.
    page.bar.back.click()
    assert late.wanted == NOW.before
    (latest,) = page.bar.chips
    assert not latest.isChecked()

    latest.click()
    assert late.wanted == NOW and latest.isChecked()


# Yes of those asked, over time ----------------------------------------------------------------


def test_each_week_has_its_share_with_its_interval() -> None:
    chart = opt_in_weeks(figures_of(), figures_of(NOW.before).days, ENGLISH)
    assert isinstance(chart.data, Bars)
    bars = chart.data.bars

    assert [bar.label for bar in bars] == [
        "30 Sep", "7 Oct", "14 Oct", "21 Oct", "28 Oct", "4 Nov", "11 Nov", "18 Nov",
    ]  # fmt: skip
    week = figures_of().days[:7]
    yes, asked = (sum(getattr(day.counts, name) for day in week) for name in ("said_yes", "asked"))
    assert bars[4].value == pytest.approx(yes / asked)
    assert bars[4].interval is not None and bars[4].interval[0] < yes / asked < bars[4].interval[1]
    assert not any(bar.growing for bar in bars), "a share does not only grow"
    assert "41\u00a0%" in chart.words
    assert chart.words.endswith("The last week is not over.")
    assert chart.table.rows[4][0] == "Wednesday 28 October"


def test_weeks_that_differ_are_said_to() -> None:
    figures = figures_of()
    first = replace(figures.days[0], counts=replace(figures.days[0].counts, agreed=0, told=0))
    chart = opt_in_weeks(replace(figures, days=(first, *figures.days[1:])), (), ENGLISH)

    assert ", between 3" in chart.words and " and 41\u00a0% of those asked said yes." in chart.words


def test_weeks_of_few_are_two_counts_in_the_table_and_no_chart() -> None:
    figures = figures_of()
    few = tuple(replace(day, counts=Counts(asked=2, agreed=1)) for day in figures.days)
    chart = opt_in_weeks(replace(figures, days=few), (), ENGLISH)

    assert chart.data is None
    assert "41\u00a0% of the 16,296 who were asked said yes." in chart.words
    assert [row[1:] for row in chart.table.rows] == [("14", "7", "7 of 14")] * 4


def test_a_week_of_which_days_are_gone_is_a_gap() -> None:
    figures = replace(figures_of(), kept_from=date(2026, 11, 1))
    chart = opt_in_weeks(figures, (), ENGLISH)
    assert isinstance(chart.data, Bars)

    assert (chart.data.bars[0].value, chart.data.bars[0].shown) == (None, "–")
    assert chart.table.rows[0][1:] == ("–", "–", "–")
    assert chart.data.bars[1].value is not None
