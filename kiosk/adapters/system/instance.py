"""One kiosk for one folder of records: the second one leaves, the first one never notices."""

import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile

from kiosk.application.whole_file import write_whole

WAIT_MILLISECONDS: Final = 500

RUNNING: Final = "running"
"""The file beside the lock that says with which settings the kiosk runs; a killed one leaves it."""

_LOCK: Final = "instance.lock"
_NO_ROOM: Final = 64 * 1024
"""A disk with fewer free bytes than this has none for a lock; it takes whole pages."""


class AlreadyRunning(Exception):
    """Another kiosk has this folder; the text says which process it is."""


class FolderUnusable(Exception):
    """No lock can be made in this folder: it is missing, read-only or full."""


class InstanceLock:
    """Holds the folder until it is released, or until this process ends in whatever way.

    A lock that a killed process left is taken over. Raises AlreadyRunning, FolderUnusable.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = QLockFile(str(folder / _LOCK))
        # A kiosk runs for a year: age says nothing. A lock whose process is gone is still stale.
        self._lock.setStaleLockTime(0)
        if self._lock.tryLock(WAIT_MILLISECONDS):
            return
        if self._lock.error() is QLockFile.LockError.LockFailedError:
            if _is_held(folder / _LOCK):
                process, _, _ = self._lock.getLockInfo()
                raise AlreadyRunning(f"AskFirst is running already, as process {process}.")
            # Qt gives a left lock up as a held one where it has no room to make sure of it, and
            # where a power cut left it empty.
            if self._lock.removeStaleLockFile() and self._lock.tryLock(WAIT_MILLISECONDS):
                return
        raise FolderUnusable(_why_unusable(folder))

    def note(self, settings: str) -> None:
        """Say with which settings the kiosk runs, until it is released.

        Where that cannot be written, a full disk's notice matters more: nothing is said.
        """
        with suppress(OSError):
            self._forget()
            write_whole(self._folder / RUNNING, settings.encode())

    def release(self) -> None:
        """Let the next one have it."""
        with suppress(OSError):
            self._forget()
        self._lock.unlock()

    def _forget(self) -> None:
        (self._folder / RUNNING).unlink(missing_ok=True)


def noted(folder: Path) -> str | None:
    """What the kiosk that has this folder noted of its settings; it may have been killed since."""
    try:
        return (folder / RUNNING).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None


def _is_held(lock: Path) -> bool:
    """Whether a living process holds the lock: the system lets go of it when one ends."""
    if sys.platform == "win32":
        # There, a file that is open cannot be replaced, and one that is not is.
        return True
    import fcntl

    try:
        with lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _why_unusable(folder: Path) -> str:
    with suppress(OSError):
        if shutil.disk_usage(folder).free < _NO_ROOM:
            return f"The disk is full: AskFirst cannot write in {folder}."
    return f"AskFirst cannot write in {folder}."
