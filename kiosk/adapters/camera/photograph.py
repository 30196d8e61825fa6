"""A photograph that behaves like a camera's picture: for the demo, and for tests.

It pans, zooms, tilts, changes with the light and is never twice the same, as a visitor in
front of a sensor is not. Every frame follows from the seed and its number alone.
"""

from __future__ import annotations

import base64
import io
import math
import os
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from kiosk.adapters.camera.pace import Pace
from kiosk.adapters.camera.plug import Plug
from kiosk.adapters.camera.source import FRAMES_PER_SECOND, SourceSpec, View

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH: Final = 640
HEIGHT: Final = 480

_NOISE_SPREAD: Final = 2.5
_NOISE_MARGIN: Final = 64
_GREY: Final = 128

# One grey pixel: decoding it loads what decoding the photograph will need.
_SMALLEST_PNG: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)


class MovingPhotograph:
    """Frames of 640 x 480 at 30 a second, made from the one picture in the file."""

    def __init__(self, spec: SourceSpec, seed: int = 1, pace: Pace | None = None) -> None:
        self.spec = spec
        self._seed = seed
        self._pace = pace or Pace(FRAMES_PER_SECOND)
        self._number = 0
        self._photograph: NDArray[np.uint8] | None = None
        self._file: io.BufferedReader | None = None
        self._plug = Plug()
        self._noise = _noise(seed)

    def warm_up(self) -> None:
        cv2.imdecode(np.frombuffer(_SMALLEST_PNG, np.uint8), cv2.IMREAD_COLOR)
        self._frame(np.zeros((HEIGHT, WIDTH, 3), np.uint8), 0)

    def open(self, descriptor: int) -> bool:
        self._plug = Plug(descriptor)
        self._file = os.fdopen(descriptor, "rb")
        encoded = np.frombuffer(self._file.read(), np.uint8)
        photograph = cv2.imdecode(encoded, cv2.IMREAD_COLOR) if encoded.size else None
        if photograph is None:
            self.close()
            return False
        self._photograph = np.asarray(photograph, np.uint8)
        self._number = 0
        return True

    def read(self) -> NDArray[np.uint8] | None:
        if self._photograph is None:
            return None
        self._pace.wait()
        if not self._plug.is_in():
            return None
        self._number += 1
        return self._frame(self._photograph, self._number)

    def close(self) -> None:
        self._photograph = None
        if self._file is not None:
            self._file.close()
            self._file = None

    def _frame(self, photograph: NDArray[np.uint8], number: int) -> NDArray[np.uint8]:
        placed = cv2.warpAffine(
            photograph,
            self._placing(photograph, number),
            (WIDTH, HEIGHT),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        light = 1 + 0.05 * self._sway(number, 4.1)
        # The noise is the same field, seen from another corner each time.
        down, right = number * 37 % _NOISE_MARGIN, number * 23 % _NOISE_MARGIN
        noise = self._noise[down : down + HEIGHT, right : right + WIDTH]
        noisy = cv2.addWeighted(placed, light, noise, 1.0, -_GREY)
        return np.asarray(noisy, np.uint8)

    def _placing(self, photograph: NDArray[np.uint8], number: int) -> NDArray[np.float64]:
        """The 2 x 3 matrix that takes the photograph's pixels to the frame's."""
        height, width = photograph.shape[:2]
        view = self.spec.view or View(0.5, 0.5, min(1.0, width / height * HEIGHT / WIDTH))
        zoom = HEIGHT / (view.height * height) * (1 + 0.02 * self._sway(number, 5.3))
        matrix = cv2.getRotationMatrix2D(
            (view.x * width, view.y * height), 1.5 * self._sway(number, 6.1), zoom
        )
        matrix[0, 2] += WIDTH / 2 - view.x * width + 5 * self._sway(number, 3.7)
        matrix[1, 2] += HEIGHT / 2 - view.y * height + 4 * self._sway(number, 2.9)
        return np.asarray(matrix, np.float64)

    def _sway(self, number: int, period: float) -> float:
        """From -1 to 1 and back in ``period`` seconds; where it begins is the seed's."""
        return math.sin(2 * math.pi * number / FRAMES_PER_SECOND / period + self._seed)


def _noise(seed: int) -> NDArray[np.uint8]:
    """A field of sensor noise around grey, a little larger than a frame."""
    field = np.empty((HEIGHT + _NOISE_MARGIN, WIDTH + _NOISE_MARGIN, 3), np.uint8)
    cv2.setRNGSeed(seed)
    cv2.randn(field, np.full(3, _GREY, np.float64), np.full(3, _NOISE_SPREAD))
    return field
