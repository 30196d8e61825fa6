"""Whether a ledger is whole: every row, every opening, every signed head, from the first on.

Reads the file in short strides, so that a kiosk that goes on meanwhile can erase and add what it
has to; what it adds is read too.
"""

import sqlite3
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.adapters.records import chain, heads, schema
from kiosk.adapters.records.checkpoint import Checkpoint, parse_checkpoint
from kiosk.adapters.records.connection import (
    APPLICATION_ID,
    StoreUnavailable,
    open_for_reading,
    reason_of,
)
from kiosk.adapters.records.heads import SignedHead
from kiosk.adapters.records.ledger import FIRST_PREV, Entry, LedgerBroken
from kiosk.adapters.records.looks import Looks
from kiosk.adapters.records.merkle import Frontier
from kiosk.adapters.records.proofs import Found, Proofs
from kiosk.domain.states import StoreFault

Progress = Callable[[int, int], None]
"""Told now and then how many rows are read, and of how many."""

_STRIDE: Final = 5_000
"""How many rows are read at a time: the file is free for all others in between."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. ``broken`` names the first row that is not as it was written, and its flaw.

    ``openings`` fit their rows; of ``withdrawn`` and ``expired`` consents, and of those that are
    ``left_out`` of a backup, there rightly are none. ``keys`` are those that have signed, each
    with the row that announced it. ``anchored`` is None without an anchor, and else true only
    for a ledger that goes on from it.
    """

    rows: int
    heads: int
    openings: int
    withdrawn: int
    expired: int
    left_out: int
    keys: tuple[tuple[int, bytes], ...]
    head: SignedHead | None
    broken: str | None
    anchored: bool | None

    @property
    def is_whole(self) -> bool:
        return self.broken is None


def verify(
    path: Path,
    *,
    anchor: str | None = None,
    left_out: tuple[int, int] | None = None,
    progress: Progress | None = None,
) -> Verdict:
    """Check the whole ledger in this file, which may be in use, without changing anything.

    ``anchor`` is the text of a checkpoint that was kept elsewhere. ``left_out`` are the first
    and the last of the rows whose consents' openings a backup leaves out. Raises NotACheckpoint
    for an anchor that is none, StoreUnavailable for a file that a newer program changed, and
    sqlite3.Error for one that cannot be read just now.
    """
    kept = None if anchor is None else parse_checkpoint(anchor)
    db = open_for_reading(path)
    try:
        reader = _Reader(db.conn, kept, Proofs(left_out))
        try:
            _check_kind(db.conn)
            found = reader.read(progress)
        except LedgerBroken as flaw:
            return reader.verdict(Found(0, 0, 0), str(flaw))
        except sqlite3.DatabaseError as error:
            # The low byte of an extended result code is its primary one.
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
                raise
            after = f"row {reader.rows}" if reader.rows else "the beginning"
            flaw = f"the file cannot be read after {after} of the ledger: {reason_of(error)}"
            return reader.verdict(Found(0, 0, 0), flaw)
        return reader.verdict(found, None)
    finally:
        db.close()


