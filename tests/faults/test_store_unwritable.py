"""A disk that takes no writes, or dies: nothing more is accepted, within two seconds."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.events import StoreFailed, StoreReady
from kiosk.domain.states import StoreFault
from tests.contracts.records.houses import consent
from tests.faults.store_disks import SwitchedDisk, run, small_disk
from tests.faults.store_events import Kiosk, kiosk_at

BROKEN = StoreFailed(StoreFault.BROKEN)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SwitchedDisk]:
    made = SwitchedDisk(tmp_path / "disk")
    yield made
    made.switch_off()


def test_a_read_only_disk_is_found_at_start(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4 * 1024 * 1024) as folder:
        path = folder / "data" / "records.db"
        with kiosk_at(path) as kiosk:
            kiosk.tell(1)
        run("mount", "-o", "remount,ro", folder)
        began = time.monotonic()
        kiosk = Kiosk(path)
        assert kiosk.next_event() == BROKEN
        assert time.monotonic() - began < 2
        kiosk.ask()
        assert kiosk.next_event() == BROKEN
        run("mount", "-o", "remount,rw", folder)
        kiosk.store.probe()
        assert kiosk.next_event() == StoreReady()
        assert kiosk.inside().records == 1
        kiosk.store.close()
        assert not (path.parent / "quarantine").exists()


def test_a_disk_that_dies_under_the_store(disk: SwitchedDisk) -> None:
    path = disk.folder / "data" / "records.db"
    with kiosk_at(path) as kiosk:
        kiosk.tell(1)
        kiosk.agree(2)
        disk.cut_power()
        began = time.monotonic()
        kiosk.store.close_uncounted(consent(2, kiosk.clock.moment()))
        kiosk.ask()
        kiosk.store.probe()
        for _ in range(3):
            assert kiosk.next_event() == BROKEN
        assert time.monotonic() - began < 2
    disk.switch_off()
    disk.switch_on()
    with kiosk_at(path) as kiosk:
        assert kiosk.inside().records == 1
        assert kiosk.inside().openings == 2
