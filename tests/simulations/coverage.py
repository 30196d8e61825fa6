"""How often an interval holds the truth: exactly where that can be reckoned, else by simulation."""

import math
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from kiosk.domain.statistics import Z, wilson

Interval = Callable[[int, int], tuple[float, float]]
Numbers = NDArray[np.floating]

SAID: Final = 0.95
"""What every interval here says of itself."""

REACH: Final = (0.025, 0.975)


def wald(count: int, of: int) -> tuple[float, float]:
    """The interval of the schoolbooks: 1.96 standard errors to either side of what was found."""
    found = count / of
    reach = Z * math.sqrt(found * (1 - found) / of)
    return found - reach, found + reach


def exactly(interval: Interval, of: int, counted: float, truth: float) -> float:
    """How likely the interval holds the truth where each of ``of`` visits is counted this often.

    The sum over all counts there can be; ``counted`` and ``truth`` are the same where nothing is
    mistaken.
    """
    likely = binom.pmf(np.arange(of + 1), of, counted)
    holds = [low <= truth <= high for low, high in (interval(x, of) for x in range(of + 1))]
    return float(likely[holds].sum())


def naive(women: float, right: float, of: int) -> float:
    """How likely Wilson's interval holds the share of women where both genders are named so."""
    return exactly(wilson, of, women * right + (1 - women) * (1 - right), women)


def held(low: Numbers, high: Numbers, truth: Numbers | float) -> float:
    """The share of cases, along the first axis, whose interval holds the truth; over all kinds."""
    return float(((low <= truth) & (truth <= high)).mean())


def within_chance(found: float, cases: int, expected: float = SAID) -> float:
    """How far below or above may chance put a coverage simulated so often: 3 standard errors."""
    return abs(found - expected) / (3 * math.sqrt(expected * (1 - expected) / cases))
