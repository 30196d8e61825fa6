"""Reading the store's own files as bytes, in the process that has them open as a database.

POSIX lets go of every lock that a process holds on a file when it closes any descriptor of it.
SQLite's locks are such locks: without them the next program that opens the store takes itself
for the only one, and cuts the log's index under the kiosk, which ends by a bus error. So here
a descriptor of such a file is opened once and never closed.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

_LOG_ENDINGS: Final = ("", "-wal", "-shm", "-journal")
_OF_PINS: Final = "staff.sqlite3"

_kept_open: Final[dict[tuple[int, int], int]] = {}


def is_of_store(path: Path, store: Path) -> bool:
    """True for the store's file, that of the PINs, and those that SQLite keeps beside them."""
    names = {name + end for name in (store.name, _OF_PINS) for end in _LOG_ENDINGS}
    return path.parent == store.parent and path.name in names


def open_of_store(path: Path) -> BinaryIO:
    """One of the store's files, to be read from its beginning, by one thread at a time.

    Closing it leaves its descriptor open. Windows, whose locks are the handle's own, needs none
    of this.
    """
    if os.name == "nt":
        return path.open("rb")
    file = open(_descriptor(path), "rb", closefd=False)  # noqa: SIM115  the caller closes it
    file.seek(0)
    return file


def pieces_of_store(path: Path, size: int) -> Iterator[bytes]:
    """The whole of one of the store's files, ``size`` bytes at a time.

    For any thread, beside one that reads by ``open_of_store``: it leaves alone where that one is
    in the file. Windows has no such reading, and each of its readers a handle.
    """
    if os.name == "nt":
        with path.open("rb") as file:
            yield from iter(lambda: file.read(size), b"")
    else:
        descriptor, at = _descriptor(path), 0
        while piece := os.pread(descriptor, size, at):
            yield piece
            at += len(piece)


def _descriptor(path: Path) -> int:
    found = path.stat()
    key = (found.st_dev, found.st_ino)
    if key not in _kept_open:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        opened = os.fstat(descriptor)
        # Another file by now, perhaps: then of that one.
        key = (opened.st_dev, opened.st_ino)
        _kept_open.setdefault(key, descriptor)
    return _kept_open[key]
