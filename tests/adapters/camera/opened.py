"""How often a file is opened, and by whom, by the kernel's own word (inotify, fanotify)."""

import ctypes
import os
import struct
from pathlib import Path
from types import TracebackType
from typing import Self

_IN_OPEN = 0x20
_EVENT = struct.Struct("iIII")

_FAN_BY_IDENTITY = 0x200 | 0x1 | 0x2  # FAN_REPORT_FID, CLOEXEC, NONBLOCK
_FAN_ADD = 1
_FAN_OPEN = 0x20
_FAN_EVENT = struct.Struct("IBBHQii")
_HERE = -100  # AT_FDCWD


class Openings:
    """Everybody's openings of one file from now on. A path looked up with O_PATH is none."""

    def __init__(self, path: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._descriptor = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        watch = libc.inotify_add_watch(self._descriptor, os.fsencode(path), _IN_OPEN)
        assert self._descriptor >= 0 and watch >= 0, os.strerror(ctypes.get_errno())
        self._count = 0

    @property
    def count(self) -> int:
        try:
            happened = os.read(self._descriptor, 65536)
        except BlockingIOError:
            return self._count
        start = 0
        while start < len(happened):
            _, mask, _, name_length = _EVENT.unpack_from(happened, start)
            self._count += bool(mask & _IN_OPEN)
            start += _EVENT.size + name_length
        return self._count

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._descriptor)


class Openers:
    """Which processes open a file from now on: their ids.

    Without root the kernel names no other process than this one: 0 stands for any other.
    """

    def __init__(self, path: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._descriptor = libc.fanotify_init(_FAN_BY_IDENTITY, os.O_RDONLY | os.O_CLOEXEC)
        marked = libc.fanotify_mark(
            self._descriptor, _FAN_ADD, ctypes.c_uint64(_FAN_OPEN), _HERE, os.fsencode(path)
        )
        assert self._descriptor >= 0 and marked == 0, os.strerror(ctypes.get_errno())
        self._pids: set[int] = set()

    @property
    def pids(self) -> set[int]:
        while True:
            try:
                happened = os.read(self._descriptor, 65536)
            except BlockingIOError:
                return self._pids
            start = 0
            while start < len(happened):
                length, *_, mask, _, pid = _FAN_EVENT.unpack_from(happened, start)
                assert mask & _FAN_OPEN, "more happened than could be counted"
                self._pids.add(pid)
                start += length

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        os.close(self._descriptor)


def opened(path: Path) -> int:
    """A descriptor to be handed over, as the kiosk makes one of a file."""
    return os.open(path, os.O_RDONLY)


def is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
