"""Frames composed of two public-domain portraits: NASA's of the astronaut Eileen Collins, and the
US Navy's of Grace Hopper (as matplotlib 3.11.2 ships it among its sample data).

Never assert anything of the second one's gender: the network takes it for a man's.
"""

import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.analysis.models import LANDMARKER
from kiosk.adapters.analysis.oval import OVAL

ASSETS = Path(__file__).parents[3] / "assets"
MODELS = ASSETS / "models"

WIDTH, HEIGHT = 480, 640
"""A portrait crop of a camera 640 pixels high or more."""

WALL = 110

_HEAD_WIDTH, _HEAD_HEIGHT = 0.80, 1.10
"""Half of a head with its hair, in widths of its face."""


@dataclass(frozen=True)
class Portrait:
    """A file, the part of it that is the head, and there the middle and width of the face."""

    path: Path
    rows: tuple[int, int]
    columns: tuple[int, int]
    middle: tuple[float, float]
    face_width: float


ASTRONAUT = Portrait(
    ASSETS / "demo" / "astronaut.png", (15, 245), (125, 325), (100.0, 103.0), 100.0
)
HOPPER = Portrait(
    Path(__file__).with_name("grace_hopper.jpg"), (40, 440), (120, 410), (143.0, 193.0), 184.0
)


@dataclass(frozen=True)
class Head:
    """A head to paste: middle of its face in fractions of the frame, and its width in pixels."""

    x: float = OVAL.centre_x
    y: float = OVAL.centre_y
    face_width: float = 150.0
    of: Portrait = ASTRONAUT


def member(name: str) -> bytes:
    """One of the two networks in the bundle."""
    with zipfile.ZipFile(MODELS / LANDMARKER) as members:
        return members.read(name)


def astronaut() -> NDArray[np.uint8]:
    """The first portrait in RGB, (512, 512, 3)."""
    return _whole(ASTRONAUT)


def frame(*heads: Head, width: int = WIDTH, height: int = HEIGHT) -> NDArray[np.uint8]:
    """An RGB frame of plain wall with these heads in it, the later ones in front."""
    made = np.full((height, width, 3), WALL, np.uint8)
    for head in heads:
        portrait = head.of
        source = _whole(portrait)[slice(*portrait.rows), slice(*portrait.columns)]
        scale = head.face_width / portrait.face_width
        matrix = np.array(
            [
                (scale, 0, head.x * width - portrait.middle[0] * scale),
                (0, scale, head.y * height - portrait.middle[1] * scale),
            ]
        )
        flags = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        placed = cv2.warpAffine(source, matrix, (width, height), flags=flags)
        cv2.copyTo(placed, cv2.warpAffine(_outline(portrait), matrix, (width, height)), made)
    return made


@lru_cache
def _outline(portrait: Portrait) -> NDArray[np.uint8]:
    """Where the head itself is in its part of the picture: 255 in an ellipse, no background."""
    part = np.zeros(
        (portrait.rows[1] - portrait.rows[0], portrait.columns[1] - portrait.columns[0])
    )
    middle = (round(portrait.middle[0]), round(portrait.middle[1]))
    half = (round(_HEAD_WIDTH * portrait.face_width), round(_HEAD_HEIGHT * portrait.face_width))
    return np.asarray(
        cv2.ellipse(part.astype(np.uint8), middle, half, 0, 0, 360, 255, -1), np.uint8
    )


@lru_cache
def _whole(portrait: Portrait) -> NDArray[np.uint8]:
    picture = cv2.imread(str(portrait.path))
    assert picture is not None
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)
