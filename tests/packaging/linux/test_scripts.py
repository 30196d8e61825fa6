"""What runs as root at every installation: no careless shell."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.faults.store_disks import cannot

LINUX = Path(__file__).parents[3] / "packaging" / "linux"
SCRIPTS = [*sorted((LINUX / "scripts").iterdir()), LINUX / "root" / "usr" / "bin" / "askfirst"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_shellcheck_finds_nothing(script: Path) -> None:
    if shutil.which("shellcheck") is None:
        cannot("there is no shellcheck here")
    done = subprocess.run(
        ["shellcheck", "--shell=sh", "--norc", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_each_stops_at_the_first_thing_that_fails(script: Path) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/bin/sh"
    assert any(line in ("set -e", "set -eu") for line in lines)
