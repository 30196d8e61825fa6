"""A counter that only says "one more": which hours have a whole count, and which have none."""

from datetime import UTC, date

import pytest

from kiosk.application.door_line import DoorLine
from kiosk.domain.consent import Moment
from kiosk.domain.retention import BusinessDay
from tests.fakes.time import FakeClock

SHOP = BusinessDay(UTC)
TODAY = date(2026, 11, 24)
HOUR = 3600.0


@pytest.fixture
def clock() -> FakeClock:
    """It is 14:00."""
    return FakeClock(SHOP)


@pytest.fixture
def line(clock: FakeClock) -> DoorLine:
    made = DoorLine(clock, SHOP)
    made.up()
    return made


def test_a_whole_hour_is_counted_when_it_is_over(line: DoorLine, clock: FakeClock) -> None:
    line.entered(1)
    clock.forward(1800)
    assert line.over() is None
    line.entered(2)
    clock.forward(1800)
    assert line.over() == (Moment(TODAY, 14), 3)
    assert line.over() is None
    line.entered(5)
    clock.forward(HOUR)
    assert line.over() == (Moment(TODAY, 15), 5)


def test_an_hour_in_which_nobody_came_has_the_count_nought(
    line: DoorLine, clock: FakeClock
) -> None:
    clock.forward(HOUR)
    assert line.over() == (Moment(TODAY, 14), 0)


def test_an_hour_in_which_the_kiosk_was_started_is_not_whole(clock: FakeClock) -> None:
    clock.forward(1200)
    line = DoorLine(clock, SHOP)
    line.up()
    line.entered(30)
    clock.forward(2400)
    over = line.over()
    assert over is not None
    assert over[1] == (
        "2026-11-24 from 14:00 nobody listened to the line for 20 minutes, so its count is not "
        "whole"
    )
    clock.forward(HOUR)
    assert line.over() == (Moment(TODAY, 15), 0)


def test_an_hour_in_which_the_line_was_down_is_not_whole(line: DoorLine, clock: FakeClock) -> None:
    line.down()
    clock.forward(45)
    line.up()
    clock.forward(HOUR - 45)
    assert line.over() == (Moment(TODAY, 14), 0)
    for _ in range(2):
        line.down()
        # Said twice, it is down but once.
        line.down()
        clock.forward(45)
        line.up()
    clock.forward(HOUR - 90)
    over = line.over()
    assert over is not None
    assert "for 2 minutes" in str(over[1])


def test_a_line_that_stays_down_spoils_every_hour(line: DoorLine, clock: FakeClock) -> None:
    line.down()
    for hour in (14, 15):
        clock.forward(HOUR)
        over = line.over()
        assert over is not None
        assert over[0] == Moment(TODAY, hour)
        assert "for 60 minutes" in str(over[1])
    line.up()
    clock.forward(HOUR)
    assert line.over() == (Moment(TODAY, 16), 0)


def test_a_line_that_never_came_up_counts_nothing(clock: FakeClock) -> None:
    line = DoorLine(clock, SHOP)
    clock.forward(HOUR)
    over = line.over()
    assert over is not None
    assert "nobody listened" in str(over[1])


def test_a_nap_within_the_hour_spoils_it(line: DoorLine, clock: FakeClock) -> None:
    clock.forward(600)
    assert line.over() is None
    clock.step(300)
    assert line.over() is None
    clock.forward(2700)
    over = line.over()
    assert over is not None
    assert "for 5 minutes" in str(over[1])


def test_a_machine_that_slept_knows_that_it_did(line: DoorLine, clock: FakeClock) -> None:
    line.entered(7)
    # The time of day goes on, and nothing else.
    clock.step(2 * HOUR + 1200)
    over = line.over()
    assert over is not None
    assert over[0] == Moment(TODAY, 14)
    assert "for 140 minutes" in str(over[1])
    clock.forward(2400)
    over = line.over()
    assert over is not None
    assert over[0] == Moment(TODAY, 16)
    assert "for 20 minutes" in str(over[1])
