"""Erasure that a power cut cannot undo.

Deleting a row is not enough: its bytes lie on in the write-ahead log, and after a power cut
the log's old length comes back and the row with it. So after the transaction the log is
written into the file and cut to nothing, and that is synced too; only then is anything
"deleted". Freed space inside the file is zeroed by ``secure_delete``, except for copies that
SQLite left of a row when it moved it: they are looked for (``traces``).
"""

import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from kiosk.adapters.records import corrections, ledger, schema, terms, traces, visits
from kiosk.adapters.records.connection import BUSY_SECONDS, StoreUnavailable
from kiosk.domain.retention import Retention
from kiosk.domain.states import StoreFault

READER_IN_THE_WAY: Final = "a reader keeps what was deleted in the log"
STILL_THERE: Final = "what was deleted is still in the file"

_WAL_IS_EMPTY: Final = (0, 0, 0)

# From each day to the next one in the index: SQLite would go through every row of every day.
_DAYS_HELD: Final = (
    "WITH RECURSIVE"
    " kept(day) AS (SELECT min(day) FROM visit UNION ALL"
    " SELECT (SELECT min(day) FROM visit WHERE day > kept.day) FROM kept"
    " WHERE kept.day IS NOT NULL),"
    " tagged(day) AS (SELECT min(tag_day) FROM ledger_opening WHERE tag_day IS NOT NULL UNION ALL"
    " SELECT (SELECT min(tag_day) FROM ledger_opening WHERE tag_day > tagged.day) FROM tagged"
    " WHERE tagged.day IS NOT NULL)"
    " SELECT day FROM day_key UNION SELECT day FROM kept WHERE day IS NOT NULL"
    " UNION SELECT day FROM tagged WHERE day IS NOT NULL ORDER BY 1"
)

# The leaf is canonical JSON, so its text can be cut: no row of years has to be parsed.
_TS: Final = '"ts":"'
_DATE_OF_LEAF: Final = f"substr(leaf, instr(leaf, '{_TS}') + {len(_TS)}, 10)"


def finish_erasure(db: Database, path: Path, rewrites: Callable[[Database], None]) -> bool:
    """True once nothing deleted is left in the file or its log; False if a reader is in the way.

    Waits for readers for about two seconds. Where copies are left that SQLite made when it moved
    rows about, ``rewrites`` is called, which takes as long as the file's size says. Raises what
    that may raise (a full disk, above all), and StoreUnavailable if something is left even then.
    """
    if not cut_log(db, path):
        return False
    if traces.is_owed_since_before(db.conn) or traces.are_left(db.conn, path):
        rewrites(db)
        traces.note_rewritten(db.conn)
        if not cut_log(db, path):
            return False
        if traces.are_left(db.conn, path):
            raise StoreUnavailable(StoreFault.BROKEN, STILL_THERE)
    traces.forget(db.conn)
    return True


def rewrite(db: Database) -> None:
    """Write every row anew, without what lies between them; ``cut_log`` belongs after it.

    Besides the file and its log nothing of it is on the disk meanwhile: what SQLite makes on the
    way is in memory, by the connection's ``temp_store``. Raises sqlite3.Error.
    """
    db.conn.execute("VACUUM")


