"""One kiosk a folder: the second leaves at once, and a killed one leaves nothing behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.adapters.system.instance import (
    AlreadyRunning,
    FolderUnusable,
    InstanceLock,
    noted,
)
from tests.faults.store_disks import small_disk
from tests.faults.test_store_full import fill

OTHER = """
import sys, time
from pathlib import Path
from kiosk.adapters.system.instance import AlreadyRunning, InstanceLock
began = time.monotonic()
try:
    lock = InstanceLock(Path(sys.argv[1]))
except AlreadyRunning as refusal:
    print(time.monotonic() - began, refusal, flush=True)
else:
    print("has it", flush=True)
    sys.stdin.read()
"""


@contextmanager
def other_process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another kiosk, which keeps the lock (if it gets it) until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process
        process.kill()


def said_by(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_process_is_refused_at_once(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)
    with other_process(tmp_path) as other:
        seconds, _, refusal = said_by(other).partition(" ")
    assert float(seconds) < 2
    assert str(os.getpid()) in refusal
    lock.release()


def test_a_second_one_in_the_same_process_is_refused(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)
    with pytest.raises(AlreadyRunning):
        InstanceLock(tmp_path)
    lock.release()
    InstanceLock(tmp_path).release()


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    with other_process(tmp_path) as other:
        assert said_by(other) == "has it"
        with pytest.raises(AlreadyRunning):
            InstanceLock(tmp_path)
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert (tmp_path / "instance.lock").exists()
        InstanceLock(tmp_path).release()


def test_another_folder_is_another_kiosk(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    for lock in [InstanceLock(folder) for folder in folders]:
        lock.release()


def test_a_folder_that_is_not_there_is_said_to_be_unusable(tmp_path: Path) -> None:
    with pytest.raises(FolderUnusable, match="cannot write in"):
        InstanceLock(tmp_path / "gone")


@pytest.mark.system
def test_the_lock_of_a_killed_process_is_taken_over_on_a_full_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 1024 * 1024) as disk:
        with other_process(disk) as other:
            assert said_by(other) == "has it"
            fill(disk)
            with pytest.raises(AlreadyRunning, match=f"as process {other.pid}"):
                InstanceLock(disk)
            other.send_signal(signal.SIGKILL)
            other.wait()
        # It has the room of the old one.
        InstanceLock(disk).release()


@pytest.mark.system
def test_a_full_disk_is_called_so(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 1024 * 1024) as disk:
        fill(disk)
        with pytest.raises(FolderUnusable, match="disk is full"):
            InstanceLock(disk)


def test_a_lock_that_a_power_cut_left_empty_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "instance.lock").touch()
    lock = InstanceLock(tmp_path)
    with pytest.raises(AlreadyRunning):
        InstanceLock(tmp_path)
    lock.release()


def test_what_was_noted_is_there_while_the_lock_is_held(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)
    assert noted(tmp_path) is None
    lock.note("these settings")
    assert noted(tmp_path) == "these settings"
    lock.release()
    assert list(tmp_path.iterdir()) == []
