"""Linux's control groups, version 2: a folder of the kernel's for one child and all it starts.

Where a service manager lets the kiosk divide its own cgroup (systemd: ``Delegate=``), each child
gets one. A process can leave its process group by starting a session, and its parent by forking
twice; a cgroup it leaves only by writing to the kernel's files, which the children cannot open.
Where there is none to divide, nothing here does anything.
"""

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

_PATIENCE_SECONDS: Final = 0.5
_BETWEEN_SECONDS: Final = 0.005


class Cgroup:
    """One child's cgroup, from its start until nobody is left in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def is_populated(self) -> bool:
        """True while a process is in it; one that has ended and was not waited for still is."""
        try:
            return "populated 1" in (self._folder / "cgroup.events").read_text("ascii")
        except OSError:
            return False

    def kill(self) -> None:
        """Have the kernel kill all in it at once, and whoever is just being started."""
        with suppress(OSError):
            (self._folder / "cgroup.kill").write_text("1", "ascii")

    def clear(self) -> bool:
        """Kill whoever is left and take the folder away; True if somebody was.

        One that the kernel cannot end yet, since it waits for a device, keeps the folder.
        """
        somebody = self.is_populated
        self.kill()
        given_up = time.monotonic() + _PATIENCE_SECONDS
        while self.is_populated and time.monotonic() < given_up:
            time.sleep(_BETWEEN_SECONDS)
        with suppress(OSError):
            self._folder.rmdir()
        return somebody


def for_child(pid: int, within: Path | None) -> Cgroup | None:
    """Put a child that has just been started into a cgroup of its own below ``within``.

    None if that cannot be: nothing to divide, or not allowed. It is to be called before the child
    runs anything that is not ours: what that had started before would be left where it is.
    """
    if within is None:
        return None
    folder = within / f"askfirst-child-{pid}"
    try:
        folder.mkdir(exist_ok=True)
        (folder / "cgroup.procs").write_text(str(pid), "ascii")
    except OSError:
        with suppress(OSError):
            folder.rmdir()
        return None
    return Cgroup(folder)


def divisible() -> Path | None:
    """The cgroup of this process, if it is one that its service manager lets it divide."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
        own = Path("/proc/self/cgroup").read_text("utf-8", "surrogateescape")
    except OSError:
        return None
    folder = folder_of(mounts, own)
    return folder if folder is not None and os.access(folder / "cgroup.procs", os.W_OK) else None


def folder_of(mounts: str, own: str) -> Path | None:
    """Where the cgroup named in ``own`` (/proc/PID/cgroup) is by ``mounts`` (/proc/PID/mountinfo).

    None without version 2, and for the root of it, which is no service manager's to give.
    """
    name = next((line[3:] for line in own.splitlines() if line.startswith("0::")), "/")
    if name == "/":
        return None
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        _, _, _, root, point, *_ = left.split()
        if right.startswith("cgroup2 ") and Path(name).is_relative_to(root):
            return Path(point) / Path(name).relative_to(root)
    return None
