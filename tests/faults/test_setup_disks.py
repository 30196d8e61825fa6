"""A set-up on a disk that is full, or cannot be written: all of it, or nothing."""

import io
import sys
from pathlib import Path

import pytest

from kiosk.bootstrap import assessment, load_settings
from kiosk.cli import main
from kiosk.cli.codes import OK, WRONG
from tests.adapters.staff.house import MANAGER_PIN, STAFF_PIN
from tests.commands.setup_answers import EXAMPLE, sign_off_lines, with_lines
from tests.faults.store_disks import run, small_disk

Capture = pytest.CaptureFixture[str]

PINS = ("[pins]", f'manager = "{MANAGER_PIN}"', f'staff = "{STAFF_PIN}"')
SIZES = range(4 * 1024, 400 * 1024, 20 * 1024)


def content(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def do(data: Path, *options: str | Path) -> int:
    return main(["--data-dir", str(data), "setup", *map(str, options)])


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return with_lines(tmp_path / "answers.toml", *PINS, *sign_off_lines())


@pytest.mark.timeout(600)
@pytest.mark.parametrize("is_set_up", [False, True], ids=["nothing here", "set up already"])
def test_on_a_disk_of_any_size_it_is_all_there_or_as_it_was(
    tmp_path: Path, answers: Path, capsys: Capture, is_set_up: bool
) -> None:
    ended: set[int] = set()
    for size in SIZES:
        with small_disk(tmp_path / f"disk{size}", size) as disk:
            data = disk / "data"
            if is_set_up and do(data, "--answers", EXAMPLE, "--set", "kiosk.day_begins=6") != OK:
                continue
            before = content(disk)
            capsys.readouterr()
            code = do(data, "--answers", answers)
            said = capsys.readouterr()
            ended.add(code)
            if code == OK:
                settings = load_settings(data, demo=False)
                assert settings.kiosk.day_begins == 4
                assert assessment.standing(data, settings).is_signed
                assert said.out, "a recovery code"
            else:
                assert code == WRONG
                assert content(disk) == before, size
                assert data.exists() == is_set_up
                assert said.out == ""
                assert said.err.endswith("Nothing was changed.\n")
    assert ended == {OK, WRONG}, "disks that were large enough, and disks that were not"


def test_on_a_disk_that_cannot_be_written_it_says_so(
    tmp_path: Path, answers: Path, capsys: Capture
) -> None:
    with small_disk(tmp_path / "disk", 1024 * 1024) as disk:
        data = disk / "data"
        assert do(data, "--answers", EXAMPLE, "--set", "kiosk.day_begins=6") == OK
        before = content(disk)
        capsys.readouterr()
        run("mount", "-o", "remount,ro", disk)
        for folder in (data, disk / "new"):
            assert do(folder, "--answers", answers) == WRONG
            said = capsys.readouterr().err
            assert "Read-only file system" in said
            assert said.endswith("Nothing was changed.\n")
        assert content(disk) == before
