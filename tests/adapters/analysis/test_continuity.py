"""A face's picture goes on from frame to frame, or is somebody else's."""

import cv2
import numpy as np
import pytest

from kiosk.adapters.analysis.continuity import Continuity, likeness
from kiosk.adapters.analysis.following import PATIENCE, Step
from tests.adapters.analysis.portraits import ASTRONAUT, HOPPER, Head, Portrait, frame
from tests.adapters.camera.films import Picture

FRAME = 33


def chip(of: Portrait, *, light: float = 1.0, turned: float = 0.0) -> Picture:
    """The face upright enough, 128 pixels a side, in this light and turned by some degrees."""
    turn = cv2.getRotationMatrix2D((64, 64), turned, 1)
    picture = frame(Head(0.5, 0.5, 90, of), width=128, height=128)
    turned_picture = cv2.warpAffine(picture, turn, (128, 128), borderMode=cv2.BORDER_REPLICATE)
    return np.clip(turned_picture * light, 0, 255).astype(np.uint8)


ONE, OTHER = chip(ASTRONAUT), chip(HOPPER)


def test_likeness_is_one_for_the_same_in_another_light_and_low_for_another() -> None:
    grey = np.asarray(cv2.cvtColor(ONE, cv2.COLOR_RGB2GRAY), np.float32)
    assert likeness(grey, 0.5 * grey + 20) == pytest.approx(1)
    assert likeness(grey, -grey) == pytest.approx(-1)
    assert likeness(grey, np.ones_like(grey)) == 0


@pytest.mark.parametrize("change", ({}, {"light": 0.5}, {"turned": 8.0}))
def test_one_head_in_another_light_or_a_little_turned_goes_on(change: dict[str, float]) -> None:
    continuity = Continuity()
    continuity.step(ONE, 0)
    assert continuity.step(chip(ASTRONAUT, **change), FRAME) is Step.SAME


def test_another_head_is_a_jump_once_it_has_stayed() -> None:
    continuity = Continuity()
    assert continuity.step(ONE, 0) is Step.SAME
    assert continuity.step(OTHER, FRAME) is Step.ANOTHER
    assert continuity.step(OTHER, FRAME + PATIENCE - 1) is Step.ANOTHER
    assert continuity.step(OTHER, FRAME + PATIENCE) is Step.JUMPED
    assert continuity.step(OTHER, 2 * FRAME + PATIENCE) is Step.SAME


def test_something_that_passes_before_the_face_is_no_jump() -> None:
    continuity = Continuity()
    continuity.step(ONE, 0)
    assert continuity.step(OTHER, FRAME) is Step.ANOTHER
    assert continuity.step(ONE, 2 * FRAME) is Step.SAME
    # The patience begins anew.
    assert continuity.step(OTHER, FRAME + PATIENCE) is Step.ANOTHER


def test_a_plain_picture_says_nothing() -> None:
    continuity = Continuity()
    continuity.step(ONE, 0)
    plain = np.full_like(ONE, 90)
    assert continuity.step(plain, FRAME) is Step.SAME
    assert continuity.step(ONE, 2 * FRAME) is Step.SAME
    assert continuity.step(OTHER, 3 * FRAME) is Step.ANOTHER


def test_forgotten_is_as_if_nobody_had_been_there() -> None:
    continuity = Continuity()
    continuity.step(ONE, 0)
    continuity.forget()
    assert continuity.step(OTHER, FRAME) is Step.SAME
