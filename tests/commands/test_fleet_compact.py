"""``askfirst fleet compact``: what it says, and its exit codes."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.application.day_file import as_lines
from kiosk.cli import fleet, main
from kiosk.cli.codes import ANOTHER_RUNS, INTERRUPTED, OK, REFUSED, WRONG
from kiosk.fleet.inbox import Inbox
from kiosk.fleet.lake_folder import compacting
from kiosk.fleet.month_writer import MonthWriter
from tests.fleet.day_files import day_file, hashes, invented, put

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    put(tmp_path / "inbox", day_file("a"))
    put(tmp_path / "inbox", day_file("b"))
    return tmp_path / "inbox"


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return tmp_path / "lake"


def compact(inbox: Path, lake: Path, *options: str) -> int:
    return main(["fleet", "compact", str(inbox), str(lake), *options])


def numbers(said: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", said)]


def test_it_says_how_many_were_taken(inbox: Path, lake: Path, capsys: Capture) -> None:
    assert compact(inbox, lake) == OK
    out, err = capsys.readouterr()
    assert (numbers(out), err) == ([2, 0, 0], "")
    put(inbox, day_file("c"))
    half = put(inbox, day_file("d"), as_lines(day_file("d"))[:-5])
    os.utime(half)
    assert compact(inbox, lake, "--remove") == OK
    out, err = capsys.readouterr()
    assert (numbers(out), err) == ([1, 2, 0, 1, 3], "")
    put(inbox, day_file("a", seed=1))
    assert compact(inbox, lake) == WRONG
    assert numbers(capsys.readouterr().out) == [0, 0, 1, 1]
    put(inbox, day_file("a", seed=1))
    assert compact(inbox, lake, "--replace") == OK
    out, err = capsys.readouterr()
    assert (numbers(out), err) == ([0, 0, 1, 0, 1], "")


def test_what_is_set_aside_is_named_with_its_reason(
    inbox: Path, lake: Path, capsys: Capture
) -> None:
    put(inbox, day_file("c"), b"{}\n")
    (inbox / "\x1b[31m").symlink_to(inbox)
    for number in range(20):
        put(inbox, day_file(f"x-{number:02}"), b"")
    assert compact(inbox, lake) == WRONG
    out, err = capsys.readouterr()
    assert numbers(out) == [2, 0, 22]
    told = err.splitlines()
    assert len(told) == 11
    assert told[0].startswith('✗ "\\u001b[31m": ') and "link" in told[0]
    assert told[1].startswith('✗ "kiosk=c/day=2026-11-24.jsonl": line 1: ')
    assert told[-1].endswith(f"{lake}/set-aside/reasons.jsonl")
    assert "\x1b" not in err


def test_for_a_script_it_is_one_object(inbox: Path, lake: Path, capsys: Capture) -> None:
    put(inbox, day_file("c"), b"{}\n")
    assert compact(inbox, lake, "--json") == WRONG
    told = json.loads(capsys.readouterr().out)
    (found,) = told.pop("set_aside")
    assert told == {
        "ok": False,
        "files": 3,
        "taken": 2,
        "replaced": 0,
        "already_there": 0,
        "arriving": 0,
        "removed": 0,
        "not_removed": 0,
    }
    assert found["path"] == "kiosk=c/day=2026-11-24.jsonl"
    assert found["reason"].startswith("line 1: ")
    assert (lake / "set-aside" / found["file"]).exists()


def test_a_lake_of_invented_figures_is_asked_for(inbox: Path, lake: Path, capsys: Capture) -> None:
    put(inbox, invented(day_file("demo")))
    assert compact(inbox, lake, "--invented", "--json") == WRONG
    assert json.loads(capsys.readouterr().out)["taken"] == 1
    # It stays one.
    put(inbox, invented(day_file("demo-2")))
    assert compact(inbox, lake) == OK


def test_folders_that_are_not_right_are_refused_in_one_sentence(
    inbox: Path, lake: Path, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").touch()
    compact(inbox, lake)
    capsys.readouterr()
    before = hashes(tmp_path)
    photos = tmp_path / "photos"
    for folders, named in (
        ((tmp_path / "nowhere", lake), tmp_path / "nowhere"),
        ((photos / "a.jpg", lake), photos / "a.jpg"),
        ((inbox, photos), photos),
        ((inbox, photos / "a.jpg"), photos / "a.jpg"),
        ((inbox, tmp_path / "x" / "y"), tmp_path / "x" / "y"),
        ((inbox, inbox), "two"),
        ((inbox, inbox / "lake"), "two"),
        ((tmp_path, lake), "two"),
    ):
        assert compact(*folders) == REFUSED
        out, err = capsys.readouterr()
        assert out == ""
        assert str(named) in err
        assert err.count("\n") == 1
    assert compact(inbox, lake, "--invented") == REFUSED
    assert "real figures" in capsys.readouterr().err
    assert hashes(tmp_path) == before


def test_beside_another_one_it_leaves(inbox: Path, lake: Path, capsys: Capture) -> None:
    with compacting(lake, invented=False):
        assert compact(inbox, lake) == ANOTHER_RUNS
    out, err = capsys.readouterr()
    assert out == ""
    assert "try again" in err


def test_a_damaged_lake_is_said(inbox: Path, lake: Path, capsys: Capture) -> None:
    compact(inbox, lake)
    capsys.readouterr()
    (lake / "days" / "month=2026-11" / "part.parquet").write_bytes(b"PAR1")
    assert compact(inbox, lake) == WRONG
    out, err = capsys.readouterr()
    assert out == ""
    assert "damaged" in err
    assert err.count("\n") == 1


def test_an_inbox_that_may_not_be_read_is_said(
    inbox: Path, lake: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Inbox) -> None:
        raise PermissionError(13, "Permission denied", str(inbox))

    monkeypatch.setattr(Inbox, "look", refuse)
    assert compact(inbox, lake) == WRONG
    assert capsys.readouterr().err == f"{inbox}: Permission denied.\n"


def test_a_full_disk_is_named_by_its_lake(
    inbox: Path, lake: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: MonthWriter) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as while_full:
        while_full.setattr(MonthWriter, "finish", refuse)
        assert compact(inbox, lake) == WRONG
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(f"{lake}: No space left on device")
    assert compact(inbox, lake) == OK


def test_what_may_not_be_removed_is_said(
    inbox: Path, lake: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Inbox, path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(Inbox, "remove", refuse)
    assert compact(inbox, lake, "--remove") == WRONG
    out, err = capsys.readouterr()
    assert numbers(out) == [2, 0, 0]
    assert numbers(err) == [2] and "--remove" in err
    assert compact(inbox, lake, "--remove", "--json") == WRONG
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["already_there"], told["not_removed"]) == (False, 2, 2)


def test_interrupted_it_says_so_by_its_code(
    inbox: Path, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(self: Inbox, path: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Inbox, "read", interrupt)
    assert compact(inbox, lake) == INTERRUPTED


def test_where_the_fleets_part_is_missing_it_says_what_to_install(
    inbox: Path, lake: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in the built program, which leaves it out."""
    really = fleet.find_spec

    def without(name: str) -> object:
        return None if name == "kiosk.fleet" else really(name)

    monkeypatch.setattr(fleet, "find_spec", without)
    assert compact(inbox, lake) == REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert "askfirst-kiosk[fleet]" in err
    assert not lake.exists()


