"""Putting a backup in the store's place.

The new file is made whole beside the old one and checked there; then it takes the old one's name
in one step. What was in the old one is set aside first, and goes when its window closes.
"""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.adapters.records import checkup, copying, ledger, quarantine, schema, verification
from kiosk.adapters.records.backups import Backup, first_open_day, read_label
from kiosk.adapters.records.connection import (
    StoreUnavailable,
    open_for_reading,
    open_for_writing,
    reason_of,
    transaction,
)
from kiosk.adapters.records.copying import GROWING_TABLES, NEVER_COPIED, SMALL_TABLES
from kiosk.adapters.records.erasure import cut_log, rewrite, sync
from kiosk.domain.retention import Retention

UNFINISHED: Final = ".restored"
"""What is put behind the store's name while the backup is being made ready."""

_ONE_DAY: Final = timedelta(days=1)
_LOGS: Final = ("-wal", "-shm", "-journal")

# Beside the store's own tables.
_TABLES: Final = frozenset({"backup", *SMALL_TABLES, *GROWING_TABLES, *NEVER_COPIED})


class BackupUnusable(Exception):
    """The file is no backup that can be restored here; nothing was changed."""


class StoreInPlace(Exception):
    """The records that are there are whole, so they are not given up unless somebody says so."""


class CannotRestore(Exception):
    """The backup is good and the disk, or the old file, stands in the way; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What is back. ``set_aside`` is where the old file was copied to, if it was.

    Of days before ``open_from`` no visit was held any more in any case.
    """

    backup: Backup
    open_from: date
    set_aside: Path | None


def restore(
    backup: Path, path: Path, *, demo: bool, retention: Retention, now: datetime, replace: bool
) -> Restored:
    """Put the backup in the place of the store at ``path``; the ledger says so.

    Only while nothing has the store open. ``replace`` gives up even a whole store. The next
    start erases what has become due since the backup. Raises BackupUnusable, StoreInPlace,
    CannotRestore.
    """
    prepared = path.with_name(path.name + UNFINISHED)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove_with_logs(prepared)
        try:
            _take_copy(backup, prepared)
            label = _prepare(prepared, demo, now)
            # Only now: nobody is told to give records up for a file that is no backup.
            if not replace:
                _refuse_if_whole(path)
            open_from = _open_from(prepared, retention, now)
            copy = _set_old_aside(path, retention, now)
            _put_in_place(prepared, path)
        except BaseException:
            _remove_with_logs(prepared)
            raise
    except (sqlite3.Error, OSError) as why:
        raise CannotRestore(f"The backup could not be restored: {reason_of(why)}.") from why
    return Restored(label, open_from, copy)


def _refuse_if_whole(path: Path) -> None:
    if not _exists(path):
        return
    try:
        checkup.check(path)
    except checkup.Damaged:
        return
    except StoreUnavailable as why:
        raise StoreInPlace(f"There are records at {path}, and {why}.") from why
    raise StoreInPlace(f"The records at {path} are whole.")


def _take_copy(backup: Path, prepared: Path) -> None:
    # Checked only after it was copied, so that what was checked is what is restored.
    prepared.touch(mode=0o600)
    try:
        with backup.open("rb") as source, prepared.open("wb") as target:
            shutil.copyfileobj(source, target)
    except FileNotFoundError:
        raise BackupUnusable(f"There is no file {backup}.") from None
    except IsADirectoryError:
        raise BackupUnusable(f"{backup} is a folder, not a backup.") from None


