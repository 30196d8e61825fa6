"""Where faces are in a picture, and the few of their points that are used."""

import math
import zipfile
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.analysis.detector import Detected, Detector
from kiosk.adapters.analysis.following import Box
from kiosk.adapters.analysis.lookout import Lookout
from kiosk.adapters.analysis.mesh import Mesh
from kiosk.adapters.analysis.models import LANDMARKER

_DETECTOR: Final = "face_detector.tflite"
_LANDMARKS: Final = "face_landmarks_detector.tflite"

_ANCHORS: Final = (263, 362, 33, 133, 2)
"""Corners of the left eye (outer, inner), of the right eye (outer, inner), base of the nose, as
the subject's left and right: the points that the age and gender models were aligned by."""

_OUTLINE: Final = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
    *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)
"""The mesh's outer ring, clockwise from the middle of the forehead."""

_FOREHEAD, _LEFT_SIDE, _CHIN, _RIGHT_SIDE = (_OUTLINE.index(i) for i in (10, 454, 152, 234))
_USED: Final = np.array(_ANCHORS + _OUTLINE)


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


@dataclass(frozen=True, slots=True)
class Found:
    """One picture's face with its points, if there is one, and the boxes of any others.

    ``others`` are left, top, width and height in pixels.
    """

    face: Face | None
    others: tuple[Box, ...]


class FaceFinder:
    """One face's points from frame to frame, and beside it the detector for all others.

    Both run at once: mediapipe's detector says where faces are, and the points of the one that is
    followed come from the landmark network. Which frames are searched, ``lookout`` says; one of
    its own has every frame searched, and as long as nobody is followed every frame is. The bundle
    holds no network for facial expression and no face embedding.
    """

    def __init__(self, folder: Path, lookout: Lookout | None = None) -> None:
        self._lookout = lookout or Lookout()
        with zipfile.ZipFile(folder / LANDMARKER) as members:
            detector, landmarks = (members.read(name) for name in (_DETECTOR, _LANDMARKS))
        self._mesh = Mesh(landmarks)
        self._detector = Detector(detector)
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="detector")

    def find(self, rgb: NDArray[np.uint8]) -> Found:
        """The followed face in a contiguous uint8 RGB picture, and whoever else is in it."""
        may_leave_out = self._mesh.follows and self._lookout.may_leave_out()
        search = None if may_leave_out else self._search(rgb)
        if search is not None and not self._mesh.follows:
            for surest in search.result()[:1]:
                self._mesh.begin(surest.region)
        points = self._mesh.points(rgb)
        face = None if points is None else _face(points)
        box = None if face is None else face.box
        if search is None and not self._lookout.stays(box):
            search = self._search(rgb)
        if search is None:
            self._lookout.note(box, None)
            return Found(face, ())
        seen = (each.box for each in search.result())
        others = tuple(each for each in seen if box is None or not _is_within(box, each))
        self._lookout.note(box, len(others))
        return Found(face, others)

    def forget(self) -> None:
        """Whoever comes next is looked for anew."""
        self._mesh.forget()

    def close(self) -> None:
        """Let go of the detector and its thread."""
        self._beside.shutdown()
        self._detector.close()

    def _search(self, rgb: NDArray[np.uint8]) -> Future[list[Detected]]:
        return self._beside.submit(self._detector.faces, rgb)


def _face(points: NDArray[np.float64]) -> Face:
    used = points[_USED]
    return Face(used[: len(_ANCHORS), :2], used[len(_ANCHORS) :])


def _is_within(outline: Box, box: Box) -> bool:
    """True if the detector's box is the face's with this outline: its middle lies within it.

    The two draw their boxes differently, so that their overlap says little.
    """
    left, top, width, height = outline
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    return left <= x <= left + width and top <= y <= top + height
