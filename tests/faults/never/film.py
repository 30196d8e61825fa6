"""The film that stands in for the camera: what is painted into it, and what the kernel says of it.

Every frame carries a mark twice: a patch of noise, and bars of one colour each. Noise would be
known in a frame that is kept as it is, a bar also in one that was scaled or blurred a little.
"""

import ctypes
import os
import struct
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from tests.adapters.camera import films
from tests.adapters.camera.films import Picture

_IN_CLOSE_WRITE: Final = 0x08
_IN_CLOSE_NOWRITE: Final = 0x10
_IN_OPEN: Final = 0x20
_EVENT: Final = struct.Struct("iIII")

_COLOURS: Final = ((23, 190, 77), (201, 52, 139), (96, 31, 222), (170, 224, 58))
_BLOCK: Final = 32
"""The noise's and each bar's side in pixels: whole blocks of a JPEG, which so stay alone."""

_PATCH: Final = _BLOCK * (1 + len(_COLOURS))
_UNDER_THE_CHIN: Final = 11
"""Blocks from above."""


def write(path: Path, frames: int = 90) -> Path:
    """A film of somebody's face with the mark in every frame."""
    return films.write_film(path, (_marked(frame) for frame in films.astronaut(frames)))


def frames_of(film: Path) -> list[Picture]:
    """The frames as whoever opens the camera gets them, BGR."""
    reading, frames = cv2.VideoCapture(str(film)), list[Picture]()
    while True:
        came, frame = reading.read()
        if not came:
            reading.release()
            return frames
        frames.append(np.asarray(frame, np.uint8))


def patches_in(frame: Picture) -> list[Picture]:
    """Where the mark is: in a corner, and under the chin, which is within the oval."""
    left = (frame.shape[1] - _PATCH) // 2 // _BLOCK * _BLOCK
    chin = _UNDER_THE_CHIN * _BLOCK
    return [frame[:_BLOCK, :_PATCH], frame[chin : chin + _BLOCK, left : left + _PATCH]]


def noise_in(patch: Picture) -> Picture:
    return patch[:, :_BLOCK]


def bars_in(patch: Picture) -> list[Picture]:
    return [patch[:, _BLOCK * n : _BLOCK * (n + 1)] for n in range(1, len(_COLOURS) + 1)]


def _marked(frame: Picture) -> Picture:
    marked = frame.copy()
    for patch in patches_in(marked):
        noise = np.random.default_rng(11).integers(0, 256, (_BLOCK, _BLOCK, 3), np.uint8)
        noise_in(patch)[:] = noise
        for bar, colour in zip(bars_in(patch), _COLOURS, strict=True):
            bar[:] = colour
    return marked


class Openings:
    """How often the film was opened and closed from now on, by whomever (inotify).

    A path that is only looked up (O_PATH) is not opened. It counts on when the film is moved away.
    """

    def __init__(self, film: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._descriptor = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        asked = _IN_OPEN | _IN_CLOSE_WRITE | _IN_CLOSE_NOWRITE
        watch = libc.inotify_add_watch(self._descriptor, os.fsencode(film), asked)
        assert self._descriptor >= 0 and watch >= 0, os.strerror(ctypes.get_errno())
        self._opened = self._closed = 0

    def counted(self) -> tuple[int, int]:
        """Openings and closings so far. An overflow of the kernel's queue is an error."""
        while True:
            try:
                happened = os.read(self._descriptor, 65536)
            except BlockingIOError:
                return self._opened, self._closed
            start = 0
            while start < len(happened):
                watch, mask, _, name_length = _EVENT.unpack_from(happened, start)
                assert watch >= 0, "more happened than could be counted"
                self._opened += bool(mask & _IN_OPEN)
                self._closed += bool(mask & (_IN_CLOSE_WRITE | _IN_CLOSE_NOWRITE))
                start += _EVENT.size + name_length

    def close(self) -> None:
        os.close(self._descriptor)
