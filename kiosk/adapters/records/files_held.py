"""Every file in our folders, looked through for what does not belong."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import BinaryIO, Final

from kiosk.adapters.records import telltales
from kiosk.adapters.records.allowed import is_ballast, is_known_file, is_page
from kiosk.adapters.records.ballast import BALLAST_BYTES
from kiosk.adapters.records.findings import UNREAD, Findings
from kiosk.adapters.records.raw_files import is_of_store, open_of_store

MOST_BYTES_READ: Final = 16 * 1024 * 1024
"""So much of a file's beginning is read each time; of a longer one, as much again, elsewhere."""

_PIECE: Final = 256 * 1024
_HEAD: Final = 64 * 1024
_DEEPEST: Final = 6
_DATABASE: Final = b"SQLite format 3\x00"
_LOG_ENDINGS: Final = ("-wal", "-shm", "-journal")
_PDF: Final = b"%PDF-"
_PICTURE_IN_PDF: Final = re.compile(rb"/Subtype\s*/Image\b|\bBI\s+/W")


def look_through_files(store: Path, folders: Sequence[Path], findings: Findings, turn: int) -> None:
    """Compare the files beside the store, and those of other folders, with what there may be.

    ``turn`` says which part of a long file is read; it rises by one from day to day. A file
    that goes away meanwhile is none; one that cannot be read is a finding.
    """
    data = Path(os.path.realpath(store.parent))
    elsewhere = [Path(os.path.realpath(folder)) for folder in folders]
    for folder in (data, *(one for one in elsewhere if not one.is_relative_to(data))):
        for path in _files(folder, findings):
            place = path.relative_to(data if folder == data else folder.parent)
            try:
                _look_through(path, place, data / store.name, findings, turn)
            except FileNotFoundError:
                continue
            except OSError as error:
                findings.note(f"the file {place} {UNREAD}: {error.strerror}")


def _files(folder: Path, findings: Findings, depth: int = 0) -> Iterator[Path]:
    try:
        inside = sorted(folder.iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        findings.note(f"the folder {folder.name} {UNREAD}: {error.strerror}")
        return
    for path in inside:
        if not path.is_dir():
            yield path
        elif depth < _DEEPEST:
            yield from _files(path, findings, depth + 1)
        else:
            findings.note(f"a folder that does not belong here: {path.name}")


def _look_through(path: Path, place: PurePath, store: Path, findings: Findings, turn: int) -> None:
    if not (path.is_file() or path.is_symlink()):
        if path.exists():
            findings.note(f"something that is no file: {place}")
        return
    with _open(path, store) as file:
        findings.files += 1
        head = file.read(_HEAD)
    if not is_known_file(place, store.name):
        findings.note(f"a file that does not belong here: {place}")
    where = f"the file {place}"
    if is_ballast(place):
        _weigh_ballast(path, where, findings)
    elif _is_database(path, head):
        # Its tables are looked through by themselves; pages of numbers are what it is made of.
        pass
    elif is_page(place) and head.startswith(_PDF):
        # It lists how wide its letters are, numbers in a row; a picture in it is called by name.
        if any(_PICTURE_IN_PDF.search(piece) for piece in _pieces(path, store, turn)):
            findings.note_picture(where)
            return
    elif telltales.begins_as_picture(head):
        findings.note_picture(where)
        return
    elif telltales.is_vector(head):
        findings.note_vector(where)
        return
    if any(telltales.has_picture_mark(piece) for piece in _pieces(path, store, turn)):
        findings.note_picture(where)


def _open(path: Path, store: Path) -> BinaryIO:
    return open_of_store(path) if is_of_store(path, store) else path.open("rb")


def _is_database(path: Path, head: bytes) -> bool:
    return head.startswith(_DATABASE) or path.name.endswith(_LOG_ENDINGS)


def _weigh_ballast(path: Path, where: str, findings: Findings) -> None:
    # It may be being written just now: too little of it is nothing to wonder at.
    content = path.read_bytes()
    if len(content) > BALLAST_BYTES or telltales.is_lopsided(content):
        findings.note(f"{where} is not the random bytes that it should be")


def _pieces(path: Path, store: Path, turn: int) -> Iterator[bytes]:
    """The file's first part, and of a long one another part each day, in overlapping pieces."""
    size = path.stat().st_size
    beyond = max(0, size - MOST_BYTES_READ)
    starts = [0]
    if beyond:
        parts = -(-beyond // MOST_BYTES_READ)
        starts.append(MOST_BYTES_READ * (1 + turn % parts))
    with _open(path, store) as file:
        for start in starts:
            file.seek(max(0, start - telltales.LONGEST_MARK))
            left, tail = MOST_BYTES_READ + telltales.LONGEST_MARK, b""
            while left > 0 and (piece := file.read(min(_PIECE, left))):
                yield tail + piece
                left -= len(piece)
                tail = piece[-telltales.LONGEST_MARK :]