_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class _Reader:
    """How far the ledger has been read, and what came of it."""

    def __init__(
        self, connection: sqlite3.Connection, anchor: Checkpoint | None, proofs: Proofs
    ) -> None:
        self._connection = connection
        self._anchor = anchor
        self._anchored = False
        self._proofs = proofs
        self._looks = Looks()
        self._frontier = Frontier()
        self._prev = FIRST_PREV
        self._origin = ""
        self._heads = 0
        self._head: SignedHead | None = None
        self._openings = 0
        self._keys: dict[bytes, int] = {}
        self._restored: tuple[int, str] | None = None

    @property
    def rows(self) -> int:
        return self._frontier.size

    def verdict(self, found: Found, broken: str | None) -> Verdict:
        return Verdict(
            rows=self.rows,
            heads=self._heads,
            openings=self._openings,
            withdrawn=found.withdrawn,
            expired=found.expired,
            left_out=found.left_out,
            keys=tuple((row, public) for public, row in self._keys.items()),
            head=self._head,
            broken=broken,
            anchored=None if self._anchor is None else self._anchored,
        )

    def read(self, progress: Progress | None) -> Found:
        """Read to the end. Raises LedgerBroken at the first row that is wrong."""
        done = False
        while not done:
            rows, signed, total, ends = self._stride()
            self._check_stride(rows, signed)
            done = not rows or total == self.rows
            if ends is not None:
                raise LedgerBroken(ends)
            if progress is not None:
                progress(self.rows, max(total, self.rows))
        if self._anchor is not None and not self._anchored:
            self._check_signer(self._anchor)
            raise LedgerBroken(
                f"the ledger was rolled back: it has {self.rows} rows, and the anchor was"
                f" signed over {self._anchor.tree_size}{self._may_be_why()}"
            )
        return self._proofs.settle(self._present)

    def _stride(self) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], int, str | None]:
        """The next rows, their heads, the last row's number, and what is wrong at the ends."""
        connection, covered = self._connection, -1 if self._head is None else self._head.tree_size
        connection.execute("BEGIN")
        try:
            rows = connection.execute(
                f"{chain.ROWS} WHERE seq > ? ORDER BY seq LIMIT {_STRIDE}", [self.rows]
            ).fetchall()
            last = rows[-1][0] if rows else self.rows
            signed = heads.read(connection, covered, last)
            (total,) = connection.execute(
                "SELECT coalesce(max(seq), 0) FROM consent_ledger"
            ).fetchone()
            ends = None
            if last == total:
                ends = _flaw_at_the_ends(connection, last, self._heads + len(signed))
            return rows, signed, total, ends
        finally:
            connection.rollback()

    def _check_stride(self, rows: list[tuple[Any, ...]], signed: list[tuple[Any, ...]]) -> None:
        waiting = iter(signed)
        head = next(waiting, None)
        # One over the rows that were read already came after they were.
        while head is not None and head[0] <= self.rows:
            self._check_head(head)
            head = next(waiting, None)
        for seq, leaf, hashed, salt, payload in rows:
            if seq != self.rows + 1:
                raise LedgerBroken(f"row {self.rows + 1} of the ledger is missing")
            row = chain.check_row(seq, leaf, hashed, self._prev)
            chain.check_opening(row, salt, payload)
            if seq == 1:
                self._name(heads.origin_of(hashed))
            self._openings += payload is not None
            self._note(row, payload)
            self._prev = hashed.hex()
            self._frontier.add(hashed)
            if self._anchor is not None and seq == self._anchor.tree_size:
                self._check_anchor(self._anchor)
            if head is not None and head[0] == seq:
                self._check_head(head)
                head = next(waiting, None)

    def _name(self, origin: str) -> None:
        self._origin = origin
        if self._anchor is not None and self._anchor.origin != origin:
            raise LedgerBroken(
                f"row 1 of the ledger is not the one the anchor was signed for: this is {origin},"
                f" and the anchor is of {self._anchor.origin}"
            )

    def _note(self, row: chain.Row, payload: bytes | None) -> None:
        match row.entry:
            case Entry.CONSENT_GIVEN:
                self._proofs.give(row, is_there=payload is not None)
                self._looks.give(row, payload)
            case Entry.CONSENT_WITHDRAWN:
                self._proofs.withdraw(row)
                self._looks.tell(row)
            case Entry.CONSENT_EXPIRED:
                self._proofs.expire(row, chain.payload_of(row.seq, payload))
            case Entry.RESTORED:
                said = chain.payload_of(row.seq, payload)
                self._proofs.restore(row, said)
                self._restored = row.seq, str(said.get("backup"))
            case Entry.KEY_MADE:
                self._keys.setdefault(chain.key_in(row.seq, payload), row.seq)
            case _ if row.ref is not None:
                self._looks.tell(row)
            case _:
                pass

    def _check_head(self, row: tuple[Any, ...]) -> None:
        prev_root_hash = None if self._head is None else self._head.root_hash
        head = heads.check(row, self._origin, prev_root_hash, self._keys.keys())
        if (
            head.tree_size != self.rows
            or head.root_hash != self._frontier.root()
            or row[-1] != self._frontier.subtrees
        ):
            raise LedgerBroken(
                f"the signed head over {head.tree_size} rows was signed for other rows"
            )
        self._head = head
        self._heads += 1

    def _check_anchor(self, anchor: Checkpoint) -> None:
        self._check_signer(anchor)
        if self._frontier.root() != anchor.root_hash:
            raise LedgerBroken(
                f"rows 1 to {anchor.tree_size} of the ledger are not the ones the anchor was"
                f" signed for: the ledger was written anew{self._may_be_why()}"
            )
        self._anchored = True

    def _may_be_why(self) -> str:
        if self._restored is None:
            return ""
        row, day = self._restored
        return f". Row {row} says that a backup of {day} was restored; that may be why"

    def _check_signer(self, anchor: Checkpoint) -> None:
        if not anchor.is_signed_by(self._keys.keys()):
            raise LedgerBroken("the anchor is signed with no key that the ledger announces")

    def _present(self, seqs: Collection[int]) -> Collection[int]:
        question = "SELECT EXISTS(SELECT 1 FROM ledger_opening WHERE seq = ?)"
        return [seq for seq in seqs if self._connection.execute(question, [seq]).fetchone()[0]]


def _check_kind(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise LedgerBroken("the file is not one that this program made")
    refusal = schema.refusal(connection)
    if refusal is not None:
        raise StoreUnavailable(StoreFault.BROKEN, refusal)


def _flaw_at_the_ends(connection: sqlite3.Connection, rows: int, heads_read: int) -> str | None:
    """What there is beside the rows and heads that were read: before the first, or after the last.

    Asked in the transaction that read the last of them.
    """
    (first,) = connection.execute("SELECT coalesce(min(seq), 1) FROM consent_ledger").fetchone()
    if first < 1:
        return f"row {first} of the ledger is before the first"
    count, largest = connection.execute(
        "SELECT count(*), coalesce(max(tree_size), 0) FROM signed_tree_head"
    ).fetchone()
    if largest > rows:
        return (
            f"row {rows + 1} of the ledger is missing: it ends with row {rows}, and a head was"
            f" signed over {largest}"
        )
    if count != heads_read:
        return "a signed head is over no number of rows that a head can be over"
    stray = connection.execute(
        "SELECT seq FROM ledger_opening WHERE seq < 1 OR seq > ? ORDER BY seq LIMIT 1", [rows]
    ).fetchone()
    if stray is not None:
        return f"row {stray[0]} of the ledger is missing, and its opening is there"
    return None
