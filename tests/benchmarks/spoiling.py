"""Stills made worse in the ways that a shop makes them worse, step by step.

Each way takes one labelled chip to the frame that a camera would have of it. Drawn covers are
plain: real ones have folds and fingers, and are harder to tell.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from kiosk.adapters.analysis.landmarks import Face
from kiosk.adapters.analysis.oval import OVAL
from tests.benchmarks.labelled import GREY, HEIGHT, WIDTH, Picture, framed

_SENSOR_NOISE: Final = 3.0
_SEED: Final = 14

_MASK: Final = (170, 200, 215)
_GLASSES: Final = (25, 25, 28)
_OBJECT: Final = (60, 60, 65)

Spoil = Callable[[Picture, Face], Picture]
"""Takes the chip, RGB, and its face as found in ``framed(chip)``; gives the frame."""


@dataclass(frozen=True)
class Spoiling:
    """One way at one strength; ``way`` and ``strength`` are the words of the card's table."""

    way: str
    strength: str
    spoil: Spoil


def ways() -> Iterator[Spoiling]:
    """All of them, the mildest of each way first."""
    for wide in (110, 95, 80):
        yield Spoiling("far away", f"{wide} px across", _small(wide))
    for wide in (64, 48, 40, 28):
        yield Spoiling("coarse", f"from {wide} px across", _coarse(wide))
    for light in (0.6, 0.4, 0.25, 0.15):
        yield Spoiling("dark", f"{light:.0%} of the light", _lit(light))
    for light in (1.5, 2.0, 2.5, 3.0):
        yield Spoiling("bright", f"{light:.0%} of the light", _lit(light))
    for spread in (1, 2, 3, 5):
        yield Spoiling("out of focus", f"blur of {spread} px", _blurred(spread))
    for length in (7, 13, 21):
        yield Spoiling("moved", f"smear of {length} px", _smeared(length))
    for degrees in (-20, -10, 10, 20):
        yield Spoiling("tilted", f"{degrees:+d}°", _tilted(degrees))
    for quality in (60, 30, 15, 8):
        yield Spoiling("JPEG", f"quality {quality}", _jpeg(quality))
    yield Spoiling("covered", "mouth, by a mask", _masked)
    yield Spoiling("covered", "mouth, by a hand", _hand)
    yield Spoiling("covered", "eyes, by dark glasses", _glasses)
    yield Spoiling("covered", "one half", _half)


def _small(wide: int) -> Spoil:
    def spoil(chip: Picture, face: Face) -> Picture:
        scale = wide / face.box[2]
        side = max(8, round(chip.shape[1] * scale))
        small = cv2.resize(chip, (side, side), interpolation=cv2.INTER_AREA)
        return framed(np.asarray(small, np.uint8))

    return spoil


def _coarse(wide: int) -> Spoil:
    """As large as before, but from a picture in which the face had so few pixels."""

    def spoil(chip: Picture, face: Face) -> Picture:
        side = max(8, round(chip.shape[1] * wide / face.box[2]))
        few = cv2.resize(chip, (side, side), interpolation=cv2.INTER_AREA)
        many = cv2.resize(few, (chip.shape[1], chip.shape[0]), interpolation=cv2.INTER_LINEAR)
        return framed(np.asarray(many, np.uint8))

    return spoil


def _lit(light: float) -> Spoil:
    """Less or more light on the same sensor: its noise stays, and white is the most there is."""

    def spoil(chip: Picture, _face: Face) -> Picture:
        noise = np.random.default_rng(_SEED).normal(0, _SENSOR_NOISE, (HEIGHT, WIDTH, 3))
        return np.clip(framed(chip) * light + noise, 0, 255).astype(np.uint8)

    return spoil


def _blurred(spread: float) -> Spoil:
    def spoil(chip: Picture, _face: Face) -> Picture:
        return np.asarray(cv2.GaussianBlur(framed(chip), (0, 0), spread), np.uint8)

    return spoil


def _smeared(length: int) -> Spoil:
    def spoil(chip: Picture, _face: Face) -> Picture:
        across = np.full((1, length), 1 / length, np.float32)
        return np.asarray(cv2.filter2D(framed(chip), -1, across), np.uint8)

    return spoil


def _tilted(degrees: float) -> Spoil:
    def spoil(chip: Picture, _face: Face) -> Picture:
        middle = (OVAL.centre_x * WIDTH, OVAL.centre_y * HEIGHT)
        turn = cv2.getRotationMatrix2D(middle, degrees, 1)
        grey = (GREY, GREY, GREY)
        turned = cv2.warpAffine(framed(chip), turn, (WIDTH, HEIGHT), borderValue=grey)
        return np.asarray(turned, np.uint8)

    return spoil


def _jpeg(quality: int) -> Spoil:
    def spoil(chip: Picture, _face: Face) -> Picture:
        _, packed = cv2.imencode(".jpg", framed(chip), [cv2.IMWRITE_JPEG_QUALITY, quality])
        return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)

    return spoil


def _masked(chip: Picture, face: Face) -> Picture:
    """From the base of the nose down, as far as the outline goes."""
    frame = framed(chip)
    nose = face.anchors[4]
    down = nose - face.anchors[:4].mean(axis=0)
    outline = face.outline[:, :2]
    lower = outline[(outline - nose) @ down > -0.1 * (down @ down)]
    return _filled(frame, cv2.convexHull(lower.astype(np.int32)), _MASK)


def _hand(chip: Picture, face: Face) -> Picture:
    """Over the mouth, in the colour of the skin beside the nose."""
    frame = framed(chip)
    left, top, wide, tall = face.box
    x, y = (round(float(at)) for at in face.anchors[4] + (0, 0.02 * tall))
    skin = tuple(int(value) for value in frame[y, x])
    middle = (round(left + wide / 2), round(top + 0.78 * tall))
    return _ellipse(frame, middle, (round(0.45 * wide), round(0.2 * tall)), skin)


def _glasses(chip: Picture, face: Face) -> Picture:
    frame = framed(chip)
    wide = float(np.linalg.norm(face.anchors[0] - face.anchors[2]))
    for corners in (face.anchors[0:2], face.anchors[2:4]):
        x, y = corners.mean(axis=0)
        frame = _ellipse(
            frame, (round(x), round(y)), (round(0.24 * wide), round(0.19 * wide)), _GLASSES
        )
    return frame


def _half(chip: Picture, face: Face) -> Picture:
    left, top, wide, tall = face.box
    right = left + 1.2 * wide
    corners = [
        (left + 0.55 * wide, top),
        (right, top),
        (right, top + 1.1 * tall),
        (left + 0.55 * wide, top + 1.1 * tall),
    ]
    return _filled(framed(chip), np.array(corners, np.int32), _OBJECT)


def _filled(frame: Picture, corners: object, colour: tuple[int, ...]) -> Picture:
    return np.asarray(cv2.fillConvexPoly(frame, np.asarray(corners), colour), np.uint8)


def _ellipse(
    frame: Picture, middle: tuple[int, int], half: tuple[int, int], colour: tuple[int, ...]
) -> Picture:
    return np.asarray(cv2.ellipse(frame, middle, half, 0, 0, 360, colour, -1), np.uint8)
