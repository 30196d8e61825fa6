"""Which frames are searched for other faces, and that no second face gains more than one frame."""

from collections.abc import Iterator
from typing import Any

import pytest

from kiosk.adapters.analysis.following import Box
from kiosk.adapters.analysis.lookout import Lookout
from kiosk.adapters.analysis.mediapipe_import import vision
from kiosk.domain.states import Hint
from tests.adapters.analysis.portraits import ASTRONAUT, HOPPER, Head, Portrait, frame
from tests.adapters.analysis.scenes import Eyes

pytestmark = pytest.mark.slow

FRAME = 33
HERE: Box = (100.0, 100.0, 80.0, 100.0)
NEAR: Box = (104.0, 102.0, 81.0, 101.0)
FURTHER: Box = (118.0, 100.0, 80.0, 100.0)


class Frames:
    """Frames one after the other, as a FaceFinder goes through them."""

    def __init__(self, apart: int = FRAME) -> None:
        self.lookout = Lookout()
        self._apart = apart
        self._now = 0

    def searched(self, box: Box | None = HERE, others: int = 0) -> bool:
        """Whether a frame with this face, and so many others to be found, is searched."""
        self._now += self._apart
        self.lookout.expect(self._now)
        search = not self.lookout.may_leave_out() or not self.lookout.stays(box)
        self.lookout.note(box, others if search else None)
        return search

    def settle(self) -> None:
        """Until a frame has been left out."""
        while self.searched():
            pass


def test_a_face_that_stays_alone_has_every_other_frame_searched() -> None:
    frames = Frames()
    searched = [frames.searched(box) for box in (HERE, NEAR) * 5]
    assert searched == [*[True] * 4, *[False, True] * 3]


def test_nobody_has_every_frame_searched() -> None:
    frames = Frames()
    frames.settle()
    assert all(frames.searched(None) for _ in range(6))


def test_the_frame_in_which_the_face_is_lost_or_elsewhere_is_searched() -> None:
    for box in (None, FURTHER):
        frames = Frames()
        frames.settle()
        frames.searched()
        assert frames.searched(box)


def test_a_face_that_moves_far_from_frame_to_frame_has_each_searched() -> None:
    frames = Frames()
    frames.settle()
    frames.searched()
    assert all(frames.searched(box) for box in (FURTHER, HERE) * 4)


def test_after_somebody_else_every_frame_is_searched_until_they_have_been_gone_for_three() -> None:
    frames = Frames()
    frames.settle()
    assert all(frames.searched(others=others) for others in (1, 1, 0, 1, 0, 0, 0))
    assert not frames.searched()


def test_one_that_is_found_in_every_third_frame_only_has_every_frame_searched() -> None:
    frames = Frames()
    assert all(frames.searched(others=number % 3 == 0) for number in range(12))


@pytest.mark.parametrize("apart", (100, 0, -5))
def test_a_slow_camera_or_one_without_a_clock_has_every_frame_searched(apart: int) -> None:
    frames = Frames(apart)
    assert all(frames.searched() for _ in range(8))


def test_whoever_comes_after_has_not_been_alone_yet() -> None:
    frames = Frames()
    frames.settle()
    frames.searched()
    frames.lookout.forget()
    assert all(frames.searched() for _ in range(4))


@pytest.fixture(scope="module")
def eyes() -> Iterator[Eyes]:
    made = Eyes()
    yield made
    made.close()


def always(_lookout: Lookout) -> bool:
    return False


def frames_until_noticed(eyes: Eyes, one: Portrait, comes: int) -> int:
    """How many frames with a second face, that comes in this one, are not known for that."""
    other = HOPPER if one is ASTRONAUT else ASTRONAUT
    alone = frame(Head(0.36, 0.47, 112, one))
    together = frame(Head(0.36, 0.47, 112, one), Head(0.65, 0.47, 112, other))
    eyes.forget()
    for number in range(comes):
        result = eyes.look_at(alone, FRAME * (number + 1))
        assert result.hint is not Hint.ONE_AT_A_TIME
    for late in range(9):
        if eyes.look_at(together, FRAME * (comes + late + 1)).hint is Hint.ONE_AT_A_TIME:
            return late
    pytest.fail("a second face was not noticed within 0.3 s")


@pytest.mark.parametrize("one", (ASTRONAUT, HOPPER), ids=("astronaut", "hopper"))
def test_a_second_face_is_noticed_at_most_one_frame_later(
    eyes: Eyes, one: Portrait, monkeypatch: pytest.MonkeyPatch
) -> None:
    comings = range(2, 10)
    late = [frames_until_noticed(eyes, one, comes) for comes in comings]
    monkeypatch.setattr(Lookout, "may_leave_out", always)
    later_by = [
        less - frames_until_noticed(eyes, one, comes)
        for comes, less in zip(comings, late, strict=True)
    ]
    assert set(later_by) == {0, 1}


def test_the_detector_runs_in_every_other_frame_of_a_visitor_alone(
    eyes: Eyes, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[object] = []
    detect = vision.FaceDetector.detect

    def spied(detector: Any, image: Any) -> Any:
        searched.append(image)
        return detect(detector, image)

    eyes.forget()
    monkeypatch.setattr(vision.FaceDetector, "detect", spied)
    for number in range(24):
        eyes.look_at(frame(Head(0.45 + 0.004 * number)), FRAME * (number + 1))
    assert len(searched) == pytest.approx(14, abs=2)
