"""One row of the ledger after the other: is it as it was written, and does it follow the last?"""

import hmac
import json
import re
import sqlite3
from contextlib import closing
from datetime import date
from typing import Any, Final, NamedTuple, NoReturn

import rfc8785

from kiosk.adapters.records.ledger import (
    BY_THE_HOUR,
    FIRST_PREV,
    ONCE_BY_THE_SECOND,
    VERSION,
    Entry,
    LedgerBroken,
)
from kiosk.adapters.records.merkle import leaf_hash
from kiosk.adapters.records.shapes import SHAPES

# Every leaf that this program writes fits this, and every text that fits it is in canonical form
# (RFC 8785): the keys are in order, nothing stands between the parts, the numbers are whole and
# under 10 to the 15th, and no letter in the strings has another way to be written.
_PLAIN: Final = re.compile(
    rb'\{"commit":"([0-9a-f]{64})","notice":(?:null|"([0-9a-f]{64})"),"prev":"([0-9a-f]{64})",'
    rb'(?:"ref":([1-9][0-9]{0,14}),)?"seq":([1-9][0-9]{0,14}),'
    rb'"ts":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}(?::[0-9]{2}:[0-9]{2})?[+-][0-9]{2}:[0-9]{2})",'
    rb'"type":"([a-z ]+)","v":1\}'
)

_KINDS: Final = {entry.value.encode(): entry for entry in Entry}

_TO_THE_HOUR: Final = len("2026-11-24T14+08:00")

_KEY_BYTES: Final = 32

_FIELDS: Final = frozenset({"commit", "notice", "prev", "seq", "ts", "type", "v"})


class Row(NamedTuple):
    """What is to be known of a checked row; ``ts`` is its time as it was written."""

    seq: int
    entry: Entry
    ts: str
    ref: int | None
    commit: str


def check_row(seq: int, leaf: bytes | None, hashed: bytes, prev: str) -> Row:
    """Raises LedgerBroken unless this is row ``seq``, canonical, hashed right, and in the chain.

    A consent names a notice, what is about a consent names that, and no other row names either;
    no visitor's row tells more than the hour.

    ``prev`` is the hash of the row before, in hex.
    """
    if leaf is None or leaf_hash(leaf) != hashed:
        raise LedgerBroken(f"row {seq} of the ledger does not fit its hash")
    plain = _PLAIN.fullmatch(leaf)
    if plain is None:
        _say_what_is_wrong(seq, leaf, prev)
    commit, notice, names_prev, ref, number, ts, kind = plain.groups()
    entry = _KINDS.get(kind)
    if entry is None:
        raise LedgerBroken(f"row {seq} of the ledger is of no kind that this program knows")
    if int(number) != seq or names_prev.decode() != prev:
        raise LedgerBroken(f"row {seq} of the ledger does not follow the one before it")
    shape = SHAPES[entry]
    if shape.names_consent != (ref is not None):
        what = "names no consent" if ref is None else "names a consent and is about none"
        raise LedgerBroken(f"row {seq} of the ledger {what}")
    if shape.names_notice != (notice is not None):
        what = "names no notice" if notice is None else "names a notice and is no consent"
        raise LedgerBroken(f"row {seq} of the ledger {what}")
    is_exact = len(ts) != _TO_THE_HOUR
    if is_exact == (entry in BY_THE_HOUR) and not (is_exact and entry in ONCE_BY_THE_SECOND):
        raise LedgerBroken(f"row {seq} of the ledger tells a time more or less exactly than it may")
    return Row(seq, entry, ts.decode(), None if ref is None else int(ref), commit.decode())


def check_opening(row: Row, salt: bytes | None, payload: bytes | None) -> None:
    """Raises LedgerBroken unless salt and payload are what the row committed to, or both gone.

    What is there says what a row of its kind says, and nothing else. Only a consent may have
    lost its opening; whether it had cause to is not asked here.
    """
    if salt is None and payload is None:
        if row.entry is not Entry.CONSENT_GIVEN:
            raise LedgerBroken(f"row {row.seq} of the ledger has lost its opening")
    elif (
        not isinstance(salt, bytes)
        or not isinstance(payload, bytes)
        or hmac.digest(salt, payload, "sha256").hex() != row.commit
    ):
        raise LedgerBroken(f"row {row.seq} of the ledger does not fit its opening")
    elif SHAPES[row.entry].payload.fullmatch(payload) is None:
        raise LedgerBroken(f"row {row.seq} of the ledger says what no row of its kind says")


def payload_of(seq: int, payload: bytes | str | None) -> dict[str, Any]:
    """What a row of the machine's own says. Raises LedgerBroken if it is nothing of the kind."""
    try:
        said = json.loads(payload or b"")
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise LedgerBroken(f"row {seq} of the ledger has no payload")
    return said  # pyright: ignore[reportUnknownVariableType]


def key_in(seq: int, payload: bytes | str | None) -> bytes:
    """The public key that a row announces. Raises LedgerBroken if it announces none."""
    try:
        public = bytes.fromhex(payload_of(seq, payload)["public"])
    except (KeyError, ValueError, TypeError):
        public = b""
    if len(public) != _KEY_BYTES:
        raise LedgerBroken(f"row {seq} of the ledger announces no key")
    return public


def day_of(row: Row) -> date:
    """The day a row was written. Raises LedgerBroken for one that is in no calendar."""
    try:
        return date.fromisoformat(row.ts[:10])
    except ValueError:
        raise LedgerBroken(f"row {row.seq} of the ledger has no time") from None


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
    with closing(connection.execute(f"{ROWS} WHERE seq >= ? ORDER BY seq", [first])) as found:
        for seq, leaf, hashed, salt, payload in found:
            check_opening(check_row(seq, leaf, hashed, prev), salt, payload)
            prev = hashed.hex()


# As bytes, so that what is no text can be looked at too.
ROWS: Final = (
    "SELECT seq, CAST(leaf AS BLOB), leaf_hash, salt, CAST(payload AS BLOB)"
    " FROM consent_ledger LEFT JOIN ledger_opening USING (seq)"
)
"""The question that ``check_row`` and ``check_opening`` are given the answers of."""


def _say_what_is_wrong(seq: int, leaf: bytes, prev: str) -> NoReturn:
    """Name the flaw of a leaf that this program did not write; the standard says if it is form."""
    flaw = LedgerBroken(f"row {seq} of the ledger is not in canonical form")
    try:
        fields: Any = json.loads(leaf.decode())
        if rfc8785.dumps(fields) != leaf:
            raise flaw
    except (ValueError, RecursionError) as why:
        raise flaw from why
    if not isinstance(fields, dict) or not fields.keys() >= _FIELDS:
        raise LedgerBroken(f"row {seq} of the ledger does not have the fields of a row")
    if fields["v"] != VERSION:
        raise LedgerBroken(f"row {seq} of the ledger is of a version that this program cannot read")
    if fields["seq"] != seq or fields["prev"] != prev:
        raise LedgerBroken(f"row {seq} of the ledger does not follow the one before it")
    raise LedgerBroken(f"row {seq} of the ledger is not as this program writes rows")
