"""What is left of children: no zombie, no descriptor, and no child without its kiosk."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.adapters.analysis.health import Door
from kiosk.domain import events
from kiosk.domain.states import WatchFault
from tests.adapters.analysis.visits import ROOT, stand_in, wait_until_gone, watching
from tests.processes import children


def open_descriptors() -> int:
    return len([*Path("/proc/self/fd").iterdir()])


def test_visits_leave_neither_zombies_nor_descriptors() -> None:
    # Other tests of this worker may have a child that is meant to live on, such as a browser.
    before, had = open_descriptors(), set(children(os.getpid()))
    with watching() as kit:
        for visit in range(4):
            kit.look()
            if visit % 2:
                kit.ear.wait_for(events.Estimated)
            kit.watch.stop()
        kit.watch.close()
        assert set(children(os.getpid())) <= had
    assert open_descriptors() == before


def test_closing_twice_is_closing() -> None:
    with watching() as kit:
        kit.warm()
        child = kit.child()
        kit.watch.close()
        kit.watch.close()
        assert not Path(f"/proc/{child}").exists()


def test_a_child_that_started_another_process_is_the_end_of_looking() -> None:
    with watching(program=stand_in("leaves another behind")) as kit:
        kit.look()
        child = kit.child()
        assert kit.ear.wait_for(events.WatchFailed).fault is WatchFault.CAMERA_LOST
        kit.watch.prepare()
        kit.wait_for_door(Door.NOT_CONFINED)
        assert "had started another one" in kit.watch.health().detail
        # Nobody is left of its group.
        kit.wait_until(lambda: not has_members(child))


def has_members(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


KIOSK = """
import signal
from tests.adapters.analysis.visits import watching
with watching() as kit:
    kit.warm()
    print(kit.child(), flush=True)
    signal.pause()
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "ended"])
def test_a_child_does_not_outlive_its_kiosk(number: signal.Signals) -> None:
    command = [sys.executable, "-c", KIOSK]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as kiosk:
        assert kiosk.stdout is not None
        child = int(kiosk.stdout.readline())
        os.kill(kiosk.pid, number)
        kiosk.wait()
        wait_until_gone(child)
