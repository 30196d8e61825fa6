"""Every table of the store's file as it really is, looked through for what does not belong.

Only short readings: a long one would keep an erasure from finishing. The size and the type of
every value are looked at each time, in the database itself. The contents of a long table are
read in part: its newest rows, and another stretch of the older ones each day.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.adapters.records import telltales
from kiosk.adapters.records.allowed import TEXT_BYTES, Column
from kiosk.adapters.records.findings import Findings

NEWEST_ROWS: Final = 5_000
"""So many of a table's newest rows are read each time, and as many older ones."""

_ROWS_A_READING: Final = 10_000
_NUMBERS: Final = ("INTEGER", "REAL")
_BYTES_READ: Final = 64 * 1024
_UNKNOWN: Final = Column("ANY", TEXT_BYTES)


@dataclass(frozen=True, slots=True)
class _Table:
    """``said`` is what a finding calls it."""

    name: str
    said: str
    has_rowid: bool
    columns: dict[str, str]

    @property
    def quoted(self) -> str:
        return _quoted(self.name)


def look_through_tables(
    connection: sqlite3.Connection,
    may_be: Mapping[str, dict[str, Column]],
    findings: Findings,
    turn: int,
    of: str = "",
) -> None:
    """Compare tables, columns and values with those that there may be.

    ``turn`` says which stretch of a long table is read; it rises by one from day to day. ``of``
    stands before each table that a finding names. Raises sqlite3.Error for a file that cannot
    be read.
    """
    for table in _tables(connection, findings, of):
        known = may_be.get(table.name, {})
        if not known:
            findings.note(f"a table that does not belong here: {table.said}")
        for name, declared in table.columns.items():
            if known and (name not in known or known[name].type != declared):
                findings.note(f"a column that does not belong here: {table.said}.{name}")
        allowed = {name: known.get(name, _UNKNOWN) for name in table.columns}
        rows = _measure(connection, table, allowed, findings)
        findings.values += rows * len(table.columns)
        _read(connection, table, allowed, rows, turn, findings)


def _tables(connection: sqlite3.Connection, findings: Findings, of: str) -> Iterator[_Table]:
    for name, kind, without_rowid in connection.execute(
        "SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' ORDER BY name"
    ).fetchall():
        if name == "sqlite_schema":
            continue
        if kind != "table":
            findings.note(f"a {kind} that does not belong here: {of}{name}")
            continue
        columns = connection.execute("SELECT name, type FROM pragma_table_xinfo(?)", [name])
        yield _Table(name, of + name, not without_rowid, dict(columns.fetchall()))
    longest = connection.execute("SELECT max(length(sql)) FROM sqlite_schema").fetchone()[0]
    if (longest or 0) > TEXT_BYTES:
        findings.note(f"the description of a table of {of or 'the store'} is longer than ours")


def _measure(
    connection: sqlite3.Connection,
    table: _Table,
    allowed: dict[str, Column],
    findings: Findings,
) -> int:
    """Note values of a wrong type or size, all of them; the number of rows."""
    rows = 0
    wrong, large = dict.fromkeys(allowed, 0), dict.fromkeys(allowed, 0)
    asked = ["count(*)"]
    for name, column in allowed.items():
        quoted = _quoted(name)
        kinds = f"('null', '{column.type.lower()}')"
        asked.append(f"total(typeof({quoted}) NOT IN {kinds})")
        asked.append(f"total(length(CAST({quoted} AS BLOB)) > {_most(column)})")
    for stretch in _stretches(connection, table):
        found = connection.execute(
            f"SELECT {', '.join(asked)} FROM {table.quoted} {stretch}"
        ).fetchone()
        rows += found[0]
        for place, name in enumerate(allowed):
            wrong[name] += int(found[1 + 2 * place])
            large[name] += int(found[2 + 2 * place])
    for name, column in allowed.items():
        where = f"{table.said}.{name}"
        if wrong[name] and column is not _UNKNOWN:
            findings.note(f"{where} has {wrong[name]} values that are no {column.type}")
        if large[name]:
            findings.note(f"{where} has {large[name]} values of more than {_most(column)} bytes")
    return rows


def _most(column: Column) -> int:
    # Written out, a number of 64 bits has up to 24 signs.
    return 24 if column.type in _NUMBERS else column.most


def _stretches(connection: sqlite3.Connection, table: _Table) -> Iterator[str]:
    """Conditions that cut a long table into short readings."""
    if not table.has_rowid:
        yield ""
        return
    after = connection.execute(f"SELECT min(_rowid_) - 1 FROM {table.quoted}").fetchone()[0]
    while after is not None:
        row = connection.execute(
            f"SELECT _rowid_ FROM {table.quoted} WHERE _rowid_ > ?"
            f" ORDER BY _rowid_ LIMIT 1 OFFSET {_ROWS_A_READING - 1}",
            [after],
        ).fetchone()
        upto = "" if row is None else f" AND _rowid_ <= {row[0]}"
        yield f"WHERE _rowid_ > {after}{upto}"
        after = row and row[0]


def _read(
    connection: sqlite3.Connection,
    table: _Table,
    allowed: dict[str, Column],
    rows: int,
    turn: int,
    findings: Findings,
) -> None:
    """Read what the values are: all of a short table, a part of a long one."""
    parts = [f"LIMIT {NEWEST_ROWS} OFFSET {turn * NEWEST_ROWS % max(rows, 1)}"]
    if rows <= 2 * NEWEST_ROWS:
        parts = [""]
    elif table.has_rowid:
        parts.append(f"ORDER BY _rowid_ DESC LIMIT {NEWEST_ROWS}")
    for name, column in allowed.items():
        if column.type in _NUMBERS:
            # Whatever else such a column holds was found by its type.
            continue
        quoted, values = _quoted(name), list[bytes]()
        for part in parts:
            found = connection.execute(
                f"SELECT substr(CAST({quoted} AS BLOB), 1, {_BYTES_READ}) FROM {table.quoted}"
                f" {part}"
            )
            values += [value for (value,) in found.fetchall() if value]
        _judge(f"{table.said}.{name}", column, values, findings)


def _judge(where: str, column: Column, values: list[bytes], findings: Findings) -> None:
    if column.random and telltales.are_not_random(values):
        findings.note_vector(where)
    for value in values:
        if column.random and len(value) <= column.most:
            continue
        if telltales.is_picture(value):
            findings.note_picture(f"a value of {where}")
        elif telltales.is_vector(value):
            findings.note_vector(f"a value of {where}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
