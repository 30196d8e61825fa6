"""Where faces are in a picture, and the few of their points that are used."""

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.analysis.mediapipe_import import BaseOptions, mediapipe, vision
from kiosk.adapters.analysis.models import LANDMARKER

MOST_FACES: Final = 2
"""One more than may be looked at: enough to know that somebody else is there."""

_ANCHORS: Final = (263, 362, 33, 133, 2)
"""Corners of the left eye (outer, inner), of the right eye (outer, inner), base of the nose, as
the subject's left and right: the points that the age and gender models were aligned by."""

_OUTLINE: Final = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
    *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)
"""The mesh's outer ring, clockwise from the middle of the forehead."""

_FOREHEAD, _LEFT_SIDE, _CHIN, _RIGHT_SIDE = (_OUTLINE.index(i) for i in (10, 454, 152, 234))
_USED: Final = _ANCHORS + _OUTLINE


@dataclass(frozen=True, slots=True)
class Face:
    """One face's points in pixels of the picture: ``anchors`` (5, 2), ``outline`` (36, 3).

    The outline's third coordinate is depth at the scale of the other two, smaller is nearer.
    """

    anchors: NDArray[np.float64]
    outline: NDArray[np.float64]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, width, height in pixels, around the outline: no hair, no ears."""
        left, top = self.outline[:, :2].min(axis=0)
        right, bottom = self.outline[:, :2].max(axis=0)
        return float(left), float(top), float(right - left), float(bottom - top)

    @property
    def angles(self) -> tuple[float, float, float]:
        """Yaw, pitch and roll in degrees, from the outline's depth; signs as the mesh has them.

        Rough (the depth is the network's guess), but steady enough to tell a turned head.
        """
        across = self.outline[_LEFT_SIDE] - self.outline[_RIGHT_SIDE]
        down = self.outline[_CHIN] - self.outline[_FOREHEAD]
        yaw = math.atan2(across[2], math.hypot(across[0], across[1]))
        pitch = math.atan2(down[2], math.hypot(down[0], down[1]))
        roll = math.atan2(across[1], across[0])
        return math.degrees(yaw), math.degrees(pitch), math.degrees(roll)

    def moved(self, right: float, down: float) -> "Face":
        """The same face in a larger picture, in which the first one's corner lies there."""
        shift = np.array((right, down, 0.0))
        return Face(self.anchors + shift[:2], self.outline + shift)


class FaceFinder:
    """Google's face landmarker following a film: detector every frame, mesh on what it finds.

    Its bundle holds no network for facial expression and no face embedding.
    """

    def __init__(self, folder: Path) -> None:
        options = vision.FaceLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=os.fspath(folder / LANDMARKER)),
            running_mode=vision.RunningMode.VIDEO,
            num_faces=MOST_FACES,
        )
        self._landmarker = vision.FaceLandmarker.create_from_options(options)
        self._last = 0

    def find(self, rgb: NDArray[np.uint8], milliseconds: int) -> list[Face]:
        """The faces in a contiguous uint8 RGB picture, at most two, in no particular order.

        The landmarker insists on rising time stamps: one that does not rise is nudged on, for a
        camera's clock that stumbles is no reason to lose a visit.
        """
        self._last = max(self._last + 1, milliseconds)
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
        found = self._landmarker.detect_for_video(image, self._last)
        height, width = rgb.shape[:2]
        scale = np.array((width, height, width), dtype=np.float64)
        faces = []
        for mesh in found.face_landmarks:
            points = np.array([(mesh[i].x, mesh[i].y, mesh[i].z) for i in _USED]) * scale
            faces.append(Face(points[: len(_ANCHORS), :2], points[len(_ANCHORS) :]))
        return faces

    def close(self) -> None:
        """Let go of the landmarker now: at the end of a program its own way of going can hang."""
        self._landmarker.close()
