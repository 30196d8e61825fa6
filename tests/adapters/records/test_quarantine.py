"""A damaged file is copied aside once, for as long as its newest visit may be kept."""

import os
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.adapters.records import quarantine
from tests.adapters.records.conftest import Book
from tests.contracts.records.houses import RETENTION
from tests.fakes.time import FakeClock

NOW = FakeClock().now()
CLOSES = RETENTION.window_closes(NOW.date())


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A file and its log, last written just now."""
    path = tmp_path / "records.db"
    path.write_bytes(b"damaged")
    path.with_name("records.db-wal").write_bytes(b"its log")
    written(path, NOW)
    return path


def written(path: Path, at: datetime) -> None:
    for file in (path, path.with_name("records.db-wal")):
        os.utime(file, (at.timestamp(), at.timestamp()))


def test_the_copy_is_whole_and_nobody_elses(damaged: Path) -> None:
    folder = quarantine.set_aside(damaged, RETENTION, NOW)
    assert folder is not None
    assert folder.parent == damaged.parent / "quarantine"
    copies = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert copies == {"records.db": b"damaged", "records.db-wal": b"its log"}
    assert folder.stat().st_mode & 0o777 == folder.parent.stat().st_mode & 0o777 == 0o700
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in folder.iterdir())
    assert damaged.read_bytes() == b"damaged"


def test_the_same_damage_is_copied_once(damaged: Path) -> None:
    first = quarantine.set_aside(damaged, RETENTION, NOW)
    assert quarantine.set_aside(damaged, RETENTION, NOW + timedelta(hours=1)) == first
    damaged.write_bytes(b"damaged more")
    written(damaged, NOW)
    assert quarantine.set_aside(damaged, RETENTION, NOW) != first


def test_a_copy_goes_when_the_window_of_its_newest_visit_closes(damaged: Path) -> None:
    folder = quarantine.set_aside(damaged, RETENTION, NOW)
    assert folder is not None
    quarantine.erase_due_copies(damaged, CLOSES - timedelta(seconds=1))
    assert folder.exists()
    quarantine.erase_due_copies(damaged, CLOSES)
    assert not folder.exists()


def test_an_old_file_is_not_copied_again(damaged: Path) -> None:
    assert quarantine.set_aside(damaged, RETENTION, CLOSES) is None
    assert not (damaged.parent / "quarantine").exists()


def test_a_clock_that_was_ahead_does_not_keep_a_copy_for_years(damaged: Path) -> None:
    written(damaged, NOW + timedelta(days=3650))
    folder = quarantine.set_aside(damaged, RETENTION, NOW)
    assert folder is not None
    assert quarantine.erased_at(folder) == CLOSES


@pytest.mark.parametrize("window_hours", [24, 168])
def test_a_copy_goes_by_what_its_visitors_were_promised(book: Book, window_hours: int) -> None:
    book.keep()
    written(book.path, NOW)
    changed = replace(RETENTION, window_hours=window_hours)
    folder = quarantine.set_aside(book.path, changed, NOW)
    assert folder is not None
    assert quarantine.erased_at(folder) == CLOSES


def test_every_copy_goes_at_once_and_what_is_not_ours_stays(damaged: Path) -> None:
    folder = quarantine.set_aside(damaged, RETENTION, NOW)
    assert folder is not None
    folder.with_name("half.part").mkdir()
    note = folder.with_name("read-me-first.txt")
    note.write_text("looked at on Tuesday")
    quarantine.erase_copies(damaged)
    assert list(folder.parent.iterdir()) == [note]


def test_no_copy_is_left_of_which_something_could_not_be_taken_out(damaged: Path) -> None:
    def take_out(copy: Path) -> None:
        assert copy.read_bytes() == b"damaged"
        raise ValueError("it cannot be taken out")

    with pytest.raises(ValueError, match="taken out"):
        quarantine.set_aside(damaged, RETENTION, NOW, take_out)
    assert list((damaged.parent / "quarantine").iterdir()) == []


def test_a_log_without_its_file_is_copied(damaged: Path) -> None:
    damaged.unlink()
    folder = quarantine.set_aside(damaged, RETENTION, NOW)
    assert folder is not None
    assert [file.name for file in folder.iterdir()] == ["records.db-wal"]


def test_no_half_of_a_copy_is_left(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError("no room")

    monkeypatch.setattr(shutil, "copyfile", no_room)
    with pytest.raises(OSError, match="no room"):
        quarantine.set_aside(damaged, RETENTION, NOW)
    assert list((damaged.parent / "quarantine").iterdir()) == []


def test_half_of_a_copy_that_a_power_cut_left_goes_at_the_next_start(damaged: Path) -> None:
    folder = quarantine.set_aside(damaged, RETENTION, NOW)
    assert folder is not None
    folder.rename(folder.with_name(f"{folder.name}.part"))
    quarantine.erase_due_copies(damaged, NOW)
    assert list(folder.parent.iterdir()) == []


def test_what_somebody_else_put_there_is_left_alone(damaged: Path) -> None:
    folder = quarantine.set_aside(damaged, RETENTION, NOW)
    assert folder is not None
    note = folder.with_name("read-me-first.txt")
    note.write_text("looked at on Tuesday")
    quarantine.erase_due_copies(damaged, CLOSES)
    assert list(folder.parent.iterdir()) == [note]


def test_without_a_quarantine_nothing_is_due(tmp_path: Path) -> None:
    quarantine.erase_due_copies(tmp_path / "records.db", NOW)
    quarantine.erase_copies(tmp_path / "records.db")
