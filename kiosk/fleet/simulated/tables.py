"""Invented days as the rows that compacting their files would give."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kiosk.domain.batches import Batch, Cell
from kiosk.fleet.lake import CELLS, COUNTS, MOST_CELLS, shape_of
from kiosk.fleet.simulated.answers import MINIMUM_AGE
from kiosk.fleet.simulated.chain import Chain
from kiosk.fleet.simulated.days import EPOCH, SOURCES, Day
from kiosk.fleet.simulated.releasing import Releasing, Way
from kiosk.fleet.simulated.waiting import Closed

Numbers = NDArray[np.int64]

MODELS: Final = ("invented",)


class Tables:
    """The rows of a stretch of days of one chain."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._names: Any = pa.array(chain.names, pa.string())
        self._releasing = Releasing(MOST_CELLS)

    def days(self, days: Sequence[Day], print_of: Callable[[int, Day], str]) -> Any:
        """A row for each file; ``print_of`` a kiosk's number and a day is the file's SHA-256."""
        kiosk, at = np.nonzero(np.stack([day.wrote for day in days], axis=1))
        asked = np.stack([day.asked.sum(axis=1) for day in days], axis=1)
        said = np.stack([day.said.sum(axis=1) for day in days], axis=1)
        has_count = np.stack([(day.is_hour & (day.entered >= 0)).any(axis=1) for day in days], 1)
        entered = np.stack([np.maximum(day.entered, 0).sum(axis=1) for day in days], axis=1)
        yes = np.stack(
            [(day.said[..., :2].sum(axis=2) * (day.entered >= 0)).sum(axis=1) for day in days], 1
        )
        none = ~has_count[kiosk, at]
        return pa.table(
            {
                "kiosk": self._names.take(pa.array(kiosk)),
                "day": _dates(_numbers(days)[at]),
                **_counts(asked[kiosk, at], said[kiosk, at]),
                "entered": pa.array(entered[kiosk, at], mask=none),
                "said_yes_of_entered": pa.array(yes[kiosk, at], mask=none),
                "k": self._chain.k[kiosk],
                "minimum_age": np.full(len(kiosk), MINIMUM_AGE),
                "models": pa.repeat(",".join(MODELS), len(kiosk)),
                "invented": np.ones(len(kiosk), np.bool_),
                "sha256": [
                    print_of(number, days[of])
                    for number, of in zip(kiosk.tolist(), at.tolist(), strict=True)
                ],
            }
        )

    def hours(self, days: Sequence[Day]) -> Any:
        """A row for each hour in which there was anything."""
        kiosk, at, hour = np.nonzero(np.stack([day.is_hour for day in days], axis=1))
        asked, said, entered = (
            np.stack([getattr(day, name) for day in days], axis=1)[kiosk, at, hour]
            for name in ("asked", "said", "entered")
        )
        return pa.table(
            {
                "kiosk": self._names.take(pa.array(kiosk)),
                "day": _dates(_numbers(days)[at]),
                "hour": self._chain.opens[kiosk] + hour,
                **_counts(asked, said),
                "entered": pa.array(entered, mask=entered < 0),
            }
        )

    def batches(self, days: Sequence[Day]) -> Any:
        """Rows of batches that are alike, added up."""
        ways: list[Way] = []
        parts: list[tuple[Numbers, ...]] = []
        for source in SOURCES:
            closed = Closed.joined([day.closed[source] for day in days])
            k = self._chain.k[closed.kiosk]
            released = self._releasing.release(closed.answers, source, k)
            parts.append(
                (
                    closed.kiosk,
                    closed.file_day,
                    closed.first_day,
                    closed.last_day,
                    released.way + len(ways),
                    released.sure.astype(np.int64),
                    closed.answers.sum(axis=1),
                    released.cells,
                )
            )
            ways.extend(released.ways)
        kiosk, day, first, last, way, sure, visits, cells = (
            np.concatenate(columns) for columns in zip(*parts, strict=True)
        )
        kinds = sorted({_kind(each) for each in ways})
        kind = np.array([kinds.index(_kind(each)) for each in ways], np.int64)[way]
        start, order = _alike(kiosk, day, first, last, kind, sure)
        one = order[start]
        return pa.table(
            {
                "kiosk": self._names.take(pa.array(kiosk[one])),
                "day": _dates(day[one]),
                "first_day": _dates(first[one]),
                "last_day": _dates(last[one]),
                **{
                    name: pa.array([each[at] for each in kinds], pa.string()).take(
                        pa.array(kind[one])
                    )
                    for at, name in enumerate(("source", "form", "shape"))
                },
                "k": self._chain.k[kiosk[one]],
                "minimum_age": np.full(len(one), MINIMUM_AGE),
                "sure": sure[one].astype(np.bool_),
                "number": np.diff(np.append(start, len(order))),
                "visits": np.add.reduceat(visits[order], start),
                **dict(zip(CELLS, np.add.reduceat(cells[order], start).T, strict=True)),
            }
        )

    def released(self, day: Day) -> dict[int, list[Batch]]:
        """By kiosk, the batches that closed on this day, those of each source in their order."""
        found: defaultdict[int, list[Batch]] = defaultdict(list)
        for source, closed in day.closed.items():
            released = self._releasing.release(closed.answers, source, self._chain.k[closed.kiosk])
            rows = zip(
                closed.kiosk.tolist(),
                closed.first_day.tolist(),
                closed.last_day.tolist(),
                closed.answers.sum(axis=1).tolist(),
                released.way.tolist(),
                released.cells.tolist(),
                strict=True,
            )
            for kiosk, first, last, visits, number, numbers in rows:
                way = released.ways[number]
                # The numbers go on with noughts to the most that any way has.
                cells = zip(way.names, numbers, strict=False)
                found[kiosk].append(
                    Batch(
                        source,
                        EPOCH + timedelta(days=first),
                        EPOCH + timedelta(days=last),
                        way.form,
                        visits,
                        tuple(Cell(gender, ages, number) for (gender, ages), number in cells),
                    )
                )
        return found


def _alike(*columns: Numbers) -> tuple[Numbers, Numbers]:
    """Where each stretch of like rows starts, and the rows in order."""
    order = np.lexsort(columns[::-1])
    is_new = np.zeros(len(order), np.bool_)
    is_new[:1] = True
    for column in columns:
        is_new[1:] |= np.diff(column[order]) != 0
    return np.flatnonzero(is_new), order


def _kind(way: Way) -> tuple[str, str, str]:
    return way.source.value, way.form.value, shape_of(way.names)


def _counts(asked: Numbers, said: Numbers) -> dict[str, Numbers]:
    return dict(zip(COUNTS, (asked, *np.moveaxis(said, -1, 0)), strict=True))


def _numbers(days: Sequence[Day]) -> Numbers:
    return np.array([(day.day - EPOCH).days for day in days], np.int64)


def _dates(numbers: Numbers) -> Any:
    return pa.array(numbers.astype(np.int32), pa.int32()).cast(pa.date32())
