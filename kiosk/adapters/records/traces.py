"""What is left in the file of rows that were deleted, and the rewriting that takes it out.

``secure_delete`` overwrites a row where it lies. But when SQLite moves rows from one page to
another it leaves copies of them in the part of the page that is free, and of those it knows
nothing when the row is deleted later (decision 44). So what every deleted row could be known by
is remembered, in a table in memory that triggers of this connection alone fill: no deletion can
be forgotten, and one that is rolled back is none. Once the log is cut, the file is searched.
"""

import json
import sqlite3
from pathlib import Path
from typing import Final

import numpy as np

from kiosk.adapters.records.raw_files import pieces_of_store

_PIECE: Final = 8
"""Bytes of a marker that are looked for: of any 15 of its bytes that are left, 8 are one."""

_WORD: Final = 4
_READ_BYTES: Final = 4 * 1024 * 1024
_FEW_WORDS: Final = 2_000

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
    pieces = pieces_of_store(path, _READ_BYTES, marks.longest - 1)
    return any(marks.are_in(piece) for piece in pieces)


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
    """By what the deleted rows would be known, made ready to be searched for all at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        pieces: set[bytes] = set()
        # Of a record's id, which is text, the end is looked for, and then the whole: eight of its
        # characters may well be in another's. Each of the others is random bytes.
        self._whole: dict[bytes, set[bytes]] = {}
        for row_id, day, value, payload in connection.execute("SELECT * FROM temp.erased"):
            if row_id is not None and row_id != _UNKNOWN:
                # As SQLite writes it; where that is shorter than eight bytes, what follows too.
                pieces.add((_as_stored(row_id) + day.encode())[:_PIECE])
            if value is not None:
                starts = range(0, len(value), _PIECE)
                pieces.update(value[start : start + _PIECE] for start in starts)
            record = "" if payload is None else json.loads(payload).get("record", "")
            if len(record) >= _PIECE:
                whole = record.encode()
                self._whole.setdefault(whole[-_PIECE:], set()).add(whole)
        self.is_empty = not pieces and not self._whole
        longest = (len(each) for found in self._whole.values() for each in found)
        self.longest = max(longest, default=_PIECE)
        wanted = sorted(pieces | self._whole.keys())
        self._pieces = np.frombuffer(b"".join(wanted), "<u8")
        self._sure = pieces
        # Wherever a piece begins, one of its first four words lies where the file's words do: a
        # quarter of the work of looking at every byte.
        words = {piece[at : at + _WORD] for piece in wanted for at in range(_WORD)}
        self._words = np.frombuffer(b"".join(sorted(words)), "<u4")
        self._shift = np.uint32(16 if len(words) < _FEW_WORDS else 8)
        self._near = np.zeros(1 << (32 - int(self._shift)), dtype=np.bool_)
        self._near[self._words >> self._shift] = True

    def are_in(self, data: bytes) -> bool:
        """Whether any of them is in these bytes."""
        if len(data) < _PIECE:
            return False
        words = np.frombuffer(data, "<u4", len(data) // _WORD)
        at = np.flatnonzero(self._near[words >> self._shift])
        at = at[np.isin(words[at], self._words)] * _WORD
        if not at.size:
            return False
        everywhere = np.ndarray((len(data) - _PIECE + 1,), "<u8", data, strides=(1,))
        for before in range(_WORD):
            starts = at - before
            starts = starts[(starts >= 0) & (starts < everywhere.size)]
            starts = starts[np.isin(everywhere[starts], self._pieces)]
            if any(self._is_one(data, int(start)) for start in starts):
                return True
        return False

    def _is_one(self, data: bytes, start: int) -> bool:
        piece, end = data[start : start + _PIECE], start + _PIECE
        return piece in self._sure or any(
            end >= len(whole) and data.startswith(whole, end - len(whole))
            for whole in self._whole.get(piece, ())
        )


def _as_stored(row_id: int) -> bytes:
    """A row's number in the bytes that SQLite stores it in."""
    lengths = (1, 2, 3, 4, 6, 8)
    length = next(each for each in lengths if row_id < 1 << (8 * each - 1))
    return row_id.to_bytes(length, "big")
