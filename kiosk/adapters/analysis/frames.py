"""What the frames themselves tell about the camera: that it died, without having said so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from kiosk.domain.states import WatchFault

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIRST_FRAME_SECONDS: Final = 3.0
"""Cameras need up to this long from their opening to their first picture."""

LOST_SECONDS: Final = 0.5
BLACK_SECONDS: Final = 1.0
FROZEN_SECONDS: Final = 0.6

_BLACK_MEAN: Final = 4.0
_BLACK_SPREAD: Final = 2.0
_EVERY: Final = 8


class CameraPulse:
    """Judges each frame in turn. Times are monotonic seconds; a sensor never repeats a frame."""

    def __init__(self, opened_at: float) -> None:
        self._lost_at = opened_at + FIRST_FRAME_SECONDS
        self._black_since: float | None = None
        self._frozen_since: float | None = None
        self._previous: NDArray[np.uint8] | None = None

    def fault(self, frame: NDArray[np.uint8] | None, now: float) -> WatchFault | None:
        """What is wrong with the camera by now, or None; call it once for every frame."""
        if frame is None:
            return WatchFault.CAMERA_LOST if now >= self._lost_at else None
        self._lost_at = now + LOST_SECONDS
        if _is_black(frame):
            self._frozen_since = None
            self._black_since = now if self._black_since is None else self._black_since
            return WatchFault.BLACK_FRAMES if now - self._black_since >= BLACK_SECONDS else None
        self._black_since = None
        same = self._previous is not None and np.array_equal(frame, self._previous)
        self._previous = frame
        if not same:
            self._frozen_since = None
            return None
        self._frozen_since = now if self._frozen_since is None else self._frozen_since
        return WatchFault.FROZEN_FRAMES if now - self._frozen_since >= FROZEN_SECONDS else None


def _is_black(frame: NDArray[np.uint8]) -> bool:
    few = frame[::_EVERY, ::_EVERY]
    return float(few.mean()) < _BLACK_MEAN and float(few.std()) < _BLACK_SPREAD
