"""How far apart many releases of two neighbouring days are, whatever anybody looks at in them.

Of every number, and of every difference between a number that the one visit moves and any other,
and of all numbers that it moves together, each outcome is looked at. In one half of the releases
the outcome is sought that tells the days apart best, and in the other half it is held to account:
so that chance finds nothing.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from kiosk.domain.blocks import Counted, Draw
from kiosk.domain.noise import discrete_laplace

Visits = list[tuple[Counted, int]]
Releasing = Callable[[Visits, Draw], tuple[int, ...]]
Numbers = NDArray[np.int64]

_SURE: Final = 0.001
"""How often a bound may be wrong by chance."""


def dice(seed: int) -> Draw:
    """The kiosk's own noise, from dice that fall the same on each run."""
    random = Random(seed)

    def draw(epsilon: Fraction) -> int:
        return discrete_laplace(epsilon, lambda below: int(random.random() * below))

    return draw


def tells(
    releasing: Releasing, one: Visits, other: Visits, moved: Numbers, *, runs: int, seed: int
) -> float:
    """What releases tell of which day it was: a lower bound for the logarithm of the odds.

    It may not be over epsilon. ``moved`` is by how much a visit that makes the one day of the
    other moves each number.
    """
    draw = dice(seed)
    days = [np.array([releasing(day, draw) for _ in range(runs)]) for day in (one, other)]
    # What all numbers that the visit moves say together: of how many of them it is likelier.
    days = [np.column_stack([day, _votes(day, days[1], moved)]) for day in days]
    moved = np.append(moved, 0)
    half = runs // 2
    bounds: list[float] = []
    for likelier, rarer in ((days[0], days[1]), (days[1], days[0])):
        sought = _outcomes(likelier[:half], rarer[:half], moved)
        _, weights, value, at_least = max(sought, key=lambda each: each[0])
        often, seldom = (
            np.count_nonzero(found >= value if at_least else found == value)
            for found in (day[half:] @ weights for day in (likelier, rarer))
        )
        bounds.append(float(_bounds(np.array([often]), np.array([seldom]), runs - half)[0]))
    return max(bounds)


def _votes(day: Numbers, without: Numbers, moved: Numbers) -> Numbers:
    """All moved numbers in one: a digit each, 1 where it is over what it mostly is without."""
    usual = np.rint(np.median(without, axis=0)).astype(np.int64)
    places = np.flatnonzero(moved)
    over = ((day - usual) * np.sign(moved))[:, places] > 0
    return over @ (2 ** np.arange(len(places)))


def _outcomes(
    likelier: Numbers, rarer: Numbers, moved: Numbers
) -> Iterator[tuple[float, Numbers, int, bool]]:
    """Of each number, the outcome that tells most: its bound, the number, and what it is."""
    for weights in _weights(moved):
        one, other = likelier @ weights, rarer @ weights
        least = min(one.min(), other.min())
        width = max(one.max(), other.max()) - least + 1
        just = [np.bincount(found - least, minlength=width) for found in (one, other)]
        at_least = [counts[::-1].cumsum()[::-1] for counts in just]
        for is_at_least, (often, seldom) in ((False, just), (True, at_least)):
            bounds = _bounds(often, seldom, len(one))
            best = int(bounds.argmax())
            yield float(bounds[best]), weights, best + int(least), is_at_least


def _weights(moved: Numbers) -> Iterator[Numbers]:
    unit = np.eye(len(moved), dtype=np.int64)
    yield from unit
    yield from -unit
    for place in np.flatnonzero(moved):
        for number, each in enumerate(unit):
            if number != place:
                yield unit[place] - each
                yield each - unit[place]


def _bounds(often: Numbers, seldom: Numbers, of: int) -> NDArray[np.float64]:
    """At least so large is the logarithm of the odds (C. Clopper, E. Pearson, 1934)."""
    with np.errstate(divide="ignore"):
        low = np.nan_to_num(beta.ppf(_SURE / 2, often, of - often + 1))
        high = np.where(seldom < of, beta.ppf(1 - _SURE / 2, seldom + 1, of - seldom), 1.0)
        return np.log(low / high)
