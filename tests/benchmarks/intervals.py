"""How far a figure may be off by chance: Wilson's intervals, normal ones, and the bootstrap."""

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Z: Final = 1.96
REPEATS: Final = 2000
_SEED: Final = 14

Figures = dict[str, Any]


def wilson(hits: int, n: int) -> Figures:
    """A share with its 95 % interval after Wilson (1927); all None for nobody."""
    if n == 0:
        return {"share": None, "low": None, "high": None, "n": 0}
    share = hits / n
    middle = share + Z * Z / (2 * n)
    reach = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    low, high = max(0.0, middle - reach) / scale, min(scale, middle + reach) / scale
    return {"share": round(share, 4), "low": round(low, 4), "high": round(high, 4), "n": n}


def mean_and_reach(values: Sequence[float]) -> tuple[float, float]:
    """The mean of two or more values, and half of its normal 95 % interval."""
    sample = np.asarray(values, dtype=float)
    return float(sample.mean()), float(Z * sample.std(ddof=1) / math.sqrt(len(sample)))


def bootstrapped(
    clusters: int, figure: Callable[[NDArray[np.intp]], float], digits: int = 2
) -> Figures:
    """A figure with its 95 % percentile interval when whole clusters (people) are drawn anew.

    ``figure`` is given the numbers of the people drawn, some of them twice. The draws are the
    same ones on every run.
    """
    dice = np.random.default_rng(_SEED)
    drawn = [figure(dice.integers(0, clusters, clusters)) for _ in range(REPEATS)]
    low, high = np.nanpercentile(drawn, (2.5, 97.5))
    return {
        "value": round(figure(np.arange(clusters)), digits),
        "low": round(float(low), digits),
        "high": round(float(high), digits),
    }
