"""What is erased is overwritten first, and nothing else is touched."""

import os
from pathlib import Path

import pytest

from kiosk.adapters.system.wiping import erase


def test_a_file_is_overwritten_before_it_goes(tmp_path: Path) -> None:
    file, seen = tmp_path / "file", tmp_path / "seen"
    file.write_bytes(b"a visit" * 300_000)
    # A second name for the same bytes: what they are now can still be read.
    os.link(file, seen)
    assert erase(file) == 1
    assert not file.exists()
    assert seen.read_bytes() == bytes(7 * 300_000)


def test_a_folder_goes_with_all_that_is_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    for name in ("one", "inner/two", "inner/.three"):
        (folder / name).write_bytes(b"something")
    (folder / "empty").touch()
    assert erase(folder) == 4
    assert list(tmp_path.iterdir()) == []


def test_a_link_goes_and_what_it_points_to_stays(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").write_bytes(b"somebody else's")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "to the folder").symlink_to(elsewhere)
    (folder / "to the file").symlink_to(elsewhere / "file")
    (folder / "to nothing").symlink_to(tmp_path / "nothing")
    assert erase(folder) == 3
    assert (elsewhere / "file").read_bytes() == b"somebody else's"


def test_what_nobody_may_write_is_erased_by_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"a visit")
    file.chmod(0o400)
    assert erase(file) == 1
    assert not file.exists()


def test_nothing_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert erase(tmp_path / "none" / "deeper") == 0


def test_what_could_not_be_overwritten_is_still_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"a visit")

    def fail(descriptor: int) -> None:
        raise OSError("Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="Input/output error"):
        erase(file)
    assert file.exists()
