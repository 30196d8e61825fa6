"""Whether a test that is left out is seen in CI, and only there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import left_out

TESTS = """
import pytest

def test_well(): pass

@pytest.mark.skipif(True, reason="no tool here")
def test_marked(): pass

def test_asked():
    pytest.skip("no root here")

@pytest.fixture
def disk():
    pytest.skip("no disk here")

def test_furnished(disk): pass

@pytest.mark.skipif(True, reason="no other account may read this checkout")
def test_may_be(): pass

@pytest.mark.xfail
def test_expected(): raise ValueError
"""


def outcomes(folder: Path, ci: str) -> tuple[int, str]:
    (folder / "test_some.py").write_text(TESTS, encoding="utf-8")
    alone = [
        "-c",
        os.devnull,
        "--rootdir",
        folder,
        "-p",
        "no:cacheprovider",
        "-p",
        left_out.__name__,
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *alone, folder],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "CI": ci},
    )
    return done.returncode, done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="CI is Linux's")
def test_in_ci_what_is_left_out_has_failed_and_says_why(tmp_path: Path) -> None:
    code, said = outcomes(tmp_path, "true")
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "1 failed, 1 passed, 1 skipped, 1 xfailed, 2 errors" in said
    for reason in ("no tool here", "no root here", "no disk here"):
        assert f"left out, which nothing may be in CI: Skipped: {reason}" in said


def test_elsewhere_it_is_left_out(tmp_path: Path) -> None:
    code, said = outcomes(tmp_path, "")
    assert code == pytest.ExitCode.OK
    assert "1 passed, 4 skipped, 1 xfailed" in said


def test_every_test_is_looked_at(request: pytest.FixtureRequest) -> None:
    assert request.config.pluginmanager.is_registered(left_out)
