"""Backing up, restoring and erasing everything: what somebody who keeps the machine asks for."""

import json
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from kiosk.adapters.keys.sealing import seal
from kiosk.adapters.keys.signing import KEY_FILE, KeyUnusable, SigningKey
from kiosk.adapters.records import backups, ending, quarantine, restoring
from kiosk.adapters.records.ballast import BALLAST_FILE, Ballast
from kiosk.adapters.records.restoring import BackupUnusable
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.staff.file import FILES as STAFF_FILES
from kiosk.adapters.system import log
from kiosk.adapters.system.clock import SystemClock
from kiosk.adapters.system.instance import RUNNING
from kiosk.adapters.system.starts import STARTS_FILE
from kiosk.adapters.system.wiping import erase
from kiosk.application.closing_statement import closing_statement
from kiosk.application.whole_file import write_whole
from kiosk.bootstrap import door, fleet_since, instance, parts, reports
from kiosk.domain.retention import BusinessDay

_WIPE_BEGUN: Final = "Everything here was being erased: finish that first, with askfirst wipe."


@dataclass(frozen=True, slots=True)
class Restoration:
    """What came of a restore: the backup's day, for how many days back no visit is held any
    more, and where the old records were copied to, with the instant they are erased
    in the shop's time.
    """

    day: date
    days_without_visits: int
    set_aside: Path | None
    until: datetime | None


def back_up(data: Path, settings: Settings, to: Path | None) -> Path:
    """Make a backup in ``to``, or beside the records. Raises BackupFailed.

    The kiosk may be running.
    """
    path = parts.records_file(data, demo=settings.demo)
    folder = backups.folder_beside(path) if to is None else to.expanduser().absolute()
    now = parts.clock_of(settings).now()
    return backups.back_up(path, folder, now, parts.retention_of(settings))


def restore(data: Path, settings: Settings, backup: Path, *, replace: bool) -> Restoration:
    """Put a backup in the place of the records.

    Only while no kiosk runs. Raises AlreadyRunning, FolderUnusable, BackupUnusable,
    StoreInPlace, CannotRestore.
    """
    path = parts.records_file(data, demo=settings.demo)
    retention = parts.retention_of(settings)
    for each in (data, path.parent):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _held(path.parent):
        if ending.statement_beside(path).exists():
            raise BackupUnusable(_WIPE_BEGUN)
        now = parts.clock_of(settings).now()
        restored = restoring.restore(
            backup, path, demo=settings.demo, retention=retention, now=now, replace=replace
        )
    today = retention.business_day.moment(now).day
    copy = restored.set_aside
    return Restoration(
        day=restored.backup.day,
        days_without_visits=(today - restored.open_from).days + 1,
        set_aside=copy,
        until=None
        if copy is None
        else quarantine.erased_at(copy).astimezone(settings.kiosk.time_zone),
    )


def wipe(data: Path, *, demo: bool, deliver: Callable[[str], None]) -> bool:
    """Erase all records, keys, backups and copies in this folder; False if there were none.

    Those of the demo that has a history go, too; the settings and the signed assessments stay.
    ``deliver`` is given the closing statement when everything else is gone; if it raises, the
    statement is kept for the next wipe. One that was cut short goes on where it was. Raises
    AlreadyRunning, FolderUnusable, OSError.
    """
    path = parts.records_file(data, demo=demo)
    statement = ending.statement_beside(path)
    history = data / parts.HISTORY
    of_history = parts.records_folder(history, demo=True)
    of_demo = () if demo else (parts.records_folder(data, demo=True),)
    folders = [path.parent, *of_demo, of_history]
    files = [file for folder in folders for file in _everything_of(folder / path.name)]
    if not any(_is_there(file) for file in (*files, statement)):
        return False
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _held(*(folder for folder in folders if folder.is_dir())):
        for folder in folders:
            # What is written at the end may need the room.
            Ballast(folder / BALLAST_FILE).free()
        if not statement.exists():
            write_whole(statement, _closing(path, demo=demo).encode())
        for file in files:
            erase(file)
        deliver(statement.read_text(encoding="utf-8"))
        erase(statement)
    for folder in (*of_demo, of_history, history):
        _remove_if_empty(folder)
    return True


def erase_quarantine(data: Path, *, demo: bool) -> int:
    """Erase the copies of damaged or replaced records now; how many there were.

    Raises AlreadyRunning, FolderUnusable, OSError.
    """
    folder = quarantine.folder_beside(parts.records_file(data, demo=demo))
    if not folder.is_dir():
        return 0
    with _held(folder.parent):
        copies = sum(1 for _ in folder.iterdir())
        erase(folder)
    return copies


def _everything_of(path: Path) -> tuple[Path, ...]:
    """In the order of erasing: records before what protects them, the key last."""
    folder = path.parent
    theirs = (*STAFF_FILES, door.FOLDER, reports.FOLDER, fleet_since.FOLDER)
    notes = (RUNNING, f"{RUNNING}.new", STARTS_FILE, f"{STARTS_FILE}.new", log.FOLDER)
    ours = (*notes, *theirs, f"{KEY_FILE}.new", KEY_FILE)
    return (*ending.files_of(path), *(folder / name for name in ours))


def _closing(path: Path, *, demo: bool) -> str:
    # Not the shop's zone: a wipe has to work where the settings cannot be read.
    now = SystemClock(BusinessDay(UTC)).now()
    faults: list[str] = []
    signer = _signer(path.parent, faults)
    found = ending.end(path, signer, now)
    if found.fault is not None:
        faults.append(found.fault)
    statement = closing_statement(
        now,
        demo=demo,
        rows=found.rows,
        checkpoint=found.checkpoint,
        backups=_entries(backups.folder_beside(path)),
        quarantined=_entries(quarantine.folder_beside(path)),
        public_key=signer.public if signer else None,
        faults=tuple(faults),
    )
    sealed: dict[str, Any] = seal(statement, signer, now) if signer else statement
    return json.dumps(sealed, ensure_ascii=False, indent=2)


def _signer(folder: Path, faults: list[str]) -> SigningKey | None:
    """The key if it is there: a new one, which nobody has seen yet, would prove nothing."""
    if not (folder / KEY_FILE).exists():
        faults.append("there was no signing key, so nothing here is signed")
        return None
    try:
        return SigningKey.load_or_make(folder)
    except KeyUnusable:
        faults.append("the signing key could not be read, so nothing here is signed")
        return None


@contextmanager
def _held(*folders: Path) -> Generator[None]:
    """No kiosk runs on these folders while the block does."""
    with ExitStack() as locks:
        for folder in folders:
            locks.callback(instance.hold(folder).release)
        yield


def _entries(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0


def _is_there(file: Path) -> bool:
    return file.exists() or file.is_symlink()


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
