"""Shares of numbers that are exact, such as the opt-in rate, and what those who said no may hide.

The formulas and where they come from are in docs/figures.md. Shares of gender and age, whose
numbers have noise in them, are in ``kiosk.domain.shares``.
"""

import math
import statistics
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 20
"""Of fewer than so many visits no share is named: the counts say all that is known."""

Z: Final = statistics.NormalDist().inv_cdf(0.975)
"""Standard errors to either side of a 95 % interval: 1.96."""


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``of`` with Wilson's 95 % interval; None where ``of`` is under 20.

    Then only the two counts are shown, for a percentage would say more than is known.
    """

    count: int
    of: int
    low: float | None
    high: float | None

    @property
    def value(self) -> float | None:
        """The share, 0 to 1, where there are enough to speak of one."""
        return None if self.low is None else self.count / self.of


def share(count: int, of: int) -> Share:
    """``count`` of ``of``, with its interval from 20 on. Raises ValueError for more than all."""
    if not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is not a share")
    if of < FEWEST:
        return Share(count, of, None, None)
    low, high = wilson(count, of)
    return Share(count, of, low, high)


def wilson(count: int, of: int) -> tuple[float, float]:
    """The shares, of 0 to 1, that ``count`` of ``of`` does not contradict at 95 % (Wilson, 1927).

    ``of`` is 1 or more.
    """
    found = count / of
    middle = found + Z * Z / (2 * of)
    reach = Z * math.sqrt(found * (1 - found) / of + Z * Z / (4 * of * of))
    scale = 1 + Z * Z / of
    # At both ends the formula gives 0 and 1, but for its last digit.
    low = (middle - reach) / scale if count else 0.0
    high = (middle + reach) / scale if count < of else 1.0
    return low, high


def worst_case(found: float, opt_in: Share) -> tuple[float, float] | None:
    """The least and the most that a share can be among everyone, whatever the others may be.

    If r of them said yes and p of these are women, it is r*p if no other is a woman, and
    r*p + 1 - r if all others are (Manski, 1989). None where r is not known well enough to be named.
    """
    if opt_in.value is None:
        return None
    seen = opt_in.value * found
    return seen, seen + 1 - opt_in.value
