"""One look, frame by frame, with eyes that see what a test has them see."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from kiosk.adapters.analysis import protocol
from kiosk.adapters.analysis.estimator import FrameResult
from kiosk.adapters.analysis.look import Look, rehearse
from kiosk.adapters.analysis.oval import OVAL, mask
from kiosk.adapters.analysis.protocol import Estimated, Failed, Frame, Opened
from kiosk.domain.estimate import AgeError, FrameReading
from kiosk.domain.states import Hint, WatchFault
from tests.adapters.camera import films

READING = FrameReading(age=30.0, log_odds_woman=2.0, quality=1.0)
GOOD = FrameResult(Hint.GOOD, READING, faces=1, box=(100, 100, 90, 120), jumped=False)
UNCLEAR = FrameResult(Hint.HOLD_STILL, None, faces=1, box=(100, 100, 90, 120), jumped=False)
NOBODY = FrameResult(Hint.CENTRE_FACE, None, faces=0, box=None, jumped=False)
TWO = FrameResult(Hint.ONE_AT_A_TIME, READING, faces=2, box=None, jumped=False)
ANOTHER = FrameResult(Hint.GOOD, None, faces=1, box=(300, 100, 90, 120), jumped=True)
AGE_ERROR = AgeError(((float("inf"), 5.0, 5.0),))
WALL = films.wall(2)
CAMERA = 77


@dataclass
class Scene:
    """A camera, a clock and eyes: each frame takes a thirtieth of a second."""

    results: list[FrameResult]
    opens: bool = True
    now: float = 100.0
    opened: int = 0
    closed: int = 0
    seen: list[films.Picture] = field(default_factory=list)

    def open(self, descriptor: int) -> bool:
        assert descriptor == CAMERA
        self.opened += 1
        return self.opens

    def read(self) -> films.Picture | None:
        self.now += 1 / 30
        return WALL[round(self.now * 30) % 2]

    def close(self) -> None:
        self.closed += 1

    def look_at(self, rgb: films.Picture, milliseconds: int) -> FrameResult:
        self.seen.append(rgb)
        assert milliseconds == round((self.now - 100.0) * 1000)
        return self.results.pop(0) if len(self.results) > 1 else self.results[0]


@dataclass
class Shown:
    width: int = 90
    height: int = 120
    pictures: list[films.Picture] = field(default_factory=list)

    def show(self, pixels: memoryview) -> None:
        picture = np.frombuffer(pixels, np.uint8)
        self.pictures.append(picture.reshape(self.height, self.width, 3).copy())


def looked(
    scene: Scene, seconds: float = 8.0, shown: Shown | None = None
) -> tuple[Estimated | Failed, list[protocol.FromChild]]:
    said: list[protocol.FromChild] = []
    screen = shown or Shown()
    look = Look(scene, scene, screen, AGE_ERROR, said.append, seconds, lambda: scene.now)
    outcome = look.run(CAMERA)
    assert scene.opened == scene.closed == 1
    return outcome, said


def hints(said: list[protocol.FromChild]) -> Iterator[Hint | None]:
    return (message.hint for message in said if isinstance(message, Frame))


def test_eight_good_frames_are_an_estimate() -> None:
    outcome, said = looked(Scene([GOOD]))
    assert isinstance(outcome, Estimated)
    assert outcome.estimate.age == 30.0
    assert outcome.estimate.frames == 8
    assert said == [Opened(), *(Frame(number, Hint.GOOD) for number in range(1, 9))]


def test_a_camera_that_does_not_open_is_unavailable() -> None:
    outcome, said = looked(Scene([GOOD], opens=False))
    assert outcome == Failed(WatchFault.CAMERA_UNAVAILABLE)
    assert said == []


def test_nobody_in_all_the_time_is_no_clear_face() -> None:
    scene = Scene([NOBODY])
    outcome, _ = looked(scene, seconds=2.0)
    assert outcome == Failed(WatchFault.NO_CLEAR_FACE)
    assert scene.now - 100.0 < 2.1


def test_few_good_frames_at_the_end_of_the_time_are_an_estimate_and_fewer_are_not() -> None:
    outcome, _ = looked(Scene([*[GOOD] * 3, UNCLEAR]), seconds=2.0)
    assert isinstance(outcome, Estimated)
    assert outcome.estimate.frames == 3
    outcome, _ = looked(Scene([*[GOOD] * 2, UNCLEAR]), seconds=2.0)
    assert outcome == Failed(WatchFault.NO_CLEAR_FACE)


def test_nothing_is_collected_while_two_are_there() -> None:
    outcome, said = looked(Scene([TWO]), seconds=2.0)
    assert outcome == Failed(WatchFault.NO_CLEAR_FACE)
    assert set(hints(said)) == {Hint.ONE_AT_A_TIME}


def test_a_second_face_is_said_at_once() -> None:
    _, said = looked(Scene([GOOD, GOOD, TWO, UNCLEAR]), seconds=1.0)
    assert [*hints(said)][:3] == [Hint.GOOD, Hint.GOOD, Hint.ONE_AT_A_TIME]


def test_other_hints_are_held_back_until_they_can_be_read() -> None:
    _, said = looked(Scene([UNCLEAR, NOBODY, UNCLEAR, NOBODY, NOBODY, NOBODY, NOBODY]), 0.3)
    still, centre = Hint.HOLD_STILL, Hint.CENTRE_FACE
    assert [*hints(said)][:7] == [still, still, still, still, still, still, centre]


def test_another_face_in_its_place_ends_the_look() -> None:
    outcome, said = looked(Scene([*[GOOD] * 4, ANOTHER]))
    assert outcome == Failed(WatchFault.FACE_LEFT)
    assert len([*hints(said)]) == 4


def test_a_face_that_leaves_ends_the_look_within_a_second() -> None:
    scene = Scene([*[UNCLEAR] * 4, NOBODY])
    outcome, _ = looked(scene)
    assert outcome == Failed(WatchFault.FACE_LEFT)
    assert scene.now - 100.0 < 4 / 30 + 1


def test_a_passer_by_is_not_the_one_who_left() -> None:
    scene = Scene([UNCLEAR, UNCLEAR, *[NOBODY] * 40, GOOD])
    assert isinstance(looked(scene)[0], Estimated)


def test_a_blink_of_the_detector_is_not_leaving() -> None:
    assert isinstance(looked(Scene([*[GOOD] * 4, *[NOBODY] * 20, GOOD]))[0], Estimated)


def test_the_eyes_see_the_part_that_is_shown_at_its_own_size() -> None:
    scene = Scene([GOOD])
    looked(scene)
    assert {rgb.shape for rgb in scene.seen} == {(480, 360, 3)}


def test_every_frame_is_shown_small_and_blurred_outside_the_oval() -> None:
    shown = Shown()
    looked(Scene([GOOD]), shown=shown)
    assert len(shown.pictures) == 8
    inside = mask(OVAL, shown.width, shown.height) > 0
    for picture in shown.pictures:
        grey = picture.mean(axis=2)
        assert grey[~inside].std() < 0.5 * grey[inside].std()


def test_a_rehearsal_is_a_look_at_nothing() -> None:
    seen: list[tuple[int, ...]] = []

    class Eyes:
        def look_at(self, rgb: films.Picture, milliseconds: int) -> FrameResult:
            seen.append(rgb.shape)
            return NOBODY

    rehearse(Eyes(), AGE_ERROR, 90, 120)
    assert seen == [(480, 360, 3)]
