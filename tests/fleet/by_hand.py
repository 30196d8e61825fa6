"""Reports added up from day files in plain loops: what an engine's are compared with."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.domain.batch_sums import Alike, alike
from kiosk.domain.batches import Batch, Cell, Form, Source

COUNTS = ("asked", "agreed", "told", "declined", "walked_away")


@dataclass(frozen=True)
class File:
    """A day file as it was read."""

    kiosk: str
    day: date
    k: int
    hours: dict[int, dict[str, Any]]
    batches: tuple[Batch, ...]


def files(inbox: Path) -> list[File]:
    return [_file(path) for path in sorted(inbox.glob("kiosk=*/day=*.jsonl"))]


def _file(path: Path) -> File:
    head, *lines, _ = (json.loads(line) for line in path.read_bytes().splitlines())
    return File(
        head["kiosk"],
        date.fromisoformat(head["day"]),
        head["k"],
        {line["hour"]: line for line in lines if "hour" in line},
        tuple(_batch(line) for line in lines if "batch" in line),
    )


def _batch(line: dict[str, Any]) -> Batch:
    return Batch(
        Source(line["batch"]),
        date.fromisoformat(line["first"]),
        date.fromisoformat(line["last"]),
        Form(line["form"]),
        line["visits"],
        tuple(Cell(*cell) for cell in line["cells"]),
    )


def counts(hours: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The sums of these hours, and of those with a door's count how many said yes."""
    sums: dict[str, Any] = dict.fromkeys(COUNTS, 0) | {"entered": None, "yes": None}
    for hour in hours:
        for name in COUNTS:
            sums[name] += hour[name]
        if hour["entered"] is not None:
            sums["entered"] = (sums["entered"] or 0) + hour["entered"]
            sums["yes"] = (sums["yes"] or 0) + hour["agreed"] + hour["told"]
    return sums


def lying_in(found: Iterable[File], first: date, last: date) -> Iterator[tuple[File, Batch]]:
    """Each batch that lies in these days whole."""
    for file in found:
        for batch in file.batches:
            if first <= batch.first_day and batch.last_day <= last:
                yield file, batch


def added(batches: Iterable[tuple[File, Batch]]) -> list[Alike]:
    """Each batch by itself: that like ones are added up must make no difference."""
    return [each for file, batch in batches for each in alike([batch], file.k)]


def lines(
    items: Iterable[Any], key: Callable[[Any], Sequence[str]]
) -> dict[tuple[str, ...], list[Any]]:
    sorted_out: dict[tuple[str, ...], list[Any]] = {}
    for item in items:
        sorted_out.setdefault(tuple(key(item)), []).append(item)
    return sorted_out
