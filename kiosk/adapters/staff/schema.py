"""The tables of the PINs' file, and how a connection to it is set up.

The journal is kept (``PERSIST``) rather than deleted: with it, and with room for a full audit
laid out at the beginning, a try is counted on a disk that has no byte left. Otherwise nobody
could sign in to read that the disk is full.
"""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from kiosk.adapters.staff.faults import FileUnusable
from kiosk.domain.sign_in import AUDIT_ROWS, Noted

APPLICATION_ID: Final = 0x41534B53
"""What the file says it is, in its header: "ASKS"."""

VERSION: Final = 1

# Each is read back after it was set: SQLite answers a setting that it cannot honour with silence.
_PRAGMAS: Final = (
    ("journal_mode", "PERSIST", "persist"),
    ("synchronous", "FULL", 2),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("cell_size_check", "ON", 1),
    ("trusted_schema", "OFF", 0),
)

_TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS secret(
        opens TEXT PRIMARY KEY CHECK(opens IN ('staff', 'manager', 'recovery')),
        hash TEXT NOT NULL,
        failures INTEGER NOT NULL CHECK(failures >= 0),
        set_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS audit(
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        role TEXT CHECK(role IN ('staff', 'manager')),
        what TEXT NOT NULL
    ) STRICT""",
)


def is_there(connection: sqlite3.Connection) -> bool:
    """False for a file that nothing was written into yet. Raises FileUnusable, sqlite3.Error."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (kind,) = connection.execute("PRAGMA application_id").fetchone()
    if version > VERSION:
        raise FileUnusable("a newer version of this program changed the file of the PINs")
    if version and kind != APPLICATION_ID:
        raise FileUnusable("the file of the PINs is another program's")
    return bool(version)


def set_up(connection: sqlite3.Connection) -> None:
    """Make what is written durable. Raises FileUnusable, sqlite3.Error."""
    for name, wanted, expected in _PRAGMAS:
        connection.execute(f"PRAGMA {name} = {wanted}")
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != expected:
            raise FileUnusable(f"SQLite keeps {name} at {found!r} where {expected!r} is needed")


def make(connection: sqlite3.Connection) -> None:
    """The tables, unless they are there, with room for all that they will ever hold.

    The room is laid out by rows that are taken away again. Only then does the file say what it
    is: one that a power cut left half made counts as none, and is made anew.
    """
    longest = max((noted.value for noted in Noted), key=len)
    row = ("2026-01-01T00:00:00+00:00", longest)
    with transaction(connection):
        if is_there(connection):
            return
        for table in _TABLES:
            connection.execute(table)
        connection.execute("DELETE FROM audit")
        connection.executemany(
            "INSERT INTO audit(at, role, what) VALUES (?, 'manager', ?)", [row] * (AUDIT_ROWS + 1)
        )
    with transaction(connection):
        if not is_there(connection):
            # With a condition, so that each page goes through the journal, which grows by it.
            connection.execute("DELETE FROM audit WHERE id > 0")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Generator[None]:
    """All of it is on disk, synced, when the block ends, or none of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
