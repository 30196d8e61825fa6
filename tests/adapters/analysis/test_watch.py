"""The watch with real, confined children: what it posts, when it ends them, what is left."""

import os
import signal
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.adapters.analysis.health import Door
from kiosk.adapters.analysis.oval import OVAL, mask
from kiosk.application.ports import ChildGone
from kiosk.domain import events
from kiosk.domain.estimate import Gender
from kiosk.domain.states import Hint, WatchFault
from kiosk.domain.visit import GrantSpent
from tests.adapters.analysis.visits import wait_until_gone, watching
from tests.adapters.camera import films
from tests.adapters.camera.opened import Openings

pytestmark = pytest.mark.slow


def test_a_whole_look(tmp_path: Path) -> None:
    photograph, source = films.astronaut_of_ones_own(tmp_path)
    with watching(source=source) as kit, Openings(photograph) as openings:
        kit.warm()
        assert kit.door() is Door.WARM
        assert openings.count == 0
        assert kit.watch.latest() is None

        leave = kit.grant()
        kit.watch.start(leave)
        kit.ear.wait_for(events.CameraOpened)
        estimated = kit.ear.wait_for(events.Estimated)

        assert openings.count == 1
        assert estimated.grant is leave
        assert estimated.estimate.gender is Gender.WOMAN
        assert 24 <= estimated.estimate.age <= 42
        assert estimated.estimate.frames >= 8
        assert kit.watch.latest() is None
        about = [event for event in kit.ear.heard if not isinstance(event, events.CameraOffered)]
        assert about[0] == events.CameraOpened(leave)
        assert events.Hinted(leave, Hint.GOOD) in about
        assert about[-1] is estimated
        assert len([event for event in about if isinstance(event, events.Hinted)]) < 4


def test_confinement_changes_no_digit_of_the_estimate() -> None:
    estimates = []
    for confined in (True, False):
        with watching(confined=confined) as kit:
            kit.look()
            estimates.append(kit.ear.wait_for(events.Estimated).estimate)
            assert kit.watch.health().confined is confined
    assert estimates[0] == estimates[1]


def test_a_grant_opens_the_camera_once(tmp_path: Path) -> None:
    photograph, source = films.astronaut_of_ones_own(tmp_path)
    with watching(source=source) as kit, Openings(photograph) as openings:
        leave = kit.look()
        kit.ear.wait_for(events.Estimated)
        kit.warm()
        with pytest.raises(GrantSpent):
            kit.watch.start(leave)
        assert kit.door() is Door.WARM
        assert openings.count == 1


def test_a_grant_that_is_too_old_opens_nothing(tmp_path: Path) -> None:
    photograph, source = films.astronaut_of_ones_own(tmp_path)
    with watching(source=source) as kit, Openings(photograph) as openings:
        kit.warm()
        leave = kit.grant()
        kit.clock.forward(31)
        kit.watch.start(leave)
        failed = kit.ear.wait_for(events.WatchFailed)
        assert failed == events.WatchFailed(leave, WatchFault.GRANT_EXPIRED)
        with pytest.raises(GrantSpent):
            kit.watch.start(leave)
        assert openings.count == 0


def test_without_a_warm_child_the_grant_is_void_all_the_same() -> None:
    with watching() as kit:
        leave = kit.grant()
        with pytest.raises(ChildGone):
            kit.watch.start(leave)
        kit.warm()
        with pytest.raises(GrantSpent):
            kit.watch.start(leave)


def test_a_yes_that_is_quicker_than_the_next_child_is_looked_for_when_it_is_warm() -> None:
    with watching() as kit:
        kit.look()
        kit.ear.wait_for(events.Estimated)
        heard = len(kit.ear.heard)
        kit.watch.prepare()
        leave = kit.grant()
        kit.watch.start(leave)

        opened = kit.ear.wait_for(events.CameraOpened)
        assert opened.grant is leave
        assert kit.ear.wait_for(events.Estimated).grant is leave
        # And the door stood open all the while.
        assert events.CameraOffered(False) not in kit.ear.heard[heard:]


