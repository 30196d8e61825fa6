from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from kiosk.fleet.lake import DAYS, HOURS, HOURS_COLUMNS
from kiosk.fleet.parts import SCHEMAS, months_of, part_of, write_part


def hours(kiosks: int = 1) -> pa.Table:
    rows = [
        {"kiosk": f"k{number}", "day": date(2026, 1, 31), **dict.fromkeys(HOURS_COLUMNS, 1)}
        | {"kiosk": f"k{number:05}", "day": date(2026, 1, 31), "entered": None}
        for number in range(kiosks)
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMAS[HOURS])


def test_what_was_written_is_read_as_it_was(tmp_path: Path) -> None:
    write_part(tmp_path, HOURS, "2026-01", hours(3))
    found = parquet.ParquetFile(part_of(tmp_path, HOURS, "2026-01")).read()
    assert found.equals(hours(3))


def test_the_same_rows_give_the_same_bytes_and_leave_nothing_beside(tmp_path: Path) -> None:
    write_part(tmp_path, HOURS, "2026-01", hours(40_000))
    first = part_of(tmp_path, HOURS, "2026-01").read_bytes()
    write_part(tmp_path, HOURS, "2026-01", hours(40_000).combine_chunks())
    assert part_of(tmp_path, HOURS, "2026-01").read_bytes() == first
    assert [each.name for each in tmp_path.rglob("*") if each.is_file()] == ["part.parquet"]


def test_a_null_where_none_may_be_is_not_written(tmp_path: Path) -> None:
    rows = hours().set_column(3, "asked", pa.array([None], pa.int32()))
    with pytest.raises(ValueError, match="asked"):
        write_part(tmp_path, HOURS, "2026-01", rows)
    assert months_of(tmp_path, HOURS) == []


def test_months_are_of_their_table_and_in_order(tmp_path: Path) -> None:
    for month in ("2026-10", "2026-02", "2025-12"):
        write_part(tmp_path, HOURS, month, hours())
    assert months_of(tmp_path, HOURS) == ["2025-12", "2026-02", "2026-10"]
    assert months_of(tmp_path, DAYS) == []
