"""Exact discrete Laplace noise: whole numbers from the system's randomness, no floating point.

Source: C. Canonne, G. Kamath, T. Steinke, "The Discrete Gaussian for Differential Privacy" (2020),
algorithms 1 and 2. Floating point would leave gaps in what can be drawn, by which a reader could
tell what was added (I. Mironov, 2012).
"""

import math
import secrets
from collections.abc import Callable
from fractions import Fraction

Below = Callable[[int], int]
"""Draws a whole number from 0 up to, and without, the one it is given; each is equally likely."""


def discrete_laplace(epsilon: Fraction, below: Below = secrets.randbelow) -> int:
    """A whole number x with a probability in proportion to exp(-epsilon·|x|); epsilon is over 0."""
    steps, scale = epsilon.denominator, epsilon.numerator
    while True:
        rest = below(steps)
        if not _bernoulli_exp(Fraction(rest, steps), below):
            continue
        whole = 0
        while _bernoulli_exp(Fraction(1), below):
            whole += 1
        size = (rest + steps * whole) // scale
        is_negative = below(2)
        # Nought would be drawn twice as often as it should be, once by either sign.
        if size or not is_negative:
            return -size if is_negative else size


def micro_variance(epsilon: Fraction) -> int:
    """The variance of that noise in millionths: 2q / (1 - q)² with q = exp(-epsilon).

    A whole number, so that sums of variances are the same in whatever order they are added.
    """
    q = math.exp(-epsilon)
    return round(2_000_000 * q / (1 - q) ** 2)


def _bernoulli_exp(gamma: Fraction, below: Below) -> bool:
    """True with probability exp(-gamma); gamma is 0 to 1."""
    tries = 1
    while below(gamma.denominator * tries) < gamma.numerator:
        tries += 1
    return tries % 2 == 1
