"""How a measure of a soak goes with the visits: a slope with its interval, over several runs."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scipy import stats

BLOCK: Final = 100
"""Visits whose samples are taken together: one sample is much like the one before it."""

WARM_UP: Final = 200
"""Visits of each run that are left out of its slope: until then caches fill, and pages are read."""

Point = tuple[int, int, float]
"""The run, the visit counted over all runs, and the value."""


@dataclass(frozen=True)
class Slope:
    """Per 1,000 visits, with a 95 % interval; ``n`` blocks of 100 visits are behind it."""

    value: float
    low: float
    high: float
    n: int


LATE: Final = 1000
"""What still grows after warming up for years would grow in the last visits of a soak, too."""


def late(points: Sequence[Point]) -> list[Point]:
    """Those of the last thousand visits."""
    return [each for each in points if each[1] > points[-1][1] - LATE]


def blocks(points: Sequence[Point], warm_up: int = WARM_UP) -> list[Point]:
    """The mean of each hundred visits of each run, at their middle, without each run's start."""
    first: dict[int, int] = {}
    found: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for run, visit, value in points:
        since = visit - first.setdefault(run, visit)
        if since >= warm_up:
            found.setdefault((run, since // BLOCK), []).append((visit, value))
    return [
        (
            run,
            round(statistics.fmean(visit for visit, _ in each)),
            statistics.fmean(v for _, v in each),
        )
        for (run, _), each in found.items()
    ]


def slope(points: Sequence[Point], warm_up: int = WARM_UP) -> Slope | None:
    """Least squares over the blocks; each run has a level of its own, all have one slope.

    None where there are too few blocks to tell.
    """
    taken = blocks(points, warm_up)
    runs = {run for run, _, _ in taken}
    free = len(taken) - len(runs) - 1
    if free < 2:
        return None
    across: list[float] = []
    up: list[float] = []
    for run in runs:
        of_run = [(visit / 1000, value) for each, visit, value in taken if each == run]
        middle = statistics.fmean(x for x, _ in of_run)
        level = statistics.fmean(y for _, y in of_run)
        across += [x - middle for x, _ in of_run]
        up += [y - level for _, y in of_run]
    width = sum(x * x for x in across)
    if width == 0:
        return None
    value = sum(x * y for x, y in zip(across, up, strict=True)) / width
    left = sum((y - value * x) ** 2 for x, y in zip(across, up, strict=True))
    error = float(stats.t.ppf(0.975, free)) * (left / free / width) ** 0.5
    return Slope(value, value - error, value + error, len(taken))
