"""Copies of a damaged file, put where nothing writes to them, until their visits are due to go.

The file itself is never overwritten. A copy is named by the instant it must be erased and by
what is in it, so that a kiosk that starts again and again makes one copy and not a hundred.
Once there is a store in use again that somebody is deleted from, the copies go: they may hold
whoever it is.
"""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from kiosk.adapters.records import terms
from kiosk.adapters.records.connection import open_for_reading
from kiosk.adapters.records.erasure import sync
from kiosk.domain.retention import Retention, Terms

FOLDER: Final = "quarantine"

_INSTANT: Final = "%Y%m%dT%H%M%SZ"
_UNFINISHED: Final = ".part"


def folder_beside(path: Path) -> Path:
    """Where the copies of the store at ``path`` lie."""
    return path.parent / FOLDER


def erased_at(copy: Path) -> datetime:
    """The instant that a copy's name says it must be erased by. Raises ValueError."""
    return datetime.strptime(copy.name.partition("-")[0], _INSTANT).replace(tzinfo=UTC)


def set_aside(
    path: Path,
    retention: Retention,
    now: datetime,
    take_out: Callable[[Path], None] = lambda copy: None,
) -> Path | None:
    """Copy the file and its log, unless that was done or their visits are due to go anyway.

    ``take_out`` is given the copied file before it counts as a copy. Returns the folder of the
    copy. Raises OSError if there is no room for it, and what ``take_out`` raises; then no half
    of one is left.
    """
    # An empty log is what reading the file leaves beside it.
    log = path.with_name(f"{path.name}-wal")
    parts = [path] if path.exists() else []
    parts += [log] if log.exists() and log.stat().st_size else []
    # A clock that was ahead when it was written must not have it kept for years.
    written = min(max(part.stat().st_mtime for part in parts), now.timestamp())
    newest = retention.business_day.moment(datetime.fromtimestamp(written, UTC)).day
    until = retention.under(_terms_in(path, newest)).window_closes(newest)
    if until <= now:
        return None
    name = f"{until.astimezone(UTC).strftime(_INSTANT)}-{_fingerprint(parts)}"
    folder = folder_beside(path) / name
    if folder.exists():
        return folder
    unfinished = folder.with_name(name + _UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        folder.parent.mkdir(mode=0o700, exist_ok=True)
        unfinished.mkdir(mode=0o700)
        for part in parts:
            copy = unfinished / part.name
            copy.touch(mode=0o600)
            shutil.copyfile(part, copy)
            sync(copy)
        take_out(unfinished / path.name)
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    sync(folder.parent)
    return folder


def erase_due_copies(path: Path, now: datetime) -> None:
    """Erase the copies whose newest visit's window has closed, and any half-made one."""
    parent = folder_beside(path)
    if not parent.is_dir():
        return
    for folder in parent.iterdir():
        if _is_due(folder.name, now):
            shutil.rmtree(folder)
            sync(parent)


def erase_copies(path: Path) -> None:
    """Erase every copy of ours, now. Belongs before the end of what is deleted from the store.

    So a power cut leaves what was to be deleted in both or in neither.
    """
    parent = folder_beside(path)
    if not parent.is_dir():
        return
    for folder in parent.iterdir():
        if _is_ours(folder.name):
            shutil.rmtree(folder)
    sync(parent)


def _is_ours(name: str) -> bool:
    """False for what somebody else put there."""
    return _is_due(name, datetime.max.replace(tzinfo=UTC))


def _terms_in(path: Path, day: date) -> Terms | None:
    """What a day's visitors were promised, if the file can still tell."""
    try:
        with closing(open_for_reading(path)) as db:
            return terms.of_day(db.conn, day)
    except sqlite3.Error:
        return None


def _is_due(name: str, now: datetime) -> bool:
    if name.endswith(_UNFINISHED):
        return True
    try:
        until = erased_at(Path(name))
    except ValueError:
        # Not a copy of ours: somebody put it there.
        return False
    return until <= now


def _fingerprint(parts: list[Path]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        with part.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]
