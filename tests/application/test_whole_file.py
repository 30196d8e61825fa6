"""A file that is whole under its name, or as it was."""

import os
import stat
from pathlib import Path

import pytest

from kiosk.application.whole_file import WholeFile, write_whole


def test_it_is_there_for_its_owner_alone_and_replaces_what_was(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for content in (b"first", b"then"):
        write_whole(path, content)
        assert path.read_bytes() == content
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_cut_short_it_is_as_it_was_and_the_next_time_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_whole(path, b"first")

    def cut(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", cut)
        with pytest.raises(OSError, match="No space"):
            write_whole(path, b"then")
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]
    # What a power cut left is no hindrance.
    (tmp_path / "file.new").write_bytes(b"th")
    write_whole(path, b"then")
    assert path.read_bytes() == b"then"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_given_up_leaves_what_was(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, b"first")
    WholeFile(path, b"then").give_up()
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_others_may_read_it_where_they_might_before(tmp_path: Path) -> None:
    path = tmp_path / "file"
    WholeFile(path, b"first", mode=0o640).put_in_place()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
