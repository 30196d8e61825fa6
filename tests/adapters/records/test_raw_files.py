"""The store's files can be read as bytes without letting go of SQLite's locks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.adapters.records.raw_files import is_of_store, open_of_store
from kiosk.adapters.records.selfcheck import examine, own_folders
from tests.adapters.records.conftest import Book

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows' locks are the handle's own")

# What is locked, as another process sees it: nobody's own locks are in its own way.
_ASK = """
import fcntl, struct, sys
with open(sys.argv[1], "r+b") as file:
    asked = struct.pack("hhqqi", fcntl.F_WRLCK, 0, 0, 0, 0)
    print(struct.unpack("hhqqi", fcntl.fcntl(file, fcntl.F_GETLK, asked))[0] != fcntl.F_UNLCK)
"""


def is_locked(path: Path) -> bool:
    asked = subprocess.run(
        [sys.executable, "-c", _ASK, str(path)], check=True, capture_output=True, text=True
    )
    return asked.stdout == "True\n"


def test_a_look_through_everything_leaves_the_stores_locks(book: Book) -> None:
    book.keep()
    index = book.path.with_name(f"{book.path.name}-shm")
    assert is_locked(book.path)
    assert is_locked(index)
    assert examine(book.path, own_folders(book.path), book.clock.now()).ok
    assert is_locked(book.path)
    assert is_locked(index)


def test_it_is_read_from_its_beginning_each_time(book: Book) -> None:
    for _ in range(2):
        with open_of_store(book.path) as file:
            assert file.read(16) == b"SQLite format 3\x00"


def test_a_file_that_took_its_place_is_read_instead(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    for content in (b"one", b"two"):
        other = tmp_path / "other"
        other.write_bytes(content)
        other.replace(path)
        with open_of_store(path) as file:
            assert file.read() == content


def test_only_the_stores_own_files_are_kept_open(tmp_path: Path) -> None:
    store = tmp_path / "records.db"
    assert is_of_store(store, store)
    assert is_of_store(tmp_path / "records.db-shm", store)
    assert not is_of_store(tmp_path / "backups" / "records.db", store)
    assert not is_of_store(tmp_path / "records.db.new", store)
