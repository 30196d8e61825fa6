"""Whether a test that is in no tier, or too slow for the first one, is seen."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import tiers
from tests.tiers import ROOT, Tier, tier_of

TESTS = """
import time
import pytest

def test_quick(): pass

def test_slow(): time.sleep(0.3)

@pytest.mark.slow
def test_slow_and_worth_it(): time.sleep(0.3)

@pytest.mark.system
def test_of_the_system(): raise ValueError

@pytest.mark.machine
def test_of_a_machine(): raise ValueError
"""


def run(
    folder: Path, tier: str, *tables: str, option: str = "-q"
) -> tuple[int, str, dict[str, float]]:
    """Runs these tests as in a checkout of their own, on a machine that is never busy.

    There 0.2 s are the limit.
    """
    (folder / "test_some.py").write_text(TESTS, encoding="utf-8")
    (folder / "conftest.py").write_text(
        "from pathlib import Path\nfrom tests import tiers\n"
        f"tiers.ROOT = Path({str(folder)!r})\ntiers.DURATIONS = tiers.ROOT / 'took'\n"
        "tiers._pressure = lambda kind: 0.0\n"
        f"tiers.LIMIT = 0.2\ntiers.TIERS = {{{', '.join(tables)}}}\n",
        encoding="utf-8",
    )
    plain = ["-c", ROOT / "pyproject.toml", "--rootdir", folder, "-p", "no:cacheprovider"]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            option,
            "-p",
            tiers.__name__,
            *plain,
            "--tier",
            tier,
            folder,
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    took = folder / "took" / f"{tier}.json"
    written = json.loads(took.read_text("utf-8")) if took.exists() else {}
    return done.returncode, done.stdout + done.stderr, written


def test_what_is_slow_and_not_marked_fails_in_the_fast_tier(tmp_path: Path) -> None:
    code, said, took = run(tmp_path, "fast", "'test_some.py': tiers.Tier.FAST")
    assert code == pytest.ExitCode.TESTS_FAILED
    assert "1 failed, 2 passed, 2 deselected" in said
    assert re.findall(r"^FAILED .*::(\w+)", said, re.MULTILINE) == ["test_slow"]
    assert sorted(took.values())[1] > 0.2
    assert len(took) == 3


def test_what_is_slow_passes_where_time_is_not_judged(tmp_path: Path) -> None:
    _, said, _ = run(tmp_path, "fast", "'test_some.py': tiers.Tier.FAST", option="--any-time")
    assert "3 passed, 2 deselected" in said


def test_a_mark_puts_a_test_into_a_later_tier(tmp_path: Path) -> None:
    for tier in ("system", "machine"):
        code, said, _ = run(tmp_path, tier, "'test_some.py': tiers.Tier.FAST")
        assert code == pytest.ExitCode.TESTS_FAILED
        assert "1 failed, 4 deselected" in said


def test_a_file_in_no_tier_ends_the_run(tmp_path: Path) -> None:
    code, said, _ = run(tmp_path, "fast")
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "test_some.py is in no tier" in said


def test_what_the_table_names_is_there_and_every_test_is_in_a_tier() -> None:
    assert [name for name in (*tiers.TIERS, *tiers.GROUPS) if not (ROOT / name).exists()] == []
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    assert len(files) > 100
    assert [path for path in files if tier_of(path) is None] == []
    assert {tier_of(path) for path in files} == set(Tier)
