"""The power is cut: nothing acknowledged is lost, and nothing erased comes back."""

import random
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.store_disks import SwitchedDisk
from tests.faults.store_rounds import Acknowledged, check_store, rest_of, start_writer

CUTS = 6


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SwitchedDisk]:
    made = SwitchedDisk(tmp_path / "disk")
    yield made
    made.switch_off()


def cut_during(disk: SwitchedDisk, path: Path, acknowledged: Acknowledged, after: float) -> None:
    """Let visits go on for a while, then cut the power and switch it on again."""
    writer = start_writer(path, acknowledged.next_number)
    waits = threading.Event()
    threading.Timer(after, waits.set).start()
    waits.wait()
    # Stopped first, so that nothing can be acknowledged after the cut.
    writer.send_signal(signal.SIGSTOP)
    disk.cut_power()
    writer.kill()
    acknowledged.hear(rest_of(writer))
    disk.switch_off()
    disk.switch_on()


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_and_nothing_erased_comes_back(disk: SwitchedDisk) -> None:
    path = disk.folder / "data" / "records.db"
    chance = random.Random(17)
    acknowledged = Acknowledged()
    for _ in range(CUTS):
        cut_during(disk, path, acknowledged, chance.uniform(0.05, 0.3))
        check_store(path, acknowledged)
    assert len(acknowledged.consent) > CUTS
    assert acknowledged.erased


@pytest.mark.slow
def test_a_power_cut_right_after_an_erasure(disk: SwitchedDisk) -> None:
    path = disk.folder / "data" / "records.db"
    acknowledged = Acknowledged()
    for _ in range(CUTS):
        writer = start_writer(path, acknowledged.next_number)
        assert writer.stdout is not None
        said = ""
        while "erased" not in said:
            said += writer.stdout.readline()
        writer.send_signal(signal.SIGSTOP)
        disk.cut_power()
        writer.kill()
        acknowledged.hear(said + rest_of(writer))
        disk.switch_off()
        disk.switch_on()
        check_store(path, acknowledged)
    assert len(acknowledged.erased) >= CUTS
