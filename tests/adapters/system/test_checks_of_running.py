"""The doctor on starts that ended by themselves, and on folders of other disks."""

from pathlib import Path

import pytest

from kiosk.adapters.system.checks_of_running import folder_elsewhere, starts
from kiosk.application.doctor import Check


def looked(folder: Path, data: Path) -> Check:
    (found,) = folder_elsewhere("backup folder", "records.backup_folder", folder, data)
    return found


@pytest.mark.parametrize(("unfinished", "ok"), [(0, True), (4, True), (5, False), (9, False)])
def test_starts(unfinished: int, ok: bool) -> None:
    (found,) = starts(unfinished, most=5)
    assert found.ok is ok
    assert bool(found.cure) is not ok


def test_a_folder_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    assert looked(tmp_path / "stick", tmp_path / "data").ok
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_folder_that_is_not(tmp_path: Path) -> None:
    found = looked(tmp_path / "stick", tmp_path / "data")
    assert not found.ok
    assert "is not there" in found.says
    assert "records.backup_folder" in found.cure


def test_a_folder_within_the_data(tmp_path: Path) -> None:
    inside = tmp_path / "data" / "mine"
    inside.mkdir(parents=True)
    (tmp_path / "link").symlink_to(inside)
    for folder in (inside, tmp_path / "link"):
        assert "lies in the data folder" in looked(folder, tmp_path / "data").says


def test_a_folder_of_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr("os.access", lambda *given: False)
    assert "cannot be read and written" in looked(tmp_path / "stick", tmp_path / "data").says
