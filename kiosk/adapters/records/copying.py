"""Copying the store's tables while it is in use, without what may still be taken back.

The ledger and the blocks only ever grow at their end, so they are copied a few thousand rows at
a time, each in a read of its own: a reader that stays is in the way of an erasure. The small
tables and what has come meanwhile are read in one last transaction, so that the whole is the
store as it was at that instant.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kiosk.adapters.records import schema, visits
from kiosk.adapters.records.ledger import Entry

LeftOut = tuple[int, int]
"""The first and the last consent whose proof was not copied; (0, 0) if all were."""

NOTHING_LEFT_OUT: Final = (0, 0)

SMALL_TABLES: Final = (
    "publication",
    "notice",
    "model",
    "signed_tree_head",
    "day_hour",
    "day",
    "door_hour",
    "withdrawn_later",
    "corrected_month",
    "terms",
    "close_of_day",
    "block_time",
)
GROWING_TABLES: Final = ("consent_ledger", "ledger_opening", "block", "block_cell")

NEVER_COPIED: Final = ("visit", "day_key", "open_visit", "room")
"""What is about a visit of the window, or finds one. A test holds these lists to the tables."""

_ROWS_AT_A_TIME: Final = 5_000

# What waits is added to day by day: two backups of it would tell what one day's visitors did.
_ONLY: Final = {
    "corrected_month": " WHERE told_with IS NOT NULL",
    "withdrawn_later": " WHERE month < (SELECT date(day, 'start of month') FROM close_of_day)",
}

_EXPIRED: Final = (Entry.CONSENT_EXPIRED, Entry.COUNTS_EXPIRED)

# A proof is kept back if a code still finds it, or its date says that its window is open.
_IS_HELD_BACK: Final = (
    f"{schema.IS_CONSENT} AND (tag IS NOT NULL"
    """ OR substr(leaf, instr(leaf, '"ts":"') + 6, 10) >= ?)"""
)
_LEDGER: Final = (
    f"SELECT seq, leaf, leaf_hash, salt, payload, {_IS_HELD_BACK}"
    " FROM consent_ledger LEFT JOIN ledger_opening USING (seq)"
    " WHERE seq > ? ORDER BY seq LIMIT ?"
)

Rows = list[tuple[Any, ...]]


def delete_held_back(connection: sqlite3.Connection, open_from: date) -> None:
    """Delete the proofs that would not be copied. Belongs inside the caller's transaction."""
    connection.execute(
        "DELETE FROM ledger_opening WHERE seq IN (SELECT seq FROM consent_ledger"
        f" JOIN ledger_opening USING (seq) WHERE {_IS_HELD_BACK})",
        [open_from.isoformat()],
    )


class ExpiredMeanwhile(Exception):
    """Something that was copied was erased while the rest was being copied: begin anew."""


@dataclass(slots=True)
class Copying:
    """One copy being made. ``open_from`` is the first day whose window is open.

    ``between`` is called after every few thousand rows and may raise to stop. Both connections
    are in autocommit.
    """

    store: sqlite3.Connection
    copy: sqlite3.Connection
    open_from: date
    between: Callable[[], None]
    _left_out: LeftOut = NOTHING_LEFT_OUT

    def run(self) -> LeftOut:
        """Copy everything there is. Raises ExpiredMeanwhile; then the copy is good for nothing."""
        row, block = 0, 0
        (began,) = self.store.execute("SELECT max(seq) FROM consent_ledger").fetchone()
        while rows := self._ledger_after(row):
            self._write_ledger(rows)
            row = rows[-1][0]
            self.between()
        while found := self._blocks_after(block):
            self._write({"block": found[0], "block_cell": found[1]})
            block = found[0][-1][0]
            self.between()
        self.store.execute("BEGIN")
        try:
            if self._has_expired_since(began or 0):
                raise ExpiredMeanwhile
            # The few that have come since, but however many: the tables must be of one instant.
            rest: list[Rows] = []
            while rows := self._ledger_after(row):
                rest.append(rows)
                row = rows[-1][0]
            tables: dict[str, Rows] = {table: self._all(table) for table in SMALL_TABLES}
            while found := self._blocks_after(block):
                tables["block"] = [*tables.get("block", []), *found[0]]
                tables["block_cell"] = [*tables.get("block_cell", []), *found[1]]
                block = found[0][-1][0]
            open_visit = visits.find_open(self.store)
        finally:
            self.store.execute("ROLLBACK")
        for rows in rest:
            self._write_ledger(rows)
        self._write(tables)
        if open_visit is not None:
            self._end(open_visit)
        return self._left_out

    def _ledger_after(self, row: int) -> Rows:
        named = [self.open_from.isoformat(), row, _ROWS_AT_A_TIME]
        return self.store.execute(_LEDGER, named).fetchall()

    def _blocks_after(self, block: int) -> tuple[Rows, Rows] | None:
        columns, of_cells = self._columns("block"), self._columns("block_cell")
        found = self.store.execute(
            f"SELECT {columns} FROM block WHERE id > ? ORDER BY id LIMIT ?",
            [block, _ROWS_AT_A_TIME],
        ).fetchall()
        if not found:
            return None
        cells = self.store.execute(
            f"SELECT {of_cells} FROM block_cell WHERE block BETWEEN ? AND ?",
            [found[0][0], found[-1][0]],
        ).fetchall()
        return found, cells

    def _all(self, table: str) -> Rows:
        which = _ONLY.get(table, "")
        return self.store.execute(f"SELECT {self._columns(table)} FROM {table}{which}").fetchall()

    def _columns(self, table: str) -> str:
        """The table's columns by name; the copy's tables are made by the same steps."""
        found = self.copy.execute(f"PRAGMA table_info({table})").fetchall()
        return ", ".join(column for _, column, *_ in found)

    def _has_expired_since(self, row: int) -> bool:
        later = self.store.execute("SELECT leaf FROM consent_ledger WHERE seq > ?", [row])
        kinds = [f'"type":"{entry.value}"' for entry in _EXPIRED]
        return any(kind in leaf for (leaf,) in later.fetchall() for kind in kinds)

    def _write_ledger(self, rows: Rows) -> None:
        held_back = [seq for seq, *_, held in rows if held]
        if held_back:
            first, last = self._left_out
            self._left_out = (first or held_back[0], max(last, held_back[-1]))
        self._write(
            {
                "consent_ledger": [row[:3] for row in rows],
                # Without tags: what a code still found was held back.
                "ledger_opening": [
                    (seq, salt, payload, None, None)
                    for seq, _, _, salt, payload, held in rows
                    if salt is not None and not held
                ],
            }
        )

    def _write(self, tables: dict[str, Rows]) -> None:
        self.copy.execute("BEGIN")
        for table, rows in tables.items():
            if rows:
                places = ", ".join("?" * len(rows[0]))
                self.copy.executemany(
                    f"INSERT INTO {table}({self._columns(table)}) VALUES ({places})", rows
                )
        self.copy.execute("COMMIT")

    def _end(self, open_visit: visits.OpenVisit) -> None:
        """Count the visit that is going on as a crash would have it: so the day adds up."""
        if open_visit.consent_seq is None:
            visits.count(self.copy, open_visit.moment, "walked_away")
        else:
            visits.count_of_day(self.copy, open_visit.moment.day, "not_counted")
