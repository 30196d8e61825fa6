"""What is left in the file of rows that were deleted, and the rewriting that takes it out.

``secure_delete`` overwrites a row where it lies. But when SQLite moves rows from one page to
another it leaves copies of them in the part of the page that is free, and of those it knows
nothing when the row is deleted later (decision 45). So what every deleted row could be known by
is remembered, in a table in memory that triggers of this connection alone fill: no deletion can
be forgotten, and one that is rolled back is none. Once the log is cut, the file is searched: of
each page of rows the part that is free, and every other page whole. Where rows lie nothing of the
deleted can be, and what is freed among them has been overwritten.
"""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.adapters.records.raw_files import pieces_of_store

_PIECE: Final = 8
"""Bytes of a marker that are looked for: of any 15 of its bytes that are left, 8 are one."""

_PAGES_AT_ONCE: Final = 256

_HEADS: Final = {2: 12, 5: 12, 10: 8, 13: 8}
"""The first byte of each kind of page of rows, and how long its head is."""

_MAGIC: Final = b"SQLite format 3\x00"
_FILE_HEAD: Final = 100
"""Bytes that come before the head of the first page, and what they begin with."""

_OWED: Final = 1 << 30
"""A bit of the number in the file's head that SQLite leaves to the program.

It is set in the transaction that deletes, and taken back once nothing of it is left. A program
that ended in between finds it set, and rewrites the file without knowing what to look for.
"""

_WATCH: Final = (
    "CREATE TEMP TABLE erased(id INTEGER, day TEXT, bytes BLOB, payload TEXT)",
    "CREATE TEMP TRIGGER erased_visit AFTER DELETE ON main.visit"
    " BEGIN INSERT INTO erased VALUES (old.id, old.day, old.tag, NULL); END",
    "CREATE TEMP TRIGGER erased_key AFTER DELETE ON main.day_key"
    " BEGIN INSERT INTO erased VALUES (NULL, NULL, old.key, NULL); END",
    "CREATE TEMP TRIGGER erased_proof AFTER DELETE ON main.ledger_opening"
    " BEGIN INSERT INTO erased VALUES (NULL, NULL, old.salt, old.payload),"
    " (NULL, NULL, old.tag, NULL); END",
    "CREATE TEMP TRIGGER erased_tag AFTER UPDATE OF tag ON main.ledger_opening"
    " WHEN old.tag IS NOT NULL AND new.tag IS NULL"
    " BEGIN INSERT INTO erased VALUES (NULL, NULL, old.tag, NULL); END",
)

_UNKNOWN: Final = -1
"""In the place of a row's number: what the program before deleted, whatever that was."""


def watch(connection: sqlite3.Connection) -> None:
    """Remember what is deleted from here on, until ``forget``; the tables must be there."""
    for statement in _WATCH:
        connection.execute(statement)
    if _is_owed(connection):
        connection.execute("INSERT INTO temp.erased(id) VALUES (?)", [_UNKNOWN])


def owe(connection: sqlite3.Connection) -> None:
    """Note in the file that something is being deleted. Belongs into the same transaction."""
    _set_number(connection, read_number(connection), is_owed=True)


def is_owed_since_before(connection: sqlite3.Connection) -> bool:
    """Whether a program ended before it had made sure that nothing of the deleted is left."""
    found = connection.execute("SELECT 1 FROM temp.erased WHERE id = ?", [_UNKNOWN])
    return found.fetchone() is not None


def note_rewritten(connection: sqlite3.Connection) -> None:
    """What a program before this one deleted is gone, for the file was rewritten since."""
    connection.execute("DELETE FROM temp.erased WHERE id = ?", [_UNKNOWN])


def are_left(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether anything of what was deleted is still in the file; its log must be cut before."""
    marks = _Marks(connection)
    if marks.is_empty:
        return False
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return any(marks.are_in(part) for part in _parts_without_rows(path, size))


def forget(connection: sqlite3.Connection) -> None:
    """Nothing of what was deleted is left: it need not be known any more."""
    if _is_owed(connection):
        _set_number(connection, read_number(connection), is_owed=False)
    connection.execute("DELETE FROM temp.erased")


def read_number(connection: sqlite3.Connection) -> int:
    """What else the number in the file's head says: a demo's last invented day, or 0."""
    return _number(connection) & ~_OWED


def write_number(connection: sqlite3.Connection, number: int) -> None:
    """Write that number, and leave as it is whether an erasure is owed."""
    _set_number(connection, number, is_owed=_is_owed(connection))


def _is_owed(connection: sqlite3.Connection) -> bool:
    return bool(_number(connection) & _OWED)


def _number(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]


def _set_number(connection: sqlite3.Connection, number: int, *, is_owed: bool) -> None:
    connection.execute(f"PRAGMA user_version = {number | (_OWED if is_owed else 0)}")


class _Marks:
    """By what the deleted rows would be known."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._pieces: set[bytes] = set()
        # A record's id is text, of which eight characters may well be in another's.
        self._records: set[bytes] = set()
        for row_id, day, value, payload in connection.execute("SELECT * FROM temp.erased"):
            if row_id is not None and row_id != _UNKNOWN:
                # As SQLite writes it; where that is shorter than eight bytes, what follows too.
                self._pieces.add((_as_stored(row_id) + day.encode())[:_PIECE])
            if value is not None:
                starts = range(0, len(value), _PIECE)
                self._pieces.update(value[start : start + _PIECE] for start in starts)
            record = "" if payload is None else json.loads(payload).get("record", "")
            if record:
                self._records.add(record.encode())
        self.is_empty = not self._pieces and not self._records

    def are_in(self, part: bytes) -> bool:
        """Whether any of them is in these bytes."""
        starts = range(len(part) - _PIECE + 1)
        return any(part[start : start + _PIECE] in self._pieces for start in starts) or any(
            record in part for record in self._records
        )


def _parts_without_rows(path: Path, size: int) -> Iterator[bytes]:
    """What lies in the file outside of rows, in pages of ``size`` bytes, but for mere zeros."""
    for at_once in pieces_of_store(path, size * _PAGES_AT_ONCE):
        for start in range(0, len(at_once), size):
            begins, ends = _free_part(at_once, start, size)
            part = at_once[begins:ends]
            if part.count(0) != len(part):
                yield part


def _free_part(pages: bytes, start: int, size: int) -> tuple[int, int]:
    """Where in a page of rows the part begins and ends that is free; all of another page."""
    end = start + size
    head = start + _FILE_HEAD if pages.startswith(_MAGIC, start) else start
    if pages[head] not in _HEADS:
        return start, end
    rows = int.from_bytes(pages[head + 3 : head + 5])
    rows_begin = int.from_bytes(pages[head + 5 : head + 7]) or 65_536
    begins, ends = head + _HEADS[pages[head]] + 2 * rows, start + rows_begin
    return (begins, ends) if begins <= ends <= end else (start, end)


def _as_stored(row_id: int) -> bytes:
    """A row's number in the bytes that SQLite stores it in."""
    lengths = (1, 2, 3, 4, 6, 8)
    length = next(each for each in lengths if row_id < 1 << (8 * each - 1))
    return row_id.to_bytes(length, "big")
