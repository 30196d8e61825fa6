"""A kiosk's day as a file for its head office: figures already released here, and no others.

JSON lines in one fixed spelling, so that the same day gives the same bytes whenever it is asked
for. Nothing in it changes once the day is over: no number that a later withdrawal lowers is part
of it.
The file is described line by line in docs/fleet.md.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kiosk.domain.batches import Batch

FORMAT: Final = 1
"""Rises when a key goes or means something else; a key more does not raise it."""

KIOSK_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
"""What a kiosk may be called among the others of its chain: a part of a path on any system."""


@dataclass(frozen=True, slots=True)
class HourCounts:
    """Counts of one clock hour; ``entered`` is the door counter's, None without one."""

    asked: int = 0
    agreed: int = 0
    told: int = 0
    declined: int = 0
    walked_away: int = 0
    entered: int | None = None


@dataclass(frozen=True, slots=True)
class DayFile:
    """One business day of one kiosk.

    ``k`` is the largest that any of its ``batches`` may have been drawn with. They are those that
    closed on this day, its close included, so that a batch is in one file only; its visits may be
    of days before. ``hours`` are the clock hours in which there was anything. ``models`` names what
    estimated the visits of its batches; ``invented`` is True for a demo's.
    """

    kiosk: str
    day: date
    k: int
    minimum_age: int
    invented: bool
    models: tuple[str, ...]
    hours: Mapping[int, HourCounts]
    batches: tuple[Batch, ...]

    @property
    def path(self) -> str:
        """Where it lies below the folder of all such files, with forward slashes."""
        return f"kiosk={self.kiosk}/day={self.day.isoformat()}.jsonl"


def as_lines(day: DayFile) -> bytes:
    """The whole file. The last line says how many went before it: one cut short has none."""
    lines: list[dict[str, Any]] = [
        {
            "askfirst": "day",
            "format": FORMAT,
            "kiosk": day.kiosk,
            "day": day.day.isoformat(),
            "k": day.k,
            "minimum_age": day.minimum_age,
            "invented": day.invented,
            "models": sorted(day.models),
        },
        *({"hour": hour, **_counts(counts)} for hour, counts in sorted(day.hours.items())),
        *(_batch(batch) for batch in day.batches),
    ]
    lines.append({"end": len(lines)})
    return b"".join(_line(line) for line in lines)


def _counts(counts: HourCounts) -> dict[str, int | None]:
    return {
        "asked": counts.asked,
        "agreed": counts.agreed,
        "told": counts.told,
        "declined": counts.declined,
        "walked_away": counts.walked_away,
        "entered": counts.entered,
    }


def _batch(batch: Batch) -> dict[str, Any]:
    """Its cells as they were released, each [gender, ages, visits]; "" is all of them."""
    return {
        "batch": batch.source.value,
        "first": batch.first_day.isoformat(),
        "last": batch.last_day.isoformat(),
        "form": batch.form.value,
        "visits": batch.visits,
        "cells": [[cell.gender, cell.ages, cell.visits] for cell in batch.cells],
    }


def _line(line: Mapping[str, Any]) -> bytes:
    return json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