def test_no_kiosk_loads_what_a_fleet_needs() -> None:
    program = (
        "import sys; from kiosk.cli.arguments import parser; parser();"
        "import kiosk.bootstrap.kiosk; assert 'kiosk.bootstrap.fleet_at_close' in sys.modules;"
        "print([name for name in sys.modules if name.split('.')[0] in ('pyarrow', 'ibis', 'duckdb')"
        " or name.startswith('kiosk.fleet')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_who_waits_at_a_terminal_sees_how_far_it_is(inbox: Path, lake: Path) -> None:
    for number in range(300):
        put(inbox, day_file(f"k-{number:03}"))
    put(inbox, day_file("bad"), b"{}\n")
    ours, theirs = pty.openpty()
    try:
        command = [sys.executable, "-m", "kiosk", "fleet", "compact", str(inbox), str(lake)]
        done = subprocess.run(command, stderr=theirs, stdout=subprocess.PIPE, check=False)
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    finally:
        os.close(ours)
    assert done.returncode == WRONG
    assert numbers(done.stdout.decode()) == [302, 0, 1]
    first, *_ = shown.decode().split("\r", 2)[1:]
    assert numbers(first) == [250, 303, 249, 0, 1]


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:
        # How Linux says that nobody has the other end any more.
        return b""
