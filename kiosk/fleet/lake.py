"""The lake: the day files of all kiosks as three tables of Parquet, a folder a month.

``TABLE/month=YYYY-MM/part.parquet`` below the lake's folder. A row of ``days`` is a file that was
taken; ``hours`` and ``batches`` are what was in it. The month is that of the file's day. Every file
of the lake is written whole, rows in one order, so that the same day files give the same bytes.
"""

from collections.abc import Sequence
from typing import Final

DAYS: Final = "days"
HOURS: Final = "hours"
BATCHES: Final = "batches"

COUNTS: Final = ("asked", "agreed", "told", "declined", "walked_away")

MOST_CELLS: Final = 15
"""A table of three genders by four bands and the unsaid has the most."""

CELLS: Final = tuple(f"cell_{place:02}" for place in range(1, MOST_CELLS + 1))

DAYS_COLUMNS: Final = {
    "kiosk": "string",
    "day": "date32",
    **dict.fromkeys(COUNTS, "int32"),
    # What the door counter saw, and how many said yes in the hours that have its count.
    "entered": "int32?",
    "said_yes_of_entered": "int32?",
    "k": "int16",
    "minimum_age": "int8",
    "models": "string",
    # A demo's or a simulation's: a report with one such day in it says so.
    "invented": "bool",
    "sha256": "string",
}
"""One row a kiosk and day, by kiosk and day. Models are joined by a comma; "?" may be null."""

HOURS_COLUMNS: Final = {
    "kiosk": "string",
    "day": "date32",
    "hour": "int8",
    **dict.fromkeys(COUNTS, "int32"),
    "entered": "int32?",
}
"""One row an hour in which there was anything, by kiosk, day and hour."""

BATCHES_COLUMNS: Final = {
    "kiosk": "string",
    "day": "date32",
    "first_day": "date32",
    "last_day": "date32",
    "source": "string",
    "form": "string",
    # The names of the cells in the order of the columns below, as ``shape_of`` spells them.
    "shape": "string",
    "k": "int16",
    "minimum_age": "int8",
    # Whether that the women of a merged cell are at least so many is sure: batch_sums.
    "sure": "bool",
    "number": "int32",
    "visits": "int32",
    **dict.fromkeys(CELLS, "int32"),
}
"""Batches of a file that are alike in everything but their numbers, added up: ``number`` of them.

By all columns up to ``sure``, in their order. The cells that a shape has none of are 0.
"""


def shape_of(cells: Sequence[tuple[str, str]]) -> str:
    """The names of cells, each (gender, ages), as one text: "woman,14-34;man,14-34"."""
    return ";".join(f"{gender},{ages}" for gender, ages in cells)


def cells_of(shape: str) -> list[tuple[str, str]]:
    """What ``shape_of`` was made of."""
    if not shape:
        return []
    pairs = (cell.partition(",") for cell in shape.split(";"))
    return [(gender, ages) for gender, _, ages in pairs]
