"""A video file as a camera: for trying things out, and for tests."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

from kiosk.adapters.camera.pace import Pace
from kiosk.adapters.camera.plug import Plug
from kiosk.adapters.camera.source import FRAMES_PER_SECOND, SourceSpec

if TYPE_CHECKING:
    from numpy.typing import NDArray


class VideoFile:
    """Plays the file at 30 frames a second, and from its start again when it ends.

    OpenCV reads through this object's own file, which is the descriptor that was handed over: a
    path, also one below /proc/self/fd, would have to be opened anew.
    """

    def __init__(self, spec: SourceSpec) -> None:
        self.spec = spec
        self._capture: cv2.VideoCapture | None = None
        self._file: io.BufferedReader | None = None
        self._pace = Pace(FRAMES_PER_SECOND)
        self._plug = Plug()

    def warm_up(self) -> None:
        _player(io.BytesIO(b"no film"))

    def open(self, descriptor: int) -> bool:
        self._plug = Plug(descriptor)
        self._file = os.fdopen(descriptor, "rb")
        self._capture = _player(self._file)
        if self._capture is None:
            self.close()
        return self._capture is not None

    def read(self) -> NDArray[np.uint8] | None:
        self._pace.wait()
        if self._capture is None or not self._plug.is_in():
            return None
        came, frame = self._capture.read()
        if not came:
            self._capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
            came, frame = self._capture.read()
        return np.asarray(frame, np.uint8) if came else None

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None
        if self._file is not None:
            self._file.close()
            self._file = None


def _player(file: io.BufferedIOBase) -> cv2.VideoCapture | None:
    try:
        capture = cv2.VideoCapture(cast("cv2.IStreamReader", file), cv2.CAP_FFMPEG, [])
    except cv2.error:
        return None
    return capture if capture.isOpened() else None
