"""A filter that holds points still while they tremble, and lets them go when they move.

The "one euro" filter (Casiez, Roussel and Vogel, CHI 2012) as mediapipe sets it for the points of
one face in a film: speeds are in sizes of the face a second.
"""

import math
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

_LEAST_CUTOFF: Final = 0.05
"""Hertz, for a point at rest."""

_PER_SPEED: Final = 80.0
"""Hertz more for each size of the face that a point moves in a second."""

_SPEED_CUTOFF: Final = 1.0
"""Hertz, of the speed itself."""

_SMALLEST: Final = 1e-6
"""Pixels: a face under this size has no speed that could be told."""


class Smoothing:
    """The last points, as they came and as they went out, and their speeds."""

    def __init__(self, seconds: float) -> None:
        """``seconds`` pass from one call to the next, whatever really does."""
        self._seconds = seconds
        self._last: _Last | None = None

    def smooth(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """These (n, 3) points in pixels, smoothed by those of the calls before."""
        size = float(np.ptp(points[:, :2], axis=0).mean())
        if size < _SMALLEST:
            return points
        last = self._last
        if last is None:
            self._last = _Last(points, points, np.zeros_like(points))
            return points
        speed = (points - last.came) / (size * self._seconds)
        speed = last.speed + self._weight(_SPEED_CUTOFF) * (speed - last.speed)
        cutoff = _LEAST_CUTOFF + _PER_SPEED * np.abs(speed)
        smoothed = last.went + self._weight(cutoff) * (points - last.went)
        self._last = _Last(points, smoothed, speed)
        return smoothed

    def forget(self) -> None:
        """The next points are somebody else's."""
        self._last = None

    def _weight(self, cutoff: Any) -> Any:
        """Share of a new value in the result, for a cutoff in hertz or an array of them."""
        turned = 2 * math.pi * self._seconds * cutoff
        return turned / (turned + 1)


class _Last(NamedTuple):
    came: NDArray[np.float64]
    went: NDArray[np.float64]
    speed: NDArray[np.float64]
