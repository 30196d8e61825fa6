"""Which days have counts, and from which day on they are kept: what reports on disk go by."""

from datetime import date
from pathlib import Path
from typing import Final

from kiosk.adapters.records.ledger import Entry
from kiosk.adapters.records.reading import reading

_ROWS_BACK: Final = 50_000
"""Months of a busy shop; a row that is further back has left nothing on disk since."""


def days_asked(path: Path, first: date, last: date) -> frozenset[date]:
    """The days of this stretch on which somebody was asked. Raises NoRecords."""
    with reading(path) as connection:
        rows = connection.execute(
            "SELECT DISTINCT day FROM day_hour WHERE day BETWEEN ? AND ? AND asked > 0",
            [first.isoformat(), last.isoformat()],
        ).fetchall()
    return frozenset(date.fromisoformat(day) for (day,) in rows)


def expired_before(path: Path) -> date | None:
    """Counts of all days before this one are over their time, by what their visitors were told.

    None where none have gone, or not for long. Raises NoRecords.
    """
    with reading(path) as connection:
        row = connection.execute(
            "SELECT json_extract(payload, '$.first') FROM consent_ledger"
            " JOIN ledger_opening USING (seq)"
            " WHERE seq > (SELECT max(seq) FROM consent_ledger) - ?"
            " AND json_extract(leaf, '$.type') = ? ORDER BY seq DESC LIMIT 1",
            [_ROWS_BACK, Entry.COUNTS_EXPIRED.value],
        ).fetchone()
    return row and date.fromisoformat(row[0])
