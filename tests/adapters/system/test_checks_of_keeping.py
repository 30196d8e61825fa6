"""What is kept beside the records: whose it is, the reserve, the key, the last backup."""

import os
from datetime import date
from pathlib import Path

import pytest

from kiosk.adapters.system import checks_of_keeping as checks
from kiosk.application.doctor import Check

TODAY = date(2026, 3, 10)


def only(found: object) -> Check:
    (check,) = found  # pyright: ignore[reportGeneralTypeIssues]
    assert check.says
    assert check.ok or check.cure
    return check


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_files_of_another_account_are_named(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    paths = [tmp_path / name for name in ("a-wal", "b", "c", "backups/d")]
    for path in paths:
        path.touch()
    assert only(checks.ownership(tmp_path)).ok
    for path in paths:
        os.chown(path, 4711, 4711)
    found = only(checks.ownership(tmp_path))
    assert not found.ok
    assert f"{paths[0]}, " in found.says
    assert "and 1 more" in found.says
    assert "chown" in found.cure
    assert list(checks.ownership(tmp_path / "nowhere")) == []


def test_the_room_for_a_full_disk_is_kept_was_needed_or_comes_later(tmp_path: Path) -> None:
    ballast = tmp_path / "ballast"
    assert only(checks.reserve(ballast, 1024, has_records=False)).ok
    assert not only(checks.reserve(ballast, 1024, has_records=True)).ok
    ballast.write_bytes(bytes(1024))
    assert only(checks.reserve(ballast, 1024, has_records=True)).ok


def test_a_key_that_others_can_read_is_named(tmp_path: Path) -> None:
    key = tmp_path / "signing.key"
    assert only(checks.signing_key(key)).ok
    key.touch(mode=0o600)
    assert only(checks.signing_key(key)).ok
    if os.name == "posix":
        key.chmod(0o640)
        found = only(checks.signing_key(key))
        assert not found.ok
        assert found.cure == f"chmod 600 {key}"


def test_a_backup_is_whole_late_damaged_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "askfirst-2026-03-09-00000000.sqlite3"
    assert not only(checks.backup((date(2026, 3, 9), path), None, TODAY)).cure
    late = only(checks.backup((date(2026, 3, 7), path), None, TODAY))
    assert late.ok
    assert "2026-03-07" in late.says
    assert "askfirst backup" in late.cure
    damaged = only(checks.backup((date(2026, 3, 9), path), "its pages are damaged", TODAY))
    assert not damaged.ok
    assert str(path) in damaged.says
    assert only(checks.backup(None, None, TODAY)).ok
