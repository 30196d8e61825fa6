"""Each way in which a frame can be no good gives the hint that would mend it."""

import numpy as np
import pytest

from kiosk.adapters.analysis.landmarks import Face
from kiosk.adapters.analysis.oval import OVAL, mask
from kiosk.adapters.analysis.quality import judge_chip, judge_emptiness, judge_place
from kiosk.domain.states import Hint

WIDTH, HEIGHT = 360, 480


def a_face(
    *,
    x: float = OVAL.centre_x,
    y: float = OVAL.centre_y,
    width: float = 120.0,
    yaw: float = 0.0,
    pitch: float = 8.0,
    roll: float = 0.0,
) -> Face:
    """A round mask of a face with these angles, in degrees, in a picture of 360 by 480."""
    turns = np.arange(36) * 2 * np.pi / 36
    flat = np.stack((np.sin(turns), -1.1 * np.cos(turns)), axis=1) * width / 2
    depth = flat[:, 0] * np.tan(np.radians(yaw)) + flat[:, 1] * np.tan(np.radians(pitch))
    a = np.radians(roll)
    turned = flat @ np.array([(np.cos(a), np.sin(a)), (-np.sin(a), np.cos(a))])
    outline = np.column_stack((turned + np.array((x * WIDTH, y * HEIGHT)), depth))
    return Face(np.zeros((5, 2)), outline)


def a_chip(*, mean: float = 120.0, spread: float = 40.0) -> np.ndarray:
    """Noise of this brightness: as sharp as a chip can be."""
    noise = np.random.default_rng(3).normal(mean, spread, (128, 128, 1))
    return np.repeat(np.clip(noise, 0, 255), 3, axis=2).astype(np.uint8)


def half_white() -> np.ndarray:
    """A face of which the sun has left one side."""
    chip = a_chip()
    chip[:, 60:] = 255
    return chip


@pytest.mark.parametrize(
    ("face", "hint"),
    (
        (a_face(), Hint.GOOD),
        (a_face(width=60), Hint.COME_CLOSER),
        (a_face(width=225), Hint.STEP_BACK),
        (a_face(x=0.3), Hint.CENTRE_FACE),
        (a_face(y=0.2), Hint.CENTRE_FACE),
        (a_face(yaw=30), Hint.FACE_THE_SCREEN),
        (a_face(yaw=-30), Hint.FACE_THE_SCREEN),
        (a_face(pitch=45), Hint.FACE_THE_SCREEN),
        (a_face(pitch=-20), Hint.FACE_THE_SCREEN),
        (a_face(roll=35), Hint.FACE_THE_SCREEN),
        (a_face(yaw=15, pitch=20, roll=10), Hint.GOOD),
    ),
)
def test_place_and_pose(face: Face, hint: Hint) -> None:
    assert judge_place(face, OVAL, WIDTH, HEIGHT) is hint


def test_a_face_of_few_pixels_is_too_small_even_where_it_fills_the_picture() -> None:
    half = Face(np.zeros((5, 2)), a_face(width=110).outline / 2)
    assert judge_place(half, OVAL, WIDTH // 2, HEIGHT // 2) is Hint.COME_CLOSER


def test_angles_are_those_of_the_face() -> None:
    yaw, pitch, roll = a_face(yaw=12, pitch=-7, roll=0).angles
    assert (yaw, pitch, roll) == pytest.approx((12, -7, 0), abs=0.5)


def covered(rows: slice, columns: slice, level: int = 120) -> np.ndarray:
    """A face with something plain in front of a part of it; the chip has 128 pixels a side."""
    chip = a_chip()
    chip[rows, columns] = level
    return chip


def shaded(rows: slice, light: float) -> np.ndarray:
    """A face of which these rows have only this part of the light."""
    chip = a_chip()
    chip[rows] = (chip[rows] * light).astype(np.uint8)
    return chip


@pytest.mark.parametrize(
    ("chip", "hint"),
    (
        (a_chip(), Hint.GOOD),
        (a_chip(mean=20, spread=10), Hint.TOO_DARK),
        (a_chip(mean=245, spread=10), Hint.TOO_BRIGHT),
        (half_white(), Hint.TOO_BRIGHT),
        (np.tile(np.arange(128, dtype=np.uint8)[:, None, None] + 60, (1, 128, 3)), Hint.HOLD_STILL),
        (np.full((128, 128, 3), 120, np.uint8), Hint.HOLD_STILL),
        (covered(slice(80, 114), slice(36, 92)), Hint.UNCOVER_FACE),
        (covered(slice(26, 52), slice(22, 58)), Hint.UNCOVER_FACE),
        (covered(slice(26, 52), slice(70, 106)), Hint.UNCOVER_FACE),
        (shaded(slice(26, 52), 0.4), Hint.UNCOVER_FACE),
        (shaded(slice(26, 52), 0.7), Hint.GOOD),
    ),
)
def test_light_and_sharpness(chip: np.ndarray, hint: Hint) -> None:
    verdict = judge_chip(chip, a_face())
    assert verdict.hint is hint
    assert (verdict.quality > 0) == (hint is Hint.GOOD)


def test_a_small_or_turned_face_weighs_less() -> None:
    best = judge_chip(a_chip(), a_face(width=130)).quality
    assert best == pytest.approx(1.0, abs=0.001)
    assert judge_chip(a_chip(), a_face(width=80)).quality == pytest.approx(80 / 120, abs=0.01)
    assert judge_chip(a_chip(), a_face(width=130, yaw=20)).quality < 0.96


@pytest.mark.parametrize(
    ("level", "hint"),
    ((5, Hint.TOO_DARK), (110, Hint.CENTRE_FACE), (254, Hint.TOO_BRIGHT)),
)
def test_without_a_face_the_light_is_looked_at_in_the_oval_only(level: int, hint: Hint) -> None:
    picture = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    inside = mask(OVAL, WIDTH, HEIGHT)
    picture[inside > 0] = level
    assert judge_emptiness(picture, inside) is hint
