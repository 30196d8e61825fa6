"""The 478 points beside those of mediapipe's own landmarker, which is no part of the kiosk."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.adapters.analysis.detector import Detector
from kiosk.adapters.analysis.mediapipe_import import BaseOptions, mediapipe, vision
from kiosk.adapters.analysis.mesh import Mesh
from kiosk.adapters.analysis.models import LANDMARKER
from kiosk.adapters.analysis.region import Region
from tests.adapters.analysis.portraits import HOPPER, MODELS, Head, frame, member
from tests.adapters.camera.films import Picture

HEADS = (Head(), Head(x=0.45, face_width=120, of=HOPPER))
FRAME = 33

FROM_A_BOX = (1.0, 1.0)
"""Pixels by which a point may be off in the first frame, in the picture and in depth: the detector
hands its box to us in whole pixels, and to mediapipe's own landmarker in fractions of them."""

SETTLED = (0.3, 0.6)
"""The same from the tenth frame on, of faces 120 to 220 pixels wide: what trembles little is held,
and so is what is left of the first frame's difference. On average it is a tenth of that."""

SQUARE = 640
"""Of a tilted head in a picture that is not square, mediapipe measures depth on a scale between the
picture's width and height. Ours is that of x and y."""


class Ours:
    """Follows the surest face, as the kiosk does."""

    def __init__(self) -> None:
        self.mesh = Mesh(member("face_landmarks_detector.tflite"))
        self._detector = Detector(member("face_detector.tflite"))

    def points(self, picture: Picture) -> NDArray[np.float64] | None:
        if not self.mesh.follows:
            for surest in self._detector.faces(picture)[:1]:
                self.mesh.begin(surest.region)
        return self.mesh.points(picture)

    def close(self) -> None:
        self._detector.close()


@pytest.fixture
def ours() -> Iterator[Ours]:
    with closing(Ours()) as made:
        yield made


@contextmanager
def theirs() -> Iterator[Any]:
    options = vision.FaceLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=os.fspath(MODELS / LANDMARKER)),
        running_mode=vision.RunningMode.VIDEO,
        num_faces=1,
    )
    with closing(vision.FaceLandmarker.create_from_options(options)) as made:
        yield made


def their_points(film: Sequence[Picture]) -> list[NDArray[np.float64] | None]:
    """In pixels, depth at the scale of the width."""
    found = []
    with theirs() as landmarker:
        for number, picture in enumerate(film):
            image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=picture)
            faces = landmarker.detect_for_video(image, FRAME * (number + 1)).face_landmarks
            height, width = picture.shape[:2]
            size = (width, height, width)
            listed = [[(point.x, point.y, point.z) for point in face] for face in faces]
            found.append(np.array(listed[0]) * size if listed else None)
    return found


def compare(ours: Ours, film: Sequence[Picture], settled: int = 9) -> None:
    """Each frame has a face for both or for neither, and then all of its points in one place."""
    for number, (picture, expected) in enumerate(zip(film, their_points(film), strict=True)):
        points = ours.points(picture)
        assert (points is None) == (expected is None), number
        if points is None or expected is None:
            continue
        assert points.shape == expected.shape == (478, 3)
        off = np.abs(points - expected)
        flat, deep = SETTLED if number >= settled else FROM_A_BOX
        assert off[:, :2].max() < flat, number
        assert off[:, 2].max() < deep, number
        assert off.mean() < flat / 3, number


def moved(head: Head, right: float, down: float, larger: float = 1.0) -> Head:
    return Head(head.x + right, head.y + down, head.face_width * larger, head.of)


@pytest.mark.parametrize("head", HEADS)
def test_of_a_face_that_stays_every_point_is_where_the_landmarker_has_it(
    ours: Ours, head: Head
) -> None:
    compare(ours, [frame(head)] * 14)


@pytest.mark.parametrize("head", HEADS)
def test_so_it_is_of_a_face_that_comes_closer_and_goes_aside(ours: Ours, head: Head) -> None:
    compare(ours, [frame(moved(head, 0.005 * n, -0.003 * n, 1 + 0.015 * n)) for n in range(24)])


@pytest.mark.parametrize("head", HEADS)
def test_so_it_is_of_a_head_that_tilts(ours: Ours, head: Head) -> None:
    square = frame(head, width=SQUARE, height=SQUARE)
    compare(ours, [tilted(square, 1.5 * n) for n in range(24)])


def tilted(picture: Picture, degrees: float) -> Picture:
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    whole = cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(whole, np.uint8)


def test_so_it_is_of_a_face_that_goes_and_comes_back_elsewhere(ours: Ours) -> None:
    here, there = frame(HEADS[0]), frame(Head(x=0.4, y=0.55, face_width=130))
    compare(ours, [here, here, frame(), frame(), *[there] * 12], settled=14)


def test_without_a_face_there_are_no_points(ours: Ours) -> None:
    assert ours.points(frame()) is None
    assert not ours.mesh.follows


def test_a_region_without_a_face_is_not_followed_any_further(ours: Ours) -> None:
    ours.mesh.begin(Region(240, 300, 200, 0))
    assert ours.mesh.follows
    assert ours.mesh.points(frame()) is None
    assert not ours.mesh.follows


def test_whoever_was_followed_leaves_no_trace_in_the_next_ones_points(ours: Ours) -> None:
    picture = frame(HEADS[1])
    first = ours.points(picture)
    ours.mesh.forget()
    for number in range(3):
        ours.points(frame(moved(HEADS[0], 0.01 * number, 0)))
    ours.mesh.forget()
    again = ours.points(picture)
    assert first is not None
    assert again is not None
    assert np.array_equal(again, first)


def test_points_outlive_the_next_frame(ours: Ours) -> None:
    points = ours.points(frame(HEADS[0]))
    assert points is not None
    before = points.copy()
    ours.points(frame(moved(HEADS[0], 0.02, 0)))
    assert np.array_equal(points, before)
