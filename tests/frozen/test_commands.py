"""Every command of the built program does its work, with no network and no Python about."""

import json
import zipfile
from pathlib import Path

import pytest

from kiosk.cli.arguments import parser
from tests.faults.running import make_shop
from tests.frozen.built import Built

pytestmark = [pytest.mark.timeout(1200)]


def test_all_is_well(built: Built, played: Path) -> None:
    done = built.run("doctor", "--demo", "--json", data=played)
    found = json.loads(done.stdout)
    assert found["ok"], done.stdout
    assert done.returncode == 0
    assert {"confinement", "models", "qt", "fonts and words"} <= {
        check["name"] for check in found["checks"]
    }


def test_every_command_is_there(built: Built) -> None:
    told = built.run("--help").stdout
    assert told == parser().format_help()


def test_a_command_knows_its_options(built: Built) -> None:
    # One of its own, and one of a group's; which there are, is one table for all.
    for name in ("stats", "notice check"):
        done = built.run(*name.split(), "--help")
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(f"usage: askfirst {name} ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("stats", "--demo"),
        ("stats", "--demo", "--json", "yesterday"),
        ("notice", "check", "--demo"),
        ("notice", "show", "--demo"),
        ("verify", "--demo"),
        ("pia", "status", "--demo"),
        ("model", "card"),
        ("notice", "requests", "--demo"),
    ],
    ids=" ".join,
)
def test_what_is_asked_is_answered(built: Built, played: Path, arguments: tuple[str, ...]) -> None:
    done = built.run(*arguments, data=played)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_reports_papers_and_tables_are_written(built: Built, played: Path, tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    done = built.run("report", "--demo", "--span", "month", "--out", str(reports), data=played)
    assert done.returncode == 0, done.stderr
    pages = [*reports.glob("*.pdf")]
    assert pages and all(page.read_bytes().startswith(b"%PDF") for page in pages)
    table = tmp_path / "month.csv"
    done = built.run("export", "--demo", "--span", "month", "--out", str(table), data=played)
    assert done.returncode == 0, done.stderr
    assert table.read_text(encoding="utf-8").count("\n") > 10


def test_an_authority_gets_its_bundle(built: Built, played: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "evidence.zip"
    done = built.run("evidence", "--demo", "--out", str(bundle), data=played)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(bundle) as files:
        assert "verify.py" in {Path(name).name for name in files.namelist()}
        (manifest,) = [name for name in files.namelist() if name.endswith("manifest.json")]
        made = json.loads(files.read(manifest))
    assert "commit" in made["software"]


def test_a_shop_is_seen_to(built: Built, tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    for arguments in (("door", "status"), ("door", "token"), ("staff", "audit"), ("pia", "status")):
        done = built.run(*arguments, data=shop)
        assert done.returncode in (0, 1), done.stderr
        assert "fault of its own" not in done.stderr


def test_two_invented_years_are_made_and_shown(built: Built, tmp_path: Path) -> None:
    done = built.run("demo", "--with-history", "--play", data=tmp_path)
    assert done.returncode == 0, done.stderr
    history = tmp_path / "demo-history"
    told = built.run("stats", "--demo", "--span", "month", "--json", data=history)
    assert json.loads(told.stdout)["demo"] is True, told.stderr
