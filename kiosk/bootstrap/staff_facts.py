"""Facts about the machine that the staff pages show beside what the doctor says."""

import shutil
from datetime import datetime, tzinfo
from pathlib import Path

from kiosk.adapters.records import backups


def last_backup(path: Path, zone: tzinfo) -> datetime | None:
    """When the newest backup beside this store was made; None without one that can be seen."""
    try:
        newest = backups.newest_beside(path)
        return newest and datetime.fromtimestamp(newest.stat().st_mtime, zone)
    except OSError:
        return None


def free_bytes(folder: Path) -> int:
    """Of the disk that the folder is on, or was on before it was taken away."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free