def test_a_yes_whose_child_never_gets_warm_is_told_so() -> None:
    cameras: list[str | None] = ["here"]
    with watching(camera=lambda: cameras[0]) as kit:
        kit.look()
        kit.ear.wait_for(events.Estimated)
        kit.watch.prepare()
        leave = kit.grant()
        kit.watch.start(leave)
        cameras[0] = None
        kit.watch._door.look_at_once()
        kit.watch._hearing.wake()

        failed = kit.ear.wait_for(events.WatchFailed)
        assert failed == events.WatchFailed(leave, WatchFault.NOT_READY)


def test_a_promise_is_forgotten_by_a_stop() -> None:
    with watching() as kit:
        kit.look()
        kit.ear.wait_for(events.Estimated)
        kit.watch.prepare()
        leave = kit.grant()
        kit.watch.start(leave)
        kit.watch.stop()
        assert not leave.is_live
        heard = len(kit.ear.heard)
        kit.warm()
        assert not any(isinstance(event, events.CameraOpened) for event in kit.ear.heard[heard:])


def test_a_looking_child_cannot_be_told_to_look_again() -> None:
    with watching() as kit:
        kit.look()
        with pytest.raises(ChildGone):
            kit.watch.start(kit.grant())


def test_stopping_ends_the_child_and_every_picture(tmp_path: Path) -> None:
    wall = films.write_film(tmp_path / "wall.avi", films.wall(12))
    with watching(source=f"video:{wall}") as kit:
        kit.look()
        child = kit.child()
        kit.ear.wait_for(events.Hinted)
        picture = kit.watch.latest()
        assert picture is not None
        assert any(picture.pixels)

        kit.watch.stop()

        heard = len(kit.ear.heard)
        assert kit.watch.latest() is None
        wait_until_gone(child)
        kit.watch.close()
        assert not any(picture.pixels)
        assert kit.ear.heard[heard:] in ([], [events.CameraOffered(False)])
        assert not Path(f"/proc/{child}").exists()


def test_the_picture_outside_the_oval_cannot_be_brought_back(tmp_path: Path) -> None:
    """Black and white squares: inside they are there, outside not a trace of them is."""
    board = films.write_photograph(tmp_path / "board.png", films.checkerboard())
    with watching(source=f"photograph:{board}") as kit:
        kit.look()
        kit.ear.wait_for(events.Hinted)
        picture = kit.watch.latest()
        assert picture is not None
        shape = (picture.height, picture.width, 3)
        grey = np.frombuffer(picture.pixels, np.uint8).reshape(shape).mean(axis=2)
    inside = mask(OVAL, picture.width, picture.height) > 0
    edge = np.ones((5, 5), np.uint8)
    far_outside = cv2.erode((~inside).astype(np.uint8), edge) > 0
    well_inside = cv2.erode(inside.astype(np.uint8), edge) > 0
    local = cv2.blur(grey**2, (5, 5)) - cv2.blur(grey, (5, 5)) ** 2
    assert local[far_outside].max() < 25
    assert np.median(local[well_inside]) > 1000
    assert far_outside.mean() > 0.3


def test_stopping_without_a_child_does_nothing() -> None:
    with watching() as kit:
        kit.watch.stop()
        kit.watch.stop()
        assert kit.door() is Door.NOT_WANTED


def test_preparing_twice_makes_one_child() -> None:
    with watching() as kit:
        kit.warm()
        child = kit.child()
        kit.watch.prepare()
        assert kit.child() == child


def test_a_warm_child_may_wait_all_day_for_its_visitor() -> None:
    turns: list[str] = []

    def camera() -> str:
        turns.append("the watch is awake")
        return "here"

    with watching(camera=camera) as kit:
        kit.warm()
        child = kit.child()
        known = len(turns)
        kit.clock.forward(10 * 3600)
        kit.watch.prepare()
        kit.wait_until(lambda: len(turns) > known)
        assert kit.door() is Door.WARM
        assert kit.child() == child
        kit.look()
        kit.ear.wait_for(events.Estimated)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV], ids=["killed", "crashed"])
