"""Invented days as the rows that compacting their files would give."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kiosk.domain.blocks import CELLS, Block, epsilon_of
from kiosk.domain.noise import micro_variance
from kiosk.fleet.lake import COUNTS, VARIANCES
from kiosk.fleet.simulated.answers import MINIMUM_AGE
from kiosk.fleet.simulated.chain import Chain
from kiosk.fleet.simulated.days import EPOCH, TIMES, Day
from kiosk.fleet.simulated.waiting import Closed

Numbers = NDArray[np.int64]

MODEL: Final = "invented"


def models_of(has_blocks: bool) -> tuple[str, ...]:
    """What estimated the visits of a day's blocks."""
    return (MODEL,) if has_blocks else ()


class Tables:
    """The rows of a stretch of days of one chain."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._names: Any = pa.array(chain.names, pa.string())
        self._kinds, self._kind = np.unique(chain.epsilon, return_inverse=True)

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
        has_blocks = np.zeros(asked.shape, np.bool_)
        for number, day in enumerate(days):
            has_blocks[day.closed.kiosk, number] = True
        none = ~has_count[kiosk, at]
        return pa.table(
            {
                "kiosk": self._names.take(pa.array(kiosk)),
                "day": _dates(_numbers(days)[at]),
                **dict(
                    zip(
                        COUNTS,
                        (asked[kiosk, at], *np.moveaxis(said[kiosk, at], -1, 0)),
                        strict=True,
                    )
                ),
                "entered": pa.array(entered[kiosk, at], mask=none),
                "said_yes_of_entered": pa.array(yes[kiosk, at], mask=none),
                "minimum_age": np.full(len(kiosk), MINIMUM_AGE),
                "models": pa.array(["", MODEL]).take(
                    pa.array(has_blocks[kiosk, at].astype(np.int64))
                ),
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
                "asked": asked,
                "said_yes": said[:, :2].sum(axis=1),
                "entered": pa.array(entered, mask=entered < 0),
            }
        )

    def blocks(self, days: Sequence[Day]) -> Any:
        """A row for each block that closed."""
        closed = Closed.joined([day.closed for day in days])
        order = np.lexsort((closed.time, closed.day, closed.kiosk))
        kind = self._kind[closed.kiosk[order]]
        variances = {
            name: np.array(
                [micro_variance(epsilon_of(table, epsilon)) for epsilon in self._kinds.tolist()]
            )[kind]
            for table, name in VARIANCES.items()
        }
        return pa.table(
            {
                "kiosk": self._names.take(pa.array(closed.kiosk[order])),
                "day": _dates(closed.day[order]),
                "closed_at": pa.array(TIMES).take(pa.array(closed.time[order])),
                "first_day": _dates(closed.first_day[order]),
                "last_day": _dates(closed.last_day[order]),
                "visits": closed.visits[order],
                "epsilon": self._kinds[kind],
                **variances,
                **{cell.name: closed.cells[order, place] for place, cell in enumerate(CELLS)},
            }
        )

    def released(self, day: Day) -> dict[int, list[Block]]:
        """By kiosk, the blocks that closed on this day, in their order."""
        found: defaultdict[int, list[Block]] = defaultdict(list)
        closed = day.closed
        rows = zip(
            closed.kiosk.tolist(),
            closed.time.tolist(),
            closed.first_day.tolist(),
            closed.last_day.tolist(),
            closed.visits.tolist(),
            closed.cells.tolist(),
            strict=True,
        )
        for kiosk, time, first, last, visits, cells in rows:
            found[kiosk].append(
                Block(
                    EPOCH + timedelta(days=first),
                    EPOCH + timedelta(days=last),
                    day.day,
                    TIMES[time],
                    visits,
                    float(self._chain.epsilon[kiosk]),
                    tuple(cells),
                )
            )
        return found


def _numbers(days: Sequence[Day]) -> Numbers:
    return np.array([(day.day - EPOCH).days for day in days], np.int64)


def _dates(numbers: Numbers) -> Any:
    return pa.array(numbers.astype(np.int32), pa.int32()).cast(pa.date32())
