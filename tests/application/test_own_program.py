"""This program, started once more: from source without anything before its first line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.application.own_program import is_built, own_environment, own_program

FOLDER = Path(__file__).resolve().parents[2]


def started(*arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*own_program(), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        cwd=cwd,
        env=own_environment() | more,
    )


def test_it_is_found_from_any_folder(tmp_path: Path) -> None:
    said = started("--version", cwd=tmp_path)
    assert said.stdout.startswith("AskFirst ")
    assert (said.returncode, said.stderr) == (0, "")


def test_from_source_nothing_runs_before_its_first_line(tmp_path: Path) -> None:
    (tmp_path / "kiosk.py").write_text("print('the working folder')", encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text("print('a hook')", encoding="utf-8")
    said = started("--version", cwd=tmp_path, PYTHONSTARTUP=str(tmp_path / "kiosk.py"))
    assert said.stdout.startswith("AskFirst ")
    flags = own_program()[1:-2]
    lines = "import sys; print(sys.flags.no_site, sys.flags.safe_path, sys.flags.no_user_site)"
    asked = [sys.executable, *flags, "-c", lines]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split() == [
        "1",
        "True",
        "1",
    ]


def test_its_libraries_are_found_without_site() -> None:
    lines = "import PySide6, cv2, serial, starlette, tzdata, kiosk; print(kiosk.__file__)"
    asked = [sys.executable, *own_program()[1:-2], "-c", lines]
    found = subprocess.run(asked, capture_output=True, text=True, check=True, env=own_environment())
    assert Path(found.stdout.strip()).is_relative_to(FOLDER)


def test_it_is_told_nothing_but_where_its_code_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASKFIRST_SECRET", "a secret")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/libraries")
    told = own_environment()
    assert told["LD_LIBRARY_PATH"] == "/opt/libraries"
    assert str(FOLDER) in told["PYTHONPATH"].split(os.pathsep)
    assert set(told) <= {"LD_LIBRARY_PATH", "SYSTEMROOT", "PYTHONPATH", "PYTHONUTF8"}


def test_a_built_program_is_its_own_executable(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_built()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/askfirst/askfirst")
    assert is_built()
    assert own_program() == ["/opt/askfirst/askfirst"]
