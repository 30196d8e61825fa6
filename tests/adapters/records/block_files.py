"""A file with the store's tables and visits that nobody made, to close blocks in."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from kiosk.adapters.records import blocks, schema
from kiosk.adapters.records.connection import open_for_writing
from kiosk.domain.blocks import Block, ReleaseRules

RULES = ReleaseRules()
MONDAY = date(2026, 1, 5)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)

Row = tuple[str, str, str]
"""Gender, age band and way of a visit."""

MIXED: list[Row] = [
    *[("woman", "25-34", "camera")] * 8,
    *[("man", "45-54", "corrected")] * 5,
    *[("not_sure", "65+", "camera")] * 4,
    *[("unsaid", "unsaid", "told")] * 3,
]


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    db = open_for_writing(path)
    schema.apply_steps(db)
    yield db.conn
    db.close()


def visits(connection: sqlite3.Connection, rows: list[Row], day: date = MONDAY) -> None:
    for gender, band, way in rows:
        shown = None if way == "told" else "woman", None if way == "told" else "25-34"
        connection.execute(
            "INSERT INTO visit(id, day, hour, gender, age_band, way, shown_gender, shown_band)"
            " VALUES ((SELECT coalesce(max(id), 0) + 1 FROM visit), ?, 10, ?, ?, ?, ?, ?)",
            [day.isoformat(), gender, band, way, *shown],
        )


def some(connection: sqlite3.Connection, number: int, day: date = MONDAY) -> None:
    visits(connection, [("woman", "25-34", "told")] * number, day)


def promise(connection: sqlite3.Connection, day: date, epsilon: float) -> None:
    connection.execute("INSERT INTO terms VALUES (?, 72, 25, ?)", [day.isoformat(), epsilon])


def close_books(connection: sqlite3.Connection, day: date) -> None:
    connection.execute("INSERT OR REPLACE INTO close_of_day VALUES (1, ?)", [day.isoformat()])


def closed(connection: sqlite3.Connection) -> list[Block]:
    return list(blocks.closed_between(connection, date.min, date.max))


def waiting(connection: sqlite3.Connection) -> int:
    return connection.execute("SELECT count(*) FROM visit WHERE block IS NULL").fetchone()[0]
