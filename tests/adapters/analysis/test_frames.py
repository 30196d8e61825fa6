"""A dead camera is known by its frames, and a live one is not taken for dead."""

import numpy as np
import pytest

from kiosk.adapters.analysis.frames import CameraPulse
from kiosk.domain.states import WatchFault
from tests.adapters.camera import films

FRAME = 1 / 30


def judged(
    frames: list[films.Picture | None], every: float = FRAME
) -> tuple[WatchFault | None, float]:
    """The first fault that is seen, and how many seconds after the opening."""
    pulse = CameraPulse(opened_at=1000.0)
    for number, frame in enumerate(frames, start=1):
        fault = pulse.fault(frame, 1000.0 + number * every)
        if fault is not None:
            return fault, number * every
    return None, len(frames) * every


def test_a_live_camera_has_no_fault() -> None:
    assert judged([*films.wall(60)])[0] is None
    assert judged([*films.astronaut(60)])[0] is None


def test_black_frames_are_a_fault_after_a_second() -> None:
    fault, seconds = judged([*films.wall(5), *films.black(60)])
    assert fault is WatchFault.BLACK_FRAMES
    assert seconds == pytest.approx(6 * FRAME + 1, abs=2 * FRAME)


def test_frozen_frames_are_a_fault_before_a_second() -> None:
    fault, seconds = judged([*films.frozen(60)])
    assert fault is WatchFault.FROZEN_FRAMES
    assert 0.6 <= seconds < 1


def test_a_dark_room_is_not_a_dead_camera() -> None:
    random = np.random.default_rng(3)
    dark = [random.integers(0, 12, (480, 640, 3), np.uint8) for _ in range(60)]
    assert judged([*dark])[0] is None


def test_one_frame_of_life_starts_the_waiting_anew() -> None:
    life = films.wall(1)
    assert judged([*films.black(25), *life, *films.black(25)])[0] is None
    assert judged([*films.frozen(15), *films.wall(2)[1:], *films.frozen(15)])[0] is None


def test_a_camera_may_take_long_for_its_first_frame_but_not_for_the_next() -> None:
    fault, seconds = judged([None] * 120)
    assert fault is WatchFault.CAMERA_LOST
    assert seconds == pytest.approx(3, abs=2 * FRAME)
    fault, seconds = judged([*films.wall(3), *[None] * 60])
    assert fault is WatchFault.CAMERA_LOST
    assert seconds == pytest.approx(3 * FRAME + 0.5, abs=2 * FRAME)


def test_a_single_lost_frame_is_no_fault() -> None:
    assert judged([*films.wall(3), None, *films.wall(3)])[0] is None
