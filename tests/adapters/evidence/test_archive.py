"""The zip file: whole or not there, its owner's alone, and the same for the same content."""

import hashlib
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.adapters.evidence.archive import new_archive, new_spool


def write(path: Path, *contents: bytes) -> None:
    with new_archive(path) as archive:
        for number, content in enumerate(contents):
            archive.add(f"folder/{number}.txt", [content[:3], content[3:]])


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    with new_archive(path) as archive:
        archive.add("a.txt", iter([b"one ", b"two"]))
        archive.add("empty", [])
        assert archive.digests() == {
            "a.txt": (hashlib.sha256(b"one two").hexdigest(), 7),
            "empty": (hashlib.sha256(b"").hexdigest(), 0),
        }
    with zipfile.ZipFile(path) as opened:
        assert opened.namelist() == ["a.txt", "empty"]
        assert opened.read("a.txt") == b"one two"
        assert opened.testzip() is None
        for info in opened.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert stat.S_IMODE(info.external_attr >> 16) == 0o644


def test_the_same_content_is_the_same_file(tmp_path: Path) -> None:
    write(tmp_path / "1.zip", b"abcdef", b"x" * 100_000)
    write(tmp_path / "2.zip", b"abcdef", b"x" * 100_000)
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    write(tmp_path / "b.zip", b"abc")
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600


def test_one_that_is_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    write(path, b"first")
    write(path, b"second")
    with zipfile.ZipFile(path) as opened:
        assert opened.read("folder/0.txt") == b"second"
    assert [each.name for each in tmp_path.iterdir()] == ["b.zip"]


def failing() -> Iterator[bytes]:
    yield b"some"
    raise KeyError("in the middle")


def test_one_that_fails_leaves_nothing_and_the_old_one_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    write(path, b"first")
    before = path.read_bytes()
    with pytest.raises(KeyError), new_archive(path) as archive:
        archive.add("a.txt", [b"second"])
        archive.add("b.txt", failing())
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["b.zip"]


def test_a_half_written_one_of_a_power_cut_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".b.zip.new").write_bytes(b"half")
    write(tmp_path / "b.zip", b"abc")
    assert [each.name for each in tmp_path.iterdir()] == ["b.zip"]


def test_a_name_is_there_once(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="twice"), new_archive(tmp_path / "b.zip") as archive:
        archive.add("a.txt", [b""])
        archive.add("a.txt", [b""])


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    out = tmp_path / "missing" / "b.zip"
    with pytest.raises(FileNotFoundError) as found, new_archive(out):
        raise AssertionError("nothing can be written there")
    assert found.value.filename == str(out)


def test_lines_can_be_read_as_often_as_needed_and_are_gone(tmp_path: Path) -> None:
    with new_spool(tmp_path) as spool:
        assert list(spool.lines()) == []
        spool.write(b"one\n")
        spool.write(b"two\n")
        assert list(spool.lines()) == list(spool.lines()) == [b"one\n", b"two\n"]
        assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []
