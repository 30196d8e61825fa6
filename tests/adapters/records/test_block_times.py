"""The times of day at which blocks close, by a clock that is late, set, or changed by law."""

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import Way
from kiosk.domain.retention import BusinessDay, Retention
from tests.adapters.records.books import DAY, HOUR, TODAY, asked, end_day, keep_some
from tests.adapters.records.conftest import WOMAN, Book, open_recorder
from tests.fakes.signer import SIGNER
from tests.fakes.time import FakeClock

TEN_YEARS = timedelta(days=3652).total_seconds()
NEXT_DAY = TODAY + timedelta(days=1)


def told(book: Book) -> list[tuple[str, str, int]]:
    """The day and the time with which each block is told, and how many visits it holds."""
    return asked(book, "SELECT closed_on, closed_at, visits FROM block ORDER BY id")


def dealt_with(book: Book) -> tuple[str, str]:
    return asked(book, "SELECT day, at FROM block_time")[0]


def forward_to(book: Book, hour: int) -> None:
    """To this hour of the clock, and do what is due by then."""
    book.clock.forward((hour - book.clock.now().hour) % 24 * HOUR)
    book.recorder.catch_up()


def start_with(book: Book, *hours: int) -> None:
    """Start a store that was closed, with these times of day in the settings."""
    rules = ReleaseRules(times=tuple(time(hour) for hour in hours))
    book.recorder = open_recorder(book.path, book.clock, rules=rules)


def set_times(book: Book, *hours: int) -> None:
    book.recorder.close()
    start_with(book, *hours)


def test_a_block_closes_at_its_time_and_not_a_second_before(book: Book) -> None:
    keep_some(book, 41)
    left = book.recorder.days.seconds_until_due()
    assert left == 3 * HOUR
    book.clock.forward(left - 1)
    book.recorder.catch_up()
    assert told(book) == []
    book.clock.forward(1)
    assert book.recorder.days.seconds_until_due() == 0
    book.recorder.catch_up()
    assert told(book) == [(str(TODAY), "17:00", 41)]
    # The next that may close one is the end of the day, at 4.
    assert book.recorder.days.seconds_until_due() == 11 * HOUR


def test_too_few_at_a_time_go_on_to_the_next(book: Book) -> None:
    set_times(book, 15, 17)
    keep_some(book, 39)
    forward_to(book, 15)
    assert told(book) == []
    assert dealt_with(book) == (str(TODAY), "15:00")
    keep_some(book, 1, first=39)
    book.clock.forward(HOUR)
    book.recorder.catch_up()
    assert told(book) == []
    forward_to(book, 17)
    assert told(book) == [(str(TODAY), "17:00", 40)]


def test_of_several_times_that_passed_while_it_was_off_one_closes(book: Book) -> None:
    set_times(book, 15, 16, 17)
    keep_some(book, 40)
    book.recorder.close()
    book.clock.forward(4 * HOUR)
    start_with(book, 15, 16, 17)
    assert told(book) == [(str(TODAY), "17:00", 40)]
    keep_some(book, 40, first=40)
    book.clock.forward(HOUR)
    book.recorder.catch_up()
    assert len(told(book)) == 1


def test_a_start_deals_with_the_time_that_had_passed(book: Book) -> None:
    assert dealt_with(book) == (str(TODAY), "13:00")
    keep_some(book, 40)
    book.clock.forward(HOUR)
    book.recorder.catch_up()
    assert told(book) == []


def test_off_until_the_next_day_the_block_is_that_of_its_own_close_of_day(book: Book) -> None:
    keep_some(book, 40)
    book.recorder.close()
    book.clock.forward(DAY)
    book.reopen_closed()
    assert told(book) == [(str(TODAY), "close", 40)]
    assert dealt_with(book) == (str(NEXT_DAY), "13:00")


def test_a_time_after_midnight_belongs_to_the_day_before(book: Book) -> None:
    set_times(book, 2)
    keep_some(book, 40)
    forward_to(book, 1)
    assert told(book) == []
    forward_to(book, 2)
    assert told(book) == [(str(TODAY), "02:00", 40)]


# The settings change ----------------------------------------------------------------------------


def test_times_that_are_changed_within_a_day_are_dealt_with_once_each(book: Book) -> None:
    keep_some(book, 40)
    forward_to(book, 17)
    keep_some(book, 40, first=40)
    # Earlier than the one that was dealt with: past, whatever it was called then.
    set_times(book, 15, 16)
    book.clock.forward(HOUR)
    book.recorder.catch_up()
    assert told(book) == [(str(TODAY), "17:00", 40)]
    set_times(book, 17, 20)
    forward_to(book, 20)
    assert told(book) == [(str(TODAY), "17:00", 40), (str(TODAY), "20:00", 40)]


def test_a_time_that_is_set_when_it_has_passed_closes_what_waits(book: Book) -> None:
    keep_some(book, 40)
    book.clock.forward(2 * HOUR)
    set_times(book, 15)
    assert told(book) == [(str(TODAY), "15:00", 40)]


def test_without_any_time_blocks_close_with_their_day(book: Book) -> None:
    set_times(book)
    keep_some(book, 40)
    assert book.recorder.days.seconds_until_due() == 14 * HOUR
    forward_to(book, 23)
    assert told(book) == []
    end_day(book)
    assert told(book) == [(str(TODAY), "close", 40)]


