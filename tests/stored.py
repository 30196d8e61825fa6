"""What lies in a store's file, to the visit: figures round what still grows, tests cannot."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

_OF_HOURS: Final = ("asked", "agreed", "told", "declined", "walked_away", "counted")
_OF_DAYS: Final = ("not_counted", "withdrawn")


def outcomes(path: Path, day: date | None = None) -> dict[str, int]:
    """How often each thing happened on a business day, or ever; without what never did."""
    where, named = ("", []) if day is None else ("WHERE day = ?", [day.isoformat()])
    found: dict[str, int] = {}
    with closing(_reading(path)) as connection:
        for table, names in (("day_hour", _OF_HOURS), ("day", _OF_DAYS)):
            sums = ", ".join(f"coalesce(sum({name}), 0)" for name in names)
            row = connection.execute(f"SELECT {sums} FROM {table} {where}", named).fetchone()
            found |= zip(names, row, strict=True)
    return {name: number for name, number in found.items() if number}


def answers(path: Path) -> list[tuple[str, str, str]]:
    """Gender, age band and way of each visit that is held, sorted."""
    with closing(_reading(path)) as connection:
        return sorted(connection.execute("SELECT gender, age_band, way FROM visit"))


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)
