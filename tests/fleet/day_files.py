"""Day files as kiosks write them, an inbox of them, and what a lake has come to."""

import hashlib
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from pyarrow import parquet

from kiosk.application.day_file import DayFile, as_lines
from kiosk.application.figures import Counts, HourCounts
from kiosk.application.figures_counted import added, of_hour
from kiosk.domain.blocks import AT_CLOSE, Block, Counted, Source, ages_from, release
from kiosk.domain.estimate import Answer, Gender
from kiosk.fleet.compact import Compacted, compact
from kiosk.fleet.lake_folder import compacting
from kiosk.fleet.parts import part_of

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 25, 6, tzinfo=UTC).timestamp()
LONG_AGO = NOW - 86_400

MODELS = ("age-v1+gender-v1",)


def day_file(
    kiosk: str = "south-door", day: date = DAY, *, seed: int = 0, share: float = 0.5
) -> DayFile:
    """A day of some hundreds of visitors, so many of them women; the same one for the same
    ``seed``.
    """
    random = Random(f"{kiosk} {day} {seed}")
    hours = {
        hour: Counts(
            asked=(asked := random.randint(30, 60)),
            agreed=asked // 2,
            told=asked // 8,
            declined=asked // 5,
            walked_away=asked // 10,
            # The door counter stood still for an hour.
            entered=None if hour == 12 else 3 * asked,
        )
        for hour in range(9, 21)
    }
    blocks = (
        _block(random, day - timedelta(days=1), day, "13:00", 90, share),
        _block(random, day, day, "17:00", 60, share),
        _block(random, day, day, AT_CLOSE, 60, share),
    )
    counts, by_hour = added(hours.values()), {hour: of_hour(each) for hour, each in hours.items()}
    return DayFile(kiosk, day, 14, False, MODELS, counts, by_hour, blocks)


def without_visits(day: DayFile) -> DayFile:
    """The same kiosk's and day's, on which nothing happened."""
    return replace(day, counts=Counts(), hours={}, blocks=(), models=())


def with_hours(day: DayFile, hours: dict[int, HourCounts]) -> DayFile:
    """The same of which these hours are all that is known, and no block."""
    asked, said_yes = (sum(getattr(each, name) for each in hours.values()) for name in _NAMES)
    seen = [each.entered for each in hours.values() if each.entered is not None]
    counts = Counts(asked=asked, agreed=said_yes, entered=sum(seen) if seen else None)
    return replace(without_visits(day), counts=counts, hours=hours)


_NAMES = ("asked", "said_yes")


def invented(day: DayFile) -> DayFile:
    return replace(day, invented=True)


def _block(
    random: Random, first: date, last: date, closed_at: str, visits: int, share: float
) -> Block:
    chosen = [
        (
            (source := random.choices((Source.CAMERA, Source.SAID), (4, 1))[0]),
            Answer(
                random.choices(
                    (Gender.WOMAN, Gender.MAN, _UNKNOWN[source]), (share, 0.95 - share, 0.05)
                )[0],
                random.choice((*ages_from(14), None) if source is Source.SAID else ages_from(14)),
            ),
        )
        for _ in range(visits)
    ]
    counted: list[tuple[Counted, int]] = [(each, 1) for each in chosen]
    cells = release(counted, 2.0, lambda epsilon: random.randint(-4, 4))
    return Block(first, last, last, closed_at, visits, 2.0, cells)


_UNKNOWN = {Source.CAMERA: Gender.NOT_SURE, Source.SAID: Gender.UNSAID}


def put(inbox: Path, day: DayFile, content: bytes | None = None) -> Path:
    """Into the inbox, as something that came a while ago."""
    return put_at(inbox / day.path, as_lines(day) if content is None else content)


def put_at(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def take(inbox: Path, lake: Path, *, is_invented: bool = False, **options: Any) -> Compacted:
    with compacting(lake, invented=is_invented) as opened:
        return compact(inbox, opened, options.pop("now", NOW), **options)


def hashes(folder: Path) -> dict[str, str]:
    """Every file below a folder, by its path, and every folder that is empty."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "empty"
        )
        for path in folder.rglob("*")
        if path.is_file() or not any(path.iterdir())
    }


def rows(lake: Path, table: str, month: str = "2026-11") -> list[dict[str, Any]]:
    return parquet.ParquetFile(part_of(lake, table, month)).read().to_pylist()
