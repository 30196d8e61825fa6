"""Fault 29: a kiosk with settings that are not whole starts nothing, and says each problem.

The real program is started over a real folder; what every single line may be is in
tests/adapters/settings/test_reading.py.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.cli.codes import REFUSED
from tests.faults.running import EXAMPLE, PATIENCE, PROJECT

WHOLE = EXAMPLE.read_text(encoding="utf-8")


Harm = Callable[[Path], object]


def line(written: str) -> Harm:
    """The whole file, with one line more in its table of the camera."""
    return lambda path: path.write_text(
        WHOLE.replace("[camera]\n", f"[camera]\n{written}\n"), encoding="utf-8"
    )


def unreadable(path: Path) -> None:
    """No right is missing to root: a folder in its place cannot be read by anyone."""
    path.mkdir()


HARMS: dict[str, tuple[Harm, tuple[str, ...]]] = {
    "missing": (lambda path: None, ("there is no settings file",)),
    "unreadable": (unreadable, ("cannot be read (Is a directory)",)),
    "empty": (lambda path: path.write_text(""), ("is empty",)),
    "half-written": (
        lambda path: path.write_text(WHOLE[: len(WHOLE) // 3] + '\nname = "No', encoding="utf-8"),
        ("is no whole TOML file",),
    ),
    "no text": (lambda path: path.write_bytes(b"\xff\xfe" * 20), ("is not UTF-8 text",)),
    "unknown key": (line("second = 8"), ("camera.second = 8 is not a setting",)),
    "wrong type": (line('seconds = "8"'), ("camera.seconds = ",)),
    "out of range": (line("seconds = 3600"), ("camera.seconds = 3600 is not allowed",)),
    "two at once": (
        line("seconds = 3600\nsecond = 8"),
        ("camera.seconds = 3600 is not allowed", "camera.second = 8 is not a setting"),
    ),
    "a number of digits without end": (line(f"seconds = {'9' * 5000}"), ("is no settings file",)),
}


@pytest.mark.parametrize("harm", HARMS)
def test_nothing_is_started_and_each_problem_is_one_line(tmp_path: Path, harm: str) -> None:
    harms, said = HARMS[harm]
    shop = tmp_path / "shop"
    shop.mkdir()
    harms(shop / SETTINGS_FILE)
    before = sorted(shop.rglob("*"))
    ended = subprocess.run(
        [sys.executable, "-m", "kiosk", "run", "--data-dir", str(shop)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == REFUSED
    assert ended.stdout == ""
    lines = [line for line in ended.stderr.splitlines() if line.startswith(str(shop))]
    assert len(lines) == len(said)
    for problem, words in zip(lines, said, strict=True):
        assert words in problem
    assert "Traceback" not in ended.stderr
    # No records, no lock, no key: it did not begin.
    assert sorted(shop.rglob("*")) == before
