"""Opening the camera: by a thread of its own, bounded, and closed whatever becomes of it."""

import os
import signal
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.adapters.analysis.camera_opening import THREAD
from kiosk.adapters.analysis.health import Door
from kiosk.adapters.camera.opening import CameraUnavailable, open_for
from kiosk.adapters.camera.source import SourceSpec
from kiosk.application.ports import ChildGone
from kiosk.domain import events
from kiosk.domain.states import WatchFault
from kiosk.domain.visit import ConsentGrant, GrantSpent
from tests.adapters.analysis.visits import PATIENCE, SETTINGS, Kit, stand_in, watching

SPEC = SourceSpec.parse(SETTINGS.source)


class SlowCamera:
    """Its driver does not answer before ``answer`` is set; then the camera is open."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.answer = threading.Event()
        self.opened: list[int] = []

    def open(self, grant: ConsentGrant, now: float) -> int:
        descriptor = open_for(SPEC, grant, now)
        self.opened.append(descriptor)
        self.asked.set()
        assert self.answer.wait(PATIENCE)
        return descriptor


@pytest.fixture
def slow() -> Iterator[SlowCamera]:
    camera = SlowCamera()
    yield camera
    camera.answer.set()
    finish_opening()


def finish_opening() -> None:
    for thread in threading.enumerate():
        if thread.name == THREAD:
            thread.join(PATIENCE)


def held() -> list[str]:
    """Everything that this process has open on the source's path."""
    found = []
    for each in Path("/proc/self/fd").iterdir():
        try:
            found.append(str(each.readlink()))
        except FileNotFoundError:
            continue
    return [path for path in found if path == str(SPEC.path)]


@contextmanager
def opening(
    slow: SlowCamera, program: Sequence[str] | None = None
) -> Iterator[tuple[Kit, ConsentGrant]]:
    """A watch whose camera is asked for and has not answered yet."""
    with watching(open_camera=slow.open, program=program) as kit:
        leave = kit.look()
        assert slow.asked.wait(PATIENCE)
        yield kit, leave


def test_the_kiosk_keeps_no_copy_of_what_it_handed_over() -> None:
    with watching() as kit:
        kit.look()
        kit.ear.wait_for(events.CameraOpened)
        finish_opening()
        assert held() == []
        kit.ear.wait_for(events.Estimated)


def test_start_waits_for_no_camera_and_the_door_is_in_use(slow: SlowCamera) -> None:
    with opening(slow) as (kit, leave):
        assert kit.door() is Door.IN_USE
        slow.answer.set()
        assert kit.ear.wait_for(events.CameraOpened).grant is leave
        assert kit.ear.wait_for(events.Estimated).grant is leave


def test_a_camera_that_does_not_answer_is_unavailable_and_is_closed_when_it_does(
    slow: SlowCamera,
) -> None:
    with opening(slow) as (kit, leave):
        kit.clock.forward(4)
        kit.watch._hearing.wake()
        failed = kit.ear.wait_for(events.WatchFailed)
        assert failed == events.WatchFailed(leave, WatchFault.CAMERA_UNAVAILABLE)
        assert kit.watch.health().last_fault is WatchFault.CAMERA_UNAVAILABLE
        assert held() != []
        slow.answer.set()
        finish_opening()
        assert held() == []
        assert events.CameraOpened(leave) not in kit.ear.heard


def test_nor_is_it_asked_a_second_time_meanwhile(slow: SlowCamera) -> None:
    with opening(slow) as (kit, _):
        kit.watch.stop()
        again = kit.look()
        failed = kit.ear.wait_for(events.WatchFailed)
        assert failed == events.WatchFailed(again, WatchFault.CAMERA_UNAVAILABLE)
        assert not again.is_live
        assert len(slow.opened) == 1

        slow.answer.set()
        finish_opening()
        good = kit.look()
        assert kit.ear.wait_for(events.Estimated).grant is good
        assert len(slow.opened) == 2


@pytest.mark.parametrize("how", ["stopped", "closed"])
def test_a_visit_that_ends_while_the_camera_is_opened_leaves_it_closed(
    slow: SlowCamera, how: str
) -> None:
    with opening(slow) as (kit, leave):
        heard = len(kit.ear.heard)
        kit.watch.stop() if how == "stopped" else kit.watch.close()
        slow.answer.set()
        finish_opening()
        assert held() == []
        about = [
            event for event in kit.ear.heard[heard:] if not isinstance(event, events.CameraOffered)
        ]
        assert about == []
        with pytest.raises(GrantSpent):
            kit.watch.start(leave)


def test_a_child_that_dies_while_the_camera_is_opened_ends_the_visit(slow: SlowCamera) -> None:
    with opening(slow) as (kit, leave):
        os.kill(kit.child(), signal.SIGKILL)
        failed = kit.ear.wait_for(events.WatchFailed)
        assert failed == events.WatchFailed(leave, WatchFault.CHILD_ENDED)
        slow.answer.set()
        finish_opening()
        assert held() == []


def test_a_child_may_not_speak_of_a_camera_that_it_has_not_got(slow: SlowCamera) -> None:
    with opening(slow, program=stand_in("says it is open")) as (kit, leave):
        os.kill(kit.child(), signal.SIGUSR1)
        failed = kit.ear.wait_for(events.WatchFailed)
        assert failed == events.WatchFailed(leave, WatchFault.CHILD_NONSENSE)


def test_a_second_yes_while_the_camera_is_opened_is_refused(slow: SlowCamera) -> None:
    with opening(slow) as (kit, _):
        second = kit.grant()
        with pytest.raises(ChildGone):
            kit.watch.start(second)
        assert not second.is_live


def test_a_camera_that_vanished_after_the_yes_is_unavailable() -> None:
    def gone(grant: ConsentGrant, now: float) -> int:
        grant.spend(now)
        raise CameraUnavailable("/dev/video0: No such device")

    with watching(open_camera=gone) as kit:
        leave = kit.look()
        failed = kit.ear.wait_for(events.WatchFailed)
        assert failed == events.WatchFailed(leave, WatchFault.CAMERA_UNAVAILABLE)
        assert kit.door() is Door.NOT_WANTED
        assert kit.watch.health().failures == 1


def test_a_descriptor_that_is_no_camera_is_unavailable() -> None:
    """It is the child that finds out, and closes it by ending."""
    ends: list[socket.socket] = []

    def no_camera(grant: ConsentGrant, now: float) -> int:
        grant.spend(now)
        ours, theirs = socket.socketpair()
        ends.append(ours)
        return theirs.detach()

    source = "webcam:/dev/video0"
    with watching(camera=lambda: "here", open_camera=no_camera, source=source) as kit:
        leave = kit.look()
        failed = kit.ear.wait_for(events.WatchFailed)
        assert failed == events.WatchFailed(leave, WatchFault.CAMERA_UNAVAILABLE)
        (ours,) = ends
        with ours:
            ours.settimeout(PATIENCE)
            # Nobody has the other end any more.
            assert ours.recv(1) == b""
