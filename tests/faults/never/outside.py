"""What the kernel tells of a running kiosk and its processes: swapped memory, files held open."""

import os
import re
from pathlib import Path
from typing import Final

from tests.faults.never.accounts import below

_MAY_WRITE: Final = os.O_WRONLY | os.O_RDWR


class Watcher:
    """``swapped`` is the most bytes that any of them had in swap when it was looked at, and
    ``written`` the files that any of them then held open to be written.
    """

    def __init__(self) -> None:
        self.swapped = 0
        self.written: set[str] = set()

    def look(self) -> None:
        for pid in (os.getpid(), *below(os.getpid())):
            try:
                self.swapped = max(self.swapped, _swapped(pid))
                self.written |= _written(pid)
            except (FileNotFoundError, ProcessLookupError):
                # It has ended while we looked.
                continue


def _swapped(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    found = re.search(r"^VmSwap:\s+(\d+) kB$", status, re.MULTILINE)
    # One that has ended and is not buried yet has no memory at all.
    return int(found[1]) * 1024 if found else 0


def _written(pid: int) -> set[str]:
    """Names of files only: a pipe, a socket or memory has one without a slash."""
    found: set[str] = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        try:
            facts = Path(f"/proc/{pid}/fdinfo/{descriptor.name}").read_text(encoding="ascii")
            target = str(descriptor.readlink())
        except FileNotFoundError:
            continue
        flags = int(re.search(r"^flags:\s+(\d+)$", facts, re.MULTILINE)[1], 8)  # pyright: ignore
        if flags & _MAY_WRITE and target.startswith("/"):
            found.add(target)
    return found
