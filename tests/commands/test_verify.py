"""``askfirst verify`` from end to end, on ledgers in real data folders."""

import argparse
import io
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.adapters.records import heads
from kiosk.adapters.records.connection import open_for_writing, transaction
from kiosk.adapters.records.ledger import Entry
from kiosk.bootstrap import parts
from kiosk.cli import main
from kiosk.cli import verify as verify_command
from kiosk.cli.codes import OK, REFUSED, WRONG
from kiosk.cli.saying import NOTHING_YET
from tests.adapters.records.ledger_files import LedgerFile
from tests.fakes.signer import SIGNER
from tests.saying import numbers, numbers_of
from tests.wording import a_line_has


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LedgerFile]:
    """A shop's ledger of 7 rows, with a head over the first 6."""
    file = LedgerFile(parts.records_file(tmp_path, demo=False))
    given = [file.give() for _ in range(3)]
    file.withdraw(given[1])
    file.append(Entry.STOPPED)
    file.sign()
    file.append(Entry.STARTED)
    yield file
    file.close()


def gone(text: str) -> None:
    raise BrokenPipeError


def verify(tmp_path: Path, *options: str) -> int:
    return main(["--data-dir", str(tmp_path), "verify", *options])


def spoil(ledger: LedgerFile) -> None:
    ledger.drop_triggers()
    ledger.connection.execute(
        "UPDATE consent_ledger SET leaf = replace(leaf, 'given', 'taken') WHERE seq = 4"
    )


