"""Closing blocks: when the store releases what visitors answered, and what it writes then.

A block is released in the transaction that marks its visits: cut short at any point, either all of
it is there or nothing, and no visit is released twice. Everything here belongs inside the caller's
transaction.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from kiosk.adapters.records import terms
from kiosk.adapters.records.due_time import When
from kiosk.adapters.records.visits import band_named
from kiosk.domain.blocks import (
    AT_CLOSE,
    CELLS,
    Block,
    Counted,
    ReleaseRules,
    Source,
    is_enough,
    release,
)
from kiosk.domain.consent import Way
from kiosk.domain.estimate import Answer, Gender
from kiosk.domain.retention import BusinessDay

_COLUMNS: Final = "id, first_day, last_day, closed_on, closed_at, block.visits, epsilon"
_WITH_CELLS: Final = (
    f"SELECT {_COLUMNS}, cell, block_cell.visits FROM block JOIN block_cell ON block = id"
)
_ONE_DAY: Final = timedelta(days=1)
_NAMES: Final = tuple(cell.name for cell in CELLS)


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time of day, of a business day, at which a block may close."""

    day: date
    at: time

    @property
    def name(self) -> str:
        """As it is written: "13:00"."""
        return f"{self.at:%H:%M}"


def due_time(
    connection: sqlite3.Connection, business_day: BusinessDay, rules: ReleaseRules, when: When
) -> TimeOfDay | None:
    """The last time of the running business day that passed and was not dealt with, if one did.

    Of several that passed while the machine was off only the last matters: no visit came between.
    A day that a clock which was set back brings again has none.
    """
    day = business_day.moment(when.records).day
    passed = sorted(
        (at for at in rules.times if business_day.at(day, at) <= when.records),
        key=lambda at: business_day.at(day, at),
    )
    closed = connection.execute("SELECT day FROM close_of_day").fetchone()
    if not passed or (closed is not None and closed[0] >= day.isoformat()):
        return None
    last = passed[-1]
    row = connection.execute("SELECT day, at FROM block_time").fetchone()
    if row is None:
        return TimeOfDay(day, last)
    dealt_on = date.fromisoformat(row[0])
    if dealt_on == day:
        dealt_with = business_day.at(day, time.fromisoformat(row[1]))
        return TimeOfDay(day, last) if business_day.at(day, last) > dealt_with else None
    # A wrong clock may have dated it years ahead, which must not keep all blocks open till then.
    is_wrong = when.is_sure and dealt_on > day + _ONE_DAY
    return TimeOfDay(day, last) if dealt_on < day or is_wrong else None


def next_time(business_day: BusinessDay, rules: ReleaseRules, now: datetime) -> datetime:
    """The next instant at which a block may close: a time of day, or the business day's end."""
    day = business_day.moment(now).day
    times = [business_day.at(day, at) for at in rules.times]
    return min([each for each in times if each > now], default=business_day.end(day))


def close_at_time(connection: sqlite3.Connection, rules: ReleaseRules, due: TimeOfDay) -> bool:
    """Deal with this time of day, once; True if a block was closed by it."""
    connection.execute(
        "INSERT INTO block_time(only, day, at) VALUES (1, ?, ?)"
        " ON CONFLICT(only) DO UPDATE SET day = excluded.day, at = excluded.at",
        [due.day.isoformat(), due.name],
    )
    if not is_enough(_waiting(connection, due.day), at_close=False):
        return False
    _close(connection, rules, due.day, due.name)
    return True


def close_day(connection: sqlite3.Connection, rules: ReleaseRules, day: date) -> bool:
    """Close what waits of the business days up to ``day``, now that it is over, if it is enough.

    True if a block was closed by it.
    """
    if not is_enough(_waiting(connection, day), at_close=True):
        return False
    _close(connection, rules, day, AT_CLOSE)
    return True


def close_window(
    connection: sqlite3.Connection, rules: ReleaseRules, day: date, ended: date
) -> bool:
    """Close all that waits of the days up to ``ended``, however few, if any is of ``day``.

    Belongs before the rows of ``day`` are erased. ``ended``, not before ``day``, is the last
    business day that is over. True if a block was closed by it.
    """
    (is_waiting,) = connection.execute(
        "SELECT EXISTS(SELECT 1 FROM visit WHERE block IS NULL AND day = ?)", [day.isoformat()]
    ).fetchone()
    if is_waiting:
        _close(connection, rules, ended, AT_CLOSE)
    return bool(is_waiting)


