"""Commands in a data folder that belongs to another account, or is not there at all."""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.adapters.system.ownership import ProgramUnreadable, take_on_owner
from kiosk.cli import main
from kiosk.cli.codes import REFUSED, WRONG
from tests.commands.test_upkeep import Shop

Capture = pytest.CaptureFixture[str]

NOBODY = 65534


@contextmanager
def as_another_account(folder: Path) -> Iterator[None]:
    """Root becomes nobody for a while; anybody else has the folder closed to them."""
    if os.geteuid() == 0:
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield
        finally:
            os.setresuid(0, 0, 0)
        return
    folder.chmod(0)
    try:
        yield
    finally:
        folder.chmod(0o700)


def anybody_may_read_this_checkout() -> bool:
    """False in root's own home: no other account could run the program from there at all."""
    places = Path(__file__).resolve().parents
    return os.geteuid() != 0 or all(place.stat().st_mode & 0o001 for place in places)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such accounts")
@pytest.mark.skipif(
    not anybody_may_read_this_checkout(), reason="no other account may read this checkout"
)
def test_the_doctor_says_whose_folder_it_is_and_goes_on(capsys: Capture) -> None:
    # Not pytest's own temporary folder: only its owner may walk through that one.
    with tempfile.TemporaryDirectory() as above:
        Path(above).chmod(0o711)
        shop = Shop(Path(above) / "data")
        shop.visit(1)
        # Loads what only this account may be able to read of Python.
        shop.do("doctor")
        capsys.readouterr()
        with as_another_account(shop.data):
            assert shop.do("doctor") == WRONG
            said = capsys.readouterr()
    assert said.err == ""
    assert str(shop.data) in said.out
    assert len(re.findall("→ .*owner", said.out)) == 2
    assert "models" in said.out
    assert "sound" not in said.out


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root becomes anybody"
)
def test_root_stays_root_where_the_owner_could_not_run_the_program(tmp_path: Path) -> None:
    folder, program = tmp_path / "data", tmp_path / "program"
    for each in (folder, program):
        each.mkdir(mode=0o700)
    os.chown(folder, NOBODY, NOBODY)
    before = os.getresuid(), os.getresgid(), os.getgroups()
    with pytest.raises(ProgramUnreadable, match=re.escape(str(program))):
        take_on_owner(folder, [program])
    assert (os.getresuid(), os.getresgid(), os.getgroups()) == before


COMMANDS = [
    ["stats"],
    ["withdraw"],
    ["receipt"],
    ["erase-due"],
    ["notice", "check"],
    ["verify"],
    ["evidence", "--out", "bundle.zip"],
    ["pia", "status"],
    ["backup"],
    ["restore", "backup.sqlite3"],
    ["wipe", "--yes"],
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_mistyped_folder_is_no_success(
    tmp_path: Path, capsys: Capture, command: list[str]
) -> None:
    gone = tmp_path / "gone"
    assert main(["--data-dir", str(gone), *command]) == REFUSED
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith(f"{gone} ")
    assert not gone.exists()


def test_a_file_is_no_data_folder(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "file"
    file.touch()
    assert main(["--data-dir", str(file), "wipe", "--yes"]) == REFUSED
    assert capsys.readouterr().err.startswith(f"{file} ")


def test_the_doctor_goes_on_without_the_folder(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--data-dir", str(tmp_path / "gone"), "doctor"]) == WRONG
    assert str(tmp_path / "gone") in capsys.readouterr().out
