"""Reading the store beside the kiosk that writes it: figures, batches, a notice that was shown."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.adapters.records import batches, notices, terms, visits
from kiosk.adapters.records.reading import NoRecords, reading
from kiosk.application.ports import Clock, DayFigures
from kiosk.domain.batch_sums import of_day
from kiosk.domain.batches import Batch
from kiosk.domain.consent import Moment
from kiosk.domain.estimate import UNSAID, Gender, age_bands
from kiosk.domain.notice import Notice

LIVE_STEP: Final = 5
"""A number that is still growing is shown in steps of this, so that few visitors move it."""

_COUNTS: Final[tuple[str, ...]] = ("asked", "agreed", "told", "declined", "walked_away", "counted")
_HOURS: Final = tuple(f"{hour:02}" for hour in range(24))


class ReadingRecords:
    """The store's file, opened for one question at a time and never for writing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def day_figures(self, day: date, clock: Clock) -> DayFigures:
        """One day as it may be shown now; a day without visitors is all noughts.

        Finished hours are exact. Outside the demo, whatever still grows is rounded down to
        steps of five, and what visitors answered is shown of closed batches only. Raises
        NoRecords.
        """
        with reading(self._path) as connection:
            publication = connection.execute(
                "SELECT k, demo, minimum_age FROM publication"
            ).fetchone()
            if publication is None:
                raise NoRecords(f"The records at {self._path} were never opened by a kiosk.")
            k, demo, minimum_age = publication
            promised = terms.of_day(connection, day)
            growing = _growing(connection, clock)
            by_hour = _counts_by_hour(connection, day, set() if demo else growing)
            total = {what: sum(counts[what] for counts in by_hour.values()) for what in _COUNTS}
            hours_growing = 0 if demo else sum(moment.day == day for moment in growing)
            step = LIVE_STEP if hours_growing else 1
            not_counted, withdrawn = connection.execute(
                "SELECT not_counted, withdrawn FROM day WHERE day = ?", [day.isoformat()]
            ).fetchone() or (0, 0)
            drawn = batches.read(connection, day, day)
            if demo:
                by_gender, by_age_band = _of_visits(connection, day, minimum_age)
            else:
                by_gender, by_age_band = of_day(drawn, day, minimum_age)
            return DayFigures(
                day=day,
                **total,
                not_counted=_in_steps(not_counted, step),
                withdrawn=_in_steps(withdrawn, step),
                # Its batches were drawn with this one or, where k was raised since, a larger one.
                k=k if promised is None else promised.k,
                demo=bool(demo),
                by_hour={hour: counts["counted"] for hour, counts in by_hour.items()},
                by_gender=by_gender,
                by_age_band=by_age_band,
                batches=drawn,
                # Each hour that grows was rounded by itself.
                fewer_than=max(1, LIVE_STEP * hours_growing),
            )

    def batches(self, first: date, last: date) -> tuple[Batch, ...]:
        """The closed batches with a visit from these days, oldest first. Raises NoRecords."""
        with reading(self._path) as connection:
            return batches.read(connection, first, last)

    def notice(self, content_hash: str) -> Notice | None:
        """The notice that a consent names by its hash, word for word. Raises NoRecords."""
        with reading(self._path) as connection:
            return notices.find(connection, content_hash)

    def notices(self, beginning: str) -> list[Notice]:
        """Those that were shown whose hash begins so, word for word.

        Raises NoRecords, and NoticeChanged for a text that is not what its hash says.
        """
        with reading(self._path) as connection:
            return notices.find_all(connection, beginning)


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


def _of_visits(
    connection: sqlite3.Connection, day: date, minimum_age: int
) -> tuple[Mapping[str, int | None], Mapping[str, int | None]]:
    """Genders and ages as they lie in the table, which only the demo shows."""
    genders = [gender.value for gender in Gender]
    bands = [*(band.name for band in age_bands(minimum_age)), UNSAID]
    return (
        _counted(connection, day, "gender", genders),
        _counted(connection, day, "age_band", bands),
    )


def _counted(
    connection: sqlite3.Connection, day: date, column: str, names: list[str]
) -> dict[str, int | None]:
    found = dict(
        connection.execute(
            f"SELECT {column}, count(*) FROM visit WHERE day = ? GROUP BY {column}",
            [day.isoformat()],
        ).fetchall()
    )
    return {name: found.get(name, 0) for name in names}


def _in_steps(number: int, step: int) -> int:
    return number - number % step
