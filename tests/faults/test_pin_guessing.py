"""Wrong PINs, with power cycles, kills and power cuts between them, and on a full disk.

Whatever ends the machine, and when, a try that was looked at has been counted; and no more than
ten are looked at in any hour.
"""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.adapters.staff.file import Secret
from kiosk.application.staff import NewPin, Role, SignedIn
from kiosk.domain.sign_in import Noted
from tests.adapters.staff.house import MANAGER_PIN, WRONG_PIN, House
from tests.faults.store_disks import SwitchedDisk
from tests.faults.test_store_full import fill

FULL = os.environ.get("FULL") == "1"
CUTS = 40 if FULL else 4
KILLS = 20 if FULL else 4
HOUR = 3600.0


def pin_pad(path: Path, *killed: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.pin_pad", str(path), *killed],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def rest_of(pad: "subprocess.Popen[str]") -> int:
    """How often a pad that was ended had looked."""
    said, _ = pad.communicate(timeout=60)
    return said.count("looked\n")


@pytest.mark.parametrize("takes", [0.0, 5.0, 60.0, 600.0])
def test_twenty_wrong_ones_with_a_power_cycle_after_each(tmp_path: Path, takes: float) -> None:
    house = House(tmp_path)
    looked_at: list[float] = []
    while len(looked_at) < 20:
        result = house.guard.try_pin(WRONG_PIN)
        if result.outcome is SignedIn.WRONG:
            looked_at.append(house.clock.monotonic())
        else:
            # However long it was switched off, it waits as long again.
            house.clock.forward(result.wait_seconds)
            continue
        house.clock.forward(takes)
        house.power_cycle()
    assert house.failures(Secret.MANAGER) == 20
    for begin in looked_at:
        assert sum(begin <= at < begin + HOUR for at in looked_at) <= 10


def test_a_kill_between_the_count_and_the_look_leaves_it_counted(tmp_path: Path) -> None:
    house = House(tmp_path)
    for kills in range(1, KILLS + 1):
        pad = pin_pad(house.path, "killed")
        assert rest_of(pad) == 0
        assert pad.returncode == -signal.SIGKILL
        assert house.failures(Secret.MANAGER) == house.failures(Secret.STAFF) == kills
    assert house.noted() == []


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SwitchedDisk]:
    made = SwitchedDisk(tmp_path / "disk")
    yield made
    made.throw_away()


@pytest.mark.timeout(CUTS * 20)
def test_a_power_cut_gives_no_try_back(disk: SwitchedDisk) -> None:
    house = House(disk.folder)
    chance, looked = random.Random(27), 0
    for _ in range(CUTS):
        pad = pin_pad(house.path)
        assert pad.stdout is not None
        looked += pad.stdout.readline() == "looked\n"
        ended = threading.Event()
        threading.Timer(chance.uniform(0.0, 0.3), ended.set).start()
        ended.wait()
        # Stopped first, so that nothing can be looked at after the cut.
        pad.send_signal(signal.SIGSTOP)
        disk.cut_power()
        pad.kill()
        looked += rest_of(pad)
        disk.switch_off()
        disk.switch_on()
        # Each try looks twice; the last may have been cut between.
        tries = -(-looked // 2)
        counted = house.failures(Secret.MANAGER)
        assert tries <= counted <= tries + CUTS
        looked = 2 * counted
    house.power_cycle()
    assert house.guard.try_pin(MANAGER_PIN).outcome is SignedIn.MUST_WAIT


def test_on_a_full_disk_staff_get_in_and_wrong_ones_are_counted(disk: SwitchedDisk) -> None:
    house = House(disk.folder)
    fill(disk.folder)
    for failures in range(1, 5):
        house.guard.try_pin(WRONG_PIN)
        assert house.failures(Secret.MANAGER) == failures
    for _ in range(300):
        assert house.guard.try_pin(MANAGER_PIN).role is Role.MANAGER
        house.guard.leave()
    assert house.noted()[4:] == [Noted.SIGNED_IN, Noted.LEFT] * 300
    house.guard.try_pin(MANAGER_PIN)
    assert house.guard.set_pin(Role.STAFF, "70418259")[0] is NewPin.SET
