"""The folder into which day files come, from whoever can write there: nothing in it is trusted.

Taken are plain files that lie where a day file lies, KIOSK/DAY, and nothing is followed to anywhere
else. Names that begin with a dot, or end in ".new", are left alone: those are of files that are
still being written here, by what carries them or by a kiosk itself.
"""

import errno
import os
import stat
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.application.day_file import KIOSK_NAME
from kiosk.application.whole_file import write_whole
from kiosk.fleet.day_reader import LARGEST, DayFileRefused, day_named

_NO_DAY_FILE: Final = "its name is not that of a day file, kiosk=NAME/day=YYYY-MM-DD.jsonl"
_FOLDER: Final = "it is a folder, where only files belong"
_NO_PLAIN_FILE: Final = "it is no plain file but a link, a device or the like"

_HOLDS_FOLDERS: Final = os.open in os.supports_dir_fd
"""Windows opens files by their paths alone."""

_KIOSK: Final = "kiosk="
_BEFORE_DAY: Final = "day="
_AFTER_DAY: Final = ".jsonl"


class Unreadable(DayFileRefused):
    """The system does not let us read it; the text says why."""


class NotPlain(DayFileRefused):
    """It is no plain file, so it is neither read nor moved."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """What lies in the inbox and is no day file. ``is_file`` is True of what can be moved."""

    path: str
    why: str
    is_file: bool


@dataclass(frozen=True, slots=True)
class Read:
    """A file's bytes, and when it was last written to, in seconds as the system counts them."""

    content: bytes
    changed: float


class Inbox:
    """Paths are those below the inbox, with forward slashes; they may be any that a system has."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def look(self) -> tuple[dict[str, list[date]], list[Stranger]]:
        """The days of each kiosk, by what their files are called, and whatever else lies there.

        Raises OSError where the inbox itself cannot be read.
        """
        days: defaultdict[str, list[date]] = defaultdict(list)
        strangers: list[Stranger] = []
        with os.scandir(self._folder) as entries:
            for entry in entries:
                name = entry.name
                kiosk = name.removeprefix(_KIOSK)
                if _is_being_written(name):
                    continue
                if not entry.is_dir(follow_symlinks=False):
                    strangers.append(_stranger(entry, name))
                elif kiosk == name or not KIOSK_NAME.fullmatch(kiosk):
                    strangers.append(Stranger(name, _NO_DAY_FILE, is_file=False))
                else:
                    self._look_at(kiosk, days, strangers)
        return {kiosk: sorted(found) for kiosk, found in days.items()}, strangers

    def _look_at(
        self, kiosk: str, days: defaultdict[str, list[date]], strangers: list[Stranger]
    ) -> None:
        folder = f"{_KIOSK}{kiosk}"
        try:
            with self._opened(folder) as place, os.scandir(place) as entries:
                for entry in entries:
                    day = _day_of(entry.name)
                    if _is_being_written(entry.name):
                        continue
                    if day is None or not entry.is_file(follow_symlinks=False):
                        strangers.append(_stranger(entry, f"{folder}/{entry.name}"))
                    else:
                        days[kiosk].append(day)
        except OSError as why:
            strangers.append(Stranger(folder, _cannot_be_read(why), is_file=False))

    def read(self, path: str) -> Read:
        """A whole file. Raises DayFileRefused, FileNotFoundError."""
        folder, _, name = path.rpartition("/")
        try:
            with self._opened(folder) as place:
                handle = _open(place, name)
                with os.fdopen(handle, "rb") as file:
                    about = os.fstat(handle)
                    if not stat.S_ISREG(about.st_mode):
                        raise NotPlain(_NO_PLAIN_FILE)
                    if about.st_size > LARGEST:
                        raise DayFileRefused(
                            f"it is over {LARGEST // 1024} KiB, which no day file is"
                        )
                    return Read(file.read(LARGEST + 1), about.st_mtime)
        except FileNotFoundError:
            raise
        except OSError as why:
            # What an open answers that must not follow a link, and one of a socket.
            if why.errno in (errno.ELOOP, errno.EMLINK, errno.ENXIO, errno.EISDIR):
                raise NotPlain(_NO_PLAIN_FILE) from why
            raise Unreadable(_cannot_be_read(why)) from why

    def move(self, path: str, to: Path) -> None:
        """Out of the inbox, to a new name. Raises OSError, and then it lies where it lay."""
        folder, _, name = path.rpartition("/")
        with self._opened(folder) as place:
            try:
                if isinstance(place, int):
                    os.rename(name, to, src_dir_fd=place)
                else:
                    (place / name).replace(to)
            except OSError as why:
                if why.errno != errno.EXDEV:
                    raise
                # Too large a file is not carried to another disk.
                try:
                    content = self.read(path).content
                except DayFileRefused:
                    raise why from None
                write_whole(to, content)
                _unlink(place, name)

    def remove(self, path: str) -> None:
        """Raises OSError."""
        folder, _, name = path.rpartition("/")
        with self._opened(folder) as place:
            _unlink(place, name)

    @contextmanager
    def _opened(self, folder: str) -> "Iterator[int | Path]":
        """A folder of the inbox, held: by whatever it is replaced then, it stays this one.

        "" is the inbox itself. Where the system knows no such thing, its path.
        """
        if not _HOLDS_FOLDERS:
            yield self._folder / folder
            return
        own = 0 if not folder else os.O_NOFOLLOW
        handle = os.open(self._folder / folder, os.O_RDONLY | os.O_DIRECTORY | own)
        try:
            yield handle
        finally:
            os.close(handle)


def path_of(kiosk: str, day: date) -> str:
    """Where the file of a kiosk's day lies in an inbox."""
    return f"{_KIOSK}{kiosk}/{_BEFORE_DAY}{day.isoformat()}{_AFTER_DAY}"


def _is_being_written(name: str) -> bool:
    return name.startswith(".") or name.endswith(".new")


def _day_of(name: str) -> date | None:
    if not name.startswith(_BEFORE_DAY) or not name.endswith(_AFTER_DAY):
        return None
    return day_named(name[len(_BEFORE_DAY) : -len(_AFTER_DAY)])


def _stranger(entry: "os.DirEntry[str]", path: str) -> Stranger:
    if entry.is_dir(follow_symlinks=False):
        return Stranger(path, _FOLDER, is_file=False)
    if entry.is_file(follow_symlinks=False):
        return Stranger(path, _NO_DAY_FILE, is_file=True)
    return Stranger(path, _NO_PLAIN_FILE, is_file=False)


def _open(place: int | Path, name: str) -> int:
    # A pipe that nobody writes into would keep us waiting for ever.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if isinstance(place, int):
        return os.open(name, flags, dir_fd=place)
    return os.open(place / name, flags | getattr(os, "O_BINARY", 0))


def _unlink(place: int | Path, name: str) -> None:
    if isinstance(place, int):
        os.unlink(name, dir_fd=place)
    else:
        (place / name).unlink()


def _cannot_be_read(why: OSError) -> str:
    return f"it cannot be read: {why.strerror or why}"
