"""What a chain is told of a day, read from the store beside the kiosk that writes it.

Only what does not change any more once the day is closed: its blocks are those that closed on
it, and of its counts those that no withdrawal lowers.
"""

import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from kiosk.adapters.records import blocks, visits
from kiosk.adapters.records.reading import NoRecords, reading
from kiosk.application import figures_counted as counted
from kiosk.application.day_file import DayFile
from kiosk.application.figures import Counts

_COUNTS: Final = ("asked", "agreed", "told", "declined", "walked_away")
_HAS_ANY: Final = f"({' + '.join(_COUNTS)}) > 0"
_ONE_DAY: Final = timedelta(days=1)


def last_day(path: Path) -> date | None:
    """The last closed day of which nothing goes on any more, None before the first.

    A visit that began before its day was closed still counts into that day when it ends. Raises
    NoRecords.
    """
    with reading(path) as connection:
        row = connection.execute("SELECT day FROM close_of_day").fetchone()
        open_visit = visits.find_open(connection)
    if row is None:
        return None
    closed = date.fromisoformat(row[0])
    return closed if open_visit is None else min(closed, open_visit.moment.day - _ONE_DAY)


def days_with_any(path: Path, first: date, last: date, since: date = date.min) -> list[date]:
    """The days of this stretch of which there is something to tell, in order, ``read`` with the
    same ``since``. Raises NoRecords.
    """
    between = [first.isoformat(), last.isoformat()]
    with reading(path) as connection:
        rows = connection.execute(
            f"SELECT day FROM day_hour WHERE day BETWEEN ? AND ? AND {_HAS_ANY}"
            " UNION SELECT day FROM door_hour WHERE day BETWEEN ? AND ?"
            " UNION SELECT closed_on FROM block WHERE closed_on BETWEEN ? AND ? AND first_day >= ?"
            " ORDER BY 1",
            [*between * 3, since.isoformat()],
        ).fetchall()
    return [date.fromisoformat(day) for (day,) in rows]


def read(path: Path, kiosk: str, day: date, since: date = date.min) -> DayFile | None:
    """A day that is over, as it is told of the kiosk of this name; None where there is nothing.

    Without the blocks that have anybody of before ``since``. Raises NoRecords.
    """
    with reading(path) as connection:
        published = connection.execute("SELECT demo, minimum_age FROM publication").fetchone()
        if published is None:
            raise NoRecords(f"The records at {path} were never opened by a kiosk.")
        demo, minimum_age = published
        hours = _hours(connection, day)
        closed = blocks.closed_between(connection, day, day)
        released = tuple(block for block in closed if block.first_day >= since)
        if not hours and not released:
            return None
        return DayFile(
            kiosk=kiosk,
            day=day,
            minimum_age=minimum_age,
            invented=bool(demo),
            models=blocks.models_of(connection, day) if released else (),
            counts=counted.added(hours.values()),
            hours={hour: counted.of_hour(counts) for hour, counts in hours.items()},
            blocks=released,
        )


def _hours(connection: sqlite3.Connection, day: date) -> Mapping[int, Counts]:
    """The clock hours in which there was anything, in order."""
    named = [day.isoformat()]
    asked = {
        hour: counts
        for hour, *counts in connection.execute(
            f"SELECT hour, {', '.join(_COUNTS)} FROM day_hour WHERE day = ? AND {_HAS_ANY}", named
        )
    }
    entered = dict(
        connection.execute("SELECT hour, entered FROM door_hour WHERE day = ?", named).fetchall()
    )
    nobody = [0] * len(_COUNTS)
    return {
        hour: Counts(*asked.get(hour, nobody), entered=entered.get(hour))
        for hour in sorted(asked.keys() | entered.keys())
    }
