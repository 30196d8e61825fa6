"""How far off a predicted age is, by predicted age: the table behind the range that is shown."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.domain.estimate import AgeError

STRETCH = 5
"""Years of predicted age that a stretch has at the least."""

FEWEST = 120
"""People that a stretch has at the least; smaller ones are merged with the next older. With 80 the
table is more ragged and covers others no better."""

LOWER, UPPER = 11, 89
"""Percentiles of true minus predicted age between which the range lies. Shown in whole years, both
ends included, it holds 8 people in 10; from 10 to 90 it would hold one more in 50."""


@dataclass(frozen=True)
class Pair:
    """One person: age as labelled in whole years, age as predicted."""

    true: int
    predicted: float


@dataclass(frozen=True)
class Row:
    """For predicted ages under ``under`` (None: no end) and not in the row before."""

    under: int | None
    take_off: float
    add: float
    n: int


def derive(pairs: Sequence[Pair]) -> list[Row]:
    """The table that these people give, youngest stretch first; years are halves, never negative.

    Negative ones would put the predicted age itself outside its range.
    """
    rows: list[Row] = []
    waiting: list[Pair] = []
    left = sorted(pairs, key=lambda pair: pair.predicted)
    for under in range(STRETCH, 101, STRETCH):
        while left and left[0].predicted < under:
            waiting.append(left.pop(0))
        if len(waiting) >= FEWEST and len(left) >= FEWEST:
            rows.append(_row(waiting, under))
            waiting = []
    rows.append(_row(waiting + left, None))
    return rows


def _row(pairs: Sequence[Pair], under: int | None) -> Row:
    errors = [pair.true - pair.predicted for pair in pairs]
    low, high = np.percentile(errors, (LOWER, UPPER))
    return Row(under, _halves(-low), _halves(high), len(pairs))


def _halves(years: float) -> float:
    return max(0.0, round(float(years) * 2) / 2)


def table(rows: Sequence[Row]) -> AgeError:
    """The rows as the product reads them."""
    ends = [float("inf") if row.under is None else float(row.under) for row in rows]
    return AgeError(
        tuple((end, row.take_off, row.add) for end, row in zip(ends, rows, strict=True))
    )


def covered(pairs: Sequence[Pair], error: AgeError) -> int:
    """How many true ages lie within the range shown for their predicted one."""
    ranges = [error.range_around(pair.predicted) for pair in pairs]
    return sum(low <= pair.true <= high for pair, (low, high) in zip(pairs, ranges, strict=True))


def cross_validated(pairs: Sequence[Pair], repeats: int = 50) -> float:
    """Share covered by tables of people other than those covered.

    People are split into halves at random, each half is covered by the other's table; the mean
    over ``repeats`` splits, the same ones on every run.
    """
    dice = random.Random(14)
    shuffled = list(pairs)
    hits = 0
    for _ in range(repeats):
        dice.shuffle(shuffled)
        middle = len(shuffled) // 2
        one, other = shuffled[:middle], shuffled[middle:]
        hits += covered(one, table(derive(other))) + covered(other, table(derive(one)))
    return hits / (repeats * len(shuffled))
