"""Day files as kiosks write them, an inbox of them, and what a lake has come to."""

import hashlib
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from pyarrow import parquet

from kiosk.application.day_file import DayFile, HourCounts, as_lines
from kiosk.domain.batches import Batch, Source, release
from kiosk.domain.estimate import Answer, Gender, age_bands
from kiosk.fleet.compact import Compacted, compact
from kiosk.fleet.lake_folder import compacting
from kiosk.fleet.parts import part_of

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 25, 6, tzinfo=UTC).timestamp()
LONG_AGO = NOW - 86_400

MODELS = ("age-v1+gender-v1",)


def day_file(kiosk: str = "south-door", day: date = DAY, *, seed: int = 0) -> DayFile:
    """A day of some hundreds of visitors; the same one for the same ``seed``."""
    random = Random(f"{kiosk} {day} {seed}")
    hours = {
        hour: HourCounts(
            asked=(asked := random.randint(30, 60)),
            agreed=asked // 2,
            told=asked // 8,
            declined=asked // 5,
            walked_away=asked // 10,
            entered=3 * asked if random.random() < 0.9 else None,
        )
        for hour in range(9, 21)
    }
    batches = [
        _batch(random, Source.CAMERA, day, day, 90),
        _batch(random, Source.CAMERA, day, day, 60),
        _batch(random, Source.CAMERA, day - timedelta(days=1), day, 60),
        _batch(random, Source.SAID, day, day, 20),
    ]
    return DayFile(kiosk, day, 5, 14, False, MODELS, hours, tuple(batches))


def invented(day: DayFile) -> DayFile:
    return replace(day, invented=True)


def _batch(random: Random, source: Source, first: date, last: date, visits: int) -> Batch:
    answers: dict[Answer, int] = {}
    for _ in range(visits):
        band = random.choice((*age_bands(14), None) if source is Source.SAID else age_bands(14))
        gender = random.choices((Gender.WOMAN, Gender.MAN, source.unknown), (50, 45, 5))[0]
        answer = Answer(gender, band)
        answers[answer] = answers.get(answer, 0) + 1
    found = release(answers, source, 5, 14)
    return Batch(source, first, last, found.form, visits, found.cells)


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
