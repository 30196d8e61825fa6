"""What staff see of the records: how many of which day, until when; of no single one anything."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from kiosk.adapters.records import erasure, schema, terms, visits
from kiosk.adapters.records.reading import reading
from kiosk.application.figures_counted import LIVE_STEP
from kiosk.application.ports import Clock
from kiosk.application.staff import HeldDay, RecordsOverview
from kiosk.domain.retention import Retention

_DAYS_BACK: Final = 28


def overview(
    path: Path, retention: Retention, clock: Clock, ledger_flaw: str | None
) -> RecordsOverview:
    """What is held now; of the days that go on, in steps and without their withdrawals.

    ``ledger_flaw`` is what the last check of the ledger found, if it found one. Raises NoRecords.
    """
    today = clock.moment().day
    with reading(path) as connection:
        open_visit = visits.find_open(connection)
        # From this day on, days go on: a visit that began before midnight may still end.
        growing = today if open_visit is None else min(today, open_visit.moment.day)
        held = tuple(
            _held(connection, retention, day, is_growing=day >= growing)
            for day in reversed(erasure.days_held(connection))
        )
        since = today - timedelta(days=_DAYS_BACK)
        withdrawn = connection.execute(
            "SELECT day, withdrawn FROM day WHERE day >= ? AND day < ? AND withdrawn > 0"
            " ORDER BY day DESC",
            [since.isoformat(), growing.isoformat()],
        ).fetchall()
        return RecordsOverview(
            held=held,
            withdrawn=tuple((date.fromisoformat(day), number) for day, number in withdrawn),
            waiting=_number(
                connection,
                "SELECT count(*) FROM visit WHERE batch IS NULL AND day < ?",
                growing.isoformat(),
            ),
            proofs=_in_steps(
                _number(
                    connection,
                    "SELECT count(*) FROM consent_ledger JOIN ledger_opening USING (seq)"
                    f" WHERE {schema.IS_CONSENT}",
                )
            ),
            next_erasure=min((day.until for day in held), default=None),
            ledger_rows=_in_steps(
                _number(connection, "SELECT coalesce(max(seq), 0) FROM consent_ledger")
            ),
            ledger_flaw=ledger_flaw,
        )


def _held(
    connection: sqlite3.Connection, retention: Retention, day: date, *, is_growing: bool
) -> HeldDay:
    records = _number(connection, "SELECT count(*) FROM visit WHERE day = ?", day.isoformat())
    return HeldDay(
        day,
        _in_steps(records) if is_growing else records,
        terms.window_closes(connection, retention, day),
        growing=is_growing,
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
