"""Copies that SQLite left of a row when it moved it are no longer in the file once it is deleted.

They are put here by hand, into the part of a page that is free: which pages SQLite moves rows
between depends on its version.
"""

import secrets
import sqlite3
import struct
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from kiosk.adapters.records import erasure, traces
from kiosk.adapters.records.connection import StoreUnavailable, open_for_writing
from kiosk.domain.consent import ConsentRecord
from kiosk.domain.events import Erased
from tests.adapters.records.conftest import Book
from tests.adapters.records.test_erasure import found_in, markers

_PAGE = 4096
_LEAF_OF_TABLE, _LEAF_OF_INDEX = 13, 10
_HEAD = 8
_FIRST_PAGE_HEAD = 100


def free_part(page: bytes) -> tuple[int, int]:
    """Where the part of a leaf begins and ends that no row lies in; nothing of other pages."""
    if page[0] not in (_LEAF_OF_TABLE, _LEAF_OF_INDEX):
        return 0, 0
    rows, rows_begin = struct.unpack(">HH", page[3:7])
    return _HEAD + 2 * rows, rows_begin


def leave(path: Path, *copies: bytes) -> None:
    """Put bytes where SQLite leaves copies of rows that it moved."""
    content = bytearray(path.read_bytes())
    for start in range(_PAGE, len(content), _PAGE):
        begin, end = free_part(bytes(content[start : start + _PAGE]))
        if copies and end - begin > len(copies[0]) + 64:
            at = start + end - len(copies[0]) - 3
            content[at : at + len(copies[0])] = copies[0]
            copies = copies[1:]
    assert not copies, "no page has room for it"
    path.write_bytes(content)


@pytest.fixture
def given(book: Book) -> ConsentRecord:
    """A visitor who is kept among others."""
    for number in range(2, 12):
        book.keep(number, receipt=False)
    return book.keep(1)


def tag_of(path: Path) -> bytes:
    """The tag of the one visit with a receipt."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT tag FROM visit WHERE tag IS NOT NULL").fetchone()[0]


def traced(book: Book, *names: str) -> dict[str, bytes]:
    """The marks of the one visit with a receipt, each with a second copy in the file."""
    with closing(sqlite3.connect(book.path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM visit WHERE tag IS NULL")
    wanted = {name: mark for name, mark in markers(book.path).items() if name in names}
    book.recorder.close()
    leave(book.path, *wanted.values())
    book.reopen_closed()
    assert found_in(book.path.parent, wanted) == set(wanted)
    return wanted


@pytest.fixture
def rewritten(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each time that a file was rewritten."""
    times: list[str] = []
    rewrite = erasure.rewrite

    def count(db: Database) -> None:
        times.append("rewritten")
        rewrite(db)

    monkeypatch.setattr(erasure, "rewrite", count)
    return times


@pytest.mark.parametrize("name", ["row", "visit tag", "salt", "payload", "consent tag"])
def test_a_copy_that_sqlite_left_is_gone_before_it_is_called_deleted(
    book: Book, given: ConsentRecord, rewritten: list[str], name: str
) -> None:
    wanted = traced(book, name)
    assert book.recorder.erase_visit(given.code) == Erased(given.code)
    assert found_in(book.path.parent, wanted) == set()
    assert rewritten == ["rewritten"]


