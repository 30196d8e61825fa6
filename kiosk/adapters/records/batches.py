"""Drawing batches: when the store closes a set of visits, and what it writes then.

``k`` is the one that is set today; visits that were promised a larger one have that.
Everything here belongs inside the caller's transaction.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from kiosk.adapters.records.visits import band_named
from kiosk.domain import batches
from kiosk.domain.batches import Batch, Cell, Form, Source
from kiosk.domain.estimate import Answer, Gender

_COLUMNS: Final = "batch.id, source, first_day, last_day, form, batch.visits"
_ONE_DAY: Final = timedelta(days=1)
_CELLS: Final = "gender, age_band, batch_cell.visits"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """The visits of one source up to a day that are in no batch.

    ``k`` is the largest that is set today or was promised to any of them, ``models`` the numbers
    of what estimated them.
    """

    source: Source
    upto: date
    k: int
    answers: dict[Answer, int]
    first_day: date
    last_day: date
    models: tuple[int, ...]

    @property
    def visits(self) -> int:
        return sum(self.answers.values())


def draw_due(connection: sqlite3.Connection, k: int, day: date) -> int:
    """Close what is full while business day ``day`` runs; return how many batches that were.

    Belongs before a new ask is opened: by then the visitor before has left, and no row of
    theirs can be undone any more.
    """
    return _draw_full(connection, k, day, at_close=False)


def close_day(connection: sqlite3.Connection, k: int, day: date) -> int:
    """Close what is full enough of the business days up to ``day``, now that it is over.

    Returns how many batches were closed.
    """
    return _draw_full(connection, k, day, at_close=True)


def close_window(connection: sqlite3.Connection, k: int, day: date, ended: date) -> int:
    """Close every visit of ``day`` into a batch, with all that wait of days up to ``ended``.

    Belongs before the rows of ``day`` are erased. ``ended``, not before ``day``, is the last
    business day that is over. Where none of ``day`` waits, none is drawn.
    Returns how many batches were closed.
    """
    drawn = 0
    for source in Source:
        waiting = _waiting(connection, source, k, ended)
        if waiting is not None and _is_of(connection, waiting, day):
            _draw(connection, waiting, ended)
            drawn += 1
    return drawn


def read(connection: sqlite3.Connection, first: date, last: date) -> tuple[Batch, ...]:
    """The batches with a visit from the days ``first`` to ``last``, in the order they closed."""
    # The newest batches of years are found by their last day. Ordered by number, SQLite would
    # rather go through all of them from the beginning.
    return _read(
        connection.execute(
            f"SELECT {_COLUMNS}, {_CELLS} FROM batch LEFT JOIN batch_cell ON batch = id"
            " WHERE last_day >= ? AND first_day <= ?",
            [first.isoformat(), last.isoformat()],
        )
    )


def closed_on(connection: sqlite3.Connection, day: date) -> tuple[Batch, ...]:
    """The batches that closed on this business day, its close included, in that order."""
    return _read(
        connection.execute(
            f"SELECT {_COLUMNS}, {_CELLS} FROM batch LEFT JOIN batch_cell ON batch = id"
            " WHERE closed_on = ?",
            [day.isoformat()],
        )
    )


def models_of(connection: sqlite3.Connection, day: date) -> tuple[str, ...]:
    """The names of what estimated visits of the batches that closed on this day, sorted."""
    rows = connection.execute(
        "SELECT DISTINCT name FROM batch JOIN model"
        " ON instr(',' || models || ',', ',' || model.id || ',') > 0 WHERE closed_on = ?"
        " ORDER BY name",
        [day.isoformat()],
    )
    return tuple(name for (name,) in rows)


def _draw_full(connection: sqlite3.Connection, k: int, day: date, *, at_close: bool) -> int:
    drawn = 0
    for source in Source:
        waiting = _waiting(connection, source, k, day)
        if waiting is None:
            continue
        size = batches.size_after(_last(connection, source), waiting.k)
        if batches.is_full(waiting.visits, size, at_close=at_close):
            _draw(connection, waiting, day)
            drawn += 1
    return drawn


def _is_of(connection: sqlite3.Connection, waiting: _Waiting, day: date) -> bool:
    """Whether any of them is of this day."""
    return connection.execute(
        "SELECT EXISTS(SELECT 1 FROM visit"
        f" WHERE batch IS NULL AND day = ? AND {_of(waiting.source)})",
        [day.isoformat()],
    ).fetchone()[0]


def _waiting(connection: sqlite3.Connection, source: Source, k: int, upto: date) -> _Waiting | None:
    rows = connection.execute(
        "SELECT gender, age_band, count(*), min(day), max(day), coalesce(max(k), 0)"
        " FROM visit LEFT JOIN terms USING (day)"
        f" WHERE batch IS NULL AND day <= ? AND {_of(source)} GROUP BY gender, age_band",
        [upto.isoformat()],
    ).fetchall()
    if not rows:
        return None
    return _Waiting(
        source,
        upto,
        max(k, *(promised for *_, promised in rows)),
        {Answer(Gender(gender), band_named(band)): visits for gender, band, visits, *_ in rows},
        date.fromisoformat(min(first for *_, first, _, _ in rows)),
        date.fromisoformat(max(last for *_, last, _ in rows)),
        _models(connection, source, upto),
    )


def _models(connection: sqlite3.Connection, source: Source, upto: date) -> tuple[int, ...]:
    """What estimated the waiting visits that count as estimated; none of what was said."""
    if source is not Source.CAMERA:
        return ()
    rows = connection.execute(
        "SELECT DISTINCT model FROM visit WHERE batch IS NULL AND day <= ? AND model IS NOT NULL"
        f" AND {_of(source)} ORDER BY model",
        [upto.isoformat()],
    )
    return tuple(model for (model,) in rows)


def _draw(connection: sqlite3.Connection, waiting: _Waiting, day: date) -> None:
    """Close them into a batch; ``day`` is the business day on which that happens."""
    (minimum_age,) = connection.execute("SELECT minimum_age FROM publication").fetchone()
    release = batches.release(waiting.answers, waiting.source, waiting.k, minimum_age)
    (number,) = connection.execute(
        "INSERT INTO batch(source, first_day, last_day, form, visits, closed_on, models)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        [
            waiting.source.value,
            waiting.first_day.isoformat(),
            waiting.last_day.isoformat(),
            release.form.value,
            waiting.visits,
            _closes_on(connection, day).isoformat(),
            ",".join(str(model) for model in waiting.models),
        ],
    ).fetchone()
    connection.executemany(
        "INSERT INTO batch_cell(batch, gender, age_band, visits) VALUES (?, ?, ?, ?)",
        [(number, cell.gender, cell.ages, cell.visits) for cell in release.cells],
    )
    connection.execute(
        f"UPDATE visit SET batch = ? WHERE batch IS NULL AND day <= ? AND {_of(waiting.source)}",
        [number, waiting.upto.isoformat()],
    )


def _closes_on(connection: sqlite3.Connection, day: date) -> date:
    """The business day that a batch is told with: never one that is closed.

    What a head office is told of a closed day is written, and is not written again. A clock that
    was set back brings such a day once more, and a window may close in the middle of a day.
    """
    row = connection.execute("SELECT day FROM close_of_day").fetchone()
    return day if row is None else max(day, date.fromisoformat(row[0]) + _ONE_DAY)


def _last(connection: sqlite3.Connection, source: Source) -> Batch | None:
    """The batch that was closed last of this source."""
    rows = connection.execute(
        f"SELECT {_COLUMNS}, {_CELLS} FROM batch LEFT JOIN batch_cell ON batch = id"
        " WHERE id = (SELECT max(id) FROM batch WHERE source = ?)",
        [source.value],
    )
    return next(iter(_read(rows)), None)


def _read(rows: Iterable[tuple[Any, ...]]) -> tuple[Batch, ...]:
    """Batches from rows of one cell each, or of none; in the order they closed."""
    batches: dict[int, tuple[Any, ...]] = {}
    cells: defaultdict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for number, source, first_day, last_day, form, of_batch, gender, ages, visits in rows:
        batches[number] = source, first_day, last_day, form, of_batch
        if visits is not None:
            cells[number].append((gender, ages, visits))
    return tuple(
        Batch(
            Source(source),
            date.fromisoformat(first_day),
            date.fromisoformat(last_day),
            Form(form),
            visits,
            tuple(Cell(*cell) for cell in sorted(cells[number])),
        )
        for number, (source, first_day, last_day, form, visits) in sorted(batches.items())
    )


def _of(source: Source) -> str:
    """The source's visits, as SQL."""
    return "way = 'camera'" if source is Source.CAMERA else "way <> 'camera'"
