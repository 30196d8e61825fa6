"""What a chain is told of a day: what closed on it, and only what no withdrawal changes."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from kiosk.adapters.records import day_files
from kiosk.adapters.records.connection import open_for_writing, transaction
from kiosk.adapters.records.reading import NoRecords
from kiosk.application.day_file import DayFile, as_lines
from kiosk.application.figures import Counts, HourCounts
from kiosk.domain.consent import Way
from tests.adapters.records.books import DAY, TODAY, YESTERDAY, end_day, keep_some
from tests.adapters.records.conftest import WOMAN, Book

ONE_DAY = timedelta(days=1)
NAME = "lakeside-north"


def of_day(book: Book, days: int = 0) -> DayFile:
    found = day_files.read(book.path, NAME, TODAY + days * ONE_DAY)
    assert found is not None
    return found


def test_it_has_the_days_counts_by_the_hour_and_its_blocks(book: Book) -> None:
    keep_some(book, 21)
    moment = book.clock.moment()
    book.recorder.count_asked(moment)
    book.recorder.count_declined(moment)
    book.recorder.record_entered(moment.day, moment.hour, 60, replace=False)
    book.clock.forward(3600)
    later = book.clock.moment()
    book.recorder.count_asked(later)
    book.recorder.count_walked_away(later)
    told = book.consent(99, Way.TOLD)
    book.recorder.count_asked(told.moment)
    book.recorder.keep_visit(told, WOMAN, Way.TOLD, None, receipt=True)
    book.recorder.record_entered(later.day, later.hour + 1, 7, replace=False)
    end_day(book)
    found = of_day(book)
    assert (found.kiosk, found.day, found.minimum_age) == (NAME, TODAY, 14)
    assert not found.invented
    assert found.hours == {
        moment.hour: HourCounts(asked=22, said_yes=21, entered=60),
        later.hour: HourCounts(asked=2, said_yes=1),
        later.hour + 1: HourCounts(entered=7),
    }
    assert found.counts == Counts(24, 21, 1, 1, 1, 0, 67)
    (block,) = found.blocks
    assert block.visits == 22
    assert found.models == ("test model",)


def test_each_block_is_in_the_file_of_the_day_it_closed_on_and_in_no_other(book: Book) -> None:
    keep_some(book, 4)
    end_day(book)
    assert of_day(book).blocks == ()
    assert of_day(book).models == ()
    keep_some(book, 17, first=4)
    end_day(book)
    (block,) = of_day(book, 1).blocks
    assert (block.first_day, block.last_day, block.visits) == (TODAY, TODAY + ONE_DAY, 21)
    assert of_day(book).blocks == ()


def test_what_waits_to_the_end_of_its_window_is_told_with_the_day_that_ended_then(
    book: Book,
) -> None:
    keep_some(book, 3)
    end_day(book)
    book.clock.forward(3 * DAY)
    book.recorder.catch_up()
    # Nobody came on that day, and still there is something to tell of it.
    (block,) = of_day(book, 3).blocks
    assert (block.last_day, block.visits) == (TODAY, 3)
    assert day_files.days_with_any(book.path, TODAY, TODAY + 9 * ONE_DAY) == [
        TODAY,
        TODAY + 3 * ONE_DAY,
    ]


def test_added_up_the_files_have_every_block_once(book: Book) -> None:
    for day, came in enumerate((12, 3, 25, 0, 7, 41)):
        keep_some(book, came, first=100 * day)
        end_day(book)
    for _ in range(4):
        book.clock.forward(DAY)
        book.recorder.catch_up()
    with closing(sqlite3.connect(book.path)) as connection:
        (visits, number) = connection.execute("SELECT sum(visits), count(*) FROM block").fetchone()
    days = day_files.days_with_any(book.path, TODAY, TODAY + 20 * ONE_DAY)
    told = [
        block
        for day in days
        if (found := day_files.read(book.path, NAME, day)) is not None
        for block in found.blocks
    ]
    assert (sum(block.visits for block in told), len(told)) == (visits, number)
    assert visits == 88


def test_a_withdrawal_after_the_close_changes_nothing(book: Book) -> None:
    given = [book.keep(number) for number in range(21)]
    end_day(book)
    before = as_lines(of_day(book))
    book.recorder.erase_visit(given[0].code)
    book.recorder.correct_record(given[1].code, WOMAN)
    assert as_lines(of_day(book)) == before
    book.clock.forward(4 * DAY)
    book.recorder.catch_up()
    assert as_lines(of_day(book)) == before


def test_nothing_goes_on_of_the_last_day(book: Book) -> None:
    assert day_files.last_day(book.path) == YESTERDAY
    keep_some(book, 2)
    end_day(book)
    assert day_files.last_day(book.path) == TODAY


def test_a_day_is_over_when_its_last_visitor_has_left(book: Book) -> None:
    given = book.agree(1)
    end_day(book)
    assert day_files.last_day(book.path) == YESTERDAY
    book.recorder.keep_visit(given, WOMAN, Way.CAMERA, WOMAN, receipt=True)
    assert day_files.last_day(book.path) == TODAY
    # One of the next day does not keep it waiting.
    book.agree(2)
    assert day_files.last_day(book.path) == TODAY


def test_a_day_without_anything_is_none(book: Book) -> None:
    end_day(book)
    assert day_files.read(book.path, NAME, TODAY) is None
    assert day_files.days_with_any(book.path, TODAY, TODAY) == []


def test_where_there_are_no_records_that_is_said(book: Book) -> None:
    missing = book.path.with_name("missing.db")
    for ask in (
        lambda: day_files.last_day(missing),
        lambda: day_files.days_with_any(missing, TODAY, TODAY),
        lambda: day_files.read(missing, NAME, TODAY),
    ):
        with pytest.raises(NoRecords, match="no records"):
            ask()


def test_a_block_with_anybody_of_before_the_chain_is_nothing_to_tell(book: Book) -> None:
    keep_some(book, 21)
    end_day(book)
    # Its day's own counts are another matter.
    with closing(open_for_writing(book.path)) as db, transaction(db) as connection:
        connection.execute("DELETE FROM day_hour")
    later = TODAY + ONE_DAY
    assert day_files.days_with_any(book.path, TODAY, TODAY, TODAY) == [TODAY]
    assert day_files.days_with_any(book.path, TODAY, TODAY, later) == []
    assert day_files.read(book.path, NAME, TODAY, TODAY) is not None
    assert day_files.read(book.path, NAME, TODAY, later) is None
