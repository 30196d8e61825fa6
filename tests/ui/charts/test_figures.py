"""What becomes of figures before anything is drawn: gaps, signs, ranges, scales."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from kiosk.application.figures import Counts, DayCounts, HourCounts, PeriodFigures
from kiosk.domain.periods import Period
from kiosk.ui.charts import (
    counted,
    days,
    hours,
    kinds,
    labels,
    people,
    released,
    scales,
    tables,
)
from kiosk.ui.charts.data import GAP
from tests.fakes.figures import block_of, crowd, figures_of
from tests.saying import numbers, numbers_of
from tests.ui.charts import shop
from tests.ui.charts.conftest import ENGLISH


def _hours(asked: dict[int, int]) -> tuple[HourCounts, ...]:
    return tuple(HourCounts(asked.get(hour, 0)) for hour in range(24))


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, []),
        ({9: 1, 18: 2}, [*range(9, 19)]),
        ({9: 1, 12: 4}, [*range(9, 17)]),
        ({18: 3, 23: 1, 0: 2, 2: 1}, [18, 19, 20, 21, 22, 23, 0, 1, 2]),
        ({22: 1}, [22, 23, 0, 1, 2, 3, 4, 5]),
        (dict.fromkeys(range(24), 1), [*range(24)]),
    ],
)
def test_hours_run_from_the_first_to_the_last_asked(
    asked: dict[int, int], shown: list[int]
) -> None:
    assert list(hours.shown(_hours(asked))) == shown


def test_the_running_hour_is_marked_and_the_rest_of_the_day_is_a_gap() -> None:
    data = counted.hour_bars(shop.first_hours(), ENGLISH)
    assert data is not None
    nine, ten, *later = data.bars
    assert (nine.value, nine.shown, nine.growing) == (3.0, "3", False)
    assert (ten.value, ten.shown, ten.growing) == (None, "<5", True)
    assert later
    assert all(bar.value is None and not bar.shown for bar in later)


def test_the_running_hour_is_shown_where_nobody_came_in_it_and_no_day_is_compared() -> None:
    figures = shop.day()
    today = replace(figures.days[0], growing_hours=frozenset({18}))
    data = counted.hour_bars(replace(figures, days=(today,), before=None), ENGLISH)
    assert data is not None
    assert [bar.label for bar in data.bars] == [str(hour) for hour in range(9, 19)]
    assert [bar.label for bar in data.bars if bar.growing] == ["18"]
    assert data.bars[-1].shown == "<5"


def test_an_hour_with_an_open_visit_goes_on_beside_the_present_one() -> None:
    figures = shop.day()
    today = replace(figures.days[0], growing_hours=frozenset({15, 16}))
    data = counted.hour_bars(replace(figures, days=(today,)), ENGLISH)
    assert data is not None
    assert [bar.label for bar in data.bars if bar.growing] == ["15", "16"]


def test_a_finished_hour_without_a_yes_is_nought() -> None:
    data = counted.hour_bars(shop.few(), ENGLISH)
    assert data is not None
    assert [bar.shown for bar in data.bars] == ["3", "4", "0", "1", "4", "7", "0", "0"]


def test_nobody_asked_is_no_chart() -> None:
    figures = shop.empty()
    assert counted.hour_bars(figures, ENGLISH) is None
    assert counted.heat_map(figures, ENGLISH) is None
    assert counted.comparison(figures, ENGLISH) is None
    assert (
        released.ratio(figures) is released.age_bars(figures) is released.pyramid(figures) is None
    )


def test_days_to_come_and_days_gone_are_gaps() -> None:
    week = counted.day_line(shop.week(), ENGLISH)
    assert week is not None
    assert [day.value is None for day in week.days] == [False, False, *[True] * 5]
    assert [day.marked for day in week.days] == [*[False] * 5, True, True]
    assert [day.growing for day in week.days] == [False, True, *[False] * 5]
    kept = counted.day_line(shop.kept_from(), ENGLISH)
    assert kept is not None
    assert [day.value is None for day in kept.days] == [True] * 10 + [False] * 18


def test_two_days_may_go_on_at_once() -> None:
    figures = shop.week()
    monday, tuesday, *rest = figures.days
    figures = replace(figures, days=(replace(monday, growing=True), tuesday, *rest))
    assert min(days.to_come(figures)) == shop.TODAY + timedelta(days=1)
    assert days.over(figures) == ()


def test_the_period_before_is_drawn_as_far_as_it_is_known() -> None:
    before = shop.four_weeks_before()
    data = counted.day_line(shop.four_weeks(), ENGLISH, before[:20])
    assert data is not None
    assert [value is None for value in data.before] == [False] * 20 + [True] * 8


def test_a_usual_week_leaves_out_the_day_that_goes_on() -> None:
    means = counted.weekday_hours(shop.week())
    monday = shop.week().days[0]
    assert means[0] == [float(hour.said_yes) for hour in monday.hours]
    assert all(mean is None for weekday in range(1, 7) for mean in means[weekday])


def test_a_usual_week_is_an_average() -> None:
    figures = shop.four_weeks(growing=False)
    saturdays = [day.hours[14].said_yes for day in figures.days if day.day.weekday() == 5]
    assert len(saturdays) == 4
    assert counted.weekday_hours(figures)[5][14] == sum(saturdays) / 4


def begun(days_ago: int) -> PeriodFigures:
    """The 28 days of a kiosk on which nobody was asked before so many days ago."""
    figures = shop.four_weeks(growing=False)
    first = len(figures.days) - days_ago
    kept = [
        day if number >= first else DayCounts(day.day, Counts(), (HourCounts(),) * 24)
        for number, day in enumerate(figures.days)
    ]
    return replace(figures, days=tuple(kept), before=None)


@pytest.mark.parametrize(("days_ago", "is_drawn"), [(1, False), (13, False), (14, True)])
def test_a_usual_week_is_made_of_two_whole_ones(days_ago: int, is_drawn: bool) -> None:
    figures = begun(days_ago)
    chart = kinds.week_map(figures, ENGLISH)
    assert (chart.data is not None) is is_drawn
    assert bool(chart.table.rows) is is_drawn
    assert (numbers(chart.sentences[0]) == [str(days_ago)]) is not is_drawn


def test_days_before_a_kiosk_was_there_make_no_average_smaller() -> None:
    figures = begun(14)
    saturdays = [day.hours[14].said_yes for day in figures.days[14:] if day.day.weekday() == 5]
    assert counted.weekday_hours(figures)[5][14] == sum(saturdays) / 2
    # Days without a visitor are noughts once it was there.
    earlier = shop.four_weeks().before
    assert earlier is not None
    for used in (replace(earlier, days=()), replace(earlier, counts=HourCounts())):
        assert len(days.over(replace(figures, before=used))) == (28 if used.counts.asked else 14)


def test_one_week_is_called_what_it_is() -> None:
    chart = kinds.week_map(shop.week(), ENGLISH)
    assert chart.title != kinds.week_map(shop.four_weeks(), ENGLISH).title
    assert chart.data is not None
    assert "Monday" in chart.sentences[0]
    assert numbers_of(chart.sentences) == [["18", "19", "9"], []]


def test_a_number_stands_on_its_own_tone() -> None:
    for scale in (0.05, 0.2, 1.0, 7.0, 90.0):
        data = counted.heat_map(shop.four_weeks(scale, growing=False), ENGLISH)
        assert data is not None
        assert len(data.scale) == len(data.steps) + 1
        for row, shown in zip(data.cells, data.shown, strict=True):
            for value, text in zip(row, shown, strict=True):
                assert value is not None
                step = data.step_of(value)
                assert (step == 0) is (text == "0")
                if step > 1:
                    assert float(text.replace(",", "")) >= round(data.steps[step - 1])


def test_a_weekday_without_a_day_is_a_gap_with_a_sign() -> None:
    data = counted.heat_map(shop.week(), ENGLISH)
    assert data is not None
    assert data.cells[0][0] is not None
    assert data.cells[1][0] is None
    assert data.shown[1][0] == GAP


def test_each_share_stands_once_with_its_range() -> None:
    figures = shop.four_weeks()
    women = figures.genders.women
    data = released.ratio(figures)
    assert women is not None and data is not None
    assert women.corrected and women != figures.genders.measured
    assert (data.value, data.interval) == (women.value, (women.low, women.high))
    ages = released.age_bars(figures)
    assert ages is not None
    bands = figures.ages.bands
    assert [bar.label for bar in ages.bars] == ["<35", "35–54", "55+"]
    assert [(bar.value, bar.interval) for bar in ages.bars] == [
        (share.value, (share.low, share.high)) for share in bands.values()
    ]


def test_the_pyramid_is_of_the_same_bands_oldest_first() -> None:
    figures = shop.four_weeks()
    data = released.pyramid(figures)
    assert data is not None
    assert [row.label for row in data.rows] == ["55+", "35–54", "<35"]
    assert data.rows[0].men.value == figures.pyramid.men["55+"].value


def test_where_chance_hides_the_shares_nothing_is_drawn_and_the_table_has_the_numbers() -> None:
    figures = shop.too_noisy()
    assert (
        released.ratio(figures) is released.age_bars(figures) is released.pyramid(figures) is None
    )
    rows = {row[0]: row[1] for row in tables.of_genders(figures, ENGLISH).rows}
    assert rows["women, of women and men"] == GAP
    assert rows["women"].startswith("14 (0–")
    assert rows["visits in all"] == "25"


def test_a_number_below_nought_is_shown_as_none_and_stays_below_nought_in_the_figures() -> None:
    def draw(epsilon: Fraction) -> int:
        return -9

    block = block_of(shop.TODAY, crowd(30, 25), draw=draw)
    figures = figures_of(Period.of_day(shop.TODAY), shop.few().days, [block])
    assert figures.genders.by_gender["unsaid"].number == -18
    rows = {row[0]: row[1] for row in tables.of_genders(figures, ENGLISH).rows}
    assert rows["not said"] == "0 (0–0)"
    assert not any("-" in "".join(row) for row in tables.of_ages(figures, ENGLISH).rows)
    assert not people.in_neither(figures, ENGLISH)


def test_the_table_has_the_share_with_and_without_the_camera_s_errors() -> None:
    figures = shop.four_weeks()
    women, measured = figures.genders.women, figures.genders.measured
    shown = [row[1] for row in tables.of_genders(figures, ENGLISH).rows]
    assert shown[:2] == [labels.estimate(women), labels.estimate(measured)]
    ages = tables.of_ages(figures, ENGLISH)
    assert len(ages.head) == 3
    assert ages.rows[0][1:] == (
        labels.estimate(figures.ages.bands["under_35"]),
        labels.estimate(figures.ages.measured["under_35"]),
    )
    assert len(tables.of_ages(shop.day(), ENGLISH).head) == 2


@pytest.mark.parametrize("figures", [shop.day(), shop.four_weeks(), shop.too_noisy()])
def test_no_two_rows_of_a_table_have_one_name(figures: PeriodFigures) -> None:
    for table in (tables.of_genders(figures, ENGLISH), tables.of_ages(figures, ENGLISH)):
        names = [row[0] for row in table.rows]
        assert len(set(names)) == len(names)


def test_a_comparison_is_of_like_with_like() -> None:
    figures = shop.day()
    before = figures.before
    assert before is not None
    figures = replace(figures, before=replace(before, against=HourCounts(150, 60)))
    data = counted.comparison(figures, ENGLISH)
    assert data is not None
    assert [row.now.shown for row in data.rows[:2]] == ["150", "60"]


@pytest.mark.parametrize(
    ("highest", "end", "ticks"),
    [
        (0, 1, (0, 1)),
        (3, 3, (0, 1, 2, 3)),
        (16, 20, (0, 5, 10, 15, 20)),
        (21, 30, (0, 10, 20, 30)),
        (1638, 2000, (0, 500, 1000, 1500, 2000)),
    ],
)
def test_scales_are_round_and_short(highest: float, end: float, ticks: tuple[float, ...]) -> None:
    assert scales.counts(highest) == (end, ticks)


def test_shares_never_go_beyond_all() -> None:
    assert scales.shares(0.97) == (1.0, (0.0, 0.5, 1.0))
    assert scales.shares(0.0)[0] == pytest.approx(0.1)


@pytest.mark.parametrize("figures", [shop.day(), shop.four_weeks(), shop.in_two()])
def test_no_number_is_drawn_that_the_figures_do_not_have(figures: PeriodFigures) -> None:
    data = counted.hour_bars(figures, ENGLISH)
    assert data is not None
    drawn = sum(bar.value or 0 for bar in data.bars)
    assert drawn == figures.counts.said_yes
