"""How many people the door counter saw come in, by the hour: a count, and nothing about anybody.

Everything here belongs inside the caller's transaction.
"""

import sqlite3
from datetime import date


def record_entered(
    connection: sqlite3.Connection, day: date, hour: int, entered: int, *, replace: bool
) -> None:
    """Add to what the door counter saw in an hour; with ``replace`` write over it.

    A check of the table keeps it from going under 0.
    """
    told = "excluded.entered" if replace else "entered + excluded.entered"
    connection.execute(
        "INSERT INTO door_hour(day, hour, entered) VALUES (?, ?, ?)"
        f" ON CONFLICT(day, hour) DO UPDATE SET entered = {told}",
        [day.isoformat(), hour, entered],
    )
