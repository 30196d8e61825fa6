"""What a confined child cannot do, tried by real confined children, one act at a time."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.adapters.analysis import forbidden, proof
from kiosk.adapters.analysis.proof import prove
from kiosk.adapters.processes import confine, landlock, policies, seccomp
from tests.adapters.analysis.visits import ROOT, SETTINGS


def test_every_act_on_files_and_on_the_machine_is_refused() -> None:
    met = prove(SETTINGS, deadly=()).met
    assert len(met) > 40
    assert set(met.values()) <= {"EACCES", "EPERM"}, met
    assert not [*Path("/dev/shm").glob("forbidden-*")]
    assert not [*Path("/tmp").glob("forbidden-*")]
    assert not (SETTINGS.models / "new").exists()


@pytest.mark.parametrize("act", sorted(forbidden.deadly()))
def test_a_socket_a_process_or_a_program_is_the_childs_end(act: str) -> None:
    assert proof.tried(SETTINGS, act) == {act: proof.ENDED}


def test_a_proof_says_what_went_through() -> None:
    assert proof.Proof({"fork": "SIGSYS", "mkdir": "EPERM", "unlink": "ALLOWED"}).allowed == (
        "unlink",
    )


def test_without_confinement_nothing_is_proved() -> None:
    with pytest.raises(proof.NotProved, match="Landlock"):
        prove(replace(SETTINGS, least_landlock=99))


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


def test_the_acts_are_real_ones(tmp_path: Path) -> None:
    """Where nothing confines, they succeed: a refusal above is the confinement's."""
    (tmp_path / forbidden.VICTIM).write_bytes(b"nobody's data")
    orders = replace(SETTINGS, unreadable=(tmp_path,)).orders(None)
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
    assert confine.obstacle() == (
        "the camera's process cannot be confined on this system yet, only on Linux"
    )


def test_other_processors_are_an_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = os.uname_result(("Linux", "kiosk", "6.18", "#1", "aarch64"))
    monkeypatch.setattr("os.uname", lambda: machine)
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    assert "aarch64" in str(confine.obstacle())
    with pytest.raises(confine.NotConfined, match="aarch64"):
        confine.give_up_calls(policies.loading())


def test_no_call_is_needed_for_a_look_that_may_not_be_made_before() -> None:
    forbidden_before = {
        number for number, rule in policies.loading().rules.items() if isinstance(rule, int)
    }
    needed = {
        number
        for number, rule in policies.looking(camera=True).rules.items()
        if rule == seccomp.ALLOW
    }
    assert not needed & forbidden_before
    assert len(needed) < 50


def test_what_the_child_reads_holds_no_place_for_data() -> None:
    reachable = confine.program_files()
    for place in ("/", "/home", "/root", "/var", "/etc", "/tmp", "/proc", "/dev", "/usr/share"):
        assert Path(place) not in reachable
    root = SETTINGS.models.parents[1]
    assert root not in reachable
    assert root / "kiosk" in reachable


WINDOWS = """
import sys, threading, time
import kiosk.application.ports, kiosk.domain.visit, subprocess, selectors, pathlib, tempfile
for name in ("resource", "fcntl"):
    sys.modules[name] = None
sys.platform = "win32"
from kiosk.adapters.analysis.watch import ConfinedWatch
from kiosk.adapters.analysis.orders import WatchSettings
from kiosk.application.ports import ChildGone
from tests.adapters.analysis.visits import MovableClock, grant

clock = MovableClock()
settings = WatchSettings("webcam:/dev/video0", pathlib.Path("/models"), (3, 4), 8.0)
watch = ConfinedWatch(print, clock, settings, lambda: "a camera", lambda *_: 0)
watch.prepare()
try:
    watch.start(grant(clock.monotonic()))
except ChildGone:
    print(watch.health().door.name, watch.health().detail)
watch.stop()
watch.close()
"""


def test_on_windows_the_camera_is_not_offered_and_it_is_said_why() -> None:
    command = [sys.executable, "-c", WINDOWS]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == (
        "NOT_CONFINED the camera's process cannot be confined on this system yet, only on Linux\n"
    )
