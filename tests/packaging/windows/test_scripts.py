"""The scripts for Windows: what they name exists, and each says that nobody has run it."""

import re
from pathlib import Path

import pytest

from kiosk.adapters.settings.keys import KEYS
from kiosk.adapters.settings.place import DATA_DIR_VARIABLE

ROOT = Path(__file__).parents[3]
WINDOWS = ROOT / "packaging" / "windows"
MANUAL = (ROOT / "docs" / "operations" / "windows.md").read_text(encoding="utf-8")
COMMAND_LINE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
SCRIPTS = sorted(WINDOWS.glob("*.ps1"))

_PAIRS = {")": "(", "]": "[", "}": "{"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_each_says_that_it_is_untested_and_is_explained(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert text.startswith("# UNTESTED on Windows. ")
    assert f"| `packaging/windows/{script.name}` | " in MANUAL
    # PowerShell 5 takes a file without a mark for the country's own letters.
    assert text.isascii()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_each_stops_at_the_first_fault_and_closes_what_it_opens(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert '\n$ErrorActionPreference = "Stop"\n' in text
    open_yet: list[str] = []
    for sign in re.sub(r"(?m)^#.*$", "", re.sub(r'"(?:`.|[^"`])*"', '""', text)):
        if sign in "([{":
            open_yet.append(sign)
        elif sign in _PAIRS:
            assert open_yet.pop() == _PAIRS[sign]
    assert open_yet == []


def test_every_file_that_is_named_exists() -> None:
    texts = [MANUAL, *(script.read_text(encoding="utf-8") for script in SCRIPTS)]
    named = {name for text in texts for name in re.findall(r"[\w-]+\.(?:ps1|xml)\b", text)}
    assert {path.name for path in WINDOWS.iterdir()} == named
    build = (WINDOWS / "build.ps1").read_text(encoding="utf-8")
    inside = re.findall(r'"((?:packaging\\[\w\\]+\.py)|requirements\.lock)"', build)
    assert len(inside) == 2
    for place in inside:
        assert (ROOT / place.replace("\\", "/")).is_file(), place


def test_every_command_that_is_named_exists() -> None:
    texts = [MANUAL, *(script.read_text(encoding="utf-8") for script in SCRIPTS)]
    named = {name for text in texts for name in re.findall(r"askfirst\.exe ([a-z][\w-]*)", text)}
    assert {"setup", "doctor", "wipe"} <= named
    for name in named:
        assert f"\n## askfirst {name}\n" in COMMAND_LINE, name


def test_the_data_folder_is_named_as_the_program_looks_for_it() -> None:
    install = (WINDOWS / "install.ps1").read_text(encoding="utf-8")
    assert f'SetEnvironmentVariable("{DATA_DIR_VARIABLE}", $data, "Machine")' in install
    assert f"`{DATA_DIR_VARIABLE}`" in MANUAL


def test_the_port_for_phones_is_the_settings_own() -> None:
    (port,) = [key.default for key in KEYS if key.name == "phone.port"]
    assert f"-PhonePort {port}" in MANUAL
    assert f"-PhonePort {port} " in (WINDOWS / "firewall.ps1").read_text(encoding="utf-8")


def test_every_step_says_that_it_is_untested() -> None:
    steps = re.findall(r"(?m)^\d+\. (.*)$", MANUAL)
    assert len(steps) > 5
    for step in steps:
        assert step.startswith("**UNTESTED.** "), step
    assert MANUAL.split("\n\n")[1].startswith("**UNTESTED.** ")