# The clock is set -------------------------------------------------------------------------------


def test_set_back_over_a_time_it_is_not_dealt_with_again(book: Book) -> None:
    keep_some(book, 40)
    forward_to(book, 17)
    book.clock.step(-2 * HOUR)
    book.recorder.catch_up()
    keep_some(book, 40, first=40)
    book.clock.forward(3 * HOUR)
    book.recorder.catch_up()
    book.reopen()
    assert told(book) == [(str(TODAY), "17:00", 40)]
    end_day(book)
    assert told(book)[1:] == [(str(TODAY), "close", 40)]


def test_a_leap_closes_nothing_until_it_has_held_for_an_hour(book: Book) -> None:
    keep_some(book, 40)
    book.clock.step(4 * HOUR)
    book.recorder.catch_up()
    assert told(book) == []
    book.clock.step(-4 * HOUR)
    book.recorder.catch_up()
    forward_to(book, 17)
    assert told(book) == [(str(TODAY), "17:00", 40)]


def leap_and_hold(book: Book) -> None:
    """The clock is ten years ahead for long enough to be believed, and is set right."""
    book.clock.step(TEN_YEARS)
    book.recorder.catch_up()
    book.clock.forward(HOUR)
    book.recorder.catch_up()
    assert dealt_with(book) > (str(TODAY), "24:00")
    book.clock.step(-TEN_YEARS)
    book.recorder.catch_up()


def test_a_clock_that_was_years_ahead_keeps_no_block_open_till_then(book: Book) -> None:
    leap_and_hold(book)
    keep_some(book, 40)
    forward_to(book, 17)
    assert told(book) == [(str(TODAY), "17:00", 40)]
    keep_some(book, 20, first=40)
    end_day(book)
    keep_some(book, 40, first=60)
    forward_to(book, 13)
    assert told(book)[1:] == [(str(TODAY), "close", 20), (str(NEXT_DAY), "13:00", 40)]


def test_nor_is_a_block_told_with_a_day_that_only_a_wrong_clock_closed(book: Book) -> None:
    """It was set right so late in the day that the day ends before it can be sure of that."""
    book.clock.forward(12.5 * HOUR)
    leap_and_hold(book)
    keep_some(book, 20)
    end_day(book)
    book.clock.forward(HOUR)
    book.recorder.catch_up()
    assert told(book) == [(str(NEXT_DAY), "close", 20)]


# Days of 23 and 25 hours ------------------------------------------------------------------------


class ClockInZone(FakeClock):
    """Tells the time in the shop's zone, as the machine's clock does."""

    def now(self) -> datetime:
        return super().now().astimezone(self._business_day.zone)


@pytest.mark.parametrize("noon", ["2026-10-24T12:00", "2026-03-28T12:00"], ids=["25", "23"])
def test_a_time_that_comes_twice_or_never_closes_one_block(tmp_path: Path, noon: str) -> None:
    """Half past two, in the night in which the clock is changed."""
    business_day = BusinessDay(ZoneInfo("Europe/Berlin"))
    start = datetime.fromisoformat(noon).replace(tzinfo=business_day.zone)
    clock = ClockInZone(business_day)
    clock.step((start - clock.now()).total_seconds())
    path = tmp_path / "data" / "records.db"
    rules = ReleaseRules(times=(time(2, 30),))
    publication = Publication(rules, False, 14)
    recorder = Recorder(path, publication, Retention(business_day), SIGNER, clock, "test model")
    book = Book(path, clock, recorder)
    day = clock.moment().day
    keep_some(book, 40)
    is_first = True
    while clock.moment().day == day:
        clock.forward(600)
        recorder.catch_up()
        if is_first and told(book):
            is_first = False
            keep_some(book, 40, first=40)
    assert told(book) == [(str(day), "02:30", 40), (str(day), "close", 40)]
    recorder.abandon()


# The last visitor -------------------------------------------------------------------------------


def test_who_may_still_be_undone_is_in_no_block(book: Book) -> None:
    keep_some(book, 40)
    book.clock.forward(3 * HOUR)
    last = book.keep(99)
    book.recorder.find_record(book.consent(1).code)
    assert told(book) == []
    book.recorder.close_uncounted(last)
    book.recorder.catch_up()
    assert told(book) == [(str(TODAY), "17:00", 40)]


def test_ten_seconds_later_nobody_undoes_it_and_the_block_closes(book: Book) -> None:
    keep_some(book, 39)
    book.clock.forward(3 * HOUR)
    book.keep(99)
    book.recorder.catch_up()
    assert told(book) == []
    book.clock.forward(10)
    book.recorder.catch_up()
    assert told(book) == [(str(TODAY), "17:00", 40)]


def test_a_visit_that_goes_on_at_the_time_is_in_the_next_block(book: Book) -> None:
    keep_some(book, 40)
    open_visit = book.agree(40)
    forward_to(book, 17)
    book.recorder.keep_visit(open_visit, WOMAN, Way.CAMERA, WOMAN, receipt=True)
    keep_some(book, 19, first=41)
    end_day(book)
    assert told(book) == [(str(TODAY), "17:00", 40), (str(TODAY), "close", 20)]
