"""Drawing batches: when the store looks at the visits that are in none, and what it writes then.

A look that cannot tell the genders apart leaves its visits where they are. ``open_batch``
remembers how many visits such looks have seen, so that the next look waits for enough that are
new. Everything here belongs inside the caller's transaction.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kiosk.adapters.records.visits import band_named
from kiosk.domain import batches
from kiosk.domain.batches import Batch, Cell, Form, Release, Source
from kiosk.domain.estimate import Answer, Gender


@dataclass(frozen=True, slots=True)
class _Waiting:
    """The visits of one source, of the days ``since`` to ``upto``, that are in no batch."""

    source: Source
    since: date
    upto: date
    answers: dict[Answer, int]
    first_day: date
    last_day: date

    @property
    def visits(self) -> int:
        return sum(self.answers.values())


def draw_due(connection: sqlite3.Connection, k: int, day: date) -> int:
    """Close what may be closed while business day ``day`` runs; return how many batches.

    Belongs before a new ask is opened: by then the visitor before has left, and no row of
    theirs can be undone any more.
    """
    return _look(connection, k, day, at_close=False)


def close_day(connection: sqlite3.Connection, k: int, day: date) -> int:
    """Close what may be closed of business days up to ``day``, now that it is over.

    Comes before ``close_window`` where both are due. Returns how many batches were closed.
    """
    return _look(connection, k, day, at_close=True)


def close_window(connection: sqlite3.Connection, k: int, day: date) -> int:
    """Put every visit of ``day`` that is in no batch into a last one.

    It gives their ages if it may, else how many they were. Belongs before the rows of ``day``
    are erased, oldest day first; returns how many batches were closed.
    """
    drawn = 0
    for waiting in _all_waiting(connection, day, day):
        minimum_age = _minimum_age(connection)
        _write(
            connection,
            waiting,
            batches.last_release(waiting.answers, waiting.source, k, minimum_age),
        )
        drawn += 1
    return drawn


def read(connection: sqlite3.Connection, first: date, last: date) -> tuple[Batch, ...]:
    """The batches with a visit from the days ``first`` to ``last``, in the order they closed."""
    rows = connection.execute(
        "SELECT id, source, first_day, last_day, form, visits FROM batch"
        " WHERE last_day >= ? AND first_day <= ? ORDER BY id",
        [first.isoformat(), last.isoformat()],
    ).fetchall()
    return tuple(
        Batch(
            Source(source),
            date.fromisoformat(first_day),
            date.fromisoformat(last_day),
            Form(form),
            visits,
            tuple(
                Cell(*cell)
                for cell in connection.execute(
                    "SELECT gender, age_band, visits FROM batch_cell WHERE batch = ?"
                    " ORDER BY gender, age_band",
                    [number],
                )
            ),
        )
        for number, source, first_day, last_day, form, visits in rows
    )


def _look(connection: sqlite3.Connection, k: int, day: date, *, at_close: bool) -> int:
    drawn = 0
    for waiting in _all_waiting(connection, date.min, day):
        seen = _seen(connection, waiting.source)
        if not batches.is_due(waiting.visits - seen, k, at_close=at_close):
            continue
        found = batches.release(waiting.answers, waiting.source, k, _minimum_age(connection))
        if found is None:
            _remember_seen(connection, waiting.source)
        else:
            _write(connection, waiting, found)
            drawn += 1
    return drawn


def _all_waiting(connection: sqlite3.Connection, since: date, upto: date) -> Iterator[_Waiting]:
    for source in Source:
        rows = connection.execute(
            "SELECT gender, age_band, count(*), min(day), max(day) FROM visit"
            f" WHERE batch IS NULL AND day BETWEEN ? AND ? AND {_of(source)}"
            " GROUP BY gender, age_band",
            [since.isoformat(), upto.isoformat()],
        ).fetchall()
        if rows:
            yield _Waiting(
                source,
                since,
                upto,
                {
                    Answer(Gender(gender), band_named(band)): visits
                    for gender, band, visits, _, _ in rows
                },
                date.fromisoformat(min(first for *_, first, _ in rows)),
                date.fromisoformat(max(last for *_, last in rows)),
            )


def _of(source: Source) -> str:
    """The source's visits, as SQL."""
    return "way = 'camera'" if source is Source.CAMERA else "way <> 'camera'"


def _minimum_age(connection: sqlite3.Connection) -> int:
    return connection.execute("SELECT minimum_age FROM publication").fetchone()[0]


def _seen(connection: sqlite3.Connection, source: Source) -> int:
    """How many of the waiting visits a look may have seen, at most."""
    _forget_gone(connection, source)
    row = connection.execute(
        "SELECT seen FROM open_batch WHERE source = ?", [source.value]
    ).fetchone()
    return 0 if row is None else row[0]


def _forget_gone(connection: sqlite3.Connection, source: Source) -> None:
    """Of visits that were withdrawn, erased or drawn, no more than now wait were seen."""
    (waiting,) = connection.execute(
        f"SELECT count(*) FROM visit WHERE batch IS NULL AND {_of(source)}"
    ).fetchone()
    connection.execute(
        "UPDATE open_batch SET seen = ? WHERE source = ? AND seen > ?",
        [waiting, source.value, waiting],
    )


def _remember_seen(connection: sqlite3.Connection, source: Source) -> None:
    # All that wait, also of later days than were looked at: rather too many than too few.
    connection.execute(
        "INSERT INTO open_batch(source, seen)"
        f" SELECT ?, count(*) FROM visit WHERE batch IS NULL AND {_of(source)}"
        " ON CONFLICT(source) DO UPDATE SET seen = excluded.seen",
        [source.value],
    )


def _write(connection: sqlite3.Connection, waiting: _Waiting, release: Release) -> None:
    number = connection.execute(
        "INSERT INTO batch(source, first_day, last_day, form, visits) VALUES (?, ?, ?, ?, ?)"
        " RETURNING id",
        [
            waiting.source.value,
            waiting.first_day.isoformat(),
            waiting.last_day.isoformat(),
            release.form.value,
            waiting.visits,
        ],
    ).fetchone()[0]
    connection.executemany(
        "INSERT INTO batch_cell(batch, gender, age_band, visits) VALUES (?, ?, ?, ?)",
        [(number, cell.gender, cell.ages, cell.visits) for cell in release.cells],
    )
    connection.execute(
        "UPDATE visit SET batch = ? WHERE batch IS NULL AND day BETWEEN ? AND ?"
        f" AND {_of(waiting.source)}",
        [number, waiting.since.isoformat(), waiting.upto.isoformat()],
    )
    _forget_gone(connection, waiting.source)
