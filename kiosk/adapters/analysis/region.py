"""The turned square of a picture that the landmark network is shown, as mediapipe chooses it."""

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.analysis.following import Box
from kiosk.adapters.analysis.network import SIDE

Point = tuple[float, float]

_MARGIN: Final = 1.5
"""Side of the square, in long sides of the box that it is laid round: the whole head fits, and in
the next frame still does after some movement."""

_RIGHT_EYE, _LEFT_EYE = 33, 263
"""Outer corners among the 478 points, the subject's right and left."""


@dataclass(frozen=True, slots=True)
class Region:
    """Middle and side in pixels; ``angle`` in radians, clockwise, by which the head is tilted."""

    x: float
    y: float
    side: float
    angle: float

    def cut(self, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The square turned upright, (256, 256, 3); off the picture its edge goes on."""
        upright = cv2.warpAffine(
            rgb,
            self._onto_picture(),
            (SIDE, SIDE),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return np.asarray(upright, np.uint8)

    def on_picture(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points (n, 3) of the cut in pixels of the picture; depth at the picture's scale."""
        matrix = self._onto_picture()
        flat = points[:, :2] @ matrix[:, :2].T + matrix[:, 2]
        return np.column_stack((flat, points[:, 2] * (self.side / SIDE)))

    def _onto_picture(self) -> NDArray[np.float64]:
        """The 2x3 matrix that takes a point of the cut to its place in the picture."""
        along, across = (turn(self.angle) * self.side / SIDE for turn in (math.cos, math.sin))
        half = SIDE / 2
        return np.array(
            [
                (along, -across, self.x - half * (along - across)),
                (across, along, self.y - half * (across + along)),
            ]
        )


def round_box(box: Box, right_eye: Point, left_eye: Point) -> Region:
    """The region of a face that was just found: its box and its eyes, in pixels."""
    left, top, width, height = box
    angle = math.atan2(left_eye[1] - right_eye[1], left_eye[0] - right_eye[0])
    return Region(left + width / 2, top + height / 2, _MARGIN * max(width, height), angle)


def round_points(points: NDArray[np.float64]) -> Region:
    """Where the face with these (478, 3) points is looked for in the next frame, in pixels."""
    left, top = points[:, :2].min(axis=0).tolist()
    right, bottom = points[:, :2].max(axis=0).tolist()
    right_eye, left_eye = (tuple(points[eye, :2].tolist()) for eye in (_RIGHT_EYE, _LEFT_EYE))
    return round_box((left, top, right - left, bottom - top), right_eye, left_eye)
