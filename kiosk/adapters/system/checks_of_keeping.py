"""The doctor's checks of what is kept beside the records: whose it is, reserve, key, backup.

Everything is read; nothing is written.
"""

import os
import stat
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from kiosk.application.doctor import Check

_SHOWN: Final = 3
_LATE: Final = timedelta(days=2)


def ownership(folder: Path) -> Iterable[Check]:
    """Whether every file in the folder is its owner's: the kiosk could not write another's."""
    if os.name != "posix" or not folder.is_dir():
        return
    owner = folder.stat().st_uid
    strange: list[Path] = []
    for path in sorted(folder.rglob("*")):
        try:
            if path.lstat().st_uid != owner:
                strange.append(path)
        except FileNotFoundError:
            # A journal that has gone since it was listed.
            continue
    if strange:
        named = ", ".join(str(path) for path in strange[:_SHOWN])
        more = f" and {len(strange) - _SHOWN} more" if len(strange) > _SHOWN else ""
        yield Check(
            "ownership",
            False,
            f"{named}{more}: another account's",
            f"Give everything to the folder's owner: chown -R --reference={folder} {folder}",
        )
    else:
        yield Check("ownership", True, "every file there is its owner's")


def reserve(ballast: Path, size: int, *, has_records: bool) -> Iterable[Check]:
    """Whether the file is whole whose room is for what must be written on a full disk."""
    try:
        found = ballast.stat().st_size
    except FileNotFoundError:
        found = 0
    if found == size:
        yield Check("ballast", True, f"{size // 1024} KiB are kept for a full disk")
    elif has_records:
        yield Check(
            "ballast",
            False,
            "the room that is kept for a full disk was needed, and is not kept now",
            "Make room on the disk; the kiosk takes it again by itself.",
        )
    else:
        yield Check("ballast", True, "the kiosk keeps room for a full disk when it first runs")


def signing_key(path: Path) -> Iterable[Check]:
    """Whether there is one and nobody but its owner can read it; whether it is one is not said."""
    if not path.exists():
        yield Check("signing key", True, "there is none yet; set-up or the first start makes it")
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Check(
            "signing key", False, f"{path} is open to others ({mode:03o})", f"chmod 600 {path}"
        )
    else:
        yield Check("signing key", True, "it is there, for its owner alone")


def backup(newest: tuple[date, Path] | None, fault: str | None, today: date) -> Iterable[Check]:
    """``newest`` is the newest backup beside the records; ``fault`` what an examination found.

    Days are business days. One that is late was made by no kiosk that runs every day.
    """
    if newest is None:
        yield Check(
            "backup",
            True,
            "there is none yet",
            "Nothing, if the kiosk runs: it makes one each day. Else: askfirst backup",
        )
        return
    day, path = newest
    if fault is not None:
        yield Check(
            "backup", False, f"{path}: {fault}", "Move it away and make another: askfirst backup"
        )
    elif today - day > _LATE:
        yield Check(
            "backup",
            True,
            f"the last good one is of {day.isoformat()}",
            "Make one: askfirst backup. A kiosk that runs makes one each day.",
        )
    else:
        yield Check("backup", True, f"the last one, of {day.isoformat()}, was opened and is whole")
