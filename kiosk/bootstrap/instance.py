"""Whether a kiosk runs on a folder, with which settings, and how it is kept from running."""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.adapters.records.ballast import BALLAST_FILE, Ballast
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.instance import AlreadyRunning, FolderUnusable, InstanceLock, noted
from kiosk.bootstrap import parts

OLDER_SETTINGS: Final = "The kiosk is running with older settings: restart it."


def hold(folder: Path) -> InstanceLock:
    """Have the folder to oneself. Raises AlreadyRunning, FolderUnusable."""
    try:
        return InstanceLock(folder)
    except FolderUnusable:
        # Not even for the lock was there room, perhaps; nobody else holds it. The next start of
        # the kiosk takes the room again.
        with suppress(OSError):
            Ballast(folder / BALLAST_FILE).free()
        return InstanceLock(folder)


def kiosk_runs(data: Path, *, demo: bool) -> bool:
    """True while a kiosk holds this folder; looks without keeping it."""
    try:
        InstanceLock(parts.records_folder(data, demo=demo)).release()
    except AlreadyRunning:
        return True
    except FolderUnusable:
        return False
    return False


def runs_with_older_settings(data: Path, settings: Settings) -> bool:
    """True while a kiosk runs that was started with other settings than these."""
    # Not before the note is read: whoever looks whether it runs takes a dead one's note away.
    started_with = noted(parts.records_folder(data, demo=settings.demo))
    if started_with in (None, print_of(settings)):
        return False
    return kiosk_runs(data, demo=settings.demo)


def print_of(settings: Settings) -> str:
    """What tells these settings from others: comments and order in the file do not."""
    return hashlib.sha256(repr(settings).encode()).hexdigest()
