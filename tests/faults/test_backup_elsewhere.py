"""Backups on another disk: there as well, and a disk that is not there is told and not made up."""

import queue
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.adapters.records import backups, verification
from kiosk.adapters.records.night import NightWork
from kiosk.application.night import NightReport
from tests.adapters.records.conftest import Book, open_recorder, restored
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION
from tests.fakes.time import FakeClock
from tests.faults.store_disks import SwitchedDisk, small_disk
from tests.faults.test_store_full import fill


class House:
    """A store, and its nights: what each came to."""

    def __init__(self, folder: Path, elsewhere: Path) -> None:
        self.clock = FakeClock(BUSINESS_DAY)
        self.path = folder / "data" / "records.db"
        self.book = Book(self.path, self.clock, open_recorder(self.path, self.clock))
        self.elsewhere = elsewhere
        self.here = backups.folder_beside(self.path)

    def night(self) -> NightReport:
        """Let a day go by, and its night."""
        self.book.keep(self.clock.moment().day.toordinal())
        self.clock.forward(timedelta(days=1).total_seconds())
        self.book.recorder.catch_up()
        heard: queue.SimpleQueue[NightReport] = queue.SimpleQueue()
        night = NightWork(self.path, RETENTION, self.clock, self.elsewhere)
        assert night.begin(heard.put)
        report = heard.get(timeout=60)
        assert night.stop()
        return report


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} - {"lost+found"}


def go_on_with(backup: Path, house: House, folder: Path) -> None:
    """What was put on the other disk brings the shop back on a new machine."""
    folder.mkdir(mode=0o700)
    path = folder / "records.db"
    restored(backup, path, house.clock, replace=False)
    assert verification.verify(path).broken is None
    book = Book(path, house.clock, open_recorder(path, house.clock))
    book.keep(1)
    book.recorder.close()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SwitchedDisk]:
    disk = SwitchedDisk(tmp_path / "stick")
    try:
        yield disk
    finally:
        disk.throw_away()


def test_each_night_puts_one_here_and_one_there(tmp_path: Path, disk: SwitchedDisk) -> None:
    house = House(tmp_path, disk.folder)
    for _ in range(2):
        report = house.night()
        assert report.backup_fault is None
        assert report.backup is not None
    assert names(house.here) == names(disk.folder)
    assert len(names(disk.folder)) == 2
    house.book.recorder.close()
    go_on_with(max(disk.folder.glob("askfirst-*.sqlite3")), house, tmp_path / "new")


def test_the_newest_seven_stay_there_too(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    house = House(tmp_path, elsewhere)
    for _ in range(backups.KEPT + 2):
        house.night()
    assert len(names(elsewhere)) == backups.KEPT == len(names(house.here))
    house.book.recorder.close()


def test_a_disk_that_is_not_plugged_in_is_told_and_never_made_up(
    tmp_path: Path, disk: SwitchedDisk
) -> None:
    elsewhere = disk.folder / "askfirst"
    elsewhere.mkdir()
    house = House(tmp_path, elsewhere)
    disk.switch_off()
    report = house.night()
    assert report.backup is not None
    assert str(elsewhere) in str(report.backup_fault)
    assert names(disk.folder) == set()
    disk.switch_on()
    assert house.night().backup_fault is None
    assert len(names(elsewhere)) == 1
    house.book.recorder.close()


def test_a_full_disk_there_spares_the_backup_here(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", 1024 * 1024) as small:
        fill(small)
        house = House(tmp_path, small)
        report = house.night()
        assert report.backup is not None
        assert report.backup_fault is not None
        assert "no room" in str(report.backup_fault)
        assert len(names(house.here)) == 1
        house.book.recorder.close()
