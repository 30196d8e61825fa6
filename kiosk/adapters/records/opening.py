"""From a path to a store that can be written: made, checked, brought up to date, recovered."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from kiosk.adapters.records import (
    checkup,
    ending,
    erasure,
    flaws,
    ledger,
    quarantine,
    schema,
    traces,
    visits,
)
from kiosk.adapters.records.connection import StoreUnavailable, open_for_writing, transaction
from kiosk.adapters.records.due_time import STEP_SECONDS
from kiosk.adapters.records.shapes import RESTARTED
from kiosk.application.ports import Signer
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.retention import Retention
from kiosk.domain.states import StoreFault


@dataclass(frozen=True, slots=True)
class Publication:
    """By which rules answers are released, and whose they are; those who read the file see it."""

    rules: ReleaseRules
    demo: bool
    minimum_age: int


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """An open file; ``last_written`` is when its ledger was last added to before this start.

    ``public_key`` is that of the key which the ledger announced last, empty if it never did.
    """

    db: Database
    last_written: datetime | None
    public_key: bytes


def open_store(
    path: Path,
    publication: Publication,
    retention: Retention,
    signer: Signer | None,
    now: datetime,
    *,
    is_kiosk: bool = True,
) -> OpenedStore:
    """The file, open for writing, with every visit closed; nothing that is due is erased yet.

    A damaged file is copied aside and left as it is. Raises StoreUnavailable, sqlite3.Error or
    OSError for a store that cannot record.
    """
    _prepare_folder(path.parent)
    if ending.statement_beside(path).exists():
        raise StoreUnavailable(
            StoreFault.BROKEN, "everything here was being erased: finish that with askfirst wipe"
        )
    quarantine.erase_due_copies(path, now)
    if path.exists() or path.with_name(f"{path.name}-wal").exists():
        _check_or_set_aside(path, retention, now)
    else:
        _make(path)
    db = open_for_writing(path)
    try:
        schema.apply_steps(db)
        traces.watch(db.conn)
        with transaction(db) as connection:
            last_written = _last_written(connection)
            _set_publication(connection, publication)
            public_key = _note_key(connection, signer, now)
            _end_open_visit(connection, now)
            if last_written is not None and now < last_written:
                _note_step_back(connection, last_written, now)
            if is_kiosk:
                ledger.append(connection, ledger.Entry.STARTED, now, {})
        return OpenedStore(db, last_written, public_key)
    except BaseException:
        db.close()
        raise


def model_number(connection: sqlite3.Connection, name: str) -> int:
    """The number that visits name an estimating model by, new if the model is."""
    connection.execute("INSERT OR IGNORE INTO model(name) VALUES (?)", [name])
    return connection.execute("SELECT id FROM model WHERE name = ?", [name]).fetchone()[0]


def _prepare_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def _check_or_set_aside(path: Path, retention: Retention, now: datetime) -> None:
    try:
        checkup.check(path)
        flaw = flaws.still_there(path)
        if flaw is not None:
            raise checkup.Damaged(flaw)
    except checkup.Damaged as damage:
        try:
            copy = quarantine.set_aside(path, retention, now)
        except OSError as error:
            reason = f"{damage}; it could not be copied aside: {error}"
        else:
            reason = f"{damage}; " + (f"copied to {copy}" if copy else "its visits are due to go")
        raise StoreUnavailable(StoreFault.BROKEN, reason) from damage


def _make(path: Path) -> None:
    """Make the file under another name, so that an empty one is never anything but damage."""
    unfinished = path.with_name(f"{path.name}.new")
    for suffix in ("", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
    # SQLite gives the files it makes beside this one the same permissions.
    unfinished.touch(mode=0o600)
    db = open_for_writing(unfinished)
    try:
        schema.apply_steps(db)
    finally:
        db.close()
    unfinished.rename(path)
    erasure.sync(path.parent)


def _last_written(connection: sqlite3.Connection) -> datetime | None:
    row = connection.execute("SELECT leaf FROM consent_ledger ORDER BY seq DESC LIMIT 1").fetchone()
    return row and datetime.fromisoformat(json.loads(row[0])["ts"])


def _note_step_back(connection: sqlite3.Connection, before: datetime, now: datetime) -> None:
    """Say that the clock was set back while the program did not run: by this, if not by more."""
    payload = {"seconds": round((now - before).total_seconds())}
    if payload["seconds"] < -STEP_SECONDS:
        ledger.append(connection, ledger.Entry.CLOCK_STEPPED, now, payload)


def _set_publication(connection: sqlite3.Connection, publication: Publication) -> None:
    found = connection.execute("SELECT demo FROM publication").fetchone()
    if found is not None and bool(found[0]) != publication.demo:
        kind = "the demo's" if found[0] else "a shop's"
        raise StoreUnavailable(StoreFault.BROKEN, f"these records are {kind}: name another folder")
    connection.execute(
        "INSERT INTO publication(only, epsilon, demo, minimum_age) VALUES (1, ?, ?, ?)"
        " ON CONFLICT(only) DO UPDATE SET epsilon = excluded.epsilon,"
        " minimum_age = excluded.minimum_age",
        [publication.rules.epsilon, publication.demo, publication.minimum_age],
    )


def _note_key(connection: sqlite3.Connection, signer: Signer | None, now: datetime) -> bytes:
    """Say in the ledger which key signs from here on, if it is not the last one that did.

    Returns the public half of the last one that was announced.
    """
    row = connection.execute(
        "SELECT payload FROM consent_ledger JOIN ledger_opening USING (seq)"
        f" WHERE {schema.IS_KEY_MADE} ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    announced = "" if row is None else json.loads(row[0])["public"]
    if signer is None:
        return bytes.fromhex(announced)
    if announced != signer.public.hex():
        ledger.append(connection, ledger.Entry.KEY_MADE, now, {"public": signer.public.hex()})
    return signer.public


def _end_open_visit(connection: sqlite3.Connection, now: datetime) -> None:
    left_open = visits.find_open(connection)
    if left_open is None:
        return
    if left_open.consent_seq is not None:
        aborted = ledger.Entry.ANALYSIS_ABORTED
        ledger.append(connection, aborted, now, {"fault": RESTARTED}, ref=left_open.consent_seq)
    visits.end_without_record(connection, left_open)
