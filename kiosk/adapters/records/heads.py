"""Signed heads: what the ledger was when it had so many rows, so that nobody can say otherwise.

A head can be kept by others as a few lines of text (``checkpoint.py``), and checked with the
machine's public key alone.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from kiosk.adapters.records import chain
from kiosk.adapters.records.checkpoint import has_signed, signed_note, text_of
from kiosk.adapters.records.ledger import LedgerBroken
from kiosk.adapters.records.merkle import Frontier, root
from kiosk.adapters.records.schema import IS_KEY_MADE
from kiosk.application.ports import Signer

ROWS_BETWEEN: Final = 100
"""After so many rows without a head, one is due."""

_COLUMNS: Final = "tree_size, root_hash, timestamp, prev_root_hash, public_key, signature, subtrees"

# The time as bytes, so that what is no text can be looked at too.
_SELECT: Final = (
    f"SELECT {_COLUMNS.replace('timestamp', 'CAST(timestamp AS BLOB)')} FROM signed_tree_head"
)


@dataclass(frozen=True, slots=True)
class SignedHead:
    """One head. ``origin`` is the ledger's name; ``timestamp`` is of the hour it was signed in.

    Not of the second: a head that comes due with a visitor's row would tell what the row does
    not.
    """

    origin: str
    tree_size: int
    root_hash: bytes
    timestamp: datetime
    prev_root_hash: bytes | None
    public_key: bytes
    signature: bytes

    @property
    def text(self) -> str:
        """What is signed: the checkpoint up to the blank line."""
        hour = _hour(self.timestamp)
        return text_of(self.origin, self.tree_size, self.root_hash, hour, self.prev_root_hash)

    @property
    def checkpoint(self) -> str:
        """The whole note, as somebody else keeps it: in a file, on paper, as a QR code."""
        return signed_note(self.text, self.origin, self.public_key, self.signature)

    @property
    def is_genuine(self) -> bool:
        """True if the private half of its public key signed exactly this."""
        return has_signed(self.public_key, self.signature, self.text.encode())


def origin_of(first_leaf_hash: bytes) -> str:
    """The ledger's name: of its first row, so that it keeps it when its key changes."""
    return f"askfirst/{first_leaf_hash[:8].hex()}"


def sign_head(
    connection: sqlite3.Connection, signer: Signer | None, now: datetime
) -> SignedHead | None:
    """Sign for all rows there are; the last head, if it covers them; None for an empty ledger.

    Without a signer nothing is signed, and the last head stays the last.
    Belongs inside the caller's transaction, and in the transaction of the rows it covers or a
    later one. Reads only the rows since the last head.
    """
    rows = _rows(connection)
    if rows == 0:
        return None
    last = _last_row(connection)
    head = None if last is None else _head_of(last, _origin(connection))
    if signer is None or (head is not None and head.tree_size == rows):
        return head
    frontier = Frontier() if last is None else Frontier(last[0], last[-1])
    for (hashed,) in connection.execute(
        "SELECT leaf_hash FROM consent_ledger WHERE seq > ? ORDER BY seq", [frontier.size]
    ):
        frontier.add(hashed)
    origin, root_hash = _origin(connection), frontier.root()
    hour = now.replace(minute=0, second=0, microsecond=0)
    prev = None if head is None else head.root_hash
    signature = signer.sign(text_of(origin, rows, root_hash, _hour(hour), prev).encode())
    connection.execute(
        f"INSERT INTO signed_tree_head({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [rows, root_hash, _hour(hour), prev, signer.public, signature, frontier.subtrees],
    )
    return SignedHead(origin, rows, root_hash, hour, prev, signer.public, signature)


def latest(connection: sqlite3.Connection) -> SignedHead | None:
    """The last head, unchecked. Raises LedgerBroken if it is not even the shape of one."""
    last = _last_row(connection)
    return None if last is None else _head_of(last, _origin(connection))


def is_due(connection: sqlite3.Connection) -> bool:
    """True if a hundred rows or more have come since the last head."""
    (covered,) = connection.execute(
        "SELECT coalesce(max(tree_size), 0) FROM signed_tree_head"
    ).fetchone()
    return _rows(connection) - covered >= ROWS_BETWEEN


def read(connection: sqlite3.Connection, after: int, up_to: int) -> list[tuple[Any, ...]]:
    """The rows of the heads over more than ``after`` rows and at most ``up_to``, in order."""
    if not _any(connection):
        return []
    return connection.execute(
        f"{_SELECT} WHERE tree_size > ? AND tree_size <= ? ORDER BY tree_size",
        [after, up_to],
    ).fetchall()


def listed(connection: sqlite3.Connection, up_to: int) -> list[SignedHead]:
    """The heads over at most ``up_to`` rows, in order and unchecked.

    Raises LedgerBroken for one that is not even the shape of one.
    """
    found = read(connection, 0, up_to)
    return [_head_of(row, _origin(connection)) for row in found]


