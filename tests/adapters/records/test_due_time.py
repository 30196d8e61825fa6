"""A clock that is set: what falls due by it, and from when on."""

from datetime import datetime, timedelta

import pytest

from kiosk.adapters.records.due_time import DueTime
from tests.fakes.time import FakeClock

HOUR = 3600.0
TEN_YEARS = timedelta(days=3652)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def began(clock: FakeClock) -> datetime:
    return clock.now()


@pytest.fixture
def time(clock: FakeClock, began: datetime) -> DueTime:
    return DueTime(clock, began - timedelta(hours=14))


def test_a_clock_that_only_runs_is_taken_at_its_word(time: DueTime, clock: FakeClock) -> None:
    for _ in range(3):
        clock.forward(HOUR)
        assert time.look() == 0
    when = time.when()
    assert when.now == when.records == when.totals == clock.now()
    assert when.is_sure


def test_the_time_between_two_looks_counts(time: DueTime, clock: FakeClock) -> None:
    clock.forward(HOUR)
    assert time.when().records == clock.now()


@pytest.mark.parametrize("seconds", [2, 1, -1, -2])
def test_two_seconds_are_no_step(time: DueTime, clock: FakeClock, seconds: int) -> None:
    clock.step(seconds)
    assert time.look() == 0
    assert time.when().records == clock.now()


@pytest.mark.parametrize("seconds", [3, 3600, -3, -3600])
def test_a_step_is_told_once(time: DueTime, clock: FakeClock, seconds: int) -> None:
    clock.forward(60)
    clock.step(seconds)
    assert time.look() == seconds
    assert time.look() == 0


def test_after_a_leap_nothing_is_due_that_was_not_for_an_hour(
    time: DueTime, clock: FakeClock, began: datetime
) -> None:
    clock.step(TEN_YEARS.total_seconds())
    time.look()
    clock.forward(HOUR - 1)
    time.look()
    when = time.when()
    assert when.now == clock.now()
    assert when.records == when.totals == began + timedelta(seconds=HOUR - 1)
    clock.forward(1)
    time.look()
    when = time.when()
    assert when.records == when.totals == clock.now()
    assert when.is_sure


def test_a_leap_that_is_taken_back_within_the_hour_changes_nothing(
    time: DueTime, clock: FakeClock
) -> None:
    clock.step(TEN_YEARS.total_seconds())
    time.look()
    clock.forward(60)
    clock.step(-TEN_YEARS.total_seconds())
    assert time.look() == -TEN_YEARS.total_seconds()
    assert time.when().records == clock.now()


def test_a_leap_that_is_taken_back_in_part_is_as_large_as_what_is_left(
    time: DueTime, clock: FakeClock, began: datetime
) -> None:
    clock.step(2 * HOUR)
    time.look()
    clock.step(-HOUR)
    time.look()
    assert clock.now() == began + timedelta(seconds=HOUR)
    assert time.when().records == began


def test_two_leaps_count_each_after_its_hour(
    time: DueTime, clock: FakeClock, began: datetime
) -> None:
    clock.step(TEN_YEARS.total_seconds())
    time.look()
    clock.forward(HOUR / 2)
    clock.step(TEN_YEARS.total_seconds())
    time.look()
    assert time.when().records == began + timedelta(seconds=HOUR / 2)
    clock.forward(HOUR / 2)
    time.look()
    assert time.when().records == began + TEN_YEARS + timedelta(seconds=HOUR)
    clock.step(-2 * TEN_YEARS.total_seconds())
    time.look()
    assert time.when().records == clock.now()


def test_a_clock_that_is_always_being_set_puts_nothing_off_for_ever(
    time: DueTime, clock: FakeClock
) -> None:
    """As that of a machine that sleeps for ten minutes in every hour."""
    for _ in range(100):
        clock.forward(50 * 60)
        clock.step(10 * 60)
        time.look()
    assert clock.now() - time.when().records <= timedelta(seconds=HOUR)


def test_set_back_it_is_taken_at_its_word(time: DueTime, clock: FakeClock) -> None:
    """Then less is due, and nothing is erased that should not be."""
    clock.step(-HOUR)
    time.look()
    when = time.when()
    assert when.records == when.totals == clock.now()
    assert not when.is_sure


def test_a_person_can_vouch_for_the_clock(time: DueTime, clock: FakeClock) -> None:
    clock.step(TEN_YEARS.total_seconds())
    time.look()
    time.confirm()
    when = time.when()
    assert when.records == when.totals == clock.now()
    assert when.is_sure


def test_after_a_long_time_off_totals_wait_for_an_hour_and_records_do_not(
    clock: FakeClock, began: datetime
) -> None:
    last_written = began - TEN_YEARS
    time = DueTime(clock, last_written)
    when = time.when()
    assert when.records == began
    assert when.totals == last_written
    clock.forward(HOUR)
    time.look()
    assert time.when().totals == clock.now()


def test_a_wrong_clock_at_start_that_is_set_right_changes_nothing(
    clock: FakeClock, began: datetime
) -> None:
    time = DueTime(clock, began - TEN_YEARS)
    clock.forward(60)
    clock.step(-TEN_YEARS.total_seconds())
    time.look()
    assert time.when().totals == clock.now()


def test_a_month_off_is_a_holiday(clock: FakeClock, began: datetime) -> None:
    when = DueTime(clock, began - timedelta(days=31)).when()
    assert when.totals == began
    assert when.is_sure


def test_a_start_before_the_last_row_is_not_sure(clock: FakeClock, began: datetime) -> None:
    when = DueTime(clock, began + timedelta(days=1)).when()
    assert when.records == when.totals == began
    assert not when.is_sure


def test_a_first_start_is_sure(clock: FakeClock, began: datetime) -> None:
    assert DueTime(clock, None).when().is_sure
