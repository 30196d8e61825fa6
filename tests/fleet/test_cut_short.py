"""Killed, interrupted, out of room: the lake is as it was, or the next run mends it."""

import errno
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.fleet import month_writer
from kiosk.fleet.inbox import Inbox
from kiosk.fleet.lake import HOURS
from kiosk.fleet.lake_folder import LakeUnfinished, reading
from tests.faults.store_disks import small_disk
from tests.fleet.day_files import DAY, day_file, hashes, put, rows, take

ROOT = Path(__file__).parents[2]


def fill(inbox: Path) -> None:
    """A new day, another file for a day that is there, and two bad ones."""
    put(inbox, day_file("b"))
    put(inbox, day_file("a", seed=1))
    put(inbox, day_file("c"), b"{}\n")
    put(inbox, day_file("d", DAY - timedelta(days=1)), b"")


def begin(folder: Path) -> None:
    put(folder / "inbox", day_file("a"))
    put(folder / "inbox", day_file("a", DAY - timedelta(days=1)))
    take(folder / "inbox", folder / "lake")
    fill(folder / "inbox")


def parts(lake: Path) -> dict[str, str]:
    """What readers see."""
    return {path: each for path, each in hashes(lake).items() if path.endswith(".parquet")}


@pytest.mark.timeout(600)
def test_killed_before_any_of_its_changes_the_next_run_mends_it(tmp_path: Path) -> None:
    model = tmp_path / "model"
    begin(model)
    before = parts(model / "lake")
    take(model / "inbox", model / "lake", replace=True)
    after, whole = parts(model / "lake"), hashes(model / "lake")

    refused = number = 0
    while True:
        number += 1
        folder = tmp_path / str(number)
        begin(folder)
        inbox, lake = folder / "inbox", folder / "lake"
        program = [sys.executable, "-m", "tests.fleet.killed", inbox, lake, str(number)]
        done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.stdout == "whole\n":
            break
        assert done.returncode == -9, done.stderr
        try:
            with reading(lake):
                assert parts(lake) in (before, after)
        except LakeUnfinished:
            refused += 1
        # With nothing in the inbox it is mended, too, to one of the two.
        other = folder / "mended"
        shutil.copytree(lake, other)
        (folder / "empty").mkdir()
        take(folder / "empty", other)
        assert parts(other) in (before, after)
        take(inbox, lake, replace=True)
        assert hashes(lake) == whole
        assert not list(inbox.rglob("kiosk=[cd]/*"))
        shutil.rmtree(folder)
    # Three new files, three put in place, the mark, what is set aside: all that there is to do.
    assert number > 15
    assert refused >= 3


@pytest.mark.parametrize("when", ["reading", "writing"])
def test_interrupted_it_leaves_the_lake_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    begin(tmp_path)
    inbox, lake = tmp_path / "inbox", tmp_path / "lake"
    before, waiting = hashes(lake), hashes(inbox)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if when == "reading":
            patched.setattr(Inbox, "read", interrupt)
        else:
            patched.setattr(month_writer._NewFile, "close", interrupt)
        with pytest.raises(KeyboardInterrupt):
            take(inbox, lake, replace=True)
    assert hashes(lake) == before
    assert hashes(inbox) == waiting
    assert take(inbox, lake, replace=True).taken == 1


@pytest.mark.parametrize("number", range(1, 7))
def test_interrupted_while_files_are_put_in_place_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Each of the three is renamed, and then two folders are synced."""
    begin(tmp_path)
    inbox, lake = tmp_path / "inbox", tmp_path / "lake"
    before, synced = parts(lake), month_writer._sync_folder
    left = number + 3

    def interrupt(folder: Path) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise KeyboardInterrupt
        synced(folder)

    with monkeypatch.context() as patched:
        patched.setattr(month_writer, "_sync_folder", interrupt)
        with pytest.raises(KeyboardInterrupt):
            take(inbox, lake, replace=True)
    changed = [path for path, each in parts(lake).items() if each != before[path]]
    assert len(changed) == (number + 1) // 2
    with pytest.raises(LakeUnfinished), reading(lake):
        pass
    (tmp_path / "empty").mkdir()
    take(tmp_path / "empty", lake)
    found = parts(lake)
    assert all(found[path] != each for path, each in before.items())
    take(inbox, lake, replace=True)
    assert parts(lake) == found


def test_without_room_for_the_mark_nothing_is_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path)
    before = hashes(tmp_path / "lake")

    def no_room(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(month_writer, "write_whole", no_room)
    with pytest.raises(OSError, match="No space left"):
        take(tmp_path / "inbox", tmp_path / "lake", replace=True)
    assert hashes(tmp_path / "lake") == before


def _in_a_new_month(inbox: Path) -> None:
    put(inbox, day_file("a", DAY - timedelta(days=60)))


@pytest.mark.parametrize("more", [fill, _in_a_new_month])
def test_on_a_full_disk_the_lake_is_as_it_was(tmp_path: Path, more: Callable[[Path], None]) -> None:
    inbox = tmp_path / "inbox"
    put(inbox, day_file("a"))
    with small_disk(tmp_path / "disk", 2 * 1024 * 1024) as disk:
        lake = disk / "lake"
        take(inbox, lake)
        more(inbox)
        before, waiting = hashes(lake), hashes(inbox)
        full = 0
        for free in (0, 4_096, 8_192, 16_384, 32_768):
            with (disk / "ballast").open("wb", buffering=0) as ballast:
                _fill(ballast)
                ballast.truncate(max(0, ballast.tell() - free))
            try:
                take(inbox, lake)
            except OSError as why:
                full += 1
                assert why.errno == errno.ENOSPC
                assert hashes(lake) == before
                assert hashes(inbox) == waiting
            else:
                break
            (disk / "ballast").unlink()
        else:
            take(inbox, lake)
        assert full
        (disk / "ballast").unlink(missing_ok=True)
        take(inbox, lake)
        roomy = tmp_path / "roomy"
        put(tmp_path / "first", day_file("a"))
        take(tmp_path / "first", roomy)
        more(tmp_path / "first")
        take(tmp_path / "first", roomy)
        assert parts(lake) == parts(roomy)


def _fill(ballast: Any) -> None:
    try:
        while True:
            ballast.write(b"\0" * 4096)
    except OSError as why:
        assert why.errno == errno.ENOSPC


def test_what_was_left_beside_the_files_is_taken_away(tmp_path: Path) -> None:
    begin(tmp_path)
    lake = tmp_path / "lake"
    before = hashes(lake)
    for left in ("days/month=2026-11/_new", "hours/month=2031-01/_new"):
        (lake / left).parent.mkdir(parents=True, exist_ok=True)
        (lake / left).write_bytes(b"half")
    (tmp_path / "empty").mkdir()
    take(tmp_path / "empty", lake)
    assert hashes(lake) == before


def test_no_engine_takes_what_is_being_written_for_a_part(tmp_path: Path) -> None:
    begin(tmp_path)
    lake = tmp_path / "lake"
    (lake / "hours" / "month=2026-11" / "_new").write_bytes(b"half")
    import duckdb

    (found,) = duckdb.sql(f"SELECT count(*) FROM '{lake}/hours/*/*.parquet'").fetchone() or (0,)
    assert found == len(rows(lake, HOURS))
