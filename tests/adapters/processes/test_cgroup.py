"""A child has a cgroup of its own where there is one to divide, and is ended with all in it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.adapters.processes import cgroup
from kiosk.adapters.processes.group import ChildGroup
from tests.adapters.analysis.visits import PATIENCE, wait_until_gone

# Out of its process group, and of its parent's sight, by the two classic ways.
LEAVING_ONE = """
import os, signal, sys
sys.stdin.read(1)
if os.fork():
    os._exit(0)
os.setsid()
helper = os.fork()
if helper:
    print(helper, flush=True)
    os._exit(0)
os.close(1)
signal.pause()
"""

MOUNTS = """\
24 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 24 0:26 / /sys/fs/cgroup rw,nosuid - {} cgroup2 rw,nsdelegate
"""
UNIT = "0::/system.slice/askfirst.service\n"


def child_within(folder: Path | None) -> tuple[subprocess.Popen[bytes], ChildGroup]:
    child = subprocess.Popen(
        [sys.executable, "-c", LEAVING_ONE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    return child, ChildGroup(child, folder)


def left_by(child: subprocess.Popen[bytes]) -> int:
    """Let it start its helper and end; that helper."""
    out, _ = child.communicate(b"\n", PATIENCE)
    return int(out)


@pytest.fixture
def unit(tmp_path: Path) -> Iterator[Path]:
    """A cgroup of this kernel's such as a service manager gives."""
    mounted = tmp_path / "cgroups"
    mounted.mkdir()
    subprocess.run(["mount", "-t", "cgroup2", "cgroup2", mounted], check=True)
    folder = mounted / f"askfirst-{tmp_path.name}"
    folder.mkdir()
    try:
        yield folder
    finally:
        for left in folder.glob("*/"):
            left.rmdir()
        folder.rmdir()
        subprocess.run(["umount", mounted], check=True)


@pytest.mark.system
def test_what_left_its_process_group_is_found_and_killed(unit: Path) -> None:
    child, group = child_within(unit)
    assert group.has_cgroup
    helper = left_by(child)
    assert Path(f"/proc/{helper}/stat").exists()
    assert group.clear()
    wait_until_gone(helper)
    assert list(unit.glob("*/")) == []


@pytest.mark.system
def test_a_child_that_started_nothing_leaves_nothing(unit: Path) -> None:
    child, group = child_within(unit)
    group.kill()
    child.communicate(timeout=PATIENCE)
    assert not group.clear()
    assert list(unit.glob("*/")) == []


@pytest.mark.system
def test_all_of_it_are_killed_at_once(unit: Path) -> None:
    child, group = child_within(unit)
    helper = left_by(child)
    group.kill()
    wait_until_gone(helper)
    group.clear()


def test_without_one_to_divide_there_is_none(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert cgroup.for_child(1, missing) is None
    # A folder that is no cgroup: nobody is put anywhere, and nothing is left.
    (tmp_path / "askfirst-child-1" / "cgroup.procs").mkdir(parents=True)
    assert cgroup.for_child(1, tmp_path) is None
    assert cgroup.for_child(1, None) is None


def test_the_cgroup_is_found_by_what_the_kernel_says() -> None:
    found = Path("/sys/fs/cgroup/system.slice/askfirst.service")
    assert cgroup.folder_of(MOUNTS.format("cgroup2"), UNIT) == found
    # In a container that sees a part: the names begin where the mount does.
    inside = MOUNTS.format("cgroup2").replace("0:26 / /sys", "0:26 /system.slice /sys")
    assert cgroup.folder_of(inside, UNIT) == Path("/sys/fs/cgroup/askfirst.service")


@pytest.mark.parametrize(
    ("mounts", "own"),
    [
        (MOUNTS.format("cgroup2"), "0::/\n"),
        (MOUNTS.format("cgroup2"), "4:memory:/system.slice/askfirst.service\n"),
        (MOUNTS.format("cgroup"), UNIT),
        (MOUNTS.format("cgroup2").replace("0:26 / /sys", "0:26 /user.slice /sys"), UNIT),
        ("", ""),
    ],
    ids=["root", "version 1", "version 1 mounted", "of another part", "nothing"],
)
def test_a_root_or_none_is_not_divided(mounts: str, own: str) -> None:
    assert cgroup.folder_of(mounts, own) is None
