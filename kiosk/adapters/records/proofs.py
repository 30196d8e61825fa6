"""Which consents may have lost their proof, and which must have.

The opening of a consent goes when it is withdrawn, when its years are over, and when a restored
backup never had it. A row of the ledger says so each time; anything else is a silent erasure.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date
from sys import intern
from typing import Any

from kiosk.adapters.records.chain import Row, day_of
from kiosk.adapters.records.ledger import LedgerBroken
from kiosk.domain.retention import BusinessDay, Retention

# The years are what counts here; the zone of its business days says nothing about them.
_RETENTION = Retention(BusinessDay(UTC))

_LATEST_BEGIN_OF_DAY = 12
"""No business day begins later: before that hour, a row may be of the day before."""

Present = Callable[[Collection[int]], Collection[int]]
"""Those of some consents whose openings are there now."""


@dataclass(frozen=True, slots=True)
class Found:
    """How many consents have no opening, by the reason that the ledger gives."""

    withdrawn: int
    expired: int
    left_out: int


class Proofs:
    """What a reader has learned of the consents so far, row after row.

    ``left_out`` are the first and the last number of consents whose openings a backup leaves
    out.
    """

    def __init__(self, left_out: tuple[int, int] | None = None) -> None:
        self._there: dict[int, str] = {}
        self._gone: dict[int, str] = {}
        self._withdrawn: dict[int, int] = {}
        self._expired: list[tuple[int, date]] = []
        self._left_out: list[tuple[int | None, int, int]] = []
        if left_out is not None:
            self._left_out.append((None, *left_out))

    def give(self, row: Row, *, is_there: bool) -> None:
        """A consent's row; ``is_there`` says whether its opening is."""
        (self._there if is_there else self._gone)[row.seq] = intern(row.ts)

    def withdraw(self, row: Row) -> None:
        """Raises LedgerBroken for a withdrawal of nothing that could be withdrawn."""
        ref = row.ref
        if ref is None or not (ref in self._there or ref in self._gone):
            raise LedgerBroken(f"row {row.seq} of the ledger withdraws no consent before it")
        if ref in self._withdrawn:
            raise LedgerBroken(f"row {row.seq} of the ledger withdraws a consent a second time")
        self._withdrawn[ref] = row.seq

    def expire(self, row: Row, payload: dict[str, Any]) -> None:
        """Raises LedgerBroken if proofs went that are to be kept for longer."""
        try:
            before = date.fromisoformat(payload["before"])
        except (KeyError, ValueError, TypeError):
            raise LedgerBroken(f"row {row.seq} of the ledger says no day") from None
        if before > _RETENTION.proofs_kept_from(day_of(row)):
            raise LedgerBroken(
                f"row {row.seq} of the ledger lets proofs go before their years are over"
            )
        self._expired.append((row.seq, before))

    def restore(self, row: Row, payload: dict[str, Any]) -> None:
        """A restored backup may have come without the proofs of its last days."""
        first, last = payload.get("first"), payload.get("last")
        if isinstance(first, int) and isinstance(last, int):
            self._left_out.append((row.seq, first, last))

    def settle(self, present: Present) -> Found:
        """How it stands after the last row. Raises LedgerBroken for the first that is wrong.

        What was there when its row was read is asked after again: it may have gone meanwhile,
        as the rows that came since say.
        """
        rows = [seq for seq, _ in self._expired]
        # The last day that any of the rows from this one on lets go.
        days = [before for _, before in self._expired]
        for at in range(len(days) - 2, -1, -1):
            days[at] = max(days[at], days[at + 1])

        def expires(seq: int) -> date:
            at = bisect_right(rows, seq)
            return days[at] if at < len(days) else date.min

        withdrawn = expired = left_out = 0
        flaws: dict[int, str] = {}
        for seq, ts in self._gone.items():
            if seq in self._withdrawn:
                withdrawn += 1
            elif days and _may_be_of_a_day_before(expires(seq), ts):
                expired += 1
            elif self._is_left_out(seq):
                left_out += 1
            else:
                flaws[seq] = "has lost its opening, and no later row says why"
        suspect = {seq: "withdrawn" for seq in self._withdrawn if seq in self._there}
        if days:
            latest = days[0].isoformat()
            suspect |= {
                seq: "due to go"
                for seq, ts in self._there.items()
                if ts[:10] < latest and ts[:10] < expires(seq).isoformat()
            }
        for seq in present(suspect.keys()):
            flaws[seq] = f"was {suspect[seq]}, and its opening is still there"
        if flaws:
            first = min(flaws)
            raise LedgerBroken(f"row {first} of the ledger {flaws[first]}")
        # What was there and has gone since has been told of by a row just as well.
        withdrawn += sum(why == "withdrawn" for why in suspect.values())
        expired += sum(why == "due to go" for why in suspect.values())
        return Found(withdrawn, expired, left_out)

    def _is_left_out(self, seq: int) -> bool:
        return any(
            first <= seq <= last and (row is None or seq < row)
            for row, first, last in self._left_out
        )


def _may_be_of_a_day_before(day: date, ts: str) -> bool:
    """True if a row with this time may belong to a business day before ``day``."""
    written = ts[:10]
    return written < day.isoformat() or (
        written == day.isoformat() and int(ts[11:13]) < _LATEST_BEGIN_OF_DAY
    )