def cut_log(db: Database, path: Path) -> bool:
    """True once all that was written is in the file alone; False if a reader is in the way."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        # SQLite itself waits for a reader as long as the connection's timeout says.
        answer = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if tuple(answer) == _WAL_IS_EMPTY:
            break
        if time.monotonic() >= deadline:
            return False
    sync(path.with_name(f"{path.name}-wal"))
    sync(path.parent)
    return True


def days_held(connection: sqlite3.Connection) -> tuple[date, ...]:
    """The days of which anything is held that has to go when their window closes."""
    return _dates(connection, _DAYS_HELD)


def expire_day(connection: sqlite3.Connection, day: date, now: datetime) -> int:
    """Delete a day's visits, its key and its tags, and say so in the ledger; its counts stay.

    Returns how many visits went.
    """
    _end_left_open(connection, day)
    named = [day.isoformat()]
    deleted = connection.execute("DELETE FROM visit WHERE day = ?", named).rowcount
    connection.execute("DELETE FROM day_key WHERE day = ?", named)
    connection.execute(
        "UPDATE ledger_opening SET tag = NULL, tag_day = NULL WHERE tag_day = ?", named
    )
    payload = {"day": day.isoformat(), "visits": deleted}
    ledger.append(connection, ledger.Entry.RECORDS_EXPIRED, now, payload)
    return deleted


def expire_counts(
    connection: sqlite3.Connection, retention: Retention, today: date, now: datetime
) -> date | None:
    """Delete the counts and blocks that are older than their days' terms have them kept.

    A block goes by the shortest terms of its days; a month of corrections, or of late withdrawals,
    with the first of its days that goes. Returns the first day from which those are kept whose
    terms ran out, None if nothing was that old.
    """
    days = _old_days(connection, retention, today)
    released = _old_blocks(connection, retention, today)
    if not days and not released:
        return None
    left_open = visits.find_open(connection)
    if left_open is not None and left_open.moment.day in days:
        # Later it would be counted in an hour that is not there any more.
        visits.end_without_record(connection, left_open)
    for table in ("day_hour", "day", "door_hour"):
        connection.executemany(
            f"DELETE FROM {table} WHERE day = ?", [[day.isoformat()] for day in days]
        )
    corrections.expire(connection, days)
    connection.executemany(
        "DELETE FROM withdrawn_later WHERE month = ?",
        [[month.isoformat()] for month in {day.replace(day=1) for day in days}],
    )
    for column, table in (("block", "block_cell"), ("id", "block")):
        connection.executemany(
            f"DELETE FROM {table} WHERE {column} = ?", [[number] for number in released]
        )
    terms.forget_unused(connection)
    first = max([*days.values(), *released.values()])
    ledger.append(connection, ledger.Entry.COUNTS_EXPIRED, now, {"first": first.isoformat()})
    return first


def expire_proofs(connection: sqlite3.Connection, first: date, now: datetime) -> int:
    """Delete the proof of every yes given before ``first``, by the date in its row.

    The row itself stays, for nothing is taken out of the ledger; without its salt nobody can
    tell what it says. Returns how many proofs went.
    """
    before = first.isoformat()
    deleted = connection.execute(
        "DELETE FROM ledger_opening WHERE seq IN (SELECT seq FROM consent_ledger"
        f" WHERE {schema.IS_CONSENT} AND {_DATE_OF_LEAF} < ?)",
        [before],
    ).rowcount
    if deleted:
        ledger.append(connection, ledger.Entry.CONSENT_EXPIRED, now, {"before": before})
    return deleted


def _old_days(
    connection: sqlite3.Connection, retention: Retention, today: date
) -> dict[date, date]:
    """The days whose counts are too old, each with the first day that its terms have kept."""
    own = terms.read(connection)
    days = _dates(
        connection,
        "SELECT day FROM day_hour UNION SELECT day FROM day UNION SELECT day FROM door_hour",
    )
    kept_from = {day: retention.under(own.get(day)).counts_kept_from(today) for day in days}
    return {day: first for day, first in kept_from.items() if day < first}


def _old_blocks(
    connection: sqlite3.Connection, retention: Retention, today: date
) -> dict[int, date]:
    """The blocks that are too old, each with the first day that its days' terms have kept."""
    own = terms.read(connection)

    def kept_from(first: date, last: date) -> date:
        months = [each.counts_months for day, each in own.items() if first <= day <= last]
        months = min(months, default=retention.counts_months)
        return replace(retention, counts_months=months).counts_kept_from(today)

    soonest = max(kept_from(date.min, date.max), retention.counts_kept_from(today))
    old: dict[int, date] = {}
    for number, *days in connection.execute(
        "SELECT id, first_day, last_day FROM block WHERE last_day < ?", [soonest.isoformat()]
    ).fetchall():
        first, last = map(date.fromisoformat, days)
        if last < kept_from(first, last):
            old[number] = kept_from(first, last)
    return old


def _end_left_open(connection: sqlite3.Connection, day: date) -> None:
    """End a visit of this day or before: its end could not be written then, and never will be.

    Later it would be counted in an hour that is not there any more.
    """
    left_open = visits.find_open(connection)
    if left_open is not None and left_open.moment.day <= day:
        visits.end_without_record(connection, left_open)


def _dates(connection: sqlite3.Connection, question: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for (day,) in connection.execute(question))


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, outlive a power cut; a missing file needs nothing."""
    if os.name == "nt" and path.is_dir():
        # Windows syncs a folder's names with its files, and opens no folder.
        return
    try:
        # Windows syncs only what was opened for writing.
        descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
