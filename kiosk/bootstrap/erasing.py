"""Erasing what is due, and what a visitor takes back, while no kiosk runs.

Neither needs more than the records: no assessment, no model, and no key, whose signature under
the ledger can wait.
"""

import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kiosk.adapters.keys.signing import KeyUnusable, SigningKey
from kiosk.adapters.records.ballast import BALLAST_FILE, Ballast
from kiosk.adapters.records.close_of_day import Closed
from kiosk.adapters.records.connection import StoreUnavailable, fault_of, reason_of
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.adapters.settings.settings import Settings
from kiosk.bootstrap import instance, parts
from kiosk.domain import events
from kiosk.domain.consent import ReceiptCode

Tell = Callable[[str], None]
"""Is told, in one sentence, why the ledger will not be signed this time."""


@dataclass(frozen=True, slots=True)
class Erasing:
    """What was closed and erased, by what the clock said, and what is due next.

    ``closed`` is the last business day that ended by it; ``records`` how many are still held,
    and ``next_due`` the instant from which the oldest of what is held must be gone.
    """

    now: datetime
    closed: date | None
    erased: tuple[tuple[date, int], ...]
    counts_from: date | None
    proofs_from: date | None
    proofs: int
    records: int
    next_due: datetime | None


def erase_due(data: Path, settings: Settings, unsigned: Tell) -> Erasing:
    """Close the days that ended and erase what is due, taking the clock at its word.

    Only while no kiosk runs. Raises AlreadyRunning, FolderUnusable, and StoreUnavailable where
    it could not be made sure that what is due is gone.
    """
    with held_records(data, settings, unsigned) as recorder:
        first, then = recorder.closed_at_start, recorder.catch_up(confirmed=True)
        recorder.finish_erasure()
        held = recorder.days.held()
    now = parts.clock_of(settings).now()
    return _together(now, first, then, *held)


def withdraw(data: Path, settings: Settings, code: ReceiptCode, unsigned: Tell) -> bool:
    """Erase the record a receipt code finds; False if it finds none.

    Only while no kiosk runs. Raises AlreadyRunning, FolderUnusable, and StoreUnavailable where
    it could not be made sure that the record is gone.
    """
    with held_records(data, settings, unsigned) as recorder:
        return isinstance(recorder.erase_visit(code), events.Erased)


@contextmanager
def held_records(data: Path, settings: Settings, unsigned: Tell) -> Generator[Recorder]:
    """The records, opened as the kiosk opens them; every fault of theirs is StoreUnavailable."""
    path = parts.records_file(data, demo=settings.demo)
    ballast = Ballast(path.with_name(BALLAST_FILE))
    lock = instance.hold(path.parent)
    try:
        # What a full disk has no room for fits into this. The kiosk's next start takes it again.
        ballast.free()
        recorder = _open(path, settings, _signer(data, settings, unsigned))
        try:
            yield recorder
        finally:
            recorder.close()
    except (sqlite3.Error, OSError) as error:
        fault = fault_of(error, path.parent)
        if fault is None:
            raise
        raise StoreUnavailable(fault, reason_of(error)) from error
    finally:
        lock.release()


def _signer(data: Path, settings: Settings, unsigned: Tell) -> SigningKey | None:
    try:
        return parts.signer_of(data, demo=settings.demo)
    except KeyUnusable as why:
        unsigned(f"{why} The ledger is not signed this time; askfirst doctor says what to do.")
        return None


def _open(path: Path, settings: Settings, signer: SigningKey | None) -> Recorder:
    return Recorder(
        path,
        Publication(parts.rules_of(settings), settings.demo, settings.kiosk.minimum_age),
        parts.retention_of(settings),
        signer,
        parts.clock_of(settings),
        None,
        is_kiosk=False,
    )


def _together(
    now: datetime, first: Closed, then: Closed, records: int, next_due: datetime | None
) -> Erasing:
    """Opening the file closes what it can; what needs somebody's word comes after."""
    return Erasing(
        now,
        then.day or first.day,
        first.erased + then.erased,
        then.counts_from or first.counts_from,
        then.proofs_from or first.proofs_from,
        first.proofs + then.proofs,
        records,
        next_due,
    )
