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

from kiosk.application.figures import Counts, HourCounts
from kiosk.domain.block_sums import add_up
from kiosk.domain.blocks import CELLS, ROWS_AND_COLUMNS, Block, Cell, Table

FORMAT: Final = 2
"""Rises when a key goes or means something else; a key more does not raise it."""

KIOSK_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
"""What a kiosk may be called among the others of its chain: a part of a path on any system."""


@dataclass(frozen=True, slots=True)
class DayFile:
    """One business day of one kiosk.

    ``counts`` are of the whole day (``counted`` is not told), ``hours`` the clock hours in which
    there was anything. ``blocks`` are those that closed on this day, its close included, so that a
    block is in one file only; its visits may be of days before. ``models`` names what estimated
    the visits of its blocks; ``invented`` is True for a demo's.
    """

    kiosk: str
    day: date
    minimum_age: int
    invented: bool
    models: tuple[str, ...]
    counts: Counts
    hours: Mapping[int, HourCounts]
    blocks: tuple[Block, ...]

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
            "minimum_age": day.minimum_age,
            "invented": day.invented,
            "models": sorted(day.models),
            "asked": day.counts.asked,
            "agreed": day.counts.agreed,
            "told": day.counts.told,
            "declined": day.counts.declined,
            "walked_away": day.counts.walked_away,
            "entered": day.counts.entered,
        },
        *(
            {"hour": hour, "asked": of.asked, "said_yes": of.said_yes, "entered": of.entered}
            for hour, of in sorted(day.hours.items())
        ),
        *(_block(block) for block in day.blocks),
    ]
    lines.append({"end": len(lines)})
    return b"".join(_line(line) for line in lines)


def _block(block: Block) -> dict[str, Any]:
    """Its three tables as they were released, by row and column."""
    cells = dict(zip(CELLS, block.cells, strict=True))
    variances = add_up([block]).micro_variances
    return {
        "block": block.closed_at,
        "first": block.first_day.isoformat(),
        "last": block.last_day.isoformat(),
        "visits": block.visits,
        "epsilon": block.epsilon,
        "noise_variance": {table.value: variances[table] / 1_000_000 for table in Table},
        **{
            table.value: {
                row: {column: cells[Cell(table, row, column)] for column in columns} for row in rows
            }
            for table, (rows, columns) in ROWS_AND_COLUMNS.items()
        },
    }


def _line(line: Mapping[str, Any]) -> bytes:
    return json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
