"""What the program says of itself: its version, and in a built one the commit as well."""

import json
import sys
import tomllib
from pathlib import Path

import pytest

from kiosk.adapters.system.version import version, version_and_commit

PROJECT = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))


def test_from_source_there_is_a_version_alone() -> None:
    assert version() == version_and_commit() == PROJECT["project"]["version"]


@pytest.mark.parametrize(
    ("commit", "said"),
    [
        ("0123456789abcdef0123456789abcdef01234567", "7.8.9 (commit 0123456789ab)"),
        ("0123456789abcdef0123456789abcdef01234567+", "7.8.9 (commit 0123456789ab+)"),
        ("unknown", "7.8.9 (commit unknown)"),
    ],
)
def test_a_built_program_says_what_it_was_built_from(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, commit: str, said: str
) -> None:
    facts = {"version": "7.8.9", "commit": commit}
    (tmp_path / "build.json").write_text(json.dumps(facts), encoding="utf-8")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert version() == "7.8.9"
    assert version_and_commit() == said
