"""The lake: the day files of all kiosks as three tables of Parquet, a folder a month.

``TABLE/month=YYYY-MM/part.parquet`` below the lake's folder. A row of ``days`` is a file that was
taken; ``hours`` and ``blocks`` are what was in it. The month is that of the file's day. Every file
of the lake is written whole, rows in one order, so that the same day files give the same bytes.
What each column says is in docs/fleet.md, which is compared with this.
"""

from typing import Final

from kiosk.domain.blocks import CELLS, Table

DAYS: Final = "days"
HOURS: Final = "hours"
BLOCKS: Final = "blocks"

COUNTS: Final = ("asked", "agreed", "told", "declined", "walked_away")

VARIANCES: Final = {table: f"noise_variance_{table.value}_millionths" for table in Table}
"""The column with the variance of the noise in one cell of each table."""

DAYS_COLUMNS: Final = {
    "kiosk": "string",
    "day": "date32",
    **dict.fromkeys(COUNTS, "int32"),
    # What the door counter saw, and how many said yes in the hours that have its count.
    "entered": "int32?",
    "said_yes_of_entered": "int32?",
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
    "asked": "int32",
    "said_yes": "int32",
    "entered": "int32?",
}
"""One row an hour in which there was anything, by kiosk, day and hour."""

BLOCKS_COLUMNS: Final = {
    "kiosk": "string",
    # The day on which it closed, and whose file it was in.
    "day": "date32",
    "closed_at": "string",
    "first_day": "date32",
    "last_day": "date32",
    "visits": "int32",
    "epsilon": "float64",
    **dict.fromkeys(VARIANCES.values(), "int64"),
    **{cell.name: "int32" for cell in CELLS},
}
"""One row a block, by kiosk and day, those of a day in the order in which its file has them."""
