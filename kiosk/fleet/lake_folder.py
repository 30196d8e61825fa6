"""A lake's folder: whether it is one, who works on it, and whether the last who did came to an end.

``lake.json`` says what it is. ``lock`` is held by one compaction alone, or by any number of
reports. ``unfinished`` names the month whose files are just being put in place.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.application.whole_file import write_whole

FORMAT: Final = 2
"""Rises when a reader of the tables would have to be another one."""

SET_ASIDE: Final = "set-aside"
REASONS: Final = "reasons.jsonl"

UNFINISHED: Final = "unfinished"

_LAKE: Final = "lake.json"
_LOCK: Final = "lock"
_READABLE: Final = 0o644
"""Nothing in a lake is of one visitor."""


class NoLake(Exception):
    """The folder is no lake that this can work on; the text says why."""


class LakeBusy(Exception):
    """Somebody else works on it; the text says so."""


class LakeUnfinished(Exception):
    """A compaction was cut short while it put files in place; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Lake:
    """A lake that is locked for us. ``invented`` is True where all its figures are."""

    folder: Path
    invented: bool

    @property
    def set_aside(self) -> Path:
        return self.folder / SET_ASIDE

    def count_set_aside(self) -> int:
        """How many files lie set aside. Raises OSError."""
        return sum(1 for each in self.set_aside.glob("*.jsonl") if each.name != REASONS)


@contextmanager
def reading(folder: Path) -> Iterator[Lake]:
    """The lake as it stays while it is read. Raises NoLake, LakeBusy, LakeUnfinished, OSError."""
    invented = _is_invented(folder)
    if invented is None:
        raise NoLake(f"{folder} is no lake: askfirst fleet compact makes one.")
    with _locked(folder, alone=False):
        if (folder / UNFINISHED).exists():
            raise LakeUnfinished(
                f"{folder}: a compaction was cut short. askfirst fleet compact finishes it, with "
                "whatever inbox."
            )
        yield Lake(folder, invented)


@contextmanager
def compacting(folder: Path, *, invented: bool) -> Iterator[Lake]:
    """The lake for the only one who writes, made where there is none.

    Raises NoLake, also for a lake of real figures that is to be one of invented ones; LakeBusy,
    OSError.
    """
    _make(folder)
    with _locked(folder, alone=True):
        is_invented = _is_invented(folder)
        if is_invented is None:
            content = json.dumps({"askfirst": "lake", "format": FORMAT, "invented": invented})
            write_whole(folder / _LAKE, f"{content}\n".encode(), _READABLE)
            is_invented = invented
        elif invented and not is_invented:
            raise NoLake(f"{folder} is a lake of real figures; invented ones need another.")
        yield Lake(folder, is_invented)


def _make(folder: Path) -> None:
    if folder.is_dir():
        others = {each.name for each in folder.iterdir()}
        # What a first compaction leaves that was cut short before it came to anything.
        if _LAKE in others or others <= {_LOCK, f"{_LAKE}.new"}:
            return
        raise NoLake(f"{folder} is no lake, and not empty: name a new folder.")
    if folder.exists():
        raise NoLake(f"{folder} is no folder.")
    if not folder.absolute().parent.is_dir():
        raise NoLake(f"There is no folder for {folder}.")
    folder.mkdir(exist_ok=True)


def _is_invented(folder: Path) -> bool | None:
    """None where there is no lake. Raises NoLake for one that is not this program's."""
    try:
        content = (folder / _LAKE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        found: Any = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.get("askfirst") != "lake":
        raise NoLake(f"{folder / _LAKE} is not what a lake has.")
    if found.get("format") != FORMAT or not isinstance(found.get("invented"), bool):
        raise NoLake(f"{folder} is a lake of another AskFirst: this one cannot work on it.")
    return found["invented"]


@contextmanager
def _locked(folder: Path, *, alone: bool) -> Iterator[None]:
    path = folder / _LOCK
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT if alone else os.O_RDONLY, _READABLE)
    except FileNotFoundError:
        # A copy without its lock: nobody writes into it, for who does makes one.
        yield
        return
    try:
        _lock(handle, folder, alone=alone)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, folder: Path, *, alone: bool) -> None:
    """Let go by the system when the handle is closed, or its process ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            # Knows no sharing: there, reports keep each other out, too.
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as why:
        who = "A compaction or a report" if alone else "A compaction"
        raise LakeBusy(f"{who} works on {folder} just now: try again when it is done.") from why
