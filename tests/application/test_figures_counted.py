"""Hours added up to days and periods, and what still grows."""

from datetime import date

import pytest

from kiosk.application.figures import Counts, HourCounts
from kiosk.application.figures_counted import (
    added,
    added_hours,
    day_counts,
    hours_of,
    opt_in,
    opt_in_of_door,
)
from kiosk.domain.statistics import Share

TODAY = date(2026, 1, 31)


def test_what_grows_is_rounded_down_each_number_by_itself() -> None:
    exact = {9: Counts(19, 7, 4, 5, 3, 9, 44), 10: Counts(19, 7, 4, 5, 3, 9, 44)}
    day = day_counts(TODAY, exact, growing_hours={10})
    assert day.hours[9] == HourCounts(19, 11, 44)
    assert day.hours[10] == HourCounts(15, 5, 40)
    assert day.hours[11] == HourCounts()
    assert day.counts == Counts(34, 12, 4, 10, 3, 14, 84)
    assert (day.growing, day.growing_hours) == (True, {10})


def test_a_day_that_is_over_is_exact() -> None:
    day = day_counts(TODAY, {9: Counts(19, 7, 4, 5, 3, 9, 44)})
    assert day.counts == Counts(19, 7, 4, 5, 3, 9, 44)
    assert (day.growing, day.growing_hours) == (False, set())


@pytest.mark.parametrize("growing", [(), (10,)])
@pytest.mark.parametrize("withdrawn", range(9))
def test_until_the_close_of_its_day_nobody_sees_a_withdrawal(
    growing: tuple[int, ...], withdrawn: int
) -> None:
    """Whoever was counted and took the yes back is neither fewer of the one nor more of another."""
    exact = {9: Counts(19, 9, counted=9 - withdrawn), 10: Counts(7, 4, counted=4)}
    day = day_counts(TODAY, exact, growing_hours=growing, withdrawn=withdrawn)
    assert day == day_counts(
        TODAY, {**exact, 9: Counts(19, 9, counted=9)}, growing_hours=growing, withdrawn=0
    )
    assert day.counts.counted == 10


def test_the_hours_of_several_days_are_added_hour_by_hour() -> None:
    one = day_counts(TODAY, {9: Counts(3, entered=9), 23: Counts(1)})
    two = day_counts(TODAY, {9: Counts(4, told=2), 0: Counts(2)})
    hours = hours_of([one, two])
    assert len(hours) == 24
    assert (hours[9], hours[23], hours[0]) == (HourCounts(7, 2, 9), HourCounts(1), HourCounts(2))


def test_a_sum_without_a_door_counter_has_no_count_of_it() -> None:
    assert added([]) == Counts()
    assert added([Counts(1), Counts(2)]) == Counts(3)
    assert added([Counts(1, entered=0), Counts(2)]) == Counts(3, entered=0)
    assert added_hours([]) == HourCounts()
    assert added_hours([HourCounts(1, entered=0), HourCounts(2, 1)]) == HourCounts(3, 1, 0)


def test_said_yes_is_of_both_ways() -> None:
    assert opt_in(Counts(12, agreed=5, told=1)) == Share(6, 12, None, None)
    assert opt_in(Counts(40, agreed=12, told=6)).value == 18 / 40
    assert opt_in(HourCounts(40, 18)).value == 18 / 40


@pytest.mark.parametrize(
    ("hours", "rate"),
    [
        ([HourCounts(9, 6), HourCounts(9, 3, 30)], (3, 30)),
        ([HourCounts(9, 6), HourCounts(9, 3)], None),
        ([], None),
        # It missed people: a rate of more than all would be nonsense, and so is one of all.
        ([HourCounts(9, 4, 3)], None),
        ([HourCounts(9, 4, 3), HourCounts(9, 4, 5)], (8, 8)),
        ([HourCounts(entered=0)], (0, 0)),
    ],
)
def test_the_rate_of_the_door_is_of_the_hours_it_saw(
    hours: list[HourCounts], rate: tuple[int, int] | None
) -> None:
    found = opt_in_of_door(hours)
    assert (None if found is None else (found.count, found.of)) == rate
