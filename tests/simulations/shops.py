"""Shops made up by the thousand: who came, what was named, said and released of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.statistics.correction import PublishedCorrection, labels
from kiosk.adapters.statistics.published import Published, published
from kiosk.domain.block_sums import Total
from kiosk.domain.blocks import DEFAULT_EPSILON, Table, ages_from, epsilon_of, is_enough
from kiosk.domain.noise import micro_variance
from kiosk.domain.shares import Labels, estimates
from kiosk.domain.statistics import Z
from tests.benchmarks.confusion import MODEL

Numbers = NDArray[np.int64]

MINIMUM_AGE: Final = 14

OF_THE_DAY: Final = (0.35, 0.3, 0.35)
"""How much of a day's visits come before one, before five and after."""

WINDOW_DAYS: Final = 3

BY_CAMERA: Final = 0.75
"""Of all yeses; the others tell it themselves, and of these a few would rather not."""

NOT_SURE: Final = 0.059
UNSAID: Final = 0.05

_MODELS: Final = Path(__file__).parents[2] / "assets" / "models"


@dataclass(frozen=True)
class Kind:
    """What shares are of: the table they are released in, and the camera as it was published.

    ``cells`` is how many released numbers each kind is the sum of, by source; ``measured`` people
    of each true kind, by what the camera named them; ``unnamed`` is of whom it names nothing.
    """

    table: Table
    cells: tuple[int, ...]
    measured: tuple[tuple[int, ...], ...]
    unnamed: float


@cache
def genders() -> Kind:
    return Kind(Table.SOURCE_GENDER, (1, 1), _published().women_and_men(), NOT_SURE)


@cache
def ages() -> Kind:
    """In the bands that the shipped camera tells apart."""
    groups = PublishedCorrection(_published()).groups(MINIMUM_AGE)
    starts = iter(ages_from(MINIMUM_AGE))
    wide = [[next(starts) for _ in group] for group in groups]
    bands = tuple(type(each[0])(each[0].first, each[-1].last) for each in wide)
    return Kind(Table.SOURCE_AGE, tuple(map(len, groups)), _published().wide(bands), 0.0)


@dataclass(frozen=True)
class Periods:
    """Periods of one shop: in each so many visits, in so many blocks that closed in it."""

    visits: Numbers
    blocks: Numbers

    def there(self) -> "Periods":
        """Those with a block."""
        some = self.blocks > 0
        return Periods(self.visits[some], self.blocks[some])


def periods(dice: np.random.Generator, a_day: int, days: int, number: int) -> Periods:
    """So many periods of so many days each, one after the other, by the kiosk's own rules."""
    closed = list(_closings(dice, a_day, days * number))
    visits = np.array([sum(sizes) for sizes in closed])
    blocks = np.array([len(sizes) for sizes in closed])
    return Periods(*(each.reshape(number, days).sum(axis=1) for each in (visits, blocks)))


def _closings(dice: np.random.Generator, a_day: int, days: int) -> Iterator[list[int]]:
    """The sizes of the blocks that close on each day."""
    waiting, since = 0, 0
    for day in range(days):
        closed: list[int] = []
        for came in dice.poisson([a_day * part for part in OF_THE_DAY]).tolist():
            since = since if waiting else day
            waiting += came
            if is_enough(waiting, at_close=False):
                closed.append(waiting)
                waiting = 0
        due = waiting > 0 and day - since >= WINDOW_DAYS
        if due or is_enough(waiting, at_close=True):
            closed.append(waiting)
            waiting = 0
        yield closed


@dataclass(frozen=True)
class Released:
    """By period and kind, what was released of the camera's visits and of what was said."""

    camera: Numbers
    said: Numbers
    micro_variances: Numbers

    def totals(self, place: int) -> tuple[list[Total], list[Total]]:
        camera, said = (
            [
                Total(number, variance)
                for number, variance in zip(
                    numbers[place].tolist(), self.micro_variances[place].tolist(), strict=True
                )
            ]
            for numbers in (self.camera, self.said)
        )
        return camera, said


def released(
    dice: np.random.Generator, of: Periods, kind: Kind, shares: tuple[float, ...], says_so: float
) -> Released:
    """``shares`` are the true ones; ``says_so`` of the mistaken say so, and are counted as said."""
    kinds = len(shares)
    by_camera = dice.binomial(of.visits, BY_CAMERA)
    named = dice.binomial(by_camera, 1 - kind.unnamed)
    told = dice.binomial(of.visits - by_camera, 1 - UNSAID)
    true = dice.multinomial(named, shares)
    rates = np.array(kind.measured) / np.sum(kind.measured, axis=1, keepdims=True)
    taken = dice.multinomial(true, rates)
    corrected = dice.binomial(taken * ~np.eye(kinds, dtype=bool), says_so)
    cells = np.outer(of.blocks, kind.cells)
    epsilon = epsilon_of(kind.table, DEFAULT_EPSILON)
    return Released(
        (taken - corrected).sum(axis=1) + noise(dice, float(epsilon), cells),
        dice.multinomial(told, shares) + corrected.sum(axis=2) + noise(dice, float(epsilon), cells),
        cells * micro_variance(epsilon),
    )


def noise(dice: np.random.Generator, epsilon: float, cells: Numbers) -> Numbers:
    """The noise of so many cells together: each is one geometric number less another."""
    part = 1 - np.exp(-epsilon)
    up, down = (dice.negative_binomial(np.maximum(cells, 1), part) for _ in range(2))
    return np.where(cells > 0, up - down, 0)


def measured_anew(dice: np.random.Generator, kind: Kind) -> Labels:
    """What is known of the camera, had it been measured on as many other people."""
    people = np.sum(kind.measured, axis=1)
    rates = np.array(kind.measured) / people[:, None]
    return labels(dice.multinomial(people, rates).tolist())


@dataclass(frozen=True)
class Coverage:
    """Of all periods with a block, in which part there is a share; and of these, by kind, how

    often its range holds the true one, half the range's width, and what chance alone would give.
    """

    there: float
    holds: tuple[float, ...]
    half_width: tuple[float, ...]
    by_chance: tuple[float, ...]


def coverage(
    dice: np.random.Generator,
    of: Periods,
    kind: Kind,
    shares: tuple[float, ...],
    says_so: float,
) -> Coverage:
    """By the product's own functions."""
    found = released(dice, of, kind, shares, says_so)
    truth = np.array(shares)
    held: list[NDArray[np.bool_]] = []
    widths: list[NDArray[np.float64]] = []
    chance: list[NDArray[np.float64]] = []
    for place, visits in enumerate(of.visits.tolist()):
        shown = estimates(*found.totals(place), measured_anew(dice, kind))
        if shown:
            low, high = np.array([(each.low, each.high) for each in shown]).T
            held.append((low <= truth) & (truth <= high))
            widths.append((high - low) / 2)
            chance.append(Z * np.sqrt(truth * (1 - truth) / visits))
    return Coverage(
        len(held) / len(of.visits),
        *(tuple(np.mean(each, axis=0).tolist()) for each in (held, widths, chance)),
    )


@cache
def _published() -> Published:
    found = published(_MODELS, MODEL)
    assert found is not None
    return found
