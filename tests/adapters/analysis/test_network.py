"""The landmark network alone: what it takes, what it gives, and which threads it has."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.adapters.analysis.network import POINTS, SIDE, LandmarkNetwork
from tests.adapters.analysis.portraits import Head, frame, member
from tests.adapters.camera.films import Picture


@pytest.fixture(scope="module")
def network() -> LandmarkNetwork:
    return LandmarkNetwork(member("face_landmarks_detector.tflite"))


def cut(*heads: Head) -> Picture:
    return frame(*heads, width=SIDE, height=SIDE)


def threads() -> set[str]:
    return {path.name for path in Path("/proc/self/task").iterdir()}


def descriptors() -> int:
    return len([*Path("/proc/self/fd").iterdir()])


def test_a_face_is_told_from_a_wall(network: LandmarkNetwork) -> None:
    _, face = network.look_at(cut(Head(0.5, 0.5, 120)))
    _, wall = network.look_at(cut())
    assert face > 5
    assert wall < -5


def test_points_lie_in_the_cut_and_on_the_face(network: LandmarkNetwork) -> None:
    points, _ = network.look_at(cut(Head(0.5, 0.5, 120)))
    assert points.shape == (POINTS, 3)
    flat = points[:, :2]
    assert flat.mean(axis=0) == pytest.approx((SIDE / 2, SIDE / 2), abs=15)
    assert np.ptp(flat, axis=0) == pytest.approx((120, 140), rel=0.25)


def test_what_was_given_stays_when_it_looks_again(network: LandmarkNetwork) -> None:
    points, _ = network.look_at(cut(Head(0.5, 0.5, 120)))
    before = points.copy()
    network.look_at(cut(Head(0.45, 0.5, 100)))
    assert np.array_equal(points, before)


def test_the_same_picture_gives_the_same_points(network: LandmarkNetwork) -> None:
    picture = cut(Head(0.5, 0.5, 120))
    first, _ = network.look_at(picture)
    network.look_at(cut())
    again, _ = network.look_at(picture)
    assert np.array_equal(first, again)


def test_its_one_more_thread_is_made_when_it_is_loaded() -> None:
    """The kiosk's child loads it before its calls are taken away."""
    before = threads()
    loaded = LandmarkNetwork(member("face_landmarks_detector.tflite"))
    made = threads() - before
    assert len(made) == 1
    loaded.look_at(cut(Head(0.5, 0.5, 120)))
    assert threads() - before == made


def test_no_file_is_opened_to_look(network: LandmarkNetwork) -> None:
    before = descriptors()
    network.look_at(cut(Head(0.5, 0.5, 120)))
    assert descriptors() == before


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match="model"):
        LandmarkNetwork(b"no network at all")
