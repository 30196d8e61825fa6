"""What the visitors of each day were promised, and what follows from it.

Everything here belongs inside the caller's transaction.
"""

import sqlite3
from datetime import date, datetime
from typing import Final

from kiosk.domain.retention import Retention, Terms

_COLUMNS: Final = "window_hours, counts_months, k"


def note(connection: sqlite3.Connection, day: date, terms: Terms) -> None:
    """Write down what whoever is asked today is promised, beside what others were before."""
    connection.execute(
        f"INSERT INTO terms(day, {_COLUMNS}) VALUES (?, ?, ?, ?) ON CONFLICT(day) DO UPDATE SET"
        " window_hours = min(window_hours, excluded.window_hours),"
        " counts_months = min(counts_months, excluded.counts_months),"
        " k = max(k, excluded.k)",
        [day.isoformat(), terms.window_hours, terms.counts_months, terms.k],
    )


def of_day(connection: sqlite3.Connection, day: date) -> Terms | None:
    """None for a day on which nobody was asked, or of before there were terms."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM terms WHERE day = ?", [day.isoformat()]
    ).fetchone()
    return row and Terms(*row)


def smallest_k(connection: sqlite3.Connection, first: date, last: date) -> int | None:
    """The smallest k that visitors of these days were promised; None if there was none."""
    between = [first.isoformat(), last.isoformat()]
    (k,) = connection.execute(
        "SELECT min(k) FROM terms WHERE day BETWEEN ? AND ?", between
    ).fetchone()
    return k


def largest_k(connection: sqlite3.Connection, first: date, last: date) -> int | None:
    """The largest k that visitors of these days were promised; None if there was none."""
    between = [first.isoformat(), last.isoformat()]
    (k,) = connection.execute(
        "SELECT max(k) FROM terms WHERE day BETWEEN ? AND ?", between
    ).fetchone()
    return k


def read(connection: sqlite3.Connection) -> dict[date, Terms]:
    """Those of every day; none in a file that an older version made."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'terms'").fetchone():
        return {}
    rows = connection.execute(f"SELECT day, {_COLUMNS} FROM terms")
    return {date.fromisoformat(day): Terms(*terms) for day, *terms in rows}


def window_closes(connection: sqlite3.Connection, retention: Retention, day: date) -> datetime:
    """The instant from which nobody can find a day's records, as its visitors were told."""
    return retention.under(of_day(connection, day)).window_closes(day)


def forget_unused(connection: sqlite3.Connection) -> None:
    """Delete those of days of which nothing is kept any more that they are about."""
    connection.execute(
        "DELETE FROM terms WHERE NOT EXISTS (SELECT 1 FROM day_hour WHERE day = terms.day)"
        " AND NOT EXISTS (SELECT 1 FROM door_hour WHERE day = terms.day)"
        " AND NOT EXISTS (SELECT 1 FROM day_key WHERE day = terms.day)"
        " AND NOT EXISTS (SELECT 1 FROM visit WHERE day = terms.day)"
        " AND NOT EXISTS (SELECT 1 FROM batch WHERE terms.day BETWEEN first_day AND last_day)"
    )
