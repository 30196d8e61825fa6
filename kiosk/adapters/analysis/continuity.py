"""Whether a face's picture goes on from one frame to the next, as one head's does.

Two heads can be exchanged in one place faster than a box can tell. What is compared is a frame
with the one before it, as a motion detector does: twenty by twenty grey pixels, replaced by every
frame and gone with the process. Nothing is kept of a face that could find it again.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.analysis.following import PATIENCE, Step

_LIKE: Final = 0.65
"""Correlation of one frame's glimpse with the next one's. Moving, growing, blurred, half covered
or suddenly lit, one head keeps 0.70 or more; of two people's, 95 in 100 pairs have less."""

_PLAIN: Final = 6.0
"""Spread of luma under which a glimpse is noise, and says nothing."""

_SIDE: Final = 32
_MIDDLE: Final = (slice(7, 27), slice(6, 26))
"""Rows and columns of the chip from brows to chin."""

Glimpse = NDArray[np.float32]


class Continuity:
    """The frame before, and since when the picture has been another one; nothing older."""

    def __init__(self) -> None:
        self._before: Glimpse | None = None
        self._another_since: int | None = None

    def step(self, chip: NDArray[np.uint8], milliseconds: int) -> Step:
        """Whose picture this upright RGB chip is; times are those of the frames, and rise."""
        now = _glimpse(chip)
        if float(now.std()) < _PLAIN:
            return Step.SAME
        if self._before is None or likeness(self._before, now) >= _LIKE:
            self._before, self._another_since = now, None
            return Step.SAME
        if self._another_since is None:
            self._another_since = milliseconds
        if milliseconds - self._another_since < PATIENCE:
            return Step.ANOTHER
        self._before, self._another_since = now, None
        return Step.JUMPED

    def forget(self) -> None:
        self._before, self._another_since = None, None


def likeness(one: Glimpse, other: Glimpse) -> float:
    """Correlation of two glimpses of the same size, -1 to 1: blind to how light they are."""
    a, b = one - one.mean(), other - other.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / size if size > 0 else 0.0


def _glimpse(chip: NDArray[np.uint8]) -> Glimpse:
    small = cv2.resize(chip, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.float32)
    return grey[_MIDDLE]