def _prepare(prepared: Path, demo: bool, now: datetime) -> Backup:
    """Make a store of the backup, as it will be used. Raises BackupUnusable if it is not good."""
    try:
        checkup.check(prepared)
    except checkup.Damaged as flaw:
        raise BackupUnusable(f"The backup cannot be used: {flaw}.") from flaw
    except StoreUnavailable as newer:
        raise BackupUnusable(f"The backup cannot be used: {newer}.") from newer
    with closing(open_for_reading(prepared)) as read:
        label = _read_label(read.conn, demo)
    with closing(open_for_writing(prepared)) as db:
        schema.apply_steps(db)
        with transaction(db) as connection:
            connection.execute("DROP TABLE backup")
            first, last = label.left_out
            payload = {"backup": label.day.isoformat(), "first": first, "last": last}
            ledger.append(connection, ledger.Entry.RESTORED, now, payload)
        if not cut_log(db, prepared):
            raise CannotRestore("Another program reads the backup while it is being restored.")
    # The whole ledger, as every later check will see it: the new row says what is missing.
    verdict = verification.verify(prepared)
    if verdict.broken is not None:
        raise BackupUnusable(f"The backup cannot be used: {verdict.broken}.")
    sync(prepared)
    return label


def _read_label(connection: sqlite3.Connection, demo: bool) -> Backup:
    label = read_label(connection)
    if label is None:
        raise BackupUnusable("The file is a store of records and no backup of one.")
    if (label.ledger_rows,) != connection.execute("SELECT max(seq) FROM consent_ledger").fetchone():
        raise BackupUnusable("The backup cannot be used: its ledger is not as long as it says.")
    found = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("sqlite_", "_sqlite_"))
    }
    strange = sorted(found - _TABLES)
    if strange:
        raise BackupUnusable(f"The backup cannot be used: {strange[0]} is no table of a store.")
    for table in sorted(found.intersection(NEVER_COPIED)):
        if connection.execute(f"SELECT EXISTS(SELECT 1 FROM {table})").fetchone()[0]:
            raise BackupUnusable(f"The backup cannot be used: no backup has a row of {table}.")
    tagged = "SELECT EXISTS(SELECT 1 FROM ledger_opening WHERE tag IS NOT NULL)"
    if connection.execute(tagged).fetchone()[0]:
        raise BackupUnusable("The backup cannot be used: no backup has the tag of a receipt.")
    published = connection.execute("SELECT demo FROM publication").fetchone()
    if published is None or bool(published[0]) != demo:
        whose = "a shop's, and this is the demo" if demo else "the demo's, and this is a shop"
        raise BackupUnusable(f"The backup cannot be used: it is {whose}.")
    return label


def _open_from(prepared: Path, retention: Retention, now: datetime) -> date:
    """The oldest day of which the old store may have held visits, by these terms and by today's."""
    with closing(open_for_reading(prepared)) as db:
        day = first_open_day(db.conn, retention, now)
    while retention.window_closes(day - _ONE_DAY) > now:
        day -= _ONE_DAY
    return day


def _set_old_aside(path: Path, retention: Retention, now: datetime) -> Path | None:
    if not _exists(path):
        return None

    def take_out(copy: Path) -> None:
        _take_out_window(copy, retention, now)

    return quarantine.set_aside(path, retention, now, take_out)


def _take_out_window(copy: Path, retention: Retention, now: datetime) -> None:
    """Delete from a copy what no code will find again; a damaged one cannot be changed."""
    try:
        checkup.check(copy)
    except (checkup.Damaged, StoreUnavailable):
        return
    with closing(open_for_writing(copy)) as db:
        open_from = first_open_day(db.conn, retention, now)
        with transaction(db) as connection:
            for table in NEVER_COPIED:
                connection.execute(f"DELETE FROM {table}")
            copying.delete_held_back(connection, open_from)
        # Whatever is left of them between the rows, too.
        rewrite(db)
        if not cut_log(db, copy):
            raise CannotRestore("Another program reads the old records while they are set aside.")


def _put_in_place(prepared: Path, path: Path) -> None:
    # The old logs first: one that belonged to another file would be written into the new one.
    # The new one's are what reading it left: all that was in them is in the file.
    for file in (path, prepared):
        for suffix in _LOGS:
            file.with_name(file.name + suffix).unlink(missing_ok=True)
    sync(path.parent)
    prepared.replace(path)
    sync(path.parent)


def _exists(path: Path) -> bool:
    return path.exists() or path.with_name(f"{path.name}-wal").exists()


def _remove_with_logs(prepared: Path) -> None:
    for suffix in ("", *_LOGS):
        prepared.with_name(prepared.name + suffix).unlink(missing_ok=True)
