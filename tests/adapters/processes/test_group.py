"""A child is ended with all that it has started, and it is seen whether there was anything."""

import os
import subprocess
import sys

from kiosk.adapters.processes.group import ChildGroup
from tests.adapters.analysis.visits import PATIENCE, wait_until_gone

WITH_A_HELPER = """
import os, signal
helper = os.fork()
if helper:
    print(helper, flush=True)
signal.pause()
"""
ALONE = "print(0, flush=True); import signal; signal.pause()"
LEAVING_ONE = """
import os, signal
helper = os.fork()
if helper:
    print(helper, flush=True)
    os._exit(0)
os.close(1)
signal.pause()
"""


def started(script: str) -> tuple[subprocess.Popen[bytes], int]:
    """The child, and the process that it has started (0: none)."""
    command = [sys.executable, "-c", script]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
    assert child.stdout is not None
    with child.stdout:
        return child, int(child.stdout.readline())


def test_a_group_is_killed_whole() -> None:
    child, helper = started(WITH_A_HELPER)
    ChildGroup(child).kill()
    child.wait(PATIENCE)
    wait_until_gone(helper)


def test_one_that_was_alone_leaves_nobody() -> None:
    child, _ = started(ALONE)
    group = ChildGroup(child)
    group.kill()
    child.wait(PATIENCE)
    assert not group.clear()
    # And again: it has been waited for, and is left alone.
    group.kill()


def test_what_outlives_a_child_is_found_and_killed() -> None:
    child, helper = started(LEAVING_ONE)
    child.wait(PATIENCE)
    assert os.getpgid(helper) == child.pid
    assert ChildGroup(child).clear()
    wait_until_gone(helper)
