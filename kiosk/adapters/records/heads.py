"""Signed heads: what the ledger was when it had so many rows, so that nobody can say otherwise.

A head is a C2SP tlog-checkpoint (c2sp.org/tlog-checkpoint, in the form of c2sp.org/signed-note):
a few lines of text that others can keep, and check with the machine's public key alone.
"""

import base64
import binascii
import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.adapters.records.ledger import LedgerBroken
from kiosk.adapters.records.merkle import Frontier
from kiosk.application.ports import Signer

ROWS_BETWEEN: Final = 100
"""After so many rows without a head, one is due."""

_KEY_ID_BYTES: Final = 4
_SIGNATURE_BYTES: Final = 64
_HASH_BYTES: Final = 32
_ED25519: Final = b"\x01"
_DASH: Final = "\N{EM DASH} "

_COLUMNS: Final = "tree_size, root_hash, timestamp, prev_root_hash, public_key, signature, subtrees"


class NotACheckpoint(ValueError):
    """A text that should be a checkpoint is none; what it says is how it ends a sentence."""


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
        return _text(
            self.origin, self.tree_size, self.root_hash, self.timestamp, self.prev_root_hash
        )

    @property
    def checkpoint(self) -> str:
        """The whole note, as somebody else keeps it: in a file, on paper, as a QR code."""
        signed = key_id(self.origin, self.public_key) + self.signature
        return f"{self.text}\n{_DASH}{self.origin} {_base64(signed)}\n"

    @property
    def is_genuine(self) -> bool:
        """True if the private half of its public key signed exactly this."""
        return _has_signed(self.public_key, self.signature, self.text.encode())


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint's text says, before anybody has checked that it is true.

    ``signatures`` are those under the origin's name, each with its key's id; other signers'
    (witnesses') are left out.
    """

    text: str
    origin: str
    tree_size: int
    root_hash: bytes
    signatures: tuple[tuple[bytes, bytes], ...]

    def is_signed_by(self, keys: Iterable[bytes]) -> bool:
        """True if one of these public keys signed it, and none of them signed something else."""
        known = {key_id(self.origin, public): public for public in keys}
        ours = [(known[each], signature) for each, signature in self.signatures if each in known]
        message = self.text.encode()
        return bool(ours) and all(_has_signed(*each, message) for each in ours)


def origin_of(first_leaf_hash: bytes) -> str:
    """The ledger's name: of its first row, so that it keeps it when its key changes."""
    return f"askfirst/{first_leaf_hash[:8].hex()}"


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes that tell keys of one name apart (c2sp.org/signed-note, for Ed25519)."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:_KEY_ID_BYTES]


def parse_checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint that was kept elsewhere. Raises NotACheckpoint.

    A mark or line ends that a text editor put in are taken out again: the signature tells
    whether what is left is what was signed.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\n") + "\n"
    body, blank, signed = plain.rpartition("\n\n")
    lines = body.split("\n")
    if not blank or len(lines) < 3 or "" in lines:
        raise NotACheckpoint("it is not three lines or more, a blank one, and a signature")
    origin, size, root_hash = lines[:3]
    if not (size.isascii() and size.isdigit()) or size.startswith("0") or len(size) > 18:
        raise NotACheckpoint("its second line is no number of rows")
    no_root = "its third line is no root"
    root = _bytes_of(root_hash, no_root)
    if len(root) != _HASH_BYTES:
        raise NotACheckpoint(no_root)
    return Checkpoint(
        text=f"{body}\n",
        origin=origin,
        tree_size=int(size),
        root_hash=root,
        signatures=tuple(_signatures_of(signed.removesuffix("\n").split("\n"), origin)),
    )


def sign_head(connection: sqlite3.Connection, signer: Signer, now: datetime) -> SignedHead | None:
    """Sign for all rows there are; the last head, if it covers them; None for an empty ledger.

    Belongs inside the caller's transaction, and in the transaction of the rows it covers or a
    later one. Reads only the rows since the last head.
    """
    rows = _rows(connection)
    if rows == 0:
        return None
    last = _last_row(connection)
    head = None if last is None else _head_of(last, _origin(connection))
    if head is not None and head.tree_size == rows:
        return head
    frontier = Frontier() if last is None else Frontier(last[0], last[-1])
    for (hashed,) in connection.execute(
        "SELECT leaf_hash FROM consent_ledger WHERE seq > ? ORDER BY seq", [frontier.size]
    ):
        frontier.add(hashed)
    origin, root_hash = _origin(connection), frontier.root()
    hour = now.replace(minute=0, second=0, microsecond=0)
    prev = None if head is None else head.root_hash
    signature = signer.sign(_text(origin, rows, root_hash, hour, prev).encode())
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
        f"SELECT {_COLUMNS} FROM signed_tree_head"
        " WHERE tree_size > ? AND tree_size <= ? ORDER BY tree_size",
        [after, up_to],
    ).fetchall()