def closed_between(connection: sqlite3.Connection, first: date, last: date) -> tuple[Block, ...]:
    """The blocks that closed on these business days, in the order they closed."""
    return _read(
        connection.execute(
            f"{_WITH_CELLS} WHERE closed_on BETWEEN ? AND ?", [first.isoformat(), last.isoformat()]
        )
    )


def models_of(connection: sqlite3.Connection, day: date) -> tuple[str, ...]:
    """The names of what estimated visits of the blocks that closed on this day, sorted."""
    rows = connection.execute(
        "SELECT DISTINCT name FROM block JOIN model"
        " ON instr(',' || models || ',', ',' || model.id || ',') > 0 WHERE closed_on = ?"
        " ORDER BY name",
        [day.isoformat()],
    )
    return tuple(name for (name,) in rows)


def _waiting(connection: sqlite3.Connection, upto: date) -> int:
    (visits,) = connection.execute(
        "SELECT count(*) FROM visit WHERE block IS NULL AND day <= ?", [upto.isoformat()]
    ).fetchone()
    return visits


def _close(connection: sqlite3.Connection, rules: ReleaseRules, day: date, at: str) -> None:
    """Release every visit that waits of the business days up to the one of the closing."""
    named = [day.isoformat()]
    of_waiting = "FROM visit WHERE block IS NULL AND day <= ?"
    first, last = connection.execute(f"SELECT min(day), max(day) {of_waiting}", named).fetchone()
    models = connection.execute(
        f"SELECT DISTINCT model {of_waiting} AND way = 'camera' AND model IS NOT NULL ORDER BY 1",
        named,
    ).fetchall()
    visits = [
        (_counted(gender, band, way), number)
        for gender, band, way, number in connection.execute(
            f"SELECT gender, age_band, way, count(*) {of_waiting} GROUP BY 1, 2, 3", named
        )
    ]
    promised = terms.smallest_epsilon(connection)
    epsilon = min(rules.epsilon, promised or rules.epsilon)
    cells = release(visits, epsilon)
    (number,) = connection.execute(
        "INSERT INTO block(first_day, last_day, closed_on, closed_at, visits, epsilon, models)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        [
            first,
            last,
            _closes_on(connection, day).isoformat(),
            at,
            sum(number for _, number in visits),
            epsilon,
            ",".join(str(model) for (model,) in models),
        ],
    ).fetchone()
    connection.executemany(
        "INSERT INTO block_cell(block, cell, visits) VALUES (?, ?, ?)",
        [(number, name, of_cell) for name, of_cell in zip(_NAMES, cells, strict=True)],
    )
    connection.execute(
        "UPDATE visit SET block = ? WHERE block IS NULL AND day <= ?", [number, *named]
    )


def _closes_on(connection: sqlite3.Connection, day: date) -> date:
    """The business day that a block is told with: never one that is closed.

    What a head office is told of a closed day is written, and is not written again. A clock that
    was set back brings such a day once more, and a window may close in the middle of a day.
    """
    row = connection.execute("SELECT day FROM close_of_day").fetchone()
    return day if row is None else max(day, date.fromisoformat(row[0]) + _ONE_DAY)


def _counted(gender: str, band: str, way: str) -> Counted:
    return Source.of(Way(way)), Answer(Gender(gender), band_named(band))


def _read(rows: Iterable[tuple[Any, ...]]) -> tuple[Block, ...]:
    """Blocks from rows of one cell each, in the order they closed."""
    blocks: dict[int, tuple[Any, ...]] = {}
    cells: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for number, first, last, closed_on, at, visits, epsilon, cell, of_cell in rows:
        blocks[number] = first, last, closed_on, at, visits, epsilon
        cells[number][cell] = of_cell
    return tuple(
        Block(
            date.fromisoformat(first),
            date.fromisoformat(last),
            date.fromisoformat(closed_on),
            at,
            visits,
            epsilon,
            tuple(cells[number][name] for name in _NAMES),
        )
        for number, (first, last, closed_on, at, visits, epsilon) in sorted(blocks.items())
    )
