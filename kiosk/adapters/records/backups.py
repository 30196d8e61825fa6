"""Daily copies of the store that bring nothing back which a visitor may have taken away.

A backup has no visit, no key, no tag and no proof of a yes that could still be withdrawn when it
was made. So whichever of them is restored, it undoes no erasure.
"""

import re
import shutil
import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from kiosk.adapters.records import checkup, copying, schema, terms, verification
from kiosk.adapters.records.connection import StoreUnavailable, open_for_reading, reason_of
from kiosk.adapters.records.copying import NOTHING_LEFT_OUT, LeftOut
from kiosk.adapters.records.erasure import sync
from kiosk.domain.retention import Retention

FOLDER: Final = "backups"
KEPT: Final = 7

LEAVES_FREE: Final = 16 * 1024 * 1024
"""A backup is given up rather than take the last room of a disk that the kiosk writes on too."""

_ONE_DAY: Final = timedelta(days=1)
_TRIES: Final = 3
_NAME: Final = re.compile(r"askfirst-(\d{4}-\d{2}-\d{2})-([0-9a-f]{8})\.sqlite3")
_TABLE: Final = """CREATE TABLE backup(
    only INTEGER PRIMARY KEY CHECK(only = 1),
    day TEXT NOT NULL CHECK(date(day) IS day),
    ledger_rows INTEGER NOT NULL CHECK(ledger_rows > 0),
    first_left_out INTEGER NOT NULL,
    last_left_out INTEGER NOT NULL CHECK(last_left_out >= first_left_out)
) STRICT"""


class BackupFailed(Exception):
    """No backup was made and the ones there are were left alone; the text says why."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself: its day, how long its ledger is, which proofs it is without."""

    day: date
    ledger_rows: int
    left_out: LeftOut


def folder_beside(path: Path) -> Path:
    """Where the backups of the store at ``path`` lie unless somebody names another folder."""
    return path.parent / FOLDER


def newest_beside(path: Path) -> Path | None:
    """The newest backup that lies beside the store at ``path``, if one does. Raises OSError."""
    folder = folder_beside(path)
    files = folder.iterdir() if folder.is_dir() else ()
    return max((file for file in files if _NAME.fullmatch(file.name)), default=None)


def is_due(path: Path, folder: Path, now: datetime, retention: Retention) -> bool:
    """True unless there is a backup of this store and business day. Raises BackupFailed."""
    day = retention.business_day.moment(now).day
    try:
        with closing(open_for_reading(path)) as store:
            kiosk = _kiosk(store.conn)
        return day not in {made for made, _ in _backups_of(kiosk, folder)}
    except (sqlite3.Error, OSError) as why:
        raise BackupFailed(f"No backup could be made in {folder}: {reason_of(why)}.") from why


def back_up(
    path: Path,
    folder: Path,
    now: datetime,
    retention: Retention,
    go_on: Callable[[], None] = lambda: None,
) -> Path:
    """Copy what may be copied into a new file in ``folder``, check it, and keep the newest seven.

    The kiosk may be writing meanwhile; no read lasts longer than a few thousand rows. A second
    backup of a day takes the place of the first, and other kiosks' files are left alone.
    ``go_on`` is called every few thousand rows; if it raises, no backup is made. Returns the
    file. Raises BackupFailed.
    """
    try:
        if not path.exists():
            raise BackupFailed(f"There are no records at {path}.")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(open_for_reading(path)) as store:
            kiosk = _kiosk(store.conn)
            day = retention.business_day.moment(now).day
            made = folder / f"askfirst-{day.isoformat()}-{kiosk}.sqlite3"
            unfinished = folder / f"askfirst-{kiosk}.part"
            needed = path.stat().st_size + LEAVES_FREE
            if shutil.disk_usage(folder).free < needed:
                raise BackupFailed(f"There is no room in {folder} for a backup of {path}.")
            backup = _copy(store, unfinished, now, retention, go_on)
            try:
                _check(unfinished, backup, go_on)
                _replace(made, unfinished, backup)
            except BaseException:
                _remove(unfinished)
                raise
        _keep_newest(made, kiosk, day)
    except (sqlite3.Error, OSError) as why:
        raise BackupFailed(f"No backup could be made in {folder}: {reason_of(why)}.") from why
    return made


def read_label(connection: sqlite3.Connection) -> Backup | None:
    """What a file says of itself as a backup, or None if it is none."""
    if "backup" not in {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}:
        return None
    row = connection.execute(
        "SELECT day, ledger_rows, first_left_out, last_left_out FROM backup"
    ).fetchone()
    return row and Backup(date.fromisoformat(row[0]), row[1], (row[2], row[3]))


def first_open_day(connection: sqlite3.Connection, retention: Retention, now: datetime) -> date:
    """The oldest day whose window is open; what was given on it can still be taken back."""
    own = terms.read(connection)
    asked = connection.execute("SELECT DISTINCT day FROM day_hour").fetchall()
    days = {*own, *(date.fromisoformat(day) for (day,) in asked)}
    is_open = (day for day in days if retention.under(own.get(day)).window_closes(day) > now)
    return min(is_open, default=retention.business_day.moment(now).day)


