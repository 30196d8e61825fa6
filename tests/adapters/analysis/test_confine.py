"""What a confined child cannot do, tried by real confined children, one act at a time."""

import json
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.adapters.analysis import confine, forbidden, landlock, seccomp, spawn
from kiosk.adapters.analysis.forbidden import VICTIM
from tests.adapters.analysis.visits import SETTINGS

pytestmark = pytest.mark.child

KERNEL_ENDED_IT = -signal.SIGSYS


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The kiosk's own data, which no child may reach."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / VICTIM).write_bytes(b"who said yes")
    return folder


def proving(data: Path, *acts: str) -> tuple[int, dict[str, str]]:
    """Have a confined child try these acts: how it ended, and what each of them met."""
    orders = replace(SETTINGS, unreadable=(data,)).orders(None)
    with spawn.start(spawn.own_program(), replace(orders, prove=acts)) as child:
        told, _ = child.communicate(timeout=60)
    return child.returncode, json.loads(told) if told else {}


def test_every_act_on_files_and_on_the_machine_is_refused(data: Path) -> None:
    before = files_and_times(data)
    ended, met = proving(data, "all")
    assert ended == 0
    assert len(met) > 35
    assert set(met.values()) <= {"EACCES", "EPERM"}, met
    assert files_and_times(data) == before
    assert not [*Path("/dev/shm").glob("forbidden-*")]
    assert not [*Path("/tmp").glob("forbidden-*")]


def files_and_times(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mode, path.stat().st_mtime_ns)
        for path in folder.iterdir()
    }


@pytest.mark.parametrize("act", sorted(forbidden.deadly()))
def test_a_socket_a_process_or_a_program_is_the_childs_end(data: Path, act: str) -> None:
    ended, met = proving(data, act)
    assert met == {}
    assert ended == KERNEL_ENDED_IT


REAL = (
    "read the kiosk's data",
    "read /etc/passwd",
    "append to the kiosk's data",
    "create in the kiosk's folder",
    "create in /dev/shm",
    "symlink",
    "mkdir",
    "chmod",
    "truncate",
    "rename",
    "memfd_create",
    "signal the parent",
    "map an executable page",
    "load a library",
    "socket inet stream",
    "socket unix",
)


def test_the_acts_are_real_ones(data: Path) -> None:
    """Where nothing confines, they succeed: a refusal above is the confinement's."""
    orders = replace(SETTINGS, unreadable=(data,)).orders(None)
    met = json.loads(forbidden.tried(forbidden.acts(replace(orders, prove=REAL))))
    Path(f"/dev/shm/forbidden-{os.getpid()}").unlink()
    assert met == dict.fromkeys(REAL, "ALLOWED")


def test_a_kernel_that_is_too_old_is_an_obstacle_with_its_reason() -> None:
    assert confine.obstacle() is None
    assert confine.obstacle(99) == (
        f"this kernel has Landlock ABI {landlock.version()}, and 99 is needed"
    )


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_are_an_obstacle(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr("sys.platform", system)
    assert confine.obstacle() == "the child cannot be confined on this system yet, only on Linux"


def test_other_processors_are_an_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = os.uname_result(("Linux", "kiosk", "6.18", "#1", "aarch64"))
    monkeypatch.setattr("os.uname", lambda: machine)
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    assert confine.obstacle() == "there is no list of system calls for aarch64"
    with pytest.raises(confine.NotConfined, match="aarch64"):
        confine.give_up_calls(camera=False)


def test_no_call_is_both_allowed_and_deadly() -> None:
    assert not set(seccomp._ALLOWED.values()) & set(seccomp._DEADLY.values())
    assert len(seccomp._ALLOWED) < 50


def test_what_the_child_reads_holds_no_place_for_data() -> None:
    reachable = [reach.path for reach in confine.program_files()]
    for place in ("/", "/home", "/root", "/var", "/etc", "/tmp", "/proc", "/dev", "/usr/share"):
        assert Path(place) not in reachable
    root = SETTINGS.models.parents[1]
    assert root not in reachable
    assert root / "kiosk" in reachable
