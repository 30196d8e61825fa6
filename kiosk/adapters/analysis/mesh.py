"""The 478 points of one face, followed from frame to frame."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.analysis.network import LandmarkNetwork
from kiosk.adapters.analysis.region import Region, round_points
from kiosk.adapters.analysis.smoothing import Smoothing

_FRAME_SECONDS: Final = 0.033
"""What is taken to pass from frame to frame, whatever does: so what is found depends on the
pictures alone."""

_LEAST_PRESENCE: Final = 0.0
"""Log-odds: a face is there if that is more likely than not."""


class Mesh:
    """Where the followed face is looked for next, and its last points; nothing else of it."""

    def __init__(self, model: bytes) -> None:
        """``model`` is the landmark network's file; raises ValueError if it is none."""
        self._network = LandmarkNetwork(model)
        self._smoothing = Smoothing(_FRAME_SECONDS)
        self._next: Region | None = None

    @property
    def follows(self) -> bool:
        """True if the frame before had a face, which is looked for in the next one."""
        return self._next is not None

    def begin(self, region: Region) -> None:
        """Follow the face in this region of the next frame."""
        self.forget()
        self._next = region

    def points(self, rgb: NDArray[np.uint8]) -> NDArray[np.float64] | None:
        """The followed face's points in an RGB frame; None if none is followed, or it has gone.

        They are (478, 3): x and y in pixels, and depth at the same scale, smaller is nearer.
        """
        if self._next is None:
            return None
        found, presence = self._network.look_at(self._next.cut(rgb))
        if presence <= _LEAST_PRESENCE:
            self.forget()
            return None
        points = self._next.on_picture(found)
        # From the points as they are: the smoothed ones lag behind.
        self._next = round_points(points)
        return self._smoothing.smooth(points)

    def forget(self) -> None:
        """Follow nobody."""
        self._next = None
        self._smoothing.forget()
