"""A video file as a camera: for trying things out, and for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from kiosk.adapters.camera.pace import Pace
from kiosk.adapters.camera.plug import Plug
from kiosk.adapters.camera.source import FRAMES_PER_SECOND, SourceSpec

if TYPE_CHECKING:
    from numpy.typing import NDArray


class VideoFile:
    """Plays the file at 30 frames a second, and from its start again when it ends."""

    def __init__(self, spec: SourceSpec) -> None:
        self.spec = spec
        self._capture = cv2.VideoCapture()
        self._pace = Pace(FRAMES_PER_SECOND)
        self._plug = Plug(spec.path)

    def warm_up(self) -> None:
        cv2.videoio_registry.getStreamBackends()

    def open(self) -> bool:
        self._plug = Plug(self.spec.path)
        return self._capture.open(str(self.spec.path), cv2.CAP_FFMPEG)

    def read(self) -> NDArray[np.uint8] | None:
        self._pace.wait()
        if not self._plug.is_in():
            return None
        came, frame = self._capture.read()
        if not came:
            self._capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
            came, frame = self._capture.read()
        return np.asarray(frame, np.uint8) if came else None

    def close(self) -> None:
        self._capture.release()