def check(
    row: tuple[Any, ...], origin: str, prev_root_hash: bytes | None, keys: Iterable[bytes]
) -> SignedHead:
    """A head's row as a head that is signed right and whose parts fit each other.

    ``prev_root_hash`` is of the head before it; ``keys`` are those that rows up to it announce.
    Whether it fits the rows that it covers is for the caller to see. Raises LedgerBroken.
    """
    head = _head_of(row, origin)
    named = _named(head.tree_size)
    try:
        frontier = Frontier(head.tree_size, row[-1])
    except (ValueError, TypeError):
        frontier = Frontier()
    if frontier.root() != head.root_hash:
        raise LedgerBroken(f"{named} does not fit its subtrees")
    if head.prev_root_hash != prev_root_hash:
        raise LedgerBroken(f"{named} does not follow the head before it")
    if head.public_key not in keys:
        raise LedgerBroken(f"{named} is signed with a key that no row up to it announces")
    if not head.is_genuine:
        raise LedgerBroken(f"{named} does not fit its signature")
    return head


def check_latest(connection: sqlite3.Connection, rows: int) -> int:
    """Check the last head, as far as that goes without reading more than ``rows`` rows.

    Its key is announced, its signature and its subtrees fit, and so do those of its subtrees
    that stand for a few last rows. Returns how many rows it covers, 0 if there is no head.
    Raises LedgerBroken.
    """
    last = _last_row(connection)
    if last is None:
        return 0
    origin = _origin(connection)
    before = connection.execute(
        "SELECT root_hash FROM signed_tree_head WHERE tree_size < ? ORDER BY tree_size DESC"
        " LIMIT 1",
        [last[0]],
    ).fetchone()
    head = check(last, origin, before and before[0], _announced(connection, last[0]))
    there = _rows(connection)
    if there < head.tree_size:
        raise LedgerBroken(
            f"the ledger ends with row {there}, and a head was signed over {head.tree_size}"
        )
    _check_smaller_subtrees(connection, Frontier(head.tree_size, last[-1]), rows)
    return head.tree_size


def _check_smaller_subtrees(connection: sqlite3.Connection, frontier: Frontier, rows: int) -> None:
    end = frontier.size
    for subtree, size in frontier.smallest_first():
        if frontier.size - end + size > rows:
            break
        hashes = connection.execute(
            "SELECT leaf_hash FROM consent_ledger WHERE seq > ? AND seq <= ? ORDER BY seq",
            [end - size, end],
        ).fetchall()
        if root(hashed for (hashed,) in hashes) != subtree:
            raise LedgerBroken(f"{_named(frontier.size)} was signed for other rows")
        end -= size


def _announced(connection: sqlite3.Connection, up_to: int) -> set[bytes]:
    """The keys that rows of the ledger up to this one announce."""
    found = connection.execute(
        "SELECT seq, payload FROM consent_ledger JOIN ledger_opening USING (seq)"
        f" WHERE {IS_KEY_MADE} AND seq <= ?",
        [up_to],
    ).fetchall()
    return {chain.key_in(seq, payload) for seq, payload in found}


def _named(size: int) -> str:
    return f"the signed head over {size} rows"


def _hour(timestamp: datetime) -> str:
    return timestamp.isoformat(timespec="hours")


def _head_of(row: tuple[Any, ...], origin: str) -> SignedHead:
    size, root_hash, timestamp, prev, public, signature, _ = row
    named = _named(size)
    blobs = (root_hash, public, signature)
    if not isinstance(size, int) or not all(isinstance(each, bytes) for each in blobs):
        raise LedgerBroken(f"{named} is not whole")
    if prev is not None and not isinstance(prev, bytes):
        raise LedgerBroken(f"{named} does not follow the head before it")
    try:
        hour = datetime.fromisoformat(timestamp.decode())
    except (ValueError, AttributeError) as why:
        raise LedgerBroken(f"{named} has no hour") from why
    if _hour(hour).encode() != timestamp:
        raise LedgerBroken(f"{named} has no hour")
    return SignedHead(origin, size, root_hash, hour, prev, public, signature)


def _rows(connection: sqlite3.Connection) -> int:
    return connection.execute("SELECT coalesce(max(seq), 0) FROM consent_ledger").fetchone()[0]


def _origin(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT leaf_hash FROM consent_ledger WHERE seq = 1").fetchone()
    if row is None:
        raise LedgerBroken("row 1 of the ledger is missing")
    return origin_of(row[0])


def _any(connection: sqlite3.Connection) -> bool:
    # A file of the first version has another table by this name, and never a row in it.
    return bool(connection.execute("SELECT EXISTS(SELECT 1 FROM signed_tree_head)").fetchone()[0])


def _last_row(connection: sqlite3.Connection) -> tuple[Any, ...] | None:
    if not _any(connection):
        return None
    return connection.execute(f"{_SELECT} ORDER BY tree_size DESC LIMIT 1").fetchone()
