"""When the batches of thousands of kiosks close, as each kiosk would close its own."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.fleet.simulated.answers import AGES, GENDERS, PLACES
from kiosk.fleet.simulated.releasing import exact_genders

Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]
Rates = NDArray[np.float64]

WINDOW: Final = 3
"""Days after its oldest visit's on which a batch is closed, however small: 72 hours."""

_STEP: Final = 4
_LARGEST: Final = 64
_RAREST: Final = 2


@dataclass(frozen=True)
class Closed:
    """Batches of one source in the order they closed; each array has a row for each of them.

    ``file_day``, ``first_day`` and ``last_day`` count days from 1970 on. ``answers`` are visits by
    place (``answers.PLACES``).
    """

    kiosk: Numbers
    file_day: Numbers
    first_day: Numbers
    last_day: Numbers
    answers: Numbers

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
    """The visits of one source that are in no batch yet, of all kiosks."""

    def __init__(self, k: Numbers) -> None:
        self._k = k
        self._size = _STEP * k
        self._answers = np.zeros((len(k), PLACES), np.int64)
        self._first_day = np.zeros(len(k), np.int64)
        self._last_day = np.zeros(len(k), np.int64)

    @property
    def visits(self) -> Numbers:
        """Of each kiosk."""
        return self._answers.sum(axis=1)

    def pass_day(
        self, day: int, visits: Numbers, shares: Rates, runs: Truths, dice: np.random.Generator
    ) -> tuple[Closed, Numbers]:
        """Let so many visits come to each kiosk, each answering by its row of ``shares``.

        Returns the batches that closed, and all answers of the day by kiosk. A kiosk that does not
        run has no visits, and closes nothing.
        """
        closed: list[Closed] = []
        came = np.zeros_like(self._answers)
        left = visits.copy()
        while True:
            wanted = self._size - self.visits
            full = np.flatnonzero(left >= wanted)
            if not len(full):
                break
            self._take(day, full, wanted[full], shares, came, dice)
            left[full] -= wanted[full]
            closed.append(self._close(day, full))
        some = np.flatnonzero(left)
        self._take(day, some, left[some], shares, came, dice)
        waiting = self.visits
        enough = 2 * waiting >= self._size
        due = self._first_day <= day - WINDOW
        closing = np.flatnonzero(runs & (waiting > 0) & (enough | due))
        closed.append(self._close(day, closing))
        return Closed.joined(closed), came

    def _take(
        self,
        day: int,
        kiosks: Numbers,
        visits: Numbers,
        shares: Rates,
        came: Numbers,
        dice: np.random.Generator,
    ) -> None:
        first = kiosks[self.visits[kiosks] == 0]
        self._first_day[first] = day
        self._last_day[kiosks] = day
        answers = dice.multinomial(visits, shares[kiosks])
        self._answers[kiosks] += answers
        came[kiosks] += answers

    def _close(self, day: int, kiosks: Numbers) -> Closed:
        answers = self._answers[kiosks]
        found = Closed(
            kiosks,
            np.full(len(kiosks), day, np.int64),
            self._first_day[kiosks],
            self._last_day[kiosks],
            answers,
        )
        self._size[kiosks] = sizes_after(answers, self._k[kiosks])
        self._answers[kiosks] = 0
        return found


def sizes_after(answers: Numbers, k: Numbers) -> Numbers:
    """As ``batches.size_after``: for the rarest gender, or twice as many where that is not seen."""
    rows = answers.reshape(-1, GENDERS, AGES).sum(axis=2)
    visits = rows.sum(axis=1)
    seen = exact_genders(rows, k)
    rarest = np.where(rows > 0, rows, visits[:, None] + 1).min(axis=1)
    steps = np.where(
        seen, _ceil(_RAREST * visits, _STEP * np.maximum(rarest, 1)), _ceil(2 * visits, _STEP * k)
    )
    return k * np.minimum(_STEP * steps, _LARGEST)


def _ceil(of: Numbers, by: Numbers) -> Numbers:
    return -(-of // by)
