"""The consent ledger: what was agreed to and done, in a chain that no later edit fits into.

Each row's leaf commits to a payload without showing it; the payload and the salt that prove it
lie beside the ledger and can be erased, and the chain still holds.
"""

import enum
import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import rfc8785

from kiosk.adapters.records.connection import StoreUnavailable
from kiosk.adapters.records.merkle import leaf_hash
from kiosk.domain.states import StoreFault

VERSION: Final = 1

FIRST_PREV: Final = "0" * 64
"""What the first row names as the hash of the row before it."""


class Entry(enum.Enum):
    """What a row is about; the values stand in the leaf's ``type``."""

    CONSENT_GIVEN = "consent given"
    CONSENT_WITHDRAWN = "consent withdrawn"
    CONSENT_EXPIRED = "consent expired"
    CAMERA_OPENED = "camera opened"
    CAMERA_CLOSED = "camera closed"
    ANALYSIS_COMPLETED = "analysis completed"
    ANALYSIS_ABORTED = "analysis aborted"
    RECORDS_EXPIRED = "records expired"
    COUNTS_EXPIRED = "counts expired"
    STORAGE_FULL = "storage full"
    CLOCK_STEPPED = "clock stepped"
    ASSESSED = "assessment in force"
    KEY_MADE = "key made"
    RESTORED = "restored"
    WIPED = "wiped"
    STARTED = "started"
    STOPPED = "stopped"


# Rows of the machine's own that a visitor may set off: whoever asks by a code has the days closed
# first, and whoever agrees may meet a full disk.
ONCE_BY_THE_SECOND: Final = frozenset(
    {
        Entry.CONSENT_EXPIRED,
        Entry.RECORDS_EXPIRED,
        Entry.COUNTS_EXPIRED,
        Entry.STORAGE_FULL,
        Entry.CLOCK_STEPPED,
    }
)
"""An earlier version wrote the second into these, and what it wrote stays as it is."""

# The second, beside a street camera's picture, would name the visitor.
BY_THE_HOUR: Final = frozenset(
    {
        Entry.CONSENT_GIVEN,
        Entry.CONSENT_WITHDRAWN,
        Entry.CAMERA_OPENED,
        Entry.CAMERA_CLOSED,
        Entry.ANALYSIS_COMPLETED,
        Entry.ANALYSIS_ABORTED,
        *ONCE_BY_THE_SECOND,
    }
)

Payload = Mapping[str, str | int]


class LedgerBroken(StoreUnavailable):
    """A row of the ledger is not as it was written; the text names the row and the flaw."""

    def __init__(self, flaw: str) -> None:
        super().__init__(StoreFault.BROKEN, flaw)


@dataclass(frozen=True, slots=True)
class Tag:
    """What a receipt's code finds a row by until the end of its day's window."""

    day: date
    value: bytes


def commitment(salt: bytes, payload: bytes) -> bytes:
    """HMAC-SHA256: tells nothing of the payload without the salt, and fits no other one."""
    return hmac.new(salt, payload, hashlib.sha256).digest()


def append(
    connection: sqlite3.Connection,
    entry: Entry,
    now: datetime,
    payload: Payload,
    *,
    notice: str | None = None,
    ref: int | None = None,
    tag: Tag | None = None,
) -> int:
    """Add a row and its opening, and return the row's number.

    Belongs inside the caller's transaction: the chain's tail must not move meanwhile. ``ref``
    is the number of the consent's row that this one is about.
    """
    last = connection.execute(
        "SELECT seq, leaf_hash FROM consent_ledger ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    seq, prev = (last[0] + 1, last[1].hex()) if last else (1, FIRST_PREV)
    salt = secrets.token_bytes(32)
    opened = rfc8785.dumps(dict(payload))
    fields: dict[str, str | int | None] = {
        "commit": commitment(salt, opened).hex(),
        "notice": notice,
        "prev": prev,
        "seq": seq,
        "ts": now.isoformat(timespec="hours" if entry in BY_THE_HOUR else "seconds"),
        "type": entry.value,
        "v": VERSION,
    }
    if ref is not None:
        fields["ref"] = ref
    leaf = rfc8785.dumps(fields)
    connection.execute(
        "INSERT INTO consent_ledger(seq, leaf, leaf_hash) VALUES (?, ?, ?)",
        [seq, leaf.decode(), leaf_hash(leaf)],
    )
    connection.execute(
        "INSERT INTO ledger_opening(seq, salt, payload, tag, tag_day) VALUES (?, ?, ?, ?, ?)",
        [seq, salt, opened.decode(), tag and tag.value, tag and tag.day.isoformat()],
    )
    return seq