def check(
    row: tuple[Any, ...], origin: str, before: SignedHead | None, keys: Iterable[bytes]
) -> SignedHead:
    """A head's row as a head that is signed right and whose parts fit each other.

    ``before`` is the head before it; ``keys`` are those that rows up to it announce. Whether it
    fits the rows that it covers is for the caller to see. Raises LedgerBroken.
    """
    head = _head_of(row, origin)
    named = f"the signed head over {head.tree_size} rows"
    try:
        frontier = Frontier(head.tree_size, row[-1])
    except (ValueError, TypeError):
        frontier = Frontier()
    if frontier.root() != head.root_hash:
        raise LedgerBroken(f"{named} does not fit its subtrees")
    if head.prev_root_hash != (None if before is None else before.root_hash):
        raise LedgerBroken(f"{named} does not follow the head before it")
    if head.public_key not in keys:
        raise LedgerBroken(f"{named} is signed with a key that no row up to it announces")
    if not head.is_genuine:
        raise LedgerBroken(f"{named} does not fit its signature")
    return head


def _text(origin: str, size: int, root_hash: bytes, timestamp: datetime, prev: bytes | None) -> str:
    lines = [origin, str(size), _base64(root_hash), f"timestamp {_hour(timestamp)}"]
    if prev is not None:
        lines.append(f"previous {_base64(prev)}")
    return "".join(f"{line}\n" for line in lines)


def _hour(timestamp: datetime) -> str:
    return timestamp.isoformat(timespec="hours")


def _head_of(row: tuple[Any, ...], origin: str) -> SignedHead:
    size, root_hash, timestamp, prev, public, signature, _ = row
    named = f"the signed head over {size} rows"
    blobs = (root_hash, public, signature)
    if not isinstance(size, int) or not all(isinstance(each, bytes) for each in blobs):
        raise LedgerBroken(f"{named} is not whole")
    if prev is not None and not isinstance(prev, bytes):
        raise LedgerBroken(f"{named} does not follow the head before it")
    try:
        hour = datetime.fromisoformat(timestamp)
    except (ValueError, TypeError) as why:
        raise LedgerBroken(f"{named} has no hour") from why
    if _hour(hour) != timestamp:
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
    return connection.execute(
        f"SELECT {_COLUMNS} FROM signed_tree_head ORDER BY tree_size DESC LIMIT 1"
    ).fetchone()


def _signatures_of(lines: list[str], name: str) -> Iterable[tuple[bytes, bytes]]:
    for line in lines:
        signer, _, value = line.removeprefix(_DASH).rpartition(" ")
        if not line.startswith(_DASH) or not signer:
            raise NotACheckpoint("it ends with no signature")
        found = _bytes_of(value, "its signature is none")
        # Others are of kinds that this ledger does not sign with, and say nothing about it.
        if signer == name and len(found) == _KEY_ID_BYTES + _SIGNATURE_BYTES:
            yield found[:_KEY_ID_BYTES], found[_KEY_ID_BYTES:]


def _bytes_of(text: str, flaw: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as why:
        raise NotACheckpoint(flaw) from why


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _has_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
