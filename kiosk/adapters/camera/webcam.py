"""A real camera, by Video4Linux. Made only in the confined child, opened only after a yes."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from kiosk.adapters.camera.source import SourceSpec

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BUFFERS: Final = 2
"""One to read and one to fill: with a single one a camera drops every other frame."""


class Webcam:
    """640 x 480 at 30 a second, which OpenCV asks every camera for, as MJPG where there is that.

    ``open`` starts no stream, the first ``read`` does. A ``read`` waits at most a second (the
    child's environment sets that for OpenCV).
    """

    def __init__(self, spec: SourceSpec) -> None:
        self.spec = spec
        self._capture = cv2.VideoCapture()

    def warm_up(self) -> None:
        cv2.videoio_registry.getCameraBackends()

    def open(self) -> bool:
        if not _is_character_device(self.spec):
            return False
        if not self._capture.open(str(self.spec.path), cv2.CAP_V4L2):
            return False
        # Each of these takes the stream down and up again, so there are no more of them. A
        # camera that cannot fulfil one goes on as it was.
        self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        # So that the newest frame waits, not one from before the last three.
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, _BUFFERS)
        return True

    def read(self) -> NDArray[np.uint8] | None:
        came, frame = self._capture.read()
        return np.asarray(frame, np.uint8) if came else None

    def close(self) -> None:
        self._capture.release()


def _is_character_device(spec: SourceSpec) -> bool:
    try:
        return stat.S_ISCHR(spec.path.stat().st_mode)
    except OSError:
        return False
