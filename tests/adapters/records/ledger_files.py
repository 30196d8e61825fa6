"""Ledgers in real files, written row by row without a recorder, for keeping and for spoiling."""

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.adapters.records import heads, ledger, schema
from kiosk.adapters.records.connection import open_for_writing, transaction
from kiosk.adapters.records.heads import SignedHead
from kiosk.adapters.records.ledger import Entry
from kiosk.application.ports import Signer
from tests.domain.samples import NOTICE
from tests.fakes.signer import SIGNER

SAID: dict[Entry, ledger.Payload] = {
    Entry.CONSENT_GIVEN: {
        "language": "en",
        "medium": "touch",
        "notice": NOTICE.content_hash,
        "purpose": "visitor-statistics",
        "record": "5a0e1f6c-8d3b-4c7a-9e21-0b64d2f81c35",
        "way": "camera",
    },
    Entry.CONSENT_EXPIRED: {"before": "2023-11-24"},
    Entry.CAMERA_CLOSED: {"seconds": 3},
    Entry.ANALYSIS_ABORTED: {"fault": "face left"},
    Entry.RECORDS_EXPIRED: {"day": "2026-11-20", "visits": 12},
    Entry.COUNTS_EXPIRED: {"first": "2024-10-01"},
    Entry.CLOCK_STEPPED: {"seconds": -61},
    Entry.ASSESSED: {"assessment": "5a" * 32, "signed": "2026-11-24"},
    Entry.KEY_MADE: {"public": SIGNER.public.hex()},
    Entry.RESTORED: {"backup": "2026-11-23", "first": 0, "last": 0},
}
"""What a row of each kind might say; those that are not here say nothing."""

NOW = datetime(2026, 11, 24, 14, 7, 33, tzinfo=UTC)


class LedgerFile:
    """A file with a ledger that goes on for as long as a test wants; its first row is a key's.

    Over a file that is there, it goes on with that one.
    """

    def __init__(self, path: Path, signer: Signer = SIGNER) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.now = NOW
        is_new = not path.exists()
        self.db = open_for_writing(path)
        if is_new:
            schema.apply_steps(self.db)
            self.announce(signer)

    @property
    def connection(self) -> sqlite3.Connection:
        return self.db.conn

    def append(self, entry: Entry, payload: ledger.Payload | None = None, **more: Any) -> int:
        with transaction(self.db) as connection:
            said = SAID.get(entry, {}) if payload is None else payload
            return ledger.append(connection, entry, self.now, said, **more)

    def announce(self, signer: Signer) -> int:
        return self.append(Entry.KEY_MADE, {"public": signer.public.hex()})

    def give(self, way: str = "camera") -> int:
        """A consent; its number."""
        said = {**SAID[Entry.CONSENT_GIVEN], "way": way}
        return self.append(Entry.CONSENT_GIVEN, said, notice=NOTICE.content_hash)

    def withdraw(self, seq: int) -> int:
        """Withdraw a consent, as the store does it."""
        row = self.append(Entry.CONSENT_WITHDRAWN, ref=seq)
        self.erase(seq)
        return row

    def expire(self, before: date) -> int:
        """Let the proofs of all consents of days before this one go, as the store does it."""
        row = self.append(Entry.CONSENT_EXPIRED, {"before": before.isoformat()})
        self.connection.execute(
            "DELETE FROM ledger_opening WHERE seq IN (SELECT seq FROM consent_ledger WHERE"
            f" {schema.IS_CONSENT} AND json_extract(leaf, '$.ts') < ? AND seq < ?)",
            [before.isoformat(), row],
        )
        return row

    def restore(self, first: int, last: int) -> int:
        """Go on from a backup that came without the proofs of the consents from first to last."""
        self.connection.execute(
            "DELETE FROM ledger_opening WHERE seq BETWEEN ? AND ? AND seq IN"
            f" (SELECT seq FROM consent_ledger WHERE {schema.IS_CONSENT})",
            [first, last],
        )
        day = self.now.date().isoformat()
        return self.append(Entry.RESTORED, {"backup": day, "first": first, "last": last})

    def erase(self, seq: int) -> None:
        """Delete an opening, and say nothing."""
        self.connection.execute("DELETE FROM ledger_opening WHERE seq = ?", [seq])

    def sign(self, signer: Signer = SIGNER) -> SignedHead:
        with transaction(self.db) as connection:
            head = heads.sign_head(connection, signer, self.now)
        assert head is not None
        return head

    def pass_time(self, **time: float) -> None:
        self.now += timedelta(**time)

    def drop_triggers(self) -> None:
        """From here on everything can be changed, as with any program that opens the file."""
        found = self.connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for (name,) in found:
            self.connection.execute(f"DROP TRIGGER {name}")
        self.connection.execute("PRAGMA foreign_keys = OFF")

    def close(self) -> None:
        self.db.close()
