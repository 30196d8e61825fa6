"""Shares of what was released, each with the range that holds the true one 95 times in 100.

Three things may put a share off: chance, for other visitors might have come; the noise that every
released number carries; and the camera, which takes some visitors for what they are not. All
three are in the range. The formulas, their sources and the simulated coverage are in
docs/figures.md.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Final

from kiosk.domain.block_sums import Total
from kiosk.domain.statistics import Z

FEWEST: Final = 10
"""Of fewer than so many no share is named."""

_TIMES_NOISE: Final = 3
"""Nor where their number is less than so many times the noise in it."""

_ONE_SIDED_Z: Final = NormalDist().inv_cdf(0.95)
_COVERAGE: Final = 0.95
_HALVINGS: Final = 20
_DIGITS: Final = 4
_LEAST: Final = 0.5
_POINT: Final = 1e-6

_SAY_SO: Final = (0.0, 0.25, 0.5, 0.75)
"""Which parts of the mistaken are tried, and all of them: of three kinds or more, the least and
the most that a share can be need not be at either end."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share of 0 to 1 and its range; ``of`` is of how many, noise included.

    ``corrected``: the camera's known error was taken out.
    """

    value: float
    low: float
    high: float
    of: int
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """How a camera names visitors of known kinds, and how well that is known.

    ``rates[t][e]`` is how often a visitor of the true kind t is named e; ``inverse`` is the
    inverse of that matrix; ``people`` is of how many people of each true kind it is known.
    """

    rates: tuple[tuple[float, ...], ...]
    inverse: tuple[tuple[float, ...], ...]
    people: tuple[float, ...]


def estimates(
    camera: Sequence[Total], said: Sequence[Total], labels: Labels | None = None
) -> tuple[Estimate, ...]:
    """The share of each kind, in their order; empty where there are too few to name one.

    ``camera`` and ``said`` are visits by kind as the camera named them and as visitors said.
    With ``labels`` the camera's known error is taken out. How many of those who were mistaken
    have said so themselves, and so are among ``said``, nobody knows: the value is midway between
    the least and the most that the share can be if some part of them did, none to all, and the
    range holds the truth whatever part it was (G. Imbens, C. Manski, 2004).
    """
    both = [*camera, *said]
    of = sum(total.number for total in both)
    noise = math.sqrt(sum(total.variance for total in both))
    if of < FEWEST or of < _TIMES_NOISE * noise:
        return ()
    kinds = range(len(camera))
    as_named = _Counted(camera, said, None)
    if labels is None or sum(total.number for total in camera) <= 0:
        return tuple(_rounded(*as_named.share(kind, Z), of, corrected=False) for kind in kinds)
    ways = [*(_Counted(camera, said, _kept(labels, part)) for part in _SAY_SO), as_named]
    return tuple(_between(ways, kind, of) for kind in kinds)


@cache
def _kept(labels: Labels, says_so: float) -> Labels:
    """How the camera named those whom it still counts, if this part of the mistaken said so.

    If all did, every name that is left is right.
    """
    rates: list[tuple[float, ...]] = []
    for true, row in enumerate(labels.rates):
        left = [rate * (1 - says_so * (named != true)) for named, rate in enumerate(row)]
        rates.append(tuple(rate / sum(left) for rate in left))
    # An error that is smaller by so much is known better by as much.
    people = tuple(number / (1 - says_so) for number in labels.people)
    return Labels(tuple(rates), _inverse(rates), people)


def _inverse(matrix: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    """By Gauss and Jordan; no element of the diagonal may become nought."""
    kinds = range(len(matrix))
    rows = [[*row, *(float(place == other) for other in kinds)] for place, row in enumerate(matrix)]
    for place in kinds:
        first = rows[place] = [each / rows[place][place] for each in rows[place]]
        for other in kinds:
            if other != place:
                times = rows[other][place]
                rows[other] = [a - times * b for a, b in zip(rows[other], first, strict=True)]
    return tuple(tuple(row[len(matrix) :]) for row in rows)


_Range = tuple[float, float, float]
"""Value, low and high."""


class _Counted:
    """Visits by kind, with or without the camera's known error taken out."""

    def __init__(
        self, camera: Sequence[Total], said: Sequence[Total], labels: Labels | None
    ) -> None:
        self._labels = labels
        self._kinds = range(len(camera))
        self._camera = [total.number for total in camera]
        self._said = [total.number for total in said]
        self._camera_noise = [total.variance for total in camera]
        self._said_noise = [total.variance for total in said]
        self._by_camera = max(0, sum(self._camera))
        self._by_said = max(0, sum(self._said))
        self._of = sum(self._camera) + sum(self._said)
        true = [
            sum(self._weight(kind, named) * self._camera[named] for named in self._kinds)
            for kind in self._kinds
        ]
        self._true = [here + said for here, said in zip(true, self._said, strict=True)]

    def _weight(self, kind: int, named: int) -> float:
        """How much a visitor who is named so adds to the true number of a kind."""
        return float(kind == named) if self._labels is None else self._labels.inverse[named][kind]

    def _rate(self, true: int, named: int) -> float:
        return float(true == named) if self._labels is None else self._labels.rates[true][named]

    def share(self, kind: int, z: float) -> _Range:
        """All shares p that the numbers do not contradict: (x - p·n)² <= z²·Var(p).

        The variance is what it would be if p were true, as in Wilson's interval (1927), which this
        is where there is no noise and no error. As p is in it squared at most, the ends are the
        solutions of a quadratic equation.
        """
        found, of = self._true[kind], self._of
        constant, linear, square = self._variance(kind)
        a = of * of - z * z * square
        b = 2 * found * of + z * z * linear
        c = found * found - z * z * constant
        value = min(max(found / of, 0.0), 1.0)
        if a <= 0:
            return value, 0.0, 1.0
        root = math.sqrt(max(0.0, b * b - 4 * a * c))
        return (
            value,
            max(0.0, min((b - root) / (2 * a), value)),
            min(1.0, max((b + root) / (2 * a), value)),
        )

    def _variance(self, kind: int) -> tuple[float, float, float]:
        """The variance of x - p·n as constant + linear·p + square·p²."""
        weights = [self._weight(kind, named) for named in self._kinds]
        # How the others are made up is taken from what was found.
        others = [0.0 if each == kind else max(self._true[each], _LEAST) for each in self._kinds]
        parts = [other / sum(others) for other in others]
        squares = [
            sum(self._rate(true, named) * weights[named] ** 2 for named in self._kinds)
            for true in self._kinds
        ]
        of_others = sum(part * each for part, each in zip(parts, squares, strict=True))
        # Chance, among those the camera named and among those who said it.
        constant = self._by_camera * of_others
        linear = self._by_camera * (squares[kind] - of_others) + self._by_said
        square = -float(self._by_camera + self._by_said)
        # Noise.
        for weight, noise in zip(weights, self._camera_noise, strict=True):
            constant, linear, square = (
                constant + weight * weight * noise,
                linear - 2 * weight * noise,
                square + noise,
            )
        constant += self._said_noise[kind]
        linear -= 2 * self._said_noise[kind]
        square += sum(self._said_noise)
        if self._labels is None:
            return constant, linear, square
        # How well the camera's error is known.
        known = [
            (squares[true] - (true == kind)) / (self._labels.people[true] + 1)
            for true in self._kinds
        ]
        rest = sum(part * part * each for part, each in zip(parts, known, strict=True))
        scale = self._by_camera**2
        return (
            constant + scale * rest,
            linear - 2 * scale * rest,
            square + scale * (rest + known[kind]),
        )


def _between(ways: Sequence[_Counted], kind: int, of: int) -> Estimate:
    ends = [way.share(kind, Z) for way in ways]
    values = [value for value, *_ in ends]
    apart = max(values) - min(values)
    widest = max(high - low for _, low, high in ends) / (2 * Z)
    if widest > _POINT:
        z = _z_between(apart / widest)
        ends = [way.share(kind, z) for way in ways]
    low, high = min(low for _, low, _ in ends), max(high for *_, high in ends)
    return _rounded(min(values) + apart / 2, low, high, of, corrected=True)


def _z_between(apart: float) -> float:
    """How many standard errors beyond two ends hold the truth at either 95 times in 100.

    ``apart`` is how far apart the ends are, in standard errors: 1.96 where they are the same,
    1.64 where they are far apart, for then only one side of each can miss.
    """
    normal, low, high = NormalDist(), _ONE_SIDED_Z, Z
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if normal.cdf(middle + apart) - normal.cdf(-middle) < _COVERAGE:
            low = middle
        else:
            high = middle
    return high


def _rounded(value: float, low: float, high: float, of: int, *, corrected: bool) -> Estimate:
    return Estimate(round(value, _DIGITS), round(low, _DIGITS), round(high, _DIGITS), of, corrected)
