"""An invented history, written into a store as a shop's days would have been, in time order.

Blocks close by the store's own rules, at their times of day, at each close of day and when a window
closes, and rows go when their window does. The ledger is told of none of it: nobody
said yes, so there is no consent to commit to and no proof, and no code finds any of it. What is in
the ledger of such a store really happened on this machine.
"""

import secrets
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from kiosk.adapters.records import (
    blocks,
    checkup,
    corrections,
    erasure,
    opening,
    schema,
    tags,
    terms,
    traces,
)
from kiosk.adapters.records.connection import open_for_reading, open_for_writing, transaction
from kiosk.adapters.records.entering import record_entered
from kiosk.application.invented_shop import InventedDay, InventedVisit
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.estimate import UNSAID, Answer
from kiosk.domain.retention import Retention

Progress = Callable[[int], None]
"""Called with how many days there are by now."""

_HOUR_COUNTS: Final = ("asked", "agreed", "told", "declined", "walked_away", "counted")

_ADD_HOUR: Final = (
    f"INSERT INTO day_hour(day, hour, {', '.join(_HOUR_COUNTS)})"
    f" VALUES (?, ?, {', '.join('?' * len(_HOUR_COUNTS))}) ON CONFLICT(day, hour) DO UPDATE SET "
    + ", ".join(f"{each} = {each} + excluded.{each}" for each in _HOUR_COUNTS)
)
_ADD_DAY: Final = (
    "INSERT INTO day(day, not_counted, withdrawn) VALUES (?, ?, ?) ON CONFLICT(day) DO UPDATE SET"
    " not_counted = not_counted + excluded.not_counted, withdrawn = withdrawn + excluded.withdrawn"
)
_ADD_VISIT: Final = (
    "INSERT INTO visit(id, day, hour, gender, age_band, way, shown_gender, shown_band, model, tag)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)

_ONE_DAY: Final = timedelta(days=1)

_DAYS_AT_ONCE: Final = 30

_TAG_BYTES: Final = 32

_Row = tuple[int, str, int, str, str, str, str | None, str | None, int | None, bytes | None]


def make(
    path: Path,
    publication: opening.Publication,
    retention: Retention,
    model: str,
    days: Iterable[InventedDay],
    progress: Progress,
) -> None:
    """Make the store at ``path``, which must not be there, with these days; whole or not at all.

    Raises StoreUnavailable, sqlite3.Error or OSError.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The name that a store has while it is made: whoever comes next takes away what a power cut
    # left of it.
    unfinished = path.with_name(f"{path.name}.new")
    _take_away(unfinished)
    try:
        unfinished.touch(mode=0o600)
        _fill(unfinished, publication, retention, model, days, progress)
        unfinished.rename(path)
    except BaseException:
        # Also because the disk is full, where what there is of it would be in everybody's way.
        _take_away(unfinished)
        raise
    erasure.sync(path.parent)


def _fill(
    path: Path,
    publication: opening.Publication,
    retention: Retention,
    model: str,
    days: Iterable[InventedDay],
    progress: Progress,
) -> None:
    with closing(open_for_writing(path)) as db:
        schema.apply_steps(db)
        with transaction(db) as connection:
            connection.execute(
                "INSERT INTO publication(only, epsilon, demo, minimum_age) VALUES (1, ?, ?, ?)",
                [publication.rules.epsilon, publication.demo, publication.minimum_age],
            )
        last = _write(db, retention, publication.rules, model, days, progress)
        with transaction(db) as connection:
            connection.execute(
                "INSERT INTO close_of_day(only, day) VALUES (1, ?)", [last.isoformat()]
            )


def _take_away(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def grow(
    path: Path,
    retention: Retention,
    rules: ReleaseRules,
    model: str,
    days: Iterable[InventedDay],
    progress: Progress,
) -> None:
    """Add days to a store that is there, beside what really happened on them.

    The days are not closed by it: the kiosk does that at its next start, with the rows of real
    visitors, and tells the ledger. Cut short, it goes on where it was when it is called again.
    Raises StoreUnavailable, Damaged, sqlite3.Error or OSError.
    """
    checkup.check(path)
    with closing(open_for_writing(path)) as db:
        schema.apply_steps(db)
        _write(db, retention, rules, model, days, progress)


def last_invented(path: Path) -> date | None:
    """The last day that was written into the store at ``path``; None for a store without any.

    Raises sqlite3.Error.
    """
    with closing(open_for_reading(path)) as db:
        ordinal = traces.read_number(db.conn)
        if ordinal:
            return date.fromordinal(ordinal)
        # A backup that was put in its place does not hold the number.
        row = db.conn.execute("SELECT day FROM close_of_day").fetchone()
    return row and date.fromisoformat(row[0])


def _write(
    db: Database,
    retention: Retention,
    rules: ReleaseRules,
    model: str,
    days: Iterable[InventedDay],
    progress: Progress,
) -> date:
    """Write the days, some in each transaction, and return the last of them."""
    with transaction(db) as connection:
        number = opening.model_number(connection, model)
    writer = _Writer(db.conn, retention, rules, number)
    written, last, coming = 0, date.min, iter(days)
    while some := list(islice(coming, _DAYS_AT_ONCE)):
        with transaction(db) as connection:
            for each in some:
                writer.write(each)
            written, last = written + len(some), some[-1].day
            # A number in the file's head that SQLite leaves to the program: it holds with the
            # days that it is about, and no table has to say which days are invented.
            traces.write_number(connection, last.toordinal())
        progress(written)
    return last


class _Writer:
    """Lives one day after the other, inside the caller's transactions."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        retention: Retention,
        rules: ReleaseRules,
        model: int,
    ) -> None:
        self._connection = connection
        self._retention = retention
        self._rules = rules
        self._model = model
        days = connection.execute("SELECT DISTINCT day FROM visit").fetchall()
        self._held = {date.fromisoformat(day) for (day,) in days}
        # Days that are due, and on which somebody really said yes: the kiosk erases them, and
        # says so.
        self._left: set[date] = set()

    def write(self, invented: InventedDay) -> None:
        """One business day, from its first ask to its close."""
        if invented.hours:
            terms.note(self._connection, invented.day, self._retention.terms(self._rules.epsilon))
        self._count(invented)
        withdrawn = self._come(invented)
        self._connection.executemany("DELETE FROM visit WHERE id = ?", withdrawn)
        self._close(invented.day)

    def _count(self, invented: InventedDay) -> None:
        day = invented.day
        for hour, counts in invented.hours.items():
            self._connection.execute(
                _ADD_HOUR,
                [day.isoformat(), hour, *(getattr(counts, each) for each in _HOUR_COUNTS)],
            )
            if counts.entered is not None:
                record_entered(self._connection, day, hour, counts.entered, replace=False)
        if invented.not_counted or invented.withdrawn:
            self._connection.execute(
                _ADD_DAY, [day.isoformat(), invented.not_counted, invented.withdrawn]
            )

    def _come(self, invented: InventedDay) -> list[tuple[int]]:
        """Write the visits, and close blocks at their times; the rows that are withdrawn later."""
        business_day, day = self._retention.business_day, invented.day
        withdrawn: list[tuple[int]] = []
        coming = deque(
            sorted(invented.visits, key=lambda visit: business_day.at(day, time(visit.hour)))
        )
        for at in sorted(self._rules.times, key=lambda at: business_day.at(day, at)):
            rows: list[_Row] = []
            while coming and business_day.at(day, time(coming[0].hour)) < business_day.at(day, at):
                rows.append(self._row(day, coming[0], withdrawn))
                coming.popleft()
            self._connection.executemany(_ADD_VISIT, rows)
            blocks.close_at_time(self._connection, self._rules, blocks.TimeOfDay(day, at))
        self._connection.executemany(
            _ADD_VISIT, [self._row(day, visit, withdrawn) for visit in coming]
        )
        if invented.visits:
            self._held.add(day)
        return withdrawn

    def _row(self, day: date, visit: InventedVisit, withdrawn: list[tuple[int]]) -> _Row:
        answer, shown = visit.counted.answer, visit.counted.shown
        number = secrets.randbits(63)
        if visit.is_withdrawn:
            withdrawn.append((number,))
        return (
            number,
            day.isoformat(),
            visit.hour,
            answer.gender.value,
            _band_name(answer),
            visit.counted.way.value,
            shown and shown.gender.value,
            shown and _band_name(shown),
            shown and self._model,
            # Made of no code: it only says that a receipt was taken.
            secrets.token_bytes(_TAG_BYTES) if visit.has_receipt else None,
        )

    def _close(self, day: date) -> None:
        """What the end of the day brings: a block, and the days whose windows close with it."""
        blocks.close_day(self._connection, self._rules, day)
        ends = self._retention.business_day.end(day)
        due = [held for held in self._held if self._retention.window_closes(held) <= ends]
        for old in sorted(due):
            blocks.close_window(self._connection, self._rules, old, day)
            self._held.remove(old)
            if self._is_real(old):
                self._left.add(old)
                continue
            corrections.add_day(self._connection, old)
            self._connection.execute("DELETE FROM visit WHERE day = ?", [old.isoformat()])
        oldest = min((day + _ONE_DAY, *self._held, *self._left))
        corrections.close_sets(self._connection, oldest)

    def _is_real(self, day: date) -> bool:
        """Whether somebody really said yes on this day, whose consent has a tag."""
        return tags.find_day_key(self._connection, day) is not None


def _band_name(answer: Answer) -> str:
    return UNSAID if answer.age_band is None else answer.age_band.name
