"""Faces as mediapipe's detector finds them, and where the points of one are then looked for."""

import math
from collections.abc import Iterator
from contextlib import closing

import pytest

from kiosk.adapters.analysis.detector import Detected, Detector
from tests.adapters.analysis.portraits import HEIGHT, HOPPER, WIDTH, Head, frame, member


@pytest.fixture(scope="module")
def detector() -> Iterator[Detector]:
    with closing(Detector(member("face_detector.tflite"))) as made:
        yield made


def test_a_face_is_found_with_its_eyes_in_its_box(detector: Detector) -> None:
    (found,) = detector.faces(frame(Head(0.5, 0.5, 150)))
    left, top, width, height = found.box
    assert left < WIDTH / 2 < left + width
    assert top < HEIGHT / 2 < top + height
    for x, y in (found.right_eye, found.left_eye):
        assert left < x < left + width
        assert top < y < top + height / 2
    assert found.right_eye[0] < WIDTH / 2 < found.left_eye[0]


def test_two_faces_are_found(detector: Detector) -> None:
    both = frame(Head(0.3, 0.5, 112), Head(0.7, 0.5, 112, HOPPER))
    assert len(detector.faces(both)) == 2


def test_on_a_wall_there_is_none(detector: Detector) -> None:
    assert detector.faces(frame()) == []


def test_points_are_looked_for_round_the_middle_of_what_the_box_may_be() -> None:
    """A box of (100.x, 200.y, 60.w, 80.h) comes as (100, 200, 60, 80)."""
    region = Detected((100, 200, 60, 80), (110, 220), (150, 260)).region
    assert (region.x, region.y) == (130.75, 240.75)
    assert region.side == 1.5 * 80.5
    assert math.degrees(region.angle) == pytest.approx(45)
