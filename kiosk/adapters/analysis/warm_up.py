"""A drawn face, so that every stage can be run once without a photograph of anybody."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.oval import Oval

_SKIN: Final = (205, 165, 140)
_DARK: Final = (60, 40, 30)
_WHITE: Final = (245, 245, 245)
_NOSE: Final = (160, 115, 95)
_LIPS: Final = (170, 80, 80)


def drawn_face(width: int, height: int, oval: Oval) -> NDArray[np.uint8]:
    """An RGB picture of this size with a cartoon face in the oval, which the landmarker finds.

    It finds it too at 0.7 and 1.15 times the size, off centre, and under noise, so other
    processors' rounding leaves room.
    """
    picture = np.full((height, width, 3), 128, dtype=np.uint8)
    unit = oval.half_width * width * 0.85
    middle = (oval.centre_x * width, oval.centre_y * height)

    def at(x: float, y: float) -> tuple[int, int]:
        return round(middle[0] + x * unit), round(middle[1] + y * unit)

    def axes(x: float, y: float) -> tuple[int, int]:
        return max(1, round(x * unit)), max(1, round(y * unit))

    cv2.ellipse(picture, at(0, 0), axes(0.75, 1), 0, 0, 360, _SKIN, -1)
    cv2.ellipse(picture, at(0, -0.45), axes(0.78, 0.62), 0, 180, 360, _DARK, -1)
    for side in (-0.32, 0.32):
        cv2.ellipse(picture, at(side, -0.12), axes(0.16, 0.08), 0, 0, 360, _WHITE, -1)
        cv2.ellipse(picture, at(side, -0.12), axes(0.07, 0.07), 0, 0, 360, _DARK, -1)
        cv2.ellipse(picture, at(side, -0.28), axes(0.2, 0.05), 0, 180, 360, _DARK, -1)
    cv2.ellipse(picture, at(0, 0.22), axes(0.1, 0.1), 0, 0, 180, _NOSE, -1)
    cv2.ellipse(picture, at(0, 0.52), axes(0.26, 0.1), 0, 0, 360, _LIPS, -1)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), unit * 0.02), np.uint8)
