"""Reports added up from day files in plain loops: what an engine's are compared with."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.domain.blocks import CELLS, Block

COUNTS = ("asked", "agreed", "told", "declined", "walked_away")


@dataclass(frozen=True)
class File:
    """A day file as it was read."""

    kiosk: str
    day: date
    head: dict[str, Any]
    hours: dict[int, dict[str, Any]]
    blocks: tuple[Block, ...]


def files(inbox: Path) -> list[File]:
    return [_file(path) for path in sorted(inbox.glob("kiosk=*/day=*.jsonl"))]


def _file(path: Path) -> File:
    head, *lines, _ = (json.loads(line) for line in path.read_bytes().splitlines())
    day = date.fromisoformat(head["day"])
    return File(
        head["kiosk"],
        day,
        head,
        {line["hour"]: line for line in lines if "hour" in line},
        tuple(_block(line, day) for line in lines if "block" in line),
    )


def _block(line: dict[str, Any], day: date) -> Block:
    return Block(
        date.fromisoformat(line["first"]),
        date.fromisoformat(line["last"]),
        day,
        line["block"],
        line["visits"],
        line["epsilon"],
        tuple(line[cell.table.value][cell.row][cell.column] for cell in CELLS),
    )


def counts(found: Iterable[File]) -> dict[str, Any]:
    """The sums of these days, and of the hours with a door's count how many said yes."""
    sums: dict[str, Any] = dict.fromkeys(COUNTS, 0) | {"entered": None, "yes": None}
    for file in found:
        for name in COUNTS:
            sums[name] += file.head[name]
        _add_door(sums, file.hours.values())
    return sums


def counts_of_hours(hours: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The same of hours, of which less is told."""
    sums: dict[str, Any] = {"asked": 0, "said_yes": 0, "entered": None, "yes": None}
    listed = list(hours)
    for hour in listed:
        sums["asked"] += hour["asked"]
        sums["said_yes"] += hour["said_yes"]
    _add_door(sums, listed)
    return sums


def _add_door(sums: dict[str, Any], hours: Iterable[dict[str, Any]]) -> None:
    for hour in hours:
        if hour["entered"] is not None:
            sums["entered"] = (sums["entered"] or 0) + hour["entered"]
            sums["yes"] = (sums["yes"] or 0) + hour["said_yes"]


def lines(
    items: Iterable[Any], key: Callable[[Any], Sequence[str]]
) -> dict[tuple[str, ...], list[Any]]:
    sorted_out: dict[tuple[str, ...], list[Any]] = {}
    for item in items:
        sorted_out.setdefault(tuple(key(item)), []).append(item)
    return sorted_out
