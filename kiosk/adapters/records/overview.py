"""What staff see of the records: how many of which day, until when; of no single one anything."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.adapters.records import erasure, schema, terms, visits
from kiosk.adapters.records.reading import reading
from kiosk.application.figures_counted import LIVE_STEP
from kiosk.application.ports import Clock
from kiosk.application.staff import EarlierDays, HeldDay, RecordsOverview
from kiosk.domain.retention import Retention

_DAYS_BACK: Final = 28

_DAYS_APART: Final = 14
"""So many days are told one by one; no window of a shop's is as long."""

_LONG_LEDGER: Final = 100_000
"""In so many rows proofs are counted while somebody taps; in more it takes a moment."""


def overview(
    path: Path,
    retention: Retention,
    clock: Clock,
    ledger_flaw: str | None,
    *,
    counts_proofs: bool = True,
) -> RecordsOverview:
    """What is held now; of the days that go on, in steps and without their withdrawals.

    ``ledger_flaw`` is what the last check of the ledger found, if it found one. Unless it
    ``counts_proofs``, those of a long ledger are None. Raises NoRecords.
    """
    today = clock.moment().day
    with reading(path) as connection:
        open_visit = visits.find_open(connection)
        # From this day on, days go on: a visit that began before midnight may still end.
        growing = today if open_visit is None else min(today, open_visit.moment.day)
        own = terms.read(connection)
        days = {
            day: retention.under(own.get(day)).window_closes(day)
            for day in reversed(erasure.days_held(connection))
        }
        since = today - timedelta(days=_DAYS_BACK)
        withdrawn = connection.execute(
            "SELECT day, withdrawn FROM day WHERE day >= ? AND day < ? AND withdrawn > 0"
            " ORDER BY day DESC",
            [since.isoformat(), growing.isoformat()],
        ).fetchall()
        rows = _number(connection, "SELECT coalesce(max(seq), 0) FROM consent_ledger")
        return RecordsOverview(
            held=tuple(
                _held(connection, day, until, is_growing=day >= growing)
                for day, until in list(days.items())[:_DAYS_APART]
            ),
            withdrawn=tuple((date.fromisoformat(day), number) for day, number in withdrawn),
            waiting=_number(
                connection,
                "SELECT count(*) FROM visit WHERE block IS NULL AND day < ?",
                growing.isoformat(),
            ),
            proofs=_proofs(connection) if counts_proofs or rows < _LONG_LEDGER else None,
            next_erasure=min(days.values(), default=None),
            ledger_rows=_in_steps(rows),
            ledger_flaw=ledger_flaw,
            earlier=_earlier(connection, list(days.items())[_DAYS_APART:]),
        )


def _held(
    connection: sqlite3.Connection, day: date, until: datetime, *, is_growing: bool
) -> HeldDay:
    records = _number(connection, "SELECT count(*) FROM visit WHERE day = ?", day.isoformat())
    return HeldDay(day, _in_steps(records) if is_growing else records, until, growing=is_growing)


def _earlier(
    connection: sqlite3.Connection, days: Sequence[tuple[date, datetime]]
) -> EarlierDays | None:
    """All of these days as one, newest first."""
    if not days:
        return None
    newest, _ = days[0]
    soonest, _ = min(days, key=lambda each: each[1])
    # All rows are counted by the page of an index, those of some days row by row.
    records = _number(connection, "SELECT count(*) FROM visit") - _number(
        connection, "SELECT count(*) FROM visit WHERE day > ?", newest.isoformat()
    )
    return EarlierDays(soonest, len(days), records, max(until for _, until in days))


def _proofs(connection: sqlite3.Connection) -> int:
    return _in_steps(
        _number(
            connection,
            "SELECT count(*) FROM consent_ledger JOIN ledger_opening USING (seq)"
            f" WHERE {schema.IS_CONSENT}",
        )
    )


def _in_steps(number: int) -> int:
    """Rounded down: what moves with every visit would tell what the visitor just did."""
    return number - number % LIVE_STEP


def _number(connection: sqlite3.Connection, question: str, *named: str) -> int:
    return connection.execute(question, named).fetchone()[0]


def last_closed(path: Path) -> date | None:
    """The last business day whose end was dealt with, None before the first. Raises NoRecords."""
    with reading(path) as connection:
        row = connection.execute("SELECT day FROM close_of_day").fetchone()
    return row and date.fromisoformat(row[0])