def test_without_the_rewriting_it_would_stay_and_is_not_called_deleted(
    book: Book, given: ConsentRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = traced(book, "row", "visit tag")

    def rewrite_nothing(db: object) -> None:
        """As it was before there was any rewriting."""

    with monkeypatch.context() as patch:
        patch.setattr(erasure, "rewrite", rewrite_nothing)
        for _ in range(2):
            with pytest.raises(StoreUnavailable, match="still in the file"):
                book.recorder.erase_visit(given.code)
        assert found_in(book.path.parent, wanted) == set(wanted)
        with pytest.raises(StoreUnavailable):
            book.recorder.count_asked(book.consent(3).moment)
    assert book.recorder.erase_visit(given.code) == Erased(given.code)
    assert found_in(book.path.parent, wanted) == set()


def test_half_of_a_copy_is_gone_too(book: Book, given: ConsentRecord) -> None:
    book.recorder.close()
    tag = tag_of(book.path)
    # As it is where a later row was written over a part of it.
    leave(book.path, tag[17:])
    book.reopen_closed()
    book.recorder.erase_visit(given.code)
    assert found_in(book.path.parent, {"half": tag[17:]}) == set()


def test_an_erasure_that_leaves_nothing_rewrites_nothing(
    book: Book, given: ConsentRecord, rewritten: list[str]
) -> None:
    book.recorder.erase_visit(given.code)
    assert rewritten == []


def test_while_it_rewrites_it_says_that_it_takes_long(
    book: Book, given: ConsentRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    traced(book, "row")
    said: list[bool] = []
    rewrite = erasure.rewrite

    def look(db: Database) -> None:
        said.append(book.recorder.is_rewriting)
        rewrite(db)

    monkeypatch.setattr(erasure, "rewrite", look)
    book.recorder.erase_visit(given.code)
    assert said == [True]
    assert not book.recorder.is_rewriting


def test_a_row_that_is_undone_leaves_no_copy(book: Book, given: ConsentRecord) -> None:
    kept = book.recorder.last_kept
    wanted = traced(book, "row", "visit tag", "consent tag")
    book.recorder.last_kept = kept
    book.recorder.close_uncounted(given)
    assert found_in(book.path.parent, wanted) == set()


@pytest.mark.usefixtures("given")
def test_a_day_whose_window_closes_leaves_no_copy(book: Book, rewritten: list[str]) -> None:
    wanted = traced(book, "row", "visit tag", "consent tag", "key")
    book.clock.forward(timedelta(days=4).total_seconds())
    book.recorder.catch_up()
    assert found_in(book.path.parent, wanted) == set()
    assert rewritten == ["rewritten"]


@pytest.mark.usefixtures("given")
def test_a_proof_that_is_too_old_leaves_no_copy(book: Book) -> None:
    wanted = traced(book, "salt", "payload")
    book.clock.forward(timedelta(days=4 * 366).total_seconds())
    book.recorder.catch_up(confirmed=True)
    assert found_in(book.path.parent, wanted) == set()


def test_what_has_no_room_to_be_rewritten_in_is_not_called_deleted(
    book: Book, given: ConsentRecord
) -> None:
    wanted = traced(book, "row", "visit tag")
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL

    def fail(db: object) -> None:
        raise full

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(erasure, "rewrite", fail)
        with pytest.raises(sqlite3.OperationalError, match="full"):
            book.recorder.erase_visit(given.code)
        with pytest.raises(sqlite3.OperationalError, match="full"):
            book.recorder.check_room()
    assert found_in(book.path.parent, wanted) == set(wanted)
    book.recorder.check_room()
    assert found_in(book.path.parent, wanted) == set()


def test_what_a_program_left_that_ended_too_soon_is_gone_after_the_next_start(
    book: Book, given: ConsentRecord, rewritten: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = traced(book, "row", "visit tag")

    def end(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(erasure, "cut_log", end)
        with pytest.raises(KeyboardInterrupt):
            book.recorder.erase_visit(given.code)
    book.recorder.abandon()
    assert found_in(book.path.parent, wanted) == set(wanted)
    book.reopen_closed()
    assert found_in(book.path.parent, wanted) == set()
    assert rewritten == ["rewritten"]
    book.reopen()
    assert rewritten == ["rewritten"]


def test_the_number_of_a_demos_days_outlives_an_erasure(book: Book) -> None:
    with closing(open_for_writing(book.path)) as db:
        traces.owe(db.conn)
        traces.write_number(db.conn, 740_000)
        assert traces.read_number(db.conn) == 740_000
        traces.watch(db.conn)
        assert traces.is_owed_since_before(db.conn)
        traces.forget(db.conn)
        assert db.conn.execute("PRAGMA user_version").fetchone() == (740_000,)


@pytest.mark.parametrize("row_id", [5, 300, 1_234_567, 1 << 30, 123 << 38, 0x1234_5678_9ABC_DEF0])
def test_rows_are_found_by_numbers_of_any_length(
    book: Book, row_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def number(bits: int) -> int:
        return row_id

    monkeypatch.setattr(secrets, "randbits", number)
    book.keep(receipt=False)
    connection = book.recorder._db.conn  # pyright: ignore[reportPrivateUsage]
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (day,) = connection.execute("SELECT day FROM visit").fetchone()
    length = next(size for size in (1, 2, 3, 4, 6, 8) if row_id < 1 << (8 * size - 1))
    row = row_id.to_bytes(length, "big") + day.encode()
    assert row in book.path.read_bytes()
    book.recorder.close()
    leave(book.path, row)
    book.reopen_closed()
    connection = book.recorder._db.conn  # pyright: ignore[reportPrivateUsage]
    connection.execute("DELETE FROM visit")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert traces.are_left(connection, book.path)
    assert erasure.finish_erasure(book.recorder._db, book.path, erasure.rewrite)  # pyright: ignore[reportPrivateUsage]
    assert row not in book.path.read_bytes()


def test_what_is_free_is_searched_wherever_it_lies_and_rows_are_not(book: Book) -> None:
    book.keep()
    path = book.path
    connection = book.recorder._db.conn  # pyright: ignore[reportPrivateUsage]
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    tag = tag_of(path)
    connection.execute("DELETE FROM visit")
    # The log is not in the file: there, the row is still among the rows.
    assert tag in path.read_bytes()
    assert not traces.are_left(connection, path)
    whole = path.read_bytes()
    other = path.with_name("another page")
    places = {
        "the first page": _FIRST_PAGE_HEAD + _HEAD + 200,
        "a page of rows": next(
            start + sum(free_part(whole[start : start + _PAGE])) // 2
            for start in range(_PAGE, len(whole), _PAGE)
            if sum(free_part(whole[start : start + _PAGE]))
        ),
        "a page of something else": len(whole) + 7,
        "the file's end": len(whole) + _PAGE - 8,
    }
    for place, at in places.items():
        content = bytearray(whole + bytes(_PAGE))
        content[at : at + 8] = tag[8:16]
        other.write_bytes(content)
        assert traces.are_left(connection, other), place
    other.write_bytes(whole + bytes(_PAGE))
    assert not traces.are_left(connection, other)
