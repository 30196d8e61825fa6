"""Day files as rows of the lake's three tables, and those rows as Arrow has them.

Needs pyarrow; nothing but the fleet does.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute

from kiosk.application.day_file import DayFile, HourCounts
from kiosk.domain.batch_sums import alike
from kiosk.domain.batches import Batch
from kiosk.fleet.lake import BATCHES, DAYS, HOURS, MOST_CELLS, shape_of
from kiosk.fleet.parts import SCHEMAS

IN_ORDER: Final = (HOURS, BATCHES, DAYS)
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
        number = day.day.toordinal() - _EPOCH
        self.days += 1
        self._rows[DAYS].append(_of_day(day, number, sha256))
        self._rows[HOURS] += (
            (day.kiosk, number, hour, *_counts(each), each.entered)
            for hour, each in sorted(day.hours.items())
        )
        self._rows[BATCHES] += _of_batches(day, number)

    def table(self, name: str) -> pa.Table:
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


def _counts(of: HourCounts) -> tuple[int, ...]:
    return of.asked, of.agreed, of.told, of.declined, of.walked_away


def _of_day(day: DayFile, number: int, sha256: str) -> Row:
    hours = day.hours.values()
    sums = tuple(sum(column) for column in zip(*map(_counts, hours), strict=True))
    with_door = [hour for hour in hours if hour.entered is not None]
    return (
        day.kiosk,
        number,
        *(sums or _counts(HourCounts())),
        sum(hour.entered or 0 for hour in with_door) if with_door else None,
        sum(hour.agreed + hour.told for hour in with_door) if with_door else None,
        day.k,
        day.minimum_age,
        ",".join(sorted({*day.models})),
        day.invented,
        sha256,
    )


def _of_batches(day: DayFile, number: int) -> list[Row]:
    rows: list[Row] = []
    for span, same in groupby(sorted(day.batches, key=_span), key=_span):
        first, last = span
        for each in alike(same, day.k):
            cells = (*each.cells, *(0 for _ in range(MOST_CELLS - len(each.cells))))
            rows.append(
                (
                    day.kiosk,
                    number,
                    first,
                    last,
                    each.source.value,
                    each.form.value,
                    shape_of(each.names),
                    each.k,
                    day.minimum_age,
                    each.sure,
                    each.number,
                    each.visits,
                    *cells,
                )
            )
    return sorted(rows)


def _span(batch: Batch) -> tuple[int, int]:
    return batch.first_day.toordinal() - _EPOCH, batch.last_day.toordinal() - _EPOCH
