"""The lake's files: where each lies, what its columns are, and how one is written.

A file is written beside its place and then put there, so that a reader finds the old one or the
new one whole. The same rows give the same bytes.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import parquet

from kiosk.fleet.lake import BLOCKS, BLOCKS_COLUMNS, DAYS, DAYS_COLUMNS, HOURS, HOURS_COLUMNS

_MONTH: Final = "month="

ROWS_TOGETHER: Final = 16_384
"""Rows lie by kiosk, and a reader passes over what has none of its kiosks: so few that one store's
year is read without its neighbours', so many that the figures of all are not mostly headings."""

SETTINGS: Final[Mapping[str, Any]] = {
    "version": "2.6",
    "compression": "zstd",
    "compression_level": 3,
    "use_dictionary": True,
    "write_statistics": True,
    # Engines read the file's own types; what Arrow would add for itself is not theirs.
    "store_schema": False,
}
"""Of whoever writes one: the same rows are to give the same bytes."""

_TYPES: Final[Mapping[str, Any]] = {
    "string": pa.string(),
    "date32": pa.date32(),
    "bool": pa.bool_(),
    "int8": pa.int8(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
}


def _schema(columns: Mapping[str, str]) -> Any:
    return pa.schema(
        [
            pa.field(name, _TYPES[kind.rstrip("?")], nullable=kind.endswith("?"))
            for name, kind in columns.items()
        ]
    )


SCHEMAS: Final[Mapping[str, Any]] = {
    DAYS: _schema(DAYS_COLUMNS),
    HOURS: _schema(HOURS_COLUMNS),
    BLOCKS: _schema(BLOCKS_COLUMNS),
}


def part_of(lake: Path, table: str, month: str) -> Path:
    """Where the rows of a month, such as "2026-01", are or would be."""
    return lake / table / f"{_MONTH}{month}" / "part.parquet"


def months_of(lake: Path, table: str) -> list[str]:
    """The months that the lake has of this table, oldest first."""
    found = (lake / table).glob(f"{_MONTH}*/part.parquet")
    return sorted(part.parent.name.removeprefix(_MONTH) for part in found)


def write_part(lake: Path, table: str, month: str, rows: Any) -> None:
    """Put these rows, an Arrow table in its order, in the place of what was there.

    Raises OSError.
    """
    place = part_of(lake, table, month)
    place.parent.mkdir(parents=True, exist_ok=True)
    # No reader takes a name that begins with a dot for a part.
    beside = place.with_name(f".{place.name}.new")
    parquet.write_table(
        rows.cast(SCHEMAS[table]).combine_chunks(),
        beside,
        row_group_size=ROWS_TOGETHER,
        **SETTINGS,
    )
    with beside.open("rb") as written:
        os.fsync(written.fileno())
    beside.replace(place)
