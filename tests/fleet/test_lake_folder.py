"""A folder is a lake or it is not, and whoever works on it does so alone."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kiosk.fleet.engines import DuckDB
from kiosk.fleet.lake_folder import (
    Lake,
    LakeBusy,
    LakeUnfinished,
    NoLake,
    compacting,
    reading,
)
from kiosk.fleet.month_writer import LakeDamaged
from kiosk.fleet.reporting import Wish, report
from tests.fleet.day_files import day_file, hashes, put, take


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """One with two days in it."""
    put(tmp_path / "inbox", day_file("a"))
    put(tmp_path / "inbox", day_file("b"))
    take(tmp_path / "inbox", tmp_path / "lake")
    return tmp_path / "lake"


def test_a_report_finds_what_it_is(lake: Path) -> None:
    with reading(lake) as opened:
        assert opened == Lake(lake, invented=False)
        assert opened.count_set_aside() == 0


def test_a_report_knows_how_many_files_are_set_aside(lake: Path) -> None:
    for name in ("x", "y"):
        put(lake.parent / "inbox", day_file(name), b"{}\n")
    take(lake.parent / "inbox", lake)
    with reading(lake) as opened:
        assert opened.count_set_aside() == 2


def test_where_there_is_no_lake_none_is_read(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere", tmp_path / "file" / "below"):
        (tmp_path / "file").touch()
        with pytest.raises(NoLake, match="is no lake"), reading(path):
            pass


def test_a_folder_with_other_things_in_it_becomes_no_lake(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    before = hashes(tmp_path)
    with pytest.raises(NoLake, match="not empty"), compacting(tmp_path, invented=False):
        pass
    (tmp_path / "file").touch()
    with pytest.raises(NoLake, match="no folder"), compacting(tmp_path / "file", invented=False):
        pass
    deep = tmp_path / "photos" / "2026" / "lake"
    with pytest.raises(NoLake, match="There is no folder for"), compacting(deep, invented=False):
        pass
    assert hashes(tmp_path) == {**before, "file": hashes(tmp_path)["file"]}


@pytest.mark.parametrize("left", ["lock", "lake.json.new"])
def test_what_a_first_run_left_that_was_cut_short_becomes_a_lake(tmp_path: Path, left: str) -> None:
    (tmp_path / left).write_bytes(b"{")
    with compacting(tmp_path, invented=True) as opened:
        assert opened.invented
    with reading(tmp_path) as opened:
        assert opened.invented


def test_a_lake_of_shops_takes_no_invented_figures(lake: Path) -> None:
    with pytest.raises(NoLake, match="real figures"), compacting(lake, invented=True):
        pass


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is not what a lake has"),
        (b"[" * 100_000, "is not what a lake has"),
        (b"\xff", "is not what a lake has"),
        (b'{"askfirst":"sea","format":2,"invented":false}', "is not what a lake has"),
        (b'{"askfirst":"lake","format":1,"invented":false}', "of another AskFirst"),
        (b'{"askfirst":"lake","format":2,"invented":0}', "of another AskFirst"),
    ],
)
def test_what_this_program_does_not_know_is_not_touched(
    lake: Path, content: bytes, why: str
) -> None:
    (lake / "lake.json").write_bytes(content)
    before = hashes(lake)
    with pytest.raises(NoLake, match=why), compacting(lake, invented=False):
        pass
    with pytest.raises(NoLake, match=why), reading(lake):
        pass
    assert hashes(lake) == before


# One at a time ------------------------------------------------------------------------------------


def test_two_reports_read_together_and_a_compaction_waits_for_neither(lake: Path) -> None:
    with (
        reading(lake),
        reading(lake),
        pytest.raises(LakeBusy, match="a report"),
        compacting(lake, invented=False),
    ):
        pass
    with compacting(lake, invented=False):
        with pytest.raises(LakeBusy, match="A compaction works"), reading(lake):
            pass
        with pytest.raises(LakeBusy), compacting(lake, invented=False):
            pass
    with reading(lake):
        pass


def test_a_process_that_ends_in_whatever_way_lets_go_of_it(lake: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path\n"
        "from kiosk.fleet.lake_folder import compacting\n"
        "with compacting(Path(sys.argv[1]), invented=False):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, lake], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(LakeBusy), compacting(lake, invented=False):
            pass
        other.kill()
        other.wait()
    with compacting(lake, invented=False):
        pass


def test_a_copy_without_a_lock_can_be_read(lake: Path) -> None:
    (lake / "lock").unlink()
    with reading(lake) as opened:
        assert not opened.invented
    assert not (lake / "lock").exists()


# Cut short, damaged -------------------------------------------------------------------------------


def test_a_report_waits_for_what_was_cut_short(lake: Path) -> None:
    (lake / "unfinished").write_bytes(b"2026-11\n")
    with pytest.raises(LakeUnfinished, match="fleet compact"), reading(lake):
        pass
    before = {path: each for path, each in hashes(lake).items() if path != "unfinished"}
    take(lake.parent / "inbox", lake)
    assert hashes(lake) == before


@pytest.mark.parametrize("content", [b"", b"../../etc\n", b"\xff", b"2026-11/..\n"])
def test_a_mark_that_names_no_month_is_not_followed(lake: Path, content: bytes) -> None:
    (lake / "unfinished").write_bytes(content)
    before = hashes(lake)
    with pytest.raises(LakeDamaged, match="names no month"):
        take(lake.parent / "inbox", lake)
    assert hashes(lake) == before


@pytest.mark.parametrize("table", ["days", "hours", "blocks"])
@pytest.mark.parametrize("content", [b"", b"PAR1PAR1", b"no Parquet at all" * 100])
def test_a_damaged_file_is_named_and_nothing_is_written(
    lake: Path, table: str, content: bytes
) -> None:
    (lake / table / "month=2026-11" / "part.parquet").write_bytes(content)
    before = hashes(lake)
    put(lake.parent / "inbox", day_file("c"))
    with pytest.raises(LakeDamaged, match=f"{table}/month=2026-11/part.parquet cannot be read"):
        take(lake.parent / "inbox", lake)
    assert hashes(lake) == before


@pytest.mark.parametrize("table", ["days", "hours", "blocks"])
@pytest.mark.parametrize("place", [slice(20, 400), slice(-60, -8)])
def test_a_file_whose_bytes_were_spoiled_is_named(lake: Path, table: str, place: slice) -> None:
    path = lake / table / "month=2026-11" / "part.parquet"
    content = bytearray(path.read_bytes())
    content[place] = b"\xff" * len(content[place])
    path.write_bytes(content)
    put(lake.parent / "inbox", day_file("c"))
    with pytest.raises(LakeDamaged, match=f"{table}/month=2026-11/part.parquet cannot be read"):
        take(lake.parent / "inbox", lake)


def test_a_month_that_was_deleted_in_all_three_tables_never_was(lake: Path) -> None:
    """As docs/fleet.md has a head office do with what is over its time."""
    before = hashes(lake)
    put(lake.parent / "older", day_file("a", date(2024, 10, 3)))
    take(lake.parent / "older", lake)
    for table in ("days", "hours", "blocks"):
        shutil.rmtree(lake / table / "month=2024-10")
    assert hashes(lake) == before
    put(lake.parent / "inbox", day_file("c"))
    assert take(lake.parent / "inbox", lake).taken == 1
    with reading(lake) as opened, DuckDB() as engine:
        found = report(opened, Wish(), (), engine)
    assert (found.kiosks, found.total.kiosk_days) == (3, 3)


@pytest.mark.parametrize("table", ["days", "hours", "blocks"])
def test_a_file_that_is_gone_is_not_written_anew(lake: Path, table: str) -> None:
    """It would have only what came since, and nobody would miss the rest."""
    (lake / table / "month=2026-11" / "part.parquet").unlink()
    before = hashes(lake)
    put(lake.parent / "inbox", day_file("c"))
    with pytest.raises(LakeDamaged, match=f"{table}/month=2026-11/part.parquet is gone"):
        take(lake.parent / "inbox", lake)
    assert hashes(lake) == before


def test_another_tables_file_is_damage(lake: Path) -> None:
    hours = lake / "hours" / "month=2026-11" / "part.parquet"
    hours.write_bytes((lake / "blocks" / "month=2026-11" / "part.parquet").read_bytes())
    put(lake.parent / "inbox", day_file("c"))
    with pytest.raises(LakeDamaged, match="hours"):
        take(lake.parent / "inbox", lake)


def test_what_it_is_can_be_read_by_others(lake: Path) -> None:
    found = json.loads((lake / "lake.json").read_text(encoding="ascii"))
    assert found == {"askfirst": "lake", "format": 2, "invented": False}
    if os.name == "posix":
        assert (lake / "lake.json").stat().st_mode & 0o444 == 0o444
