"""Whether a frame shows its one face well enough to say anything, and if not, what would help.

The limits were set on 1,118 stills of people of 14 and older by spoiling them step by step
(tests/benchmarks/evaluate.py reports whom the gate turns away); they keep the age's mean error
within about a year of what the untouched stills give.
"""

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.adapters.analysis.landmarks import Face
from kiosk.adapters.analysis.oval import Oval, holds_all
from kiosk.domain.states import Hint

SMALLEST_FACE: Final = 64
"""Pixels across the outline. At 54 the age's mean error grows by 0.4 years, at 41 by 0.9."""

_SMALLEST_PART: Final = 0.30
_LARGEST_PART: Final = 0.95
"""Of the oval's width (and, for the largest, height): a passer-by is smaller, and of a larger
face a part is blanked away."""

_MOST_OUTSIDE: Final = 0.12
"""Part of the outline that may lie outside the oval."""

_LARGEST_YAW: Final = 25.0
_PITCH: Final = (-12.0, 35.0)
_LARGEST_ROLL: Final = 30.0
"""Degrees as the mesh has them; a level face has a pitch of about 8. Tilted back beyond the
limit, the mean error of the age is 12 years."""

_DARKEST: Final = 40.0
_BRIGHTEST: Final = 230.0
_MOST_CLIPPED: Final = 0.35
"""Mean luma, and the part of pixels that are white. The darkest is under every face of the
stills, of any skin (the least was 43): lighting is turned away, nobody's skin is."""

_CLIPPED: Final = 250
_LEAST_SHARP: Final = 0.020
"""Detail across or down, whichever is less, in the middle of a chip of 64 pixels: the variance of
the second derivative over that of luma. Under it lie fewer than 1 % of the stills, half of those
out of focus by 3 pixels and nearly all by 5, and of those smeared by a movement of 13 pixels two
in three: they still have all their detail the other way."""

_SECOND: Final = np.array([[1, -2, 1]], np.float32)

_FULL_WIDTH: Final = 120.0
_FULL_SHARP: Final = 0.07
"""From these on more pixels and more detail make a frame no better."""

_LEAST_MOUTH: Final = 0.25
_LEAST_EYE: Final = 0.30
_DARKEST_EYES: Final = 0.48
"""Detail of the mouth and of each eye as part of the face's, and the light of the eyes as part of
the cheeks'. Under one of the limits lies about one still in a hundred; how many do with a plain
mask, a hand or dark glasses drawn on them, or one half hidden, the model card says."""

_SIDE: Final = 64
_MOUTH: Final = (slice(41, 55), slice(20, 44))
_ONE_EYE: Final = (slice(14, 25), slice(12, 28))
_OTHER_EYE: Final = (slice(14, 25), slice(36, 52))
_EYES: Final = (slice(14, 25), slice(12, 52))
_CHEEKS: Final = (slice(28, 40), slice(12, 52))
_MIDDLE: Final = (slice(14, 54), slice(12, 52))
"""Rows and columns of the chip from brows to chin: no hair, no background."""

_DARK_PICTURE: Final = 30.0
"""Mean luma of the oval under which a missing face is put down to the light."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``hint`` is GOOD exactly if the frame counts; ``quality`` is then over 0 and at most 1."""

    hint: Hint
    quality: float


def judge_place(face: Face, oval: Oval, width: int, height: int) -> Hint:
    """What size, place and pose say, in a picture of this size; needs no pixel."""
    _, _, wide, tall = face.box
    part = wide / (2 * oval.half_width * width)
    if max(part, tall / (2 * oval.half_height * height)) > _LARGEST_PART:
        return Hint.STEP_BACK
    if part < _SMALLEST_PART or wide < SMALLEST_FACE:
        return Hint.COME_CLOSER
    inside = holds_all(oval, face.outline[:, 0] / width, face.outline[:, 1] / height)
    if np.count_nonzero(~inside) > _MOST_OUTSIDE * inside.size:
        return Hint.CENTRE_FACE
    yaw, pitch, roll = face.angles
    if abs(yaw) > _LARGEST_YAW or not _PITCH[0] <= pitch <= _PITCH[1] or abs(roll) > _LARGEST_ROLL:
        return Hint.FACE_THE_SCREEN
    return Hint.GOOD


def judge_chip(chip: NDArray[np.uint8], face: Face) -> Verdict:
    """What light and sharpness say of an upright (n, n, 3) RGB chip with dlib's padding of 0.2."""
    small = cv2.resize(chip, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    middle = grey[_MIDDLE]
    luma = float(middle.mean())
    if luma < _DARKEST:
        return Verdict(Hint.TOO_DARK, 0.0)
    if luma > _BRIGHTEST or float((middle >= _CLIPPED).mean()) > _MOST_CLIPPED:
        return Verdict(Hint.TOO_BRIGHT, 0.0)
    sharpness = _detail(grey) / max(_variance(middle), 1.0)
    if sharpness < _LEAST_SHARP:
        return Verdict(Hint.HOLD_STILL, 0.0)
    if _is_covered(grey):
        return Verdict(Hint.UNCOVER_FACE, 0.0)
    yaw, _, _ = face.angles
    size = min(1.0, face.box[2] / _FULL_WIDTH)
    clear = min(1.0, sharpness / _FULL_SHARP)
    return Verdict(Hint.GOOD, size * clear * float(np.cos(np.radians(yaw))))


def _detail(grey: NDArray[np.uint8]) -> float:
    """Of the middle, in the direction that has less of it: a movement smears one alone."""
    across = np.asarray(cv2.filter2D(grey, cv2.CV_32F, _SECOND))
    down = np.asarray(cv2.filter2D(grey, cv2.CV_32F, _SECOND.T))
    return min(_variance(across[_MIDDLE]), _variance(down[_MIDDLE]))


def _variance(part: NDArray[Any]) -> float:
    # A quarter of the time that numpy takes for so few pixels.
    _, spread = cv2.meanStdDev(part)
    return float(spread[0, 0]) ** 2


def _is_covered(grey: NDArray[np.uint8]) -> bool:
    """True if a part of the face that always has detail has next to none, or the eyes no light."""
    edges = np.asarray(cv2.Laplacian(grey, cv2.CV_32F))
    detail = _variance(edges[_MIDDLE])
    if _variance(edges[_MOUTH]) < _LEAST_MOUTH * detail:
        return True
    if min(_variance(edges[eye]) for eye in (_ONE_EYE, _OTHER_EYE)) < _LEAST_EYE * detail:
        return True
    return float(grey[_EYES].mean()) < _DARKEST_EYES * float(grey[_CHEEKS].mean())


def judge_emptiness(rgb: NDArray[np.uint8], mask: NDArray[np.uint8]) -> Hint:
    """Why there may be no face: the light where the mask is not 0, or that nobody stands there."""
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY))[mask > 0]
    if float(grey.mean()) < _DARK_PICTURE:
        return Hint.TOO_DARK
    clipped = float((grey >= _CLIPPED).mean())
    return Hint.TOO_BRIGHT if clipped > _MOST_CLIPPED else Hint.CENTRE_FACE
