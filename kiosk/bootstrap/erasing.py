"""What ``askfirst erase-due`` does: the whole close of day, now."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kiosk.adapters.records.close_of_day import Closed
from kiosk.adapters.records.connection import StoreUnavailable, fault_of, reason_of
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.instance import InstanceLock
from kiosk.bootstrap import parts


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


def erase_due(data: Path, settings: Settings) -> Erasing:
    """Close the days that ended and erase what is due, taking the clock at its word.

    Only while no kiosk runs. Raises AlreadyRunning, FolderUnusable, KeyUnusable, and
    StoreUnavailable where it could not be made sure that what is due is gone.
    """
    clock = parts.clock_of(settings)
    kept = settings.records
    lock = InstanceLock(parts.records_folder(data, demo=settings.demo))
    path = parts.records_file(data, demo=settings.demo)
    try:
        recorder = Recorder(
            path,
            Publication(kept.k, settings.demo, settings.kiosk.minimum_age),
            parts.retention_of(settings),
            parts.signer_of(data, demo=settings.demo),
            clock,
            None,
        )
        try:
            first, then = recorder.closed_at_start, recorder.catch_up(confirmed=True)
            recorder.finish_erasure()
            inside = recorder.inside()
        finally:
            recorder.close()
    except (sqlite3.Error, OSError) as error:
        fault = fault_of(error, path.parent)
        if fault is None:
            raise
        raise StoreUnavailable(fault, reason_of(error)) from error
    finally:
        lock.release()
    return _together(clock.now(), first, then, inside.records, inside.next_erasure)


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
