"""One kiosk for one folder of records: the second one leaves, the first one never notices."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile

WAIT_MILLISECONDS: Final = 500


class AlreadyRunning(Exception):
    """Another kiosk has this folder; the text says which process it is."""


class FolderUnusable(Exception):
    """No lock can be made in this folder: it is missing, read-only or full."""


class InstanceLock:
    """Holds the folder until it is released, or until this process ends in whatever way.

    A lock that a killed process left is taken over. Raises AlreadyRunning, FolderUnusable.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = QLockFile(str(folder / "instance.lock"))
        # A kiosk runs for a year: age says nothing. A lock whose process is gone is still stale.
        self._lock.setStaleLockTime(0)
        if self._lock.tryLock(WAIT_MILLISECONDS):
            return
        if self._lock.error() is QLockFile.LockError.LockFailedError:
            process, _, _ = self._lock.getLockInfo()
            raise AlreadyRunning(f"AskFirst is running already, as process {process}.")
        raise FolderUnusable(f"AskFirst cannot write in {folder}.")

    def release(self) -> None:
        """Let the next one have it."""
        self._lock.unlock()
