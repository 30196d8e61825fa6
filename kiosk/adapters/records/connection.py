"""One connection to the store's file: its settings, its transactions, its failures by name."""

import errno
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from kiosk.domain.states import StoreFault

APPLICATION_ID: Final = 0x41534B31
"""What the file says it is, in its header: "ASK1"."""

BUSY_SECONDS: Final = 2.0

# Each is read back after it was set: SQLite answers a setting that it cannot honour (WAL on a
# network drive, say) with silence. Power cuts lose commits with any other pair of the first two.
_PRAGMAS: Final = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("foreign_keys", "ON", 1),
    ("cell_size_check", "ON", 1),
    ("trusted_schema", "OFF", 0),
)

_NO_ROOM: Final = 128 * 1024
"""A disk with fewer free bytes than this is full, whatever name the failure came under."""


class StoreUnavailable(Exception):
    """Nothing can be recorded just now; the text is for staff and names no visitor."""

    def __init__(self, fault: StoreFault, reason: str) -> None:
        super().__init__(reason)
        self.fault: Final = fault


def open_for_writing(path: Path) -> Database:
    """Every setting of the connection has been read back when this returns.

    Raises StoreUnavailable if one did not hold, sqlite3.Error if the file cannot be used.
    """
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        # Only a file without tables takes this one.
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        for name, wanted, _ in _PRAGMAS:
            connection.execute(f"PRAGMA {name} = {wanted}")
        _read_back(connection)
        return _database(connection)
    except BaseException:
        connection.close()
        raise


def open_for_reading(path: Path) -> Database:
    """A connection that can change nothing in the file and, closing, leaves it as it was."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return _database(connection)


@contextmanager
def transaction(db: Database) -> Generator[sqlite3.Connection]:
    """All of it is on disk, synced, when the block ends, or none of it.

    Takes the write lock at once, so that what is read inside (the ledger's tail, the open
    visit) is still true when it is built upon.
    """
    connection = db.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def fault_of(error: Exception, folder: Path) -> StoreFault | None:
    """Which fault an exception is a sign of, or None if it is a sign of a bug."""
    match error:
        case StoreUnavailable(fault=fault):
            return fault
        case OSError():
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            return StoreFault.FULL if full else StoreFault.BROKEN
        case sqlite3.ProgrammingError() | sqlite3.InterfaceError():
            return None
        case sqlite3.Error():
            return _fault_of_code(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR), folder)
        case _:
            return None


def reason_of(error: Exception) -> str:
    """What an exception says, without anything that stands in the file.

    SQLite's own messages name tables and rules. Python's, which have no code, may quote the
    value that could not be read. Of the system's own, its words are for people.
    """
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, sqlite3.Error) and not hasattr(error, "sqlite_errorcode"):
        return f"a value in the file cannot be read ({type(error).__name__})"
    return printable(str(error))


def printable(text: str) -> str:
    """A text in which there may be names out of a damaged file, for a line on a screen."""
    return "".join(letter if letter.isprintable() else "·" for letter in text)


def _database(connection: sqlite3.Connection) -> Database:
    # No plugins: nothing that happens to be installed gets at the records.
    return Database(connection, execute_plugins=False)


def _fault_of_code(extended: int, folder: Path) -> StoreFault:
    # The low byte of an extended result code is its primary one.
    match extended & 0xFF:
        case sqlite3.SQLITE_FULL:
            return StoreFault.FULL
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreFault.SLOW
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN if _is_full(folder):
            # A full disk shows as one of these where it is the -shm file that cannot grow.
            return StoreFault.FULL
        case _:
            return StoreFault.BROKEN


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _NO_ROOM
    except OSError:
        return False


def _read_back(connection: sqlite3.Connection) -> None:
    expected = {name: value for name, _, value in _PRAGMAS}
    expected |= {"auto_vacuum": 2, "busy_timeout": int(BUSY_SECONDS * 1000)}
    for name, value in expected.items():
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value:
            raise StoreUnavailable(
                StoreFault.BROKEN, f"SQLite keeps {name} at {found!r} where {value!r} is needed"
            )
