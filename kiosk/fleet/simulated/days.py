"""One invented day after the other, of all kiosks at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.blocks import AT_CLOSE, DEFAULT_TIMES, Source
from kiosk.fleet.simulated.answers import rates
from kiosk.fleet.simulated.chain import BY_CAMERA, HOURS, Chain
from kiosk.fleet.simulated.waiting import Closed, Waiting

Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]
Rates = NDArray[np.float64]

TIMES: Final = (*(f"{each:%H:%M}" for each in DEFAULT_TIMES), AT_CLOSE)
"""When blocks close, in the order of the day."""

_IS_ASKED: Final = 0.34
"""Of those who pass the door counter, so many open the notice."""

_COUNTER_STOPS: Final = 0.01

EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True)
class Day:
    """Everything that one day brought. The arrays are kiosk by open hour, the first being when the
    shop opens. ``wrote`` says which kiosks have a file of it: as a kiosk does, none on a day on
    which it stood still, or nothing happened and no block closed.

    ``said`` has on its last axis agreed, told, declined and walked away. ``entered`` is −1 where
    the door has no count. ``answers`` are kiosk by source and place, without noise.
    """

    day: date
    wrote: Truths
    asked: Numbers
    said: Numbers
    entered: Numbers
    closed: Closed
    answers: Numbers

    @property
    def is_hour(self) -> Truths:
        """The hours in which there was anything."""
        return (self.asked > 0) | (self.entered > 0)


class Days:
    """Draws days in their order; a block may have begun on the days before."""

    def __init__(self, chain: Chain, first: date, seed: int) -> None:
        self.chain = chain
        self._first = first
        self._seed = seed
        self._waiting = Waiting(chain.epsilon)
        self._said = chain.said()
        self._shares = {
            source: named[chain.region] for source, named in shares(chain.classes).items()
        }
        self._counted = counted(chain.classes)[chain.region]
        hours = chain.opens[:, None] + np.arange(HOURS)
        # How many times of the day have passed when an hour begins.
        self._time = np.sum([hours >= each.hour for each in DEFAULT_TIMES], axis=0)

    def run(self, days: int) -> Iterator[Day]:
        """So many days from the first on."""
        for number in range(days):
            yield self._day(self._first + timedelta(days=number), number)

    @property
    def waiting(self) -> Numbers:
        """Of each kiosk, the visits that are in no block yet."""
        return self._waiting.visits

    def _day(self, day: date, number: int) -> Day:
        dice = np.random.default_rng([self._seed, day.toordinal()])
        run = self.chain.runs(number, dice)
        asked = self.chain.asked(day, dice)
        asked[~run] = 0
        said = dice.multinomial(asked, self._said[:, None, :])
        passed_by = dice.poisson(asked * (1 / _IS_ASKED - 1))
        stopped = dice.random(asked.shape) < _COUNTER_STOPS
        entered = np.where(self.chain.has_door[:, None] & ~stopped, asked + passed_by, -1)
        closed: list[Closed] = []
        answers = 0
        for time, at in enumerate(TIMES):
            came = self._answers(said * (self._time == time)[..., None], dice)
            answers = answers + came
            number_of_day = (day - EPOCH).days
            self._waiting.add(number_of_day, came)
            closed.append(
                self._waiting.close(number_of_day, time, run, dice, at_close=at == AT_CLOSE)
            )
        joined = Closed.joined(closed)
        wrote: Truths = np.any((entered > 0) | (asked > 0), axis=1)
        wrote[joined.kiosk] = True
        return Day(day, wrote, asked, said, entered, joined, np.asarray(answers))

    def _answers(self, said: Numbers, dice: np.random.Generator) -> Numbers:
        """Kiosk by source and place: what is counted of those who agreed or told."""
        agreed, told = said[..., 0].sum(axis=1), said[..., 1].sum(axis=1)
        # By camera, corrected, and not counted at all.
        looked = dice.multinomial(agreed, self._counted)
        visits = {Source.CAMERA: looked[:, 0], Source.SAID: looked[:, 1] + told}
        return np.concatenate(
            [dice.multinomial(visits[source], self._shares[source]) for source in Source], axis=1
        )


def counted(classes: Rates) -> Rates:
    """Region by what comes of a yes to the camera: counted by it, corrected, not counted."""
    outcomes = rates()
    by_camera = (classes @ outcomes.camera).sum(axis=1)
    corrected = (classes @ outcomes.corrected).sum(axis=1)
    return np.stack([by_camera, corrected, 1 - by_camera - corrected], axis=1)


def joint(classes: Rates) -> dict[Source, Rates]:
    """Region by class by place: how likely a counted visit of this source is both; adds up to 1.

    Of those who say it themselves so many have corrected the camera as are to be expected.
    """
    outcomes = rates()
    said = BY_CAMERA * outcomes.corrected + (1 - BY_CAMERA) * outcomes.told
    both = {Source.CAMERA: outcomes.camera, Source.SAID: said}
    found = {source: classes[:, :, None] * each for source, each in both.items()}
    return {source: each / each.sum(axis=(1, 2), keepdims=True) for source, each in found.items()}


def shares(classes: Rates) -> dict[Source, Rates]:
    """Region by place: how likely a counted visit of this source answers so."""
    return {source: each.sum(axis=1) for source, each in joint(classes).items()}
