"""Children gone bad: whatever one does, the visit ends, the child too, and the next is fine."""

import pytest

from kiosk.adapters.analysis.health import Door
from kiosk.domain import events
from kiosk.domain.states import WatchFault
from tests.adapters.analysis.visits import stand_in, wait_until_gone, watching

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        ("falls silent", WatchFault.CHILD_SILENT),
        ("talks nonsense", WatchFault.CHILD_NONSENSE),
        ("says too much", WatchFault.CHILD_NONSENSE),
        ("counts backwards", WatchFault.CHILD_NONSENSE),
        ("floods", WatchFault.CHILD_NONSENSE),
        ("opens twice", WatchFault.CHILD_NONSENSE),
        ("names another's fault", WatchFault.CHILD_NONSENSE),
        ("estimates a fairy", WatchFault.CHILD_NONSENSE),
        ("closes its pipe", WatchFault.CHILD_ENDED),
        ("exits", WatchFault.CHILD_ENDED),
        ("crashes", WatchFault.CHILD_ENDED),
        ("makes a forbidden call", WatchFault.CHILD_ENDED),
    ],
)
def test_a_child_that_misbehaves_while_looking_is_ended(how: str, fault: WatchFault) -> None:
    with watching(program=stand_in(how)) as kit:
        kit.warm()
        # Once told to look it may be gone before anybody asks.
        child = kit.child()
        leave = kit.look()
        assert kit.ear.wait_for(events.WatchFailed) == events.WatchFailed(leave, fault)
        assert kit.watch.latest() is None
        assert kit.door() is Door.NOT_WANTED
        assert kit.watch.health().last_fault is fault
        wait_until_gone(child)

        kit.warm()
        assert kit.watch.health().failures == 1


def test_a_child_that_keeps_the_camera_open_is_ended_when_the_time_is_over() -> None:
    with watching(program=stand_in("looks for ever"), camera_seconds=0.5) as kit:
        leave = kit.look()
        failed = kit.ear.wait_for(events.WatchFailed)
        assert failed == events.WatchFailed(leave, WatchFault.OUT_OF_TIME)


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        ("dies at once", WatchFault.CHILD_ENDED),
        ("is not confined", WatchFault.CHILD_NONSENSE),
        ("opens before it is told", WatchFault.CHILD_NONSENSE),
    ],
)
def test_a_child_that_misbehaves_before_looking_is_never_told_to(
    how: str, fault: WatchFault
) -> None:
    with watching(program=stand_in(how)) as kit:
        kit.watch.prepare()
        kit.wait_for_door(Door.RESTING)
        assert kit.watch.health().last_fault is fault
        posted = {type(event) for event in kit.ear.heard}
        assert posted == {events.CameraOffered}


def test_a_child_that_never_gets_warm_is_ended() -> None:
    with watching(program=stand_in("hoards")) as kit:
        kit.watch.prepare()
        kit.wait_for_door(Door.WARMING)
        child = kit.child()
        kit.clock.forward(30)
        kit.watch.prepare()
        wait_until_gone(child)
        kit.wait_until(lambda: kit.watch.health().last_fault is WatchFault.CHILD_SILENT)


def test_a_refusal_is_believed_by_its_word() -> None:
    with watching(program=stand_in("refuses")) as kit:
        kit.watch.prepare()
        kit.wait_for_door(Door.NO_MODEL)
        assert kit.watch.health().detail == "age-v1.onnx: altered"


def test_three_bad_looks_in_a_row_make_the_door_rest() -> None:
    with watching(program=stand_in("talks nonsense")) as kit:
        for _ in range(3):
            kit.look()
            kit.ear.wait_for(events.WatchFailed)
        kit.watch.prepare()
        kit.wait_for_door(Door.RESTING)
