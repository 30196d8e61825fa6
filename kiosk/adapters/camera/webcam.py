"""A real camera, by Video4Linux, from the descriptor that the kiosk has opened after a yes."""

from __future__ import annotations

import base64
import contextlib
import os
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from kiosk.adapters.camera.source import FRAMES_PER_SECOND, SourceSpec
from kiosk.adapters.camera.v4l2 import MJPG, YUYV, CaptureDevice, Format, NoCamera

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH: Final = 640
HEIGHT: Final = 480

_BUFFERS: Final = 2
"""One to read and one to fill: with a single one a camera drops every other frame, and with more
the oldest of them would be shown, not the newest."""

_FRAME_SECONDS: Final = 1.0
_STDIN: Final = 0

# A grey square: decoding it loads what decoding a camera's pictures will need.
_GREY_JPEG: Final = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJ"
    "BwYGCAsICQoKCgoKBggLDAsKDAkKCgr/2wBDAQICAgICAgUDAwUKBwYHCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoK"
    "CgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgr/wAARCAAIAAgDASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAA"
    "AP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/8QAFBEBAAAAAAAAAAAAAAAAAAAA"
    "AP/aAAwDAQACEQMRAD8AAA//2Q=="
)


class Webcam:
    """640 x 480 at 30 a second, as Motion JPEG where there is that, else YUYV."""

    def __init__(self, spec: SourceSpec) -> None:
        self.spec = spec
        self._descriptor: int | None = None
        self._device: CaptureDevice | None = None

    def warm_up(self) -> None:
        decoded(_GREY_JPEG, Format(MJPG, 8, 8, 0))
        decoded(bytes(4), Format(YUYV, 2, 1, 4))
        with contextlib.suppress(NoCamera):
            # No camera, as the kernel will say: all that asking takes is loaded then.
            CaptureDevice(_STDIN, WIDTH, HEIGHT, FRAMES_PER_SECOND, _BUFFERS)

    def open(self, descriptor: int) -> bool:
        self._descriptor = descriptor
        try:
            self._device = CaptureDevice(descriptor, WIDTH, HEIGHT, FRAMES_PER_SECOND, _BUFFERS)
        except NoCamera:
            self.close()
            return False
        return True

    def read(self) -> NDArray[np.uint8] | None:
        if self._device is None:
            return None
        try:
            coded = self._device.read(_FRAME_SECONDS)
        except OSError:
            # Pulled out. It cannot come back through this descriptor.
            self.close()
            return None
        return None if coded is None else decoded(coded, self._device.format)

    def close(self) -> None:
        if self._device is not None:
            self._device.stop()
            self._device = None
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def decoded(coded: bytes, format: Format) -> NDArray[np.uint8] | None:
    """The picture, BGR; None if it is broken, as a camera's first ones may be."""
    flat = np.frombuffer(coded, np.uint8)
    if format.coding != YUYV:
        picture = cv2.imdecode(flat, cv2.IMREAD_COLOR)
        return None if picture is None else np.asarray(picture, np.uint8)
    if flat.size < format.line * format.height:
        return None
    lines = flat[: format.line * format.height].reshape(format.height, format.line)
    pixels = lines[:, : 2 * format.width].reshape(format.height, format.width, 2)
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_YUV2BGR_YUYV), np.uint8)