def _kiosk(store: sqlite3.Connection) -> str:
    """The first letters of the ledger's first hash: no two kiosks have them in common."""
    refusal = schema.refusal(store)
    if refusal is not None:
        raise BackupFailed(f"{refusal[0].upper()}{refusal[1:]}.")
    first = store.execute("SELECT leaf_hash FROM consent_ledger WHERE seq = 1").fetchone()
    if first is None:
        raise BackupFailed("Nothing has been recorded here yet.")
    return first[0][:4].hex()


def _copy(
    store: Database,
    unfinished: Path,
    now: datetime,
    retention: Retention,
    go_on: Callable[[], None],
) -> Backup:
    def between() -> None:
        _check_room(unfinished.parent)
        go_on()

    for _ in range(_TRIES):
        try:
            with _new_file(unfinished) as copy:
                schema.apply_steps(copy)
                left_out = copying.Copying(
                    store.conn, copy.conn, first_open_day(store.conn, retention, now), between
                ).run()
                return _write_label(copy.conn, retention.business_day.moment(now).day, left_out)
        except copying.ExpiredMeanwhile:
            continue
    raise BackupFailed("The records are being erased just now: make the backup later.")


def _write_label(copy: sqlite3.Connection, day: date, left_out: LeftOut) -> Backup:
    (rows,) = copy.execute("SELECT max(seq) FROM consent_ledger").fetchone()
    copy.execute(_TABLE)
    copy.execute("INSERT INTO backup VALUES (1, ?, ?, ?, ?)", [day.isoformat(), rows, *left_out])
    return Backup(day, rows, left_out)


@contextmanager
def _new_file(unfinished: Path) -> Generator[Database]:
    """An empty database under this name, which is nobody else's until it is closed.

    If the block fails, no file is left.
    """
    try:
        _locked(unfinished).close()
    except sqlite3.DatabaseError as why:
        if getattr(why, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            raise BackupFailed("Another backup is being made just now.") from why
        # What a backup that was cut short left: anything but a database.
    _remove(unfinished)
    unfinished.touch(mode=0o600)
    connection = _locked(unfinished)
    try:
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA trusted_schema = OFF")
        # Synced every few thousand rows: one large flush at the end could hold up the kiosk's.
        connection.execute("PRAGMA synchronous = FULL")
        yield Database(connection, execute_plugins=False)
        connection.close()
    except BaseException:
        connection.close()
        _remove(unfinished)
        raise


def _locked(unfinished: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(unfinished, timeout=0, isolation_level=None)
    try:
        # As the store has it, for a backup that is restored becomes one. Only a new file takes it.
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # An unfinished file is thrown away, so nothing has to be rolled back after a crash.
        connection.execute("PRAGMA journal_mode = MEMORY")
        # Held until the connection is closed.
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _check_room(folder: Path) -> None:
    if shutil.disk_usage(folder).free < LEAVES_FREE:
        raise BackupFailed(f"The disk of {folder} has no more room for a backup.")


def _check(unfinished: Path, backup: Backup, go_on: Callable[[], None]) -> None:
    """Open it as a restore would, and find in it exactly what should be there."""
    try:
        checkup.check(unfinished)
    except (checkup.Damaged, StoreUnavailable) as why:
        raise BackupFailed(f"The backup would not be whole, for {why}.") from why
    left_out = None if backup.left_out == NOTHING_LEFT_OUT else backup.left_out
    verdict = verification.verify(
        unfinished, left_out=left_out, progress=lambda done, total: go_on()
    )
    if verdict.broken is not None:
        raise BackupFailed(f"The backup would not be whole: {verdict.broken}.")


def _replace(made: Path, unfinished: Path, backup: Backup) -> None:
    if made.exists() and _ledger_rows(made) > backup.ledger_rows:
        raise BackupFailed(
            f"{made} holds more than the records do now, for they were restored since:"
            " move it to another folder first, or wait until tomorrow."
        )
    sync(unfinished)
    unfinished.replace(made)
    sync(made.parent)


def _ledger_rows(made: Path) -> int:
    """How long the ledger in a backup is; 0 if the file cannot be read."""
    try:
        with closing(open_for_reading(made)) as db:
            backup = read_label(db.conn)
    except (sqlite3.Error, ValueError):
        return 0
    return backup.ledger_rows if backup else 0


def _keep_newest(made: Path, kiosk: str, today: date) -> None:
    """Erase all but the newest seven of this kiosk; the one just made stays whatever its date.

    Those dated after tomorrow are a wrong clock's. They are not erased at once, for it may be
    this clock that is wrong, but take no place of the seven; with seven newer ones they go.
    """
    others = sorted(each for each in _backups_of(kiosk, made.parent) if each[1] != made)
    in_time = [file for day, file in others if day <= today + _ONE_DAY]
    ahead = [file for day, file in others if day > today + _ONE_DAY]
    surplus = max(0, len(in_time) - (KEPT - 1))
    is_enough = len(in_time) >= KEPT - 1
    for file in (*in_time[:surplus], *(ahead if is_enough else ())):
        file.unlink()
    sync(made.parent)


def _backups_of(kiosk: str, folder: Path) -> Iterator[tuple[date, Path]]:
    """Every finished backup of this kiosk in a folder, with its day."""
    for file in folder.iterdir() if folder.is_dir() else ():
        named = _NAME.fullmatch(file.name)
        if named and named[2] == kiosk:
            yield date.fromisoformat(named[1]), file


def _remove(unfinished: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
