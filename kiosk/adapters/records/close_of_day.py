"""What falls due by the clock: blocks at their times of day, and what ends with a business day.

It goes by the days on the file, not by midnight: a machine that was off does it at its next
start, one that runs does it when the day ends, and one that was stopped half-way does it again
from the beginning, for all of it is one transaction.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from kiosk.adapters.records import (
    blocks,
    corrections,
    erasure,
    heads,
    ledger,
    quarantine,
    terms,
    traces,
    visits,
)
from kiosk.adapters.records.connection import transaction
from kiosk.adapters.records.due_time import DueTime, When
from kiosk.application.ports import Signer
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.retention import Retention

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Closed:
    """What a close of day did.

    ``day`` is the last business day that ended by it, or None if none did; ``erased`` the days
    whose window had closed, each with how many visits went. ``counts_from`` and
    ``proofs_from`` are the oldest days that are still kept, where older ones went.
    """

    day: date | None = None
    erased: tuple[tuple[date, int], ...] = ()
    counts_from: date | None = None
    proofs_from: date | None = None
    proofs: int = 0

    @property
    def is_erasure(self) -> bool:
        """Whether anything was deleted, which is only gone when the log is cut too."""
        return bool(self.erased or self.counts_from or self.proofs)


class DaysToClose:
    """The days of an open store, closed as they end by a clock that is watched."""

    def __init__(
        self,
        db: Database,
        path: Path,
        retention: Retention,
        rules: ReleaseRules,
        signer: Signer | None,
        time: DueTime,
    ) -> None:
        self._db = db
        self._path = path
        self._retention = retention
        self._rules = rules
        self._signer = signer
        self._time = time

    def close(self, *, confirmed: bool = False, may_still_undo: bool = False) -> Closed:
        """Write down if the clock was set, and close what is due; nothing is done without need.

        ``confirmed`` takes the clock's word, even after a leap. While the last visit may still be
        undone, no block closes at its time of day.
        """
        stepped = self._time.look()
        if stepped:
            with transaction(self._db) as connection:
                payload = {"seconds": stepped}
                now = self._time.when().now
                ledger.append(connection, ledger.Entry.CLOCK_STEPPED, now, payload)
        if confirmed:
            self._time.confirm()
        when = self._time.when()
        closed = Closed()
        if confirmed or is_due(self._db.conn, self._retention, when):
            with transaction(self._db) as connection:
                closed = close(connection, self._retention, when, self._rules, self._signer)
                if closed.is_erasure:
                    traces.owe(connection)
                    quarantine.erase_copies(self._path)
        # After the days that ended, whose visits belong in blocks of those days.
        if not may_still_undo:
            self._close_block(when)
        return closed

    def last_closed(self) -> date | None:
        """The last business day whose end was dealt with."""
        return _last_closed(self._db.conn)

    def held(self) -> tuple[int, datetime | None]:
        """How many visits are held, today's too, and when the next window closes, if one is open.

        For whoever keeps the machine; what a visitor may see of it is another thing.
        """
        (visits,) = self._db.conn.execute("SELECT count(*) FROM visit").fetchone()
        return visits, min(_closings(self._db.conn, self._retention), default=None)

    def seconds_until_due(self) -> float:
        """Until a block may close or a day or a window ends, by the clock; 0 or less if due."""
        when = self._time.when()
        business_day = self._retention.business_day
        if blocks.due_time(self._db.conn, business_day, self._rules, when) is not None:
            return 0.0
        due = min(
            next_due(self._db.conn, self._retention, when),
            blocks.next_time(business_day, self._rules, when.records),
        )
        return (due - when.records).total_seconds()

    def _close_block(self, when: When) -> None:
        due = blocks.due_time(self._db.conn, self._retention.business_day, self._rules, when)
        if due is not None:
            with transaction(self._db) as connection:
                blocks.close_at_time(connection, self._rules, due)


def is_due(connection: sqlite3.Connection, retention: Retention, when: When) -> bool:
    """Whether a business day ended that was not closed, or a window did."""
    return _is_behind(_last_closed(connection), retention, when) or bool(
        _due_days(connection, retention, when)
    )


def next_due(connection: sqlite3.Connection, retention: Retention, when: When) -> datetime:
    """When something falls due next: the running day's end, or the next window's."""
    today = retention.business_day.moment(when.records).day
    return min([retention.business_day.end(today), *_closings(connection, retention)])


def close(
    connection: sqlite3.Connection,
    retention: Retention,
    when: When,
    rules: ReleaseRules,
    signer: Signer | None,
) -> Closed:
    """Close the blocks of the days that ended, erase what is due, and sign the ledger's head.

    Belongs inside the caller's transaction. What it deletes is off the disk only after the
    erasure's sync.
    """
    closed = _last_closed(connection)
    is_behind = _is_behind(closed, retention, when)
    ended = _last_ended(retention, when)
    if is_behind:
        if closed is not None and closed > ended:
            # First, so that no block is told with a day that only a wrong clock has closed.
            _write_down(connection, ended)
        for day in _days_that_wait(connection, ended):
            blocks.close_day(connection, rules, day)
    erased: list[tuple[date, int]] = []
    for day in _due_days(connection, retention, when):
        if day <= ended:
            # What is in no block by now waits for no other visits. What a wrong clock dated ahead
            # is in none: the block would stand for days that have not come, and stay for years.
            blocks.close_window(connection, rules, day, ended)
            corrections.add_day(connection, day)
        erased.append((day, erasure.expire_day(connection, day, when.now)))
    corrections.close_sets(connection, _oldest_still_open(connection, ended + _ONE_DAY))
    old = _expire_old(connection, retention, when)
    if not is_behind:
        return Closed(None, tuple(erased), *old)
    _write_down(connection, ended)
    if closed is None or closed > ended:
        # The first start, or a wrong clock had closed days that have not come yet.
        return Closed(None, tuple(erased), *old)
    heads.sign_head(connection, signer, when.now)
    return Closed(ended, tuple(erased), *old)


def _closings(connection: sqlite3.Connection, retention: Retention) -> list[datetime]:
    """When the window of each day closes of which something is held."""
    held = erasure.days_held(connection)
    return [terms.window_closes(connection, retention, day) for day in held]


def _expire_old(
    connection: sqlite3.Connection, retention: Retention, when: When
) -> tuple[date | None, date | None, int]:
    """The oldest days still kept of counts and of proofs where some went, and how many proofs."""
    today = retention.business_day.moment(when.totals).day
    counts_from = erasure.expire_counts(connection, retention, today, when.now)
    proofs_from = retention.proofs_kept_from(today)
    proofs = erasure.expire_proofs(connection, proofs_from, when.now)
    return counts_from, proofs_from if proofs else None, proofs


def _last_ended(retention: Retention, when: When) -> date:
    return retention.business_day.moment(when.records).day - _ONE_DAY


def _last_closed(connection: sqlite3.Connection) -> date | None:
    row = connection.execute("SELECT day FROM close_of_day").fetchone()
    return row and date.fromisoformat(row[0])


def _write_down(connection: sqlite3.Connection, ended: date) -> None:
    connection.execute(
        "INSERT INTO close_of_day(only, day) VALUES (1, ?)"
        " ON CONFLICT(only) DO UPDATE SET day = excluded.day",
        [ended.isoformat()],
    )


def _is_behind(closed: date | None, retention: Retention, when: When) -> bool:
    """Whether the last closed day is not the last that ended.

    A clock that was set back leaves it ahead: by one day, and the day that runs again is not
    closed again; by more, and it is an error that would leave years of days unclosed.
    """
    ended = _last_ended(retention, when)
    return closed is None or closed < ended or (when.is_sure and closed > ended + _ONE_DAY)


def _oldest_still_open(connection: sqlite3.Connection, today: date) -> date:
    """The oldest business day of which there is a visit yet, or may be one."""
    left_open = visits.find_open(connection)
    days = (*erasure.days_held(connection), *([left_open.moment.day] if left_open else ()))
    return min((today, *days))


def _days_that_wait(connection: sqlite3.Connection, ended: date) -> list[date]:
    """The days, oldest first, whose visits are in no block; and the last that ended."""
    rows = connection.execute(
        "SELECT DISTINCT day FROM visit WHERE block IS NULL AND day < ? ORDER BY day",
        [ended.isoformat()],
    )
    return [*(date.fromisoformat(day) for (day,) in rows), ended]


def _due_days(connection: sqlite3.Connection, retention: Retention, when: When) -> tuple[date, ...]:
    """The days of which something is held that has to be gone by now, oldest first.

    Also those that have not come yet, tomorrow left out: a wrong clock dated them, and by their
    date their records would be kept for years.
    """
    held = erasure.days_held(connection)
    due = tuple(
        day for day in held if terms.window_closes(connection, retention, day) <= when.records
    )
    if not when.is_sure:
        return due
    # By the clock, even after a leap: while it says so, what it dates has come.
    tomorrow = retention.business_day.moment(when.now).day + _ONE_DAY
    return (*due, *(day for day in held if day > tomorrow))
