"""Whether the store's file can be trusted, found out without changing a byte of it."""

import re
import sqlite3
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from kiosk.adapters.records import chain, heads, ledger, schema
from kiosk.adapters.records.connection import (
    APPLICATION_ID,
    StoreUnavailable,
    open_for_reading,
    printable,
    reason_of,
)
from kiosk.domain.states import StoreFault

_PAGE: Final = re.compile(r"\bpage (\d+)")

_HEADER: Final = b"SQLite format 3\x00"

LEDGER_ROWS_CHECKED: Final = 2_000
"""How many of the ledger's last rows each start checks, if fewer came since the last head."""

# The disk, the folder or another program stands in the way: these say nothing about the file.
_NOT_THE_FILE: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_NOMEM,
    }
)


class Damaged(Exception):
    """The file is not as this program left it; the text says what was found."""

    def __init__(self, flaw: str) -> None:
        super().__init__(printable(flaw))


def check(path: Path) -> None:
    """Read the header, the tables, every page, every reference, and the ledger's end.

    Of the ledger that is the last signed head and the rows since, and some rows before it.

    Raises Damaged for a file that must not be written to again, StoreUnavailable for one that
    another version made, and sqlite3.Error or OSError if it could not be read just now.
    """
    try:
        with path.open("rb") as file:
            header = file.read(len(_HEADER))
    except FileNotFoundError:
        raise Damaged("the file is gone, and its log is still there") from None
    if not header:
        raise Damaged("the file is empty")
    if header != _HEADER:
        raise Damaged("the file does not begin as a database does")
    db = open_for_reading(path)
    try:
        _check_contents(db.conn)
        _check_parts(db)
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        if code & 0xFF in _NOT_THE_FILE:
            raise
        raise Damaged(f"the file cannot be read: {reason_of(error)}") from error
    except (ledger.LedgerBroken, ValueError) as error:
        raise Damaged(str(error)) from error
    finally:
        db.close()


def _check_contents(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise Damaged("the file is a database of another program")
    refusal = schema.refusal(connection)
    if refusal is not None:
        raise StoreUnavailable(StoreFault.BROKEN, refusal)
    flaws = [flaw for (flaw,) in connection.execute("PRAGMA integrity_check(1)")]
    if flaws != ["ok"]:
        raise Damaged(_damaged_pages(flaws[0]))
    stray = connection.execute("PRAGMA foreign_key_check").fetchone()
    if stray is not None:
        raise Damaged(f"a row of {stray[0]} refers to a row of {stray[2]} that is not there")
    covered = heads.check_latest(connection, LEDGER_ROWS_CHECKED)
    (rows,) = connection.execute("SELECT coalesce(max(seq), 0) FROM consent_ledger").fetchone()
    chain.check_tail(connection, max(LEDGER_ROWS_CHECKED, rows - covered))


def _damaged_pages(flaw: str) -> str:
    """What SQLite says of them over several lines, in one line of words."""
    pages = sorted({int(page) for page in _PAGE.findall(flaw)})
    if not pages:
        return f"the file's pages are damaged: {' '.join(flaw.split())}"
    named = ", ".join(str(page) for page in pages)
    return f"{'page' if len(pages) == 1 else 'pages'} {named} of the file cannot be relied on"


def _check_parts(db: Database) -> None:
    """Every table, index and trigger is as the file's steps made it, and no other rule is there.

    A flipped bit in a trigger's text harms no row, and a trigger that somebody dropped guards
    none. Last, so that a row that is wrong is named rather than how it became so.
    """
    with Database(memory=True, execute_plugins=False) as fresh:
        schema.apply_steps(fresh)
        made = _parts(fresh.conn)
    found = _parts(db.conn)
    for (kind, name), text in made.items():
        if found.get((kind, name)) != text:
            raise Damaged(f"the {kind} {name} is not as this program made it")
    # A table of its own is how a backup says what it is.
    for kind, name in found.keys() - made.keys():
        if kind != "table":
            raise Damaged(f"the {kind} {name} is not of this program's making")


def _parts(connection: sqlite3.Connection) -> dict[tuple[str, str], str | None]:
    # The names that begin so are SQLite's own, and the book of steps is a library's.
    return {
        (kind, name): text
        for kind, name, text in connection.execute("SELECT type, name, sql FROM sqlite_master")
        if not name.startswith(("sqlite_", "_sqlite_"))
    }
