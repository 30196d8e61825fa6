"""Read from memory are the very points that mediapipe's public call gives: if an update moves
them, this fails."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

import numpy as np
import pytest

from kiosk.adapters.analysis.mediapipe_import import (
    BaseOptions,
    FaceLandmarker,
    mediapipe,
    vision,
)
from kiosk.adapters.analysis.mesh import mesh
from kiosk.adapters.analysis.models import LANDMARKER
from tests.adapters.analysis.portraits import HOPPER, MODELS, Head, frame
from tests.adapters.camera.films import Picture


@contextmanager
def landmarker(faces: int = 1) -> Iterator[FaceLandmarker]:
    options = vision.FaceLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=os.fspath(MODELS / LANDMARKER)),
        running_mode=vision.RunningMode.VIDEO,
        num_faces=faces,
    )
    with closing(vision.FaceLandmarker.create_from_options(options)) as made:
        yield made


def image(picture: Picture) -> mediapipe.Image:
    return mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=picture)


@pytest.mark.parametrize("head", (Head(), Head(x=0.45, face_width=120, of=HOPPER)))
def test_every_point_is_where_the_public_call_has_it(head: Head) -> None:
    film = [image(frame(head)), image(frame(Head(head.x + 0.02, head.y, head.face_width, head.of)))]
    with landmarker() as ours, landmarker() as public:
        for number, each in enumerate(film):
            points = mesh(ours, each, 33 * number)
            (listed,) = public.detect_for_video(each, 33 * number).face_landmarks
            assert points is not None
            assert points.shape == (478, 3)
            assert np.ptp(points[:, :2], axis=0).min() > 0.1
            assert points.tolist() == [[point.x, point.y, point.z] for point in listed]


def test_without_a_face_there_are_no_points() -> None:
    with landmarker() as ours:
        assert mesh(ours, image(frame()), 0) is None


def test_points_outlive_the_next_frame() -> None:
    with landmarker() as ours:
        points = mesh(ours, image(frame(Head())), 0)
        assert points is not None
        before = points.copy()
        mesh(ours, image(frame(Head(x=0.4, of=HOPPER))), 33)
        assert np.array_equal(points, before)


def test_time_that_does_not_rise_is_refused_as_by_the_public_call() -> None:
    with landmarker() as ours:
        mesh(ours, image(frame(Head())), 33)
        with pytest.raises(ValueError, match="timestamp"):
            mesh(ours, image(frame(Head())), 33)
