"""What the camera frame is cut down to, and what becomes of the part outside the oval.

The oval itself stands in ``kiosk.domain.oval``, where the screen finds the same one.
Pictures are uint8 arrays of shape (height, width, 3).
"""

from functools import lru_cache
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.oval import OVAL, Oval

__all__ = ["OVAL", "Oval", "blank_outside", "blur_outside", "holds_all", "mask", "portrait_crop"]

Pixels = NDArray[np.uint8]

_GREY: Final = 128
_BLURRED_WIDTH: Final = 24
"""Pixels across that are left of the whole picture outside the oval: a face a third as wide as
the picture becomes eight pixels, and these are blurred once more."""


def portrait_crop(frame_bgr: Pixels, width: int, height: int) -> Pixels:
    """The largest centred part of the frame with the aspect of width to height, mirrored.

    Still BGR, at the frame's own scale, contiguous, and a copy: the frame may be reused.
    """
    tall, wide = frame_bgr.shape[:2]
    cut_width = min(wide, round(tall * width / height))
    cut_height = min(tall, round(wide * height / width))
    left, top = (wide - cut_width) // 2, (tall - cut_height) // 2
    part = frame_bgr[top : top + cut_height, left : left + cut_width]
    return np.asarray(cv2.flip(part, 1), np.uint8)


def holds_all(oval: Oval, x: NDArray[Any], y: NDArray[Any]) -> NDArray[np.bool_]:
    """``Oval.holds`` for many points at once, in fractions of the picture."""
    across = (x - oval.centre_x) / oval.half_width
    down = (y - oval.centre_y) / oval.half_height
    return across**2 + down**2 <= 1


@lru_cache(maxsize=4)
def mask(oval: Oval, width: int, height: int) -> Pixels:
    """255 inside the oval, 0 outside, shape (height, width); kept between frames, read-only.

    A pixel counts as inside if its centre is.
    """
    across = (np.arange(width) + 0.5) / width
    down = (np.arange(height) + 0.5) / height
    inside = holds_all(oval, across[np.newaxis, :], down[:, np.newaxis])
    made = np.where(inside, 255, 0).astype(np.uint8)
    made.flags.writeable = False
    return made


def blank_outside(rgb: Pixels, oval: Oval) -> Pixels:
    """A copy in which every pixel outside the oval is the same grey.

    Done before detection: of bystanders there is nothing left to detect.
    """
    kept = np.full_like(rgb, _GREY)
    cv2.copyTo(rgb, mask(oval, rgb.shape[1], rgb.shape[0]), kept)
    return kept


def blur_outside(rgb: Pixels, oval: Oval) -> Pixels:
    """A copy in which the outside is made from 24 pixels across, so nobody there is told apart.

    The detail is averaged away before the picture leaves the process: no sharpening by whoever
    gets the preview brings it back.
    """
    height, width = rgb.shape[:2]
    small_height = max(1, round(_BLURRED_WIDTH * height / width))
    small = cv2.resize(rgb, (_BLURRED_WIDTH, small_height), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (3, 3), 0)
    blurred = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    cv2.copyTo(rgb, mask(oval, width, height), blurred)
    return np.asarray(blurred, np.uint8)
