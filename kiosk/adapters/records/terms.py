"""What the visitors of each day were promised, and what follows from it.

Everything here belongs inside the caller's transaction.
"""

import sqlite3
from datetime import date, datetime
from typing import Final

from kiosk.domain.retention import Retention, Terms

_COLUMNS: Final = "window_hours, counts_months, epsilon"


def note(connection: sqlite3.Connection, day: date, terms: Terms) -> None:
    """Write down what whoever is asked today is promised, beside what others were before."""
    least = ", ".join(f"{each} = min({each}, excluded.{each})" for each in _COLUMNS.split(", "))
    connection.execute(
        f"INSERT INTO terms(day, {_COLUMNS}) VALUES (?, ?, ?, ?)"
        f" ON CONFLICT(day) DO UPDATE SET {least}",
        [day.isoformat(), terms.window_hours, terms.counts_months, terms.epsilon],
    )


def of_day(connection: sqlite3.Connection, day: date) -> Terms | None:
    """None for a day on which nobody was asked."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM terms WHERE day = ?", [day.isoformat()]
    ).fetchone()
    return row and Terms(*row)


def smallest_epsilon(connection: sqlite3.Connection) -> float | None:
    """The smallest that anybody was promised whose visit waits for its block; None: nobody was."""
    (epsilon,) = connection.execute(
        "SELECT min(epsilon) FROM terms WHERE day IN (SELECT day FROM visit WHERE block IS NULL)"
    ).fetchone()
    return epsilon


def read(connection: sqlite3.Connection) -> dict[date, Terms]:
    """Those of every day."""
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
        " AND NOT EXISTS (SELECT 1 FROM block WHERE terms.day BETWEEN first_day AND last_day)"
    )
