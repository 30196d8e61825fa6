"""A real camera, by Video4Linux. Made only in the confined child, opened only after a yes."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from kiosk.adapters.camera.source import FRAMES_PER_SECOND, SourceSpec

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WIDTH: Final = 640
_HEIGHT: Final = 480


class Webcam:
    """Asks for 640 x 480 MJPG at 30 a second, and takes what the camera gives instead.

    ``read`` waits at most a second (the child's environment sets that for OpenCV).
    """

    def __init__(self, spec: SourceSpec) -> None:
        self.spec = spec
        self._capture = cv2.VideoCapture()

    def warm_up(self) -> None:
        cv2.videoio_registry.getCameraBackends()

    def open(self) -> bool:
        if not _is_character_device(self.spec):
            return False
        wishes = {
            cv2.CAP_PROP_FOURCC: cv2.VideoWriter.fourcc(*"MJPG"),
            cv2.CAP_PROP_FRAME_WIDTH: _WIDTH,
            cv2.CAP_PROP_FRAME_HEIGHT: _HEIGHT,
            cv2.CAP_PROP_FPS: FRAMES_PER_SECOND,
            # The newest frame, not the oldest one still waiting.
            cv2.CAP_PROP_BUFFERSIZE: 1,
        }
        if not self._capture.open(str(self.spec.path), cv2.CAP_V4L2):
            return False
        for wish, value in wishes.items():
            self._capture.set(wish, value)
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
