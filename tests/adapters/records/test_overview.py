"""What staff see of the records: numbers of days, and when they go; of a running day steps."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.adapters.records import overview as overviews
from kiosk.adapters.records.overview import overview
from kiosk.application.staff import EarlierDays
from kiosk.domain.retention import Retention
from tests.adapters.records.conftest import Book
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION, code

TODAY = date(2026, 11, 24)
ONE_DAY = 86_400.0


def test_the_running_day_is_told_in_steps(book: Book) -> None:
    for number in range(1, 8):
        book.keep(number)
    seen = overview(book.path, RETENTION, book.clock, None)
    assert [(day.day, day.records, day.growing) for day in seen.held] == [(TODAY, 5, True)]
    assert (seen.waiting, seen.proofs, seen.withdrawn) == (0, 5, ())
    assert seen.ledger_rows % 5 == 0


def test_a_withdrawal_of_the_running_day_moves_nothing(book: Book) -> None:
    for number in range(1, 8):
        book.keep(number)
    before = overview(book.path, RETENTION, book.clock, None)
    book.recorder.erase_visit(code(3))
    after = overview(book.path, RETENTION, book.clock, None)
    assert (before.held, before.withdrawn) == (after.held, after.withdrawn)


def test_closed_days_are_told_exactly_and_newest_first(book: Book) -> None:
    for number in range(1, 8):
        book.keep(number)
    book.recorder.erase_visit(code(3))
    book.clock.forward(ONE_DAY)
    book.recorder.catch_up()
    book.keep(8)
    seen = overview(book.path, RETENTION, book.clock, None)
    assert [(day.day, day.records, day.growing) for day in seen.held] == [
        (TODAY + timedelta(days=1), 0, True),
        (TODAY, 6, False),
    ]
    assert seen.withdrawn == ((TODAY, 1),)
    assert seen.waiting == 6
    assert seen.next_erasure == RETENTION.window_closes(TODAY)


def test_days_of_long_ago_are_told_as_one(book: Book) -> None:
    for number in range(1, 4):
        book.keep(number)
    first = TODAY - timedelta(days=20)
    with closing(sqlite3.connect(book.path)) as connection, connection:
        connection.executemany(
            "INSERT INTO visit(id, day, hour, gender, age_band, way)"
            " VALUES (?, ?, 10, 'woman', '18-24', 'told')",
            [[back, (TODAY - timedelta(days=back)).isoformat()] for back in range(1, 21)],
        )
    seen = overview(book.path, RETENTION, book.clock, None)
    assert [day.day for day in seen.held] == [TODAY - timedelta(days=back) for back in range(14)]
    assert seen.held[1].records == 1
    until = RETENTION.window_closes(TODAY - timedelta(days=14))
    assert seen.earlier == EarlierDays(first, 7, 7, until)
    assert seen.next_erasure == RETENTION.window_closes(first)


def test_the_proofs_of_a_long_ledger_are_not_waited_for(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 8):
        book.keep(number)
    monkeypatch.setattr(overviews, "_LONG_LEDGER", 5)
    at_once = overview(book.path, RETENTION, book.clock, None, counts_proofs=False)
    assert at_once.proofs is None
    assert replace(at_once, proofs=5) == overview(book.path, RETENTION, book.clock, None)


def test_a_day_goes_by_what_its_visitors_were_promised(book: Book) -> None:
    book.keep()
    longer = Retention(BUSINESS_DAY, window_hours=168)
    seen = overview(book.path, longer, book.clock, None)
    assert seen.held[0].until == RETENTION.window_closes(TODAY)


def test_what_the_last_check_found_is_passed_on(book: Book) -> None:
    assert overview(book.path, RETENTION, book.clock, "row 7").ledger_flaw == "row 7"
    assert overview(book.path, RETENTION, book.clock, None).held == ()
