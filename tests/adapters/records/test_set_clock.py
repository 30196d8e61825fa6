"""A clock that is set: nothing is erased by mistake, no day is lost or closed twice."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.adapters.records.close_of_day import Closed
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.events import RecordFound, RecordNotFound
from kiosk.domain.retention import BusinessDay, Retention
from tests.adapters.records.books import (
    HOUR,
    TODAY,
    YESTERDAY,
    asked,
    blocks,
    closed_day,
    end_day,
    entries,
    keep_some,
)
from tests.adapters.records.conftest import Book
from tests.fakes.signer import SIGNER
from tests.fakes.time import FakeClock

TEN_YEARS = timedelta(days=3652).total_seconds()


def test_a_clock_that_leaps_erases_nothing_until_it_has_held_for_an_hour(book: Book) -> None:
    given = book.keep()
    book.clock.step(TEN_YEARS)
    assert book.recorder.catch_up() == Closed()
    since = book.keep(2)
    book.clock.forward(HOUR - 1)
    assert book.recorder.catch_up() == Closed()
    for kept in (given, since):
        assert isinstance(book.recorder.find_record(kept.code), RecordFound)
    assert entries(book, "clock stepped") == [{"seconds": int(TEN_YEARS)}]
    book.clock.forward(1)
    closed = book.recorder.catch_up()
    assert closed.erased == ((TODAY, 1),)
    assert closed.counts_from is not None
    assert closed.proofs == 1
    assert isinstance(book.recorder.find_record(given.code), RecordNotFound)


def test_a_leap_that_is_set_right_within_the_hour_loses_nothing(book: Book) -> None:
    given = book.keep()
    book.clock.step(TEN_YEARS)
    book.recorder.catch_up()
    book.clock.forward(HOUR / 2)
    book.clock.step(-TEN_YEARS)
    assert book.recorder.catch_up() == Closed()
    book.clock.forward(2 * HOUR)
    assert book.recorder.catch_up() == Closed()
    assert isinstance(book.recorder.find_record(given.code), RecordFound)
    steps = [each["seconds"] for each in entries(book, "clock stepped")]
    assert steps == [int(TEN_YEARS), -int(TEN_YEARS)]


def test_a_day_that_runs_again_is_not_closed_again(book: Book) -> None:
    keep_some(book, 20)
    end_day(book)
    book.clock.step(-HOUR)
    book.recorder.catch_up()
    assert book.clock.moment().day == TODAY
    keep_some(book, 20, first=20)
    book.clock.forward(2 * HOUR)
    assert book.recorder.catch_up() == Closed()
    assert blocks(book) == [(str(TODAY), str(TODAY), 20)]
    end_day(book)
    assert blocks(book) == [(str(TODAY), str(TODAY), 20)] * 2
    assert asked(book, "SELECT sum(counted) FROM day_hour") == [(40,)]


def test_days_that_a_wrong_clock_closed_are_closed_again_when_it_is_right(book: Book) -> None:
    book.clock.step(TEN_YEARS)
    book.recorder.catch_up()
    book.clock.forward(HOUR)
    assert book.recorder.catch_up().day == TODAY + timedelta(days=3651)
    book.clock.step(-TEN_YEARS)
    book.recorder.catch_up()
    book.clock.forward(HOUR)
    assert book.recorder.catch_up().day is None
    assert closed_day(book) == YESTERDAY
    keep_some(book, 20)
    assert end_day(book).day == TODAY
    assert [each[2] for each in blocks(book)] == [20]


def test_what_a_wrong_clock_dated_ahead_goes_when_the_clock_has_held_for_an_hour(
    book: Book,
) -> None:
    book.clock.step(TEN_YEARS)
    book.recorder.catch_up()
    dated_ahead = book.keep(1)
    ahead = dated_ahead.moment.day
    book.clock.step(-TEN_YEARS)
    book.recorder.catch_up()
    right = book.keep(2)
    assert isinstance(book.recorder.find_record(dated_ahead.code), RecordFound)
    book.clock.forward(HOUR)
    assert book.recorder.catch_up().erased == ((ahead, 1),)
    assert isinstance(book.recorder.find_record(dated_ahead.code), RecordNotFound)
    assert isinstance(book.recorder.find_record(right.code), RecordFound)
    assert blocks(book) == []


def test_a_start_before_the_last_row_is_a_step_back(book: Book) -> None:
    book.recorder.close()
    book.clock.step(-2 * HOUR)
    book.reopen_closed()
    assert entries(book, "clock stepped") == [{"seconds": -7200}]


def test_a_start_right_after_the_last_row_is_no_step(book: Book) -> None:
    book.keep()
    book.reopen()
    assert entries(book, "clock stepped") == []


def test_after_years_off_totals_wait_for_the_clock_and_records_do_not(book: Book) -> None:
    book.keep()
    book.recorder.close()
    book.clock.step(TEN_YEARS)
    book.reopen_closed()
    closed = book.recorder.closed_at_start
    assert closed.erased == ((TODAY, 1),)
    assert closed.counts_from is None
    assert closed.proofs == 0
    book.clock.forward(HOUR)
    book.recorder.catch_up()
    end_day(book)
    assert len(entries(book, "counts expired")) == 1
    assert len(entries(book, "consent expired")) == 1


def test_a_person_who_asks_for_it_vouches_for_the_clock(book: Book) -> None:
    book.keep()
    book.recorder.close()
    book.clock.step(TEN_YEARS)
    book.reopen_closed()
    closed = book.recorder.catch_up(confirmed=True)
    assert closed.counts_from is not None
    assert closed.proofs == 1


def test_a_day_of_25_hours_ends_when_they_are_over(tmp_path: Path) -> None:
    """In the night in which the clock goes back the day goes on; nothing is closed by the hour."""
    business_day = BusinessDay(ZoneInfo("Europe/Berlin"))
    retention = Retention(business_day)
    clock = FakeClock(business_day)
    before = datetime(2026, 10, 24, 12, tzinfo=business_day.zone)
    clock.step((before - clock.now()).total_seconds())
    path = tmp_path / "data" / "records.db"
    recorder = Recorder(
        path, Publication(ReleaseRules(), False, 14), retention, SIGNER, clock, None
    )
    assert recorder.days.seconds_until_due() == HOUR
    clock.forward(HOUR)
    recorder.catch_up()
    clock.forward(4 * HOUR)
    recorder.catch_up()
    assert recorder.days.seconds_until_due() == 12 * HOUR
    clock.forward(12 * HOUR - 1)
    assert recorder.catch_up() == Closed()
    clock.forward(1)
    assert recorder.catch_up() == Closed(day=before.date())
    assert recorder.days.seconds_until_due() == 9 * HOUR
    recorder.abandon()
