"""Day files as rows of the lake's three tables, and those rows as Arrow has them.

Needs pyarrow; nothing but the fleet does.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute

from kiosk.application.day_file import DayFile
from kiosk.application.figures_counted import added_hours
from kiosk.domain.block_sums import add_up
from kiosk.domain.blocks import Block
from kiosk.fleet.lake import BLOCKS, COUNTS, DAYS, HOURS, VARIANCES
from kiosk.fleet.parts import SCHEMAS

IN_ORDER: Final = (HOURS, BLOCKS, DAYS)
"""As they are put in place: a day that is in the last one is whole in the two others."""

# Its functions are made when it is loaded, where no type checker sees them.
pc: Any = pyarrow.compute

_EPOCH: Final = date(1970, 1, 1).toordinal()
_DAYS_A_MONTH: Final = 32

Row = tuple[Any, ...]


class Rows:
    """What was taken, as rows of each table, in the order of kiosk and day if added so."""

    def __init__(self) -> None:
        self.days = 0
        self._rows: dict[str, list[Row]] = {table: [] for table in IN_ORDER}

    def add(self, day: DayFile, sha256: str) -> None:
        """``sha256`` is the file's, as hexadecimal digits."""
        number = _number(day.day)
        self.days += 1
        self._rows[DAYS].append(_of_day(day, number, sha256))
        self._rows[HOURS] += (
            (day.kiosk, number, hour, each.asked, each.said_yes, each.entered)
            for hour, each in sorted(day.hours.items())
        )
        self._rows[BLOCKS] += (_of_block(block, day.kiosk, number) for block in day.blocks)

    def table(self, name: str) -> pa.Table:
        """The rows of one of the lake's tables."""
        schema = SCHEMAS[name]
        columns = [list(column) for column in zip(*self._rows[name], strict=True)]
        arrays = [
            _array(values, field.type)
            for values, field in zip(columns or [[] for _ in schema], schema, strict=True)
        ]
        return pa.Table.from_arrays(arrays, schema=schema)


def in_order(old: pa.Table, new: pa.Table, kiosks: Sequence[str], instead: Rows) -> pa.Table:
    """Both as one, by kiosk and day; of what is in ``instead``, the old rows are left out.

    Within a day the order of the rows stays: a day's rows come from one file.
    """
    if not new.num_rows and not instead.days:
        return old
    names = pa.array(kiosks, pa.string())
    if old.num_rows:
        replaced = pc.unique(_keys(instead.table(DAYS), names))
        old = old.filter(pc.invert(pc.is_in(_keys(old, names), value_set=replaced)))
    both = pa.concat_tables([old, new])
    # A stable sort, as Arrow's is.
    return both.take(pc.sort_indices(_keys(both, names)))


def _keys(table: pa.Table, kiosks: pa.Array) -> pa.ChunkedArray:
    """One number for each row, which sorts as kiosk and day do within one month."""
    places = pc.index_in(table["kiosk"], value_set=kiosks)
    return pc.add(pc.multiply(places, pa.scalar(_DAYS_A_MONTH, pa.int32())), _day(table["day"]))


def _day(days: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.cast(pc.day(days), pa.int32())


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if kind == pa.date32():
        return pa.array(values, pa.int32()).cast(kind)
    return pa.array(values, kind)


def _number(day: date) -> int:
    return day.toordinal() - _EPOCH


def _of_day(day: DayFile, number: int, sha256: str) -> Row:
    with_door = [hour for hour in day.hours.values() if hour.entered is not None]
    return (
        day.kiosk,
        number,
        *(getattr(day.counts, name) for name in COUNTS),
        day.counts.entered,
        added_hours(with_door).said_yes if with_door else None,
        day.minimum_age,
        ",".join(sorted({*day.models})),
        day.invented,
        sha256,
    )


def _of_block(block: Block, kiosk: str, number: int) -> Row:
    variances = add_up([block]).micro_variances
    return (
        kiosk,
        number,
        block.closed_at,
        _number(block.first_day),
        _number(block.last_day),
        block.visits,
        block.epsilon,
        *(variances[table] for table in VARIANCES),
        *block.cells,
    )
