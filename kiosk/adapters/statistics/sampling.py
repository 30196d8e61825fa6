"""Samples of shares: arrays of draws by cases by kinds, whose last axis adds up to 1.

There may be any number of axes of cases, and for one case there is none. What is asked of a
sample in the end is its mean, and the ends between which 95 % of it lie.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Shares = NDArray[np.floating[Any]]

JEFFREYS: Final = 0.5
"""Added to every count before its share is sampled: so that none of 20 is not taken for never."""

_LEAST: Final = 1e-300
_REACH: Final = (0.025, 0.975)


def sampled(counts: Counts, dice: np.random.Generator, draws: int) -> Shares:
    """Shares that such counts may have come from (a Dirichlet; for two kinds, a Beta)."""
    return dirichlet(np.broadcast_to(counts, (draws, *counts.shape)) + JEFFREYS, dice)


def dirichlet(parameters: Shares, dice: np.random.Generator) -> Shares:
    """One draw for each row of parameters."""
    drawn = np.maximum(dice.standard_gamma(parameters), _LEAST)
    return drawn / drawn.sum(axis=-1, keepdims=True)


def with_said(camera: Shares, seen: Counts, said: Counts, dice: np.random.Generator) -> Shares:
    """The shares of both sources together: the camera's as sampled, what was said as it was said.

    ``seen`` and ``said`` are the counts. Which of the two a visitor chooses is left to chance,
    too, as it is where both are counted as one.
    """
    draws = camera.shape[0]
    sizes = np.stack([seen.sum(axis=-1), said.sum(axis=-1)], axis=-1)
    weight = sampled(sizes, dice, draws)[..., :1]
    weight = np.where(sizes[..., 1:] == 0, 1.0, weight)
    return weight * camera + (1 - weight) * sampled(said, dice, draws)


def between(one: Shares, other: Shares) -> tuple[Shares, Shares, Shares]:
    """Mean, low and high, by kind, where the truth lies at one of two ends or between them.

    The mean is that of both ends: it is off by half of what lies between them, at most.
    """
    lows, highs = zip(
        np.quantile(one, _REACH, axis=0), np.quantile(other, _REACH, axis=0), strict=True
    )
    return (
        (one.mean(axis=0) + other.mean(axis=0)) / 2,
        np.minimum(*lows),
        np.maximum(*highs),
    )