def test_a_whole_ledger(
    ledger: LedgerFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(tmp_path) == OK
    said = capsys.readouterr()
    assert said.err == ""
    lines = said.out.splitlines()
    assert numbers_of(lines[:3]) == [["7", "1"], ["6"], ["1"]]
    assert a_line_has(lines[3], SIGNER.public.hex()[:16]) and lines[3].endswith(" 1.")
    assert a_line_has(lines[4], "6", "2026-11-24", "14:00", "1")


def test_a_broken_ledger_names_the_row_and_what_to_do(
    ledger: LedgerFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(ledger)
    assert verify(tmp_path) == WRONG
    said = capsys.readouterr().out
    assert numbers(said)[0] == "4"
    assert "askfirst restore FILE" in said
    assert "whole" not in said


def test_while_a_kiosk_writes_it_reads_and_changes_nothing(
    ledger: LedgerFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ledger.path.read_bytes()
    with transaction(ledger.db):
        assert verify(tmp_path) == OK
    assert ledger.path.read_bytes() == before
    assert "7 rows" in capsys.readouterr().out


@pytest.mark.parametrize("is_whole", [True, False])
def test_as_json(
    ledger: LedgerFile, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, is_whole: bool
) -> None:
    if not is_whole:
        spoil(ledger)
    assert verify(tmp_path, "--json") == (OK if is_whole else WRONG)
    told = json.loads(capsys.readouterr().out)
    manual = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    _, _, ours = manual.partition("## askfirst verify\n")
    _, _, listed = ours.partition("always all of them: ")
    assert [name.strip("` \n") for name in listed.partition(".")[0].split(",")] == list(told)
    assert told["whole"] is is_whole
    assert (told["broken"] is None) is is_whole
    if is_whole:
        assert told["keys"] == [{"row": 1, "public": SIGNER.public.hex()}]
        assert told["head"]["rows"] == 6
        assert (told["rows"], told["heads"], told["openings"], told["withdrawn"]) == (7, 1, 6, 1)
        assert (told["expired"], told["left_out"], told["anchored"]) == (0, 0, None)


def test_a_head_is_saved_and_the_ledger_goes_on_from_it(
    ledger: LedgerFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "head.txt"
    assert verify(tmp_path, "--save-head", str(kept)) == OK
    for _ in range(3):
        ledger.give()
    ledger.sign()
    capsys.readouterr()
    assert verify(tmp_path, "--anchor", str(kept)) == OK
    with_anchor = capsys.readouterr().out
    assert verify(tmp_path) == OK
    assert len({with_anchor, capsys.readouterr().out}) == 2, "it is said whether there was one"


def test_an_older_copy_is_told_from_the_ledger_by_its_anchor(
    ledger: LedgerFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    older = ledger.path.read_bytes()
    for _ in range(3):
        ledger.give()
    ledger.sign()
    kept = tmp_path / "head.txt"
    assert verify(tmp_path, "--save-head", str(kept)) == OK
    ledger.close()
    ledger.path.write_bytes(older)
    capsys.readouterr()
    assert verify(tmp_path) == OK
    assert verify(tmp_path, "--anchor", str(kept)) == WRONG
    assert any(numbers(line) == ["7", "10"] for line in capsys.readouterr().out.splitlines())
    ledger.db = open_for_writing(ledger.path)


def test_a_head_is_saved_though_nobody_reads_what_is_printed(
    ledger: LedgerFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "head.txt"
    monkeypatch.setattr(verify_command, "say", gone)
    with pytest.raises(BrokenPipeError):
        verify_command.verify(
            argparse.Namespace(
                data_dir=str(tmp_path), demo=False, anchor=None, json=False, save_head=str(kept)
            )
        )
    last = heads.latest(ledger.connection)
    assert last is not None
    assert kept.read_text(encoding="utf-8") == last.checkpoint


def test_a_head_on_standard_output_is_alone_there(
    ledger: LedgerFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(tmp_path, "--save-head", "-") == OK
    said = capsys.readouterr()
    last = heads.latest(ledger.connection)
    assert last is not None
    assert said.out == last.checkpoint
    assert "The ledger is whole" in said.err


def test_no_head_of_a_broken_ledger_is_saved(
    ledger: LedgerFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(ledger)
    kept = tmp_path / "head.txt"
    assert verify(tmp_path, "--save-head", str(kept)) == WRONG
    assert not kept.exists()
    assert "broken" in capsys.readouterr().out


def test_where_no_head_was_signed_none_is_saved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    LedgerFile(parts.records_file(tmp_path, demo=False)).close()
    assert verify(tmp_path, "--save-head", "-") == WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert "no signed head" in said.err


@pytest.mark.parametrize("text", [b"", b"no head", b"\xff\xfe", b"x" * 100_000])
def test_what_is_no_anchor_is_refused(
    ledger: LedgerFile, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes
) -> None:
    kept = tmp_path / "head.txt"
    kept.write_bytes(text)
    assert verify(tmp_path, "--anchor", str(kept)) == REFUSED
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{kept}: ")
    assert len(said.err.splitlines()) == 1


def test_an_anchor_that_is_not_there_is_said(
    ledger: LedgerFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(tmp_path, "--anchor", str(tmp_path / "gone")) == REFUSED
    assert "No such file" in capsys.readouterr().err


def test_the_demos_ledger_is_its_own(
    ledger: LedgerFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(tmp_path, "--demo") == WRONG
    assert capsys.readouterr() == ("", f"{NOTHING_YET}\n")
    LedgerFile(parts.records_file(tmp_path, demo=True)).close()
    assert verify(tmp_path, "--demo") == OK
    said = capsys.readouterr().out
    assert said.startswith("DEMO")
    assert any(numbers(line) == ["1", "0"] for line in said.splitlines())


@pytest.mark.parametrize("options", [(), ("--json",), ("--save-head", "-")])
def test_the_demos_ledger_never_stands_for_a_shops_that_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    LedgerFile(parts.records_file(tmp_path, demo=True)).close()
    assert verify(tmp_path, *options) == WRONG
    assert capsys.readouterr() == ("", f"{NOTHING_YET}\n")


def test_what_a_restored_backup_came_without_is_said(
    ledger: LedgerFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger.restore(4, 4)
    assert verify(tmp_path) == OK
    assert a_line_has(capsys.readouterr().out, "1 consent", "backup")


def test_a_file_of_a_newer_version_is_not_judged(
    ledger: LedgerFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger.db.execute(
        "INSERT INTO _sqlite_migrations(migration_set, name, applied_at)"
        " VALUES ('askfirst store', '9999 later', '')"
    )
    assert verify(tmp_path) == WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert "9999 later" in said.err


def test_a_file_that_cannot_be_opened_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts.records_file(tmp_path, demo=False).mkdir()
    assert verify(tmp_path) == WRONG
    assert "The ledger cannot be read: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("contents", "found"),
    [(b"", "not one that this program made"), (b"x" * 8192, "cannot be read after the beginning")],
)
def test_a_file_that_is_no_ledger_is_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], contents: bytes, found: str
) -> None:
    parts.records_file(tmp_path, demo=False).write_bytes(contents)
    assert verify(tmp_path) == WRONG
    assert found in capsys.readouterr().out


def test_another_programs_database_is_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = sqlite3.connect(parts.records_file(tmp_path, demo=False))
    connection.execute("CREATE TABLE customers(name)")
    connection.close()
    assert verify(tmp_path) == WRONG
    assert "not one that this program made" in capsys.readouterr().out


def test_a_terminal_sees_the_count_and_keeps_nothing_of_it(
    ledger: LedgerFile,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert verify(tmp_path) == OK
    assert "\r7 of 7 rows\r" in terminal.getvalue()
    assert terminal.getvalue().endswith(" \r")
    assert "of 7 rows" not in capsys.readouterr().out
