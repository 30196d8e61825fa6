"""When the blocks of thousands of kiosks close, and what is released of each."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import count
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.blocks import CELLS, Source, Table, epsilon_of, is_enough
from kiosk.fleet.simulated.answers import PLACES, cells_of_places

Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]
Rates = NDArray[np.float64]

WINDOW: Final = 3
"""Days after its oldest visit's on which a block is closed, however small: 72 hours."""

_COUNTED_IN: Final = cells_of_places()


@dataclass(frozen=True)
class Closed:
    """Blocks that closed; each array has a row for each of them.

    ``day``, ``first_day`` and ``last_day`` count days from 1970 on; ``time`` is the place of
    ``closed_at`` in ``days.TIMES``. ``cells`` are as they were released, with noise.
    """

    kiosk: Numbers
    day: Numbers
    time: Numbers
    first_day: Numbers
    last_day: Numbers
    visits: Numbers
    cells: Numbers

    @staticmethod
    def joined(parts: Sequence["Closed"]) -> "Closed":
        """One after the other."""
        return Closed(
            *(
                np.concatenate([getattr(part, each.name) for part in parts])
                for each in fields(Closed)
            )
        )


class Waiting:
    """The visits that are in no block yet, of all kiosks; ``epsilon`` is what each has set."""

    def __init__(self, epsilon: Rates) -> None:
        self._epsilon = epsilon
        self._answers = np.zeros((len(epsilon), len(Source) * PLACES), np.int64)
        self._first_day = np.zeros(len(epsilon), np.int64)
        self._last_day = np.zeros(len(epsilon), np.int64)

    @property
    def visits(self) -> Numbers:
        """Of each kiosk."""
        return self._answers.sum(axis=1)

    def add(self, day: int, answers: Numbers) -> None:
        """Visits of this day by kiosk, and by source and place."""
        come = answers.any(axis=1)
        self._first_day[come & (self.visits == 0)] = day
        self._last_day[come] = day
        self._answers += answers

    def close(
        self, day: int, time: int, runs: Truths, dice: np.random.Generator, *, at_close: bool
    ) -> Closed:
        """Close what closes now. A kiosk that does not run closes nothing."""
        visits = self.visits
        closing = runs & (visits >= _enough(at_close=at_close))
        if at_close:
            closing |= runs & (visits > 0) & (self._first_day <= day - WINDOW)
        kiosks = np.flatnonzero(closing)
        found = Closed(
            kiosks,
            np.full(len(kiosks), day, np.int64),
            np.full(len(kiosks), time, np.int64),
            self._first_day[kiosks],
            self._last_day[kiosks],
            visits[kiosks],
            self._answers[kiosks] @ _COUNTED_IN + noise(self._epsilon[kiosks], dice),
        )
        self._answers[kiosks] = 0
        return found


def noise(epsilon: Rates, dice: np.random.Generator) -> Numbers:
    """Noise for every cell of blocks with these epsilons, drawn faster than a kiosk draws it.

    The difference of two geometric numbers has the very distribution that
    ``kiosk.domain.noise.discrete_laplace`` draws from: both are x with a probability in proportion
    to exp(-epsilon·|x|). Here it comes from a seed and by floating point, which is good enough
    for visitors whom there never were, and for no others.
    """
    found = np.empty((len(epsilon), len(CELLS)), np.int64)
    tables = np.array([cell.table.value for cell in CELLS])
    for table in Table:
        columns = np.flatnonzero(tables == table.value)
        chance = -np.expm1(-epsilon * float(epsilon_of(table, 1)))[:, None]
        size = (len(epsilon), len(columns))
        found[:, columns] = dice.geometric(chance, size) - dice.geometric(chance, size)
    return found


def _enough(*, at_close: bool) -> int:
    return next(visits for visits in count() if is_enough(visits, at_close=at_close))
