"""Reading the store beside the kiosk that writes it: a day's figures, a notice that was shown."""

import sqlite3
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.adapters.records import notices, visits
from kiosk.adapters.records.connection import open_for_reading, reason_of
from kiosk.application.ports import Clock, DayFigures
from kiosk.domain.consent import Moment
from kiosk.domain.estimate import UNSAID, Gender, age_bands
from kiosk.domain.notice import Notice

LIVE_STEP: Final = 5
"""A number that is still growing is shown in steps of this, so that few visitors move it."""

_COUNTS: Final[tuple[str, ...]] = ("asked", "agreed", "told", "declined", "walked_away", "counted")
_HOURS: Final = tuple(f"{hour:02}" for hour in range(24))


class NoRecords(Exception):
    """There is no store to read, or it cannot be read just now; the text says what to do."""


class ReadingRecords:
    """The store's file, opened for one question at a time and never for writing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def day_figures(self, day: date, clock: Clock) -> DayFigures:
        """One day as it may be shown now; a day without visitors is all noughts.

        Finished hours are exact. Outside the demo, whatever still grows is rounded down to
        steps of five, and what visitors answered is held back altogether. Raises NoRecords.
        """
        with self._reading() as connection:
            publication = connection.execute(
                "SELECT k, demo, minimum_age FROM publication"
            ).fetchone()
            if publication is None:
                raise NoRecords(f"The records at {self._path} were never opened by a kiosk.")
            k, demo, minimum_age = publication
            growing = _growing(connection, clock)
            by_hour = _counts_by_hour(connection, day, set() if demo else growing)
            total = {what: sum(counts[what] for counts in by_hour.values()) for what in _COUNTS}
            step = LIVE_STEP if not demo and day in {moment.day for moment in growing} else 1
            not_counted, withdrawn = connection.execute(
                "SELECT not_counted, withdrawn FROM day WHERE day = ?", [day.isoformat()]
            ).fetchone() or (0, 0)
            genders = [gender.value for gender in Gender]
            bands = [*(band.name for band in age_bands(minimum_age)), UNSAID]
            return DayFigures(
                day=day,
                **total,
                not_counted=_in_steps(not_counted, step),
                withdrawn=_in_steps(withdrawn, step),
                k=k,
                demo=bool(demo),
                by_hour={hour: counts["counted"] for hour, counts in by_hour.items()},
                by_gender=_answers(connection, day, "gender", genders, bool(demo)),
                by_age_band=_answers(connection, day, "age_band", bands, bool(demo)),
            )

    def notice(self, content_hash: str) -> Notice | None:
        """The notice that a consent names by its hash, word for word. Raises NoRecords."""
        with self._reading() as connection:
            return notices.find(connection, content_hash)

    @contextmanager
    def _reading(self) -> Generator[sqlite3.Connection]:
        if not self._path.exists():
            raise NoRecords(f"There are no records at {self._path}: has the kiosk run here yet?")
        try:
            db = open_for_reading(self._path)
            try:
                # One transaction, so that a visit that ends meanwhile is seen whole or not.
                db.conn.execute("BEGIN")
                yield db.conn
            finally:
                db.close()
        except sqlite3.Error as error:
            raise NoRecords(
                f"The records at {self._path} cannot be read: {reason_of(error)}."
                " askfirst doctor says more."
            ) from error


def _growing(connection: sqlite3.Connection, clock: Clock) -> set[Moment]:
    """The hours whose counts may still change: the present one, and that of an open visit."""
    open_visit = visits.find_open(connection)
    return {clock.moment()} | ({open_visit.moment} if open_visit else set())


def _counts_by_hour(
    connection: sqlite3.Connection, day: date, growing: set[Moment]
) -> dict[str, dict[str, int]]:
    by_hour: dict[str, dict[str, int]] = {hour: dict.fromkeys(_COUNTS, 0) for hour in _HOURS}
    for hour, *counts in connection.execute(
        f"SELECT hour, {', '.join(_COUNTS)} FROM day_hour WHERE day = ?", [day.isoformat()]
    ):
        step = LIVE_STEP if Moment(day, hour) in growing else 1
        by_hour[_HOURS[hour]] = {
            what: _in_steps(exact, step) for what, exact in zip(_COUNTS, counts, strict=True)
        }
    return by_hour


def _answers(
    connection: sqlite3.Connection, day: date, column: str, names: list[str], demo: bool
) -> Mapping[str, int | None]:
    if not demo:
        return dict.fromkeys(names)
    found = dict(
        connection.execute(
            f"SELECT {column}, count(*) FROM visit WHERE day = ? GROUP BY {column}",
            [day.isoformat()],
        ).fetchall()
    )
    return {name: found.get(name, 0) for name in names}


def _in_steps(number: int, step: int) -> int:
    return number - number % step
