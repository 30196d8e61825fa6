"""Which days have counts, and from which day on they are kept: what reports on disk go by."""

from datetime import date, datetime
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


def expired_before(path: Path, now: datetime) -> date | None:
    """Counts of all days before this one are over their time, by what their visitors were told.

    None where none have gone, or not for long. What was written at a time that is still to come
    was written by a clock that ran ahead: it says nothing of the days that have come since.
    Raises NoRecords.
    """
    with reading(path) as connection:
        rows = connection.execute(
            "SELECT json_extract(payload, '$.first'), json_extract(leaf, '$.ts')"
            " FROM consent_ledger JOIN ledger_opening USING (seq)"
            " WHERE seq > (SELECT max(seq) FROM consent_ledger) - ?"
            " AND json_extract(leaf, '$.type') = ? ORDER BY seq DESC",
            [_ROWS_BACK, Entry.COUNTS_EXPIRED.value],
        )
        for first, written in rows:
            if datetime.fromisoformat(written) <= now:
                return date.fromisoformat(first)
    return None
