"""Frames composed of one public-domain portrait: NASA's, of the astronaut Eileen Collins."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.analysis.oval import OVAL

ASSETS = Path(__file__).parents[3] / "assets"
MODELS = ASSETS / "models"

WIDTH, HEIGHT = 480, 640
"""A portrait crop of a camera 640 pixels high or more."""

_HEAD = (slice(15, 245), slice(125, 325))
_FACE = (100.0, 103.0)
"""Middle of the face in the head's picture, and its width from cheek to cheek, in pixels."""
_FACE_WIDTH = 100.0


@dataclass(frozen=True)
class Head:
    """A head to paste: middle of its face in fractions of the frame, and its width in pixels."""

    x: float = OVAL.centre_x
    y: float = OVAL.centre_y
    face_width: float = 150.0


def astronaut() -> NDArray[np.uint8]:
    """The portrait in RGB, (512, 512, 3)."""
    picture = cv2.imread(str(ASSETS / "demo" / "astronaut.png"))
    assert picture is not None
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)


def frame(*heads: Head, width: int = WIDTH, height: int = HEIGHT) -> NDArray[np.uint8]:
    """An RGB frame of plain wall with these heads in it, the later ones in front."""
    made = np.full((height, width, 3), 110, np.uint8)
    source = astronaut()[_HEAD]
    for head in heads:
        scale = head.face_width / _FACE_WIDTH
        matrix = np.array(
            [
                (scale, 0, head.x * width - _FACE[0] * scale),
                (0, scale, head.y * height - _FACE[1] * scale),
            ]
        )
        flags = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        cv2.warpAffine(
            source, matrix, (width, height), made, flags, borderMode=cv2.BORDER_TRANSPARENT
        )
    return made
