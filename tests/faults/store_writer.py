"""Visits without end, in a process of its own that is made to be killed.

``python -m tests.faults.store_writer FILE FIRST`` numbers its visitors from FIRST and says of
each what it is about to do and what was acknowledged, one line at a time. Before it has a record
erased, it makes a backup, sets a copy aside as a start does that finds damage, and says by which
bytes the record would be known.
"""

import os
import queue
import struct
import sys
from datetime import datetime
from itertools import count
from pathlib import Path

from kiosk.adapters.records import backups, quarantine, tags
from kiosk.adapters.records.connection import open_for_reading
from kiosk.domain import events
from kiosk.domain.consent import ConsentRecord, Way
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION, consent, shops_store
from tests.domain.samples import ANSWER
from tests.fakes.time import FakeClock


def say(line: str) -> None:
    # One write, so that a kill leaves no half of a line.
    os.write(1, f"{line}\n".encode())


def marks(path: Path, kept: ConsentRecord) -> list[bytes]:
    """The bytes of a kept visit's row and of its consent's opening that are nobody else's."""
    db = open_for_reading(path)
    key = tags.find_day_key(db.conn, kept.moment.day)
    assert key is not None
    visit, yes = tags.visit_tag(key, kept.code), tags.consent_tag(key, kept.code)
    (row,) = db.conn.execute("SELECT id FROM visit WHERE tag = ?", [visit]).fetchone()
    (salt,) = db.conn.execute("SELECT salt FROM ledger_opening WHERE tag = ?", [yes]).fetchone()
    db.close()
    return [visit, yes, salt, struct.pack(">q", row), str(kept.record_id).encode()]


def set_aside(path: Path, now: datetime) -> bytes:
    """What is in a copy of the records as they are, with their log."""
    for file in (path, path.with_name(f"{path.name}-wal")):
        os.utime(file, (now.timestamp(), now.timestamp()))
    copy = quarantine.set_aside(path, RETENTION, now)
    assert copy is not None
    return b"".join(file.read_bytes() for file in copy.iterdir())


def main(path: Path, first: int) -> None:
    posted: queue.SimpleQueue[events.Event] = queue.SimpleQueue()
    clock = FakeClock(BUSINESS_DAY)
    store = shops_store(posted.put, clock, path)

    def acknowledged(kind: type[events.Event]) -> None:
        event = posted.get()
        if not isinstance(event, kind):
            say(f"failed {type(event).__name__}")
            sys.exit(1)

    acknowledged(events.StoreReady)
    say("ready")
    for number in count(first):
        yes = consent(number, clock.moment())
        store.count_asked(yes.moment)
        match number % 5:
            case 0:
                store.count_declined(yes.moment)
                continue
            case 1:
                told = consent(number, yes.moment, Way.TOLD)
                store.keep_visit(told, ANSWER, Way.TOLD, None, receipt=True)
                acknowledged(events.VisitKept)
                say(f"consent {number}")
                say(f"kept {number}")
                continue
            case _:
                store.store_consent(yes)
                acknowledged(events.ConsentStored)
                say(f"consent {number}")
        store.record_camera_opened(yes)
        store.record_camera_closed(yes, 5)
        if number % 5 == 2:
            store.close_uncounted(yes)
            continue
        store.keep_visit(yes, ANSWER, Way.CAMERA, ANSWER, receipt=True)
        acknowledged(events.VisitKept)
        say(f"kept {number}")
        if number % 5 == 3:
            backups.back_up(path, backups.folder_beside(path), clock.now(), RETENTION)
            known_by = marks(path, yes)
            copied = set_aside(path, clock.now())
            assert all(mark in copied for mark in known_by)
            say(f"marks {number} {' '.join(mark.hex() for mark in known_by)}")
            say(f"erasing {number}")
            store.erase_visit(yes.code)
            acknowledged(events.Erased)
            say(f"erased {number}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
