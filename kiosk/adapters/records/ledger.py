"""The consent ledger: what was agreed to and done, in a chain that no later edit fits into.

Each row's leaf commits to a payload without showing it; the payload and the salt that prove it
lie beside the ledger and can be erased, and the chain still holds.
"""

import enum
import hashlib
import hmac
import json
import secrets
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import rfc8785

from kiosk.adapters.records.merkle import leaf_hash

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


# The second, beside a street camera's picture, would name the visitor.
_BY_THE_HOUR: Final = frozenset(
    {
        Entry.CONSENT_GIVEN,
        Entry.CONSENT_WITHDRAWN,
        Entry.CAMERA_OPENED,
        Entry.CAMERA_CLOSED,
        Entry.ANALYSIS_COMPLETED,
        Entry.ANALYSIS_ABORTED,
    }
)

Payload = Mapping[str, str | int]


class LedgerBroken(Exception):
    """A row of the ledger is not as it was written; the text names the row and the flaw."""


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
        "ts": now.isoformat(timespec="hours" if entry in _BY_THE_HOUR else "seconds"),
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


def check_tail(connection: sqlite3.Connection, rows: int) -> None:
    """Raises LedgerBroken unless the last ``rows`` rows are whole and hang together.

    Rows are numbered without a gap, canonical, hashed and chained right, and every opening
    that is still there fits its commitment. Only a consent may have lost its opening.
    """
    count, last = connection.execute("SELECT count(*), max(seq) FROM consent_ledger").fetchone()
    if count != (last or 0):
        raise LedgerBroken(f"the ledger has {count} rows and ends with number {last}")
    first = max(1, count - rows + 1)
    prev = FIRST_PREV
    if first > 1:
        before = connection.execute(
            "SELECT leaf_hash FROM consent_ledger WHERE seq = ?", [first - 1]
        ).fetchone()
        prev = before[0].hex()
    # Closed even if a row cannot be read: a cursor that an exception keeps alive is a reader,
    # and a reader is in the way of every erasure.
    with closing(
        connection.execute(
            "SELECT seq, leaf, leaf_hash, salt, payload FROM consent_ledger"
            " LEFT JOIN ledger_opening USING (seq) WHERE seq >= ? ORDER BY seq",
            [first],
        )
    ) as found:
        for seq, leaf, hashed, salt, payload in found:
            fields = _checked_fields(seq, leaf, hashed, prev)
            if salt is None:
                if fields.get("type") != Entry.CONSENT_GIVEN.value:
                    raise LedgerBroken(f"row {seq} of the ledger has lost its opening")
            elif commitment(salt, payload.encode()).hex() != fields.get("commit"):
                raise LedgerBroken(f"row {seq} of the ledger does not fit its opening")
            prev = hashed.hex()


def _checked_fields(seq: int, leaf: str, hashed: bytes, prev: str) -> dict[str, Any]:
    encoded = leaf.encode()
    if leaf_hash(encoded) != hashed:
        raise LedgerBroken(f"row {seq} of the ledger does not fit its hash")
    fields: dict[str, Any] = json.loads(leaf)
    if rfc8785.dumps(fields) != encoded:
        raise LedgerBroken(f"row {seq} of the ledger is not in canonical form")
    if fields.get("seq") != seq or fields.get("prev") != prev:
        raise LedgerBroken(f"row {seq} of the ledger does not follow the one before it")
    return fields
