"""Hours added up to days and periods, and what still grows."""

from datetime import date

import pytest

from kiosk.application.figures import Counts
from kiosk.application.figures_counted import (
    added,
    day_counts,
    hours_of,
    opt_in,
    opt_in_of_door,
)
from kiosk.domain.statistics import Share

TODAY = date(2026, 1, 31)


def test_what_grows_is_rounded_down_each_number_by_itself() -> None:
    exact = {9: Counts(19, 7, 4, 5, 3, 9, 44), 10: Counts(19, 7, 4, 5, 3, 9, 44)}
    day = day_counts(TODAY, exact, {10}, growing=True)
    assert day.hours[9] == exact[9]
    assert day.hours[10] == Counts(15, 5, 0, 5, 0, 5, 40)
    assert day.hours[11] == Counts()
    assert day.counts == Counts(34, 12, 4, 10, 3, 14, 84)
    assert day.growing


def test_the_hours_of_several_days_are_added_hour_by_hour() -> None:
    one = day_counts(TODAY, {9: Counts(3, entered=9), 23: Counts(1)}, (), growing=False)
    two = day_counts(TODAY, {9: Counts(4), 0: Counts(2)}, (), growing=False)
    hours = hours_of([one, two])
    assert len(hours) == 24
    assert (hours[9], hours[23], hours[0]) == (Counts(7, entered=9), Counts(1), Counts(2))


def test_a_sum_without_a_door_counter_has_no_count_of_it() -> None:
    assert added([]) == Counts()
    assert added([Counts(1), Counts(2)]) == Counts(3)
    assert added([Counts(1, entered=0), Counts(2)]) == Counts(3, entered=0)


def test_said_yes_is_of_both_ways() -> None:
    assert opt_in(Counts(12, agreed=5, told=1)) == Share(6, 12, None, None)
    assert opt_in(Counts(40, agreed=12, told=6)).value == 18 / 40


@pytest.mark.parametrize(
    ("hours", "rate"),
    [
        ([Counts(9, 4, 2), Counts(9, 3, entered=30)], (3, 30)),
        ([Counts(9, 4, 2), Counts(9, 3)], None),
        ([], None),
        # It missed people: a rate of more than all would be nonsense, and so is one of all.
        ([Counts(9, 4, entered=3)], None),
        ([Counts(9, 4, entered=3), Counts(9, 4, entered=5)], (8, 8)),
        ([Counts(entered=0)], (0, 0)),
    ],
)
def test_the_rate_of_the_door_is_of_the_hours_it_saw(
    hours: list[Counts], rate: tuple[int, int] | None
) -> None:
    found = opt_in_of_door(hours)
    assert (None if found is None else (found.count, found.of)) == rate
