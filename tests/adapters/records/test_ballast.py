"""The room that is kept for the last row."""

import errno
from pathlib import Path

import pytest

from kiosk.adapters.records import ballast
from kiosk.adapters.records.ballast import BALLAST_BYTES, Ballast


def test_it_takes_and_gives_back_its_room(tmp_path: Path) -> None:
    path = tmp_path / "ballast"
    kept = Ballast(path)
    kept.make()
    assert path.stat().st_size == BALLAST_BYTES
    assert path.stat().st_blocks * 512 >= BALLAST_BYTES
    assert path.stat().st_mode & 0o777 == 0o600
    kept.free()
    assert not path.exists()
    kept.free()


def test_it_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "ballast"
    kept = Ballast(path)
    kept.make()
    before = path.read_bytes()
    kept.make()
    assert path.read_bytes() == before
    path.write_bytes(before[:100])
    kept.make()
    assert path.stat().st_size == BALLAST_BYTES


def test_half_of_it_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(path: Path) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(ballast, "sync", no_room)
    with pytest.raises(OSError, match="no space"):
        Ballast(tmp_path / "ballast").make()
    assert not (tmp_path / "ballast").exists()