def test_a_child_that_dies_looking_is_an_ended_visit_and_the_next_is_fine(
    tmp_path: Path, number: signal.Signals
) -> None:
    wall = films.write_film(tmp_path / "wall.avi", films.wall(12))
    with watching(source=f"video:{wall}") as kit:
        leave = kit.look()
        kit.ear.wait_for(events.CameraOpened)
        os.kill(kit.child(), number)
        failed = kit.ear.wait_for(events.WatchFailed)
        assert failed == events.WatchFailed(leave, WatchFault.CHILD_ENDED)
        assert kit.watch.latest() is None
        assert str(int(number)) in kit.watch.health().detail

        kit.look()
        kit.ear.wait_for(events.CameraOpened)


def test_a_hung_child_is_ended(tmp_path: Path) -> None:
    wall = films.write_film(tmp_path / "wall.avi", films.wall(12))
    with watching(source=f"video:{wall}") as kit:
        leave = kit.look()
        kit.ear.wait_for(events.CameraOpened)
        child = kit.child()
        os.kill(child, signal.SIGSTOP)
        failed = kit.ear.wait_for(events.WatchFailed)
        assert failed == events.WatchFailed(leave, WatchFault.CHILD_SILENT)
        wait_until_gone(child)


def test_a_warm_child_that_dies_is_replaced() -> None:
    with watching() as kit:
        kit.watch.prepare()
        kit.ear.wait_until_offered()
        child = kit.child()
        os.kill(child, signal.SIGKILL)
        kit.ear.wait_until_offered(False)
        kit.ear.wait_until_offered()
        assert kit.child() != child
        assert kit.watch.health().failures == 1


@pytest.mark.parametrize(
    ("frames", "fault"),
    [
        (films.black(3), WatchFault.BLACK_FRAMES),
        (films.frozen(12), WatchFault.FROZEN_FRAMES),
        ([*films.astronaut(5), *films.wall(40)], WatchFault.FACE_LEFT),
    ],
    ids=["black", "frozen", "left"],
)
def test_what_the_child_sees_go_wrong_is_said(
    tmp_path: Path, frames: list[films.Picture], fault: WatchFault
) -> None:
    film = films.write_film(tmp_path / "film.avi", frames)
    with watching(source=f"video:{film}") as kit:
        leave = kit.look()
        assert kit.ear.wait_for(events.WatchFailed) == events.WatchFailed(leave, fault)
        # A camera that gives nothing three times in a row rests; a visitor who left is no fault.
        assert kit.watch.health().failures == (fault is not WatchFault.FACE_LEFT)
        assert kit.watch.health().last_fault is fault


def test_a_camera_that_goes_is_lost(tmp_path: Path) -> None:
    film = films.write_film(tmp_path / "film.avi", films.wall(12))
    with watching(source=f"video:{film}") as kit:
        leave = kit.look()
        kit.ear.wait_for(events.CameraOpened)
        film.unlink()
        failed = kit.ear.wait_for(events.WatchFailed)
        assert failed == events.WatchFailed(leave, WatchFault.CAMERA_LOST)


def test_a_camera_that_cannot_be_opened_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "film.avi").write_bytes(b"no film")
    with watching(source=f"video:{tmp_path / 'film.avi'}") as kit:
        leave = kit.look()
        failed = kit.ear.wait_for(events.WatchFailed)
        assert failed == events.WatchFailed(leave, WatchFault.CAMERA_UNAVAILABLE)
        opened = [event for event in kit.ear.heard if isinstance(event, events.CameraOpened)]
        assert opened == []


def test_nobody_there_is_no_clear_face_when_the_time_is_over(tmp_path: Path) -> None:
    film = films.write_film(tmp_path / "wall.avi", films.wall(12))
    with watching(source=f"video:{film}", camera_seconds=0.5) as kit:
        leave = kit.look()
        failed = kit.ear.wait_for(events.WatchFailed)
        assert failed == events.WatchFailed(leave, WatchFault.NO_CLEAR_FACE)
