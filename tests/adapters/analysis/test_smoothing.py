"""Still points are held, moving ones are let go, and nobody's are mixed with another's."""

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.adapters.analysis.smoothing import Smoothing

FRAME = 0.033


def face(x: float = 0.0, size: float = 100.0) -> NDArray[np.float64]:
    corners = np.array([(0, 0, 0), (1, 0, 0.1), (0, 1, 0.2), (1, 1, -0.3)], float)
    return corners * size + (x, 0, 0)


def test_the_first_points_come_out_as_they_are() -> None:
    assert np.array_equal(Smoothing(FRAME).smooth(face()), face())


def test_a_face_at_rest_stays_where_it_is() -> None:
    smoothing = Smoothing(FRAME)
    for _ in range(20):
        assert smoothing.smooth(face()) == pytest.approx(face())


def test_what_trembles_is_held_and_what_moves_is_followed() -> None:
    random = np.random.default_rng(3)
    trembling, moving = Smoothing(FRAME), Smoothing(FRAME)
    held, behind = [], []
    for number in range(60):
        shaken = face() + random.normal(0, 0.3, (4, 3))
        held.append(trembling.smooth(shaken) - face())
        at = face(4.0 * number)
        behind.append(float((at - moving.smooth(at))[0, 0]))
    assert np.std(held[20:]) < 0.6 * 0.3
    # Four pixels a frame, more than a face's width a second: it lags by less than a quarter frame.
    assert 0 <= max(behind[20:]) < 1.0


def test_a_face_twice_as_large_is_smoothed_the_same() -> None:
    near, far = Smoothing(FRAME), Smoothing(FRAME)
    for number in range(10):
        x = 3.0 * (number % 3)
        assert near.smooth(face(2 * x, 200)) == pytest.approx(2 * far.smooth(face(x, 100)))


def test_after_forgetting_the_next_points_come_out_as_they_are() -> None:
    smoothing = Smoothing(FRAME)
    smoothing.smooth(face())
    assert not np.array_equal(smoothing.smooth(face(5)), face(5))
    smoothing.forget()
    assert np.array_equal(smoothing.smooth(face(50)), face(50))


def test_points_that_coincide_are_left_alone() -> None:
    smoothing = Smoothing(FRAME)
    smoothing.smooth(face())
    together = np.full((4, 3), 7.0)
    assert np.array_equal(smoothing.smooth(together), together)
