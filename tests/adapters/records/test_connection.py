"""The file's settings, read back, and which fault a failure is a sign of."""

import errno
import sqlite3
from pathlib import Path

import pytest

from kiosk.adapters.records import connection
from kiosk.adapters.records.connection import (
    StoreUnavailable,
    fault_of,
    open_for_reading,
    open_for_writing,
    transaction,
)
from kiosk.domain.states import StoreFault
from tests.adapters.records.conftest import Book

PRAGMAS = {
    "auto_vacuum": 2,
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "temp_store": 2,
    "foreign_keys": 1,
    "busy_timeout": 2000,
}


@pytest.mark.parametrize(("name", "value"), PRAGMAS.items())
def test_the_connection_is_set_as_it_must_be(closed: Path, name: str, value: object) -> None:
    db = open_for_writing(closed)
    assert db.conn.execute(f"PRAGMA {name}").fetchone()[0] == value
    db.close()


def test_a_setting_that_does_not_hold_is_refused() -> None:
    # A database in memory cannot keep a log, and says nothing when it is told to.
    with pytest.raises(StoreUnavailable, match="journal_mode at 'memory'") as refused:
        open_for_writing(Path(":memory:"))
    assert refused.value.fault is StoreFault.BROKEN


def test_file_and_folder_are_nobody_elses(book: Book) -> None:
    book.keep()
    assert book.path.parent.stat().st_mode & 0o777 == 0o700
    files = list(book.path.parent.iterdir())
    assert {file.name for file in files} == {"records.db", "records.db-wal", "records.db-shm"}
    for file in files:
        assert file.stat().st_mode & 0o777 == 0o600, file


def test_a_reader_changes_nothing(closed: Path) -> None:
    before = closed.read_bytes()
    db = open_for_reading(closed)
    assert db.conn.execute("SELECT count(*) FROM visit").fetchone() == (1,)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.conn.execute("DELETE FROM visit")
    db.close()
    assert closed.read_bytes() == before


def test_a_transaction_is_whole_or_nothing(closed: Path) -> None:
    db = open_for_writing(closed)
    with pytest.raises(ZeroDivisionError), transaction(db) as on:
        on.execute("DELETE FROM visit")
        raise ZeroDivisionError
    assert db.conn.execute("SELECT count(*) FROM visit").fetchone() == (1,)
    assert not db.conn.in_transaction
    db.close()


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("…")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (sqlite_error(sqlite3.SQLITE_FULL), StoreFault.FULL),
        (sqlite_error(sqlite3.SQLITE_BUSY), StoreFault.SLOW),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), StoreFault.SLOW),
        (sqlite_error(sqlite3.SQLITE_LOCKED), StoreFault.SLOW),
        (sqlite_error(sqlite3.SQLITE_IOERR_FSYNC), StoreFault.BROKEN),
        (sqlite_error(sqlite3.SQLITE_READONLY), StoreFault.BROKEN),
        (sqlite_error(sqlite3.SQLITE_CORRUPT), StoreFault.BROKEN),
        (sqlite3.DatabaseError("without a code"), StoreFault.BROKEN),
        (OSError(errno.ENOSPC, "no space"), StoreFault.FULL),
        (OSError(errno.EIO, "input or output"), StoreFault.BROKEN),
        (StoreUnavailable(StoreFault.SLOW, "…"), StoreFault.SLOW),
        (sqlite3.ProgrammingError("a bug of ours"), None),
        (ValueError("another"), None),
    ],
)
def test_a_failure_goes_by_the_fault_it_is_a_sign_of(
    tmp_path: Path, error: Exception, fault: StoreFault | None
) -> None:
    assert fault_of(error, tmp_path) is fault


def test_a_failing_write_on_a_disk_without_room_means_that_it_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 4096

    def usage(folder: Path) -> type[Usage]:
        return Usage

    monkeypatch.setattr(connection.shutil, "disk_usage", usage)
    assert fault_of(sqlite_error(sqlite3.SQLITE_IOERR_SHMSIZE), tmp_path) is StoreFault.FULL


def test_a_failing_write_on_a_disk_that_is_gone_is_broken(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    assert fault_of(sqlite_error(sqlite3.SQLITE_IOERR_WRITE), gone) is StoreFault.BROKEN
