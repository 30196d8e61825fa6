"""Where a scale ends and which numbers stand on it: round ones, and few."""

from typing import Final

_STEPS: Final = (1, 2, 5)
_MOST_TICKS: Final = 4


def counts(highest: float) -> tuple[float, tuple[float, ...]]:
    """The end of a scale for counts up to this, and its ticks: whole numbers from 0."""
    step = _step(max(highest, 1.0), 1)
    last = -(-max(highest, 1.0) // step) * step
    return last, tuple(step * n for n in range(round(last / step) + 1))


def shares(highest: float) -> tuple[float, tuple[float, ...]]:
    """The same for shares of 0 to 1; the ticks are whole per cents."""
    end, ticks = counts(min(100.0, max(10.0, 100 * highest)))
    end = min(end, 100.0)
    return end / 100, tuple(tick / 100 for tick in ticks if tick <= end)


def _step(highest: float, decade: int) -> int:
    for step in _STEPS:
        if highest <= step * decade * _MOST_TICKS:
            return step * decade
    return _step(highest, decade * 10)
