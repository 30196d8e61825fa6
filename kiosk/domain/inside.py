"""What is in this machine, as a visitor may see it, and what it found when it looked itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from kiosk.domain.consent import Moment


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """What was found when everything that is kept was looked through for pictures and vectors.

    ``files`` and ``values`` are how many were looked at; ``pictures`` and ``vectors`` how many
    of them look like one. ``findings`` names each thing that does not belong, in words for
    staff and without anything of its content.
    """

    when: datetime
    findings: tuple[str, ...]
    files: int
    values: int
    pictures: int
    vectors: int

    @property
    def ok(self) -> bool:
        """True if nothing was found that does not belong."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """The last signed head: ``rows`` the ledger had in the ``hour`` when it was signed.

    ``checkpoint`` is the text by which somebody else can prove that later.
    """

    rows: int
    hour: datetime
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Inside:
    """What is in this machine, counted from the real schema and ledger.

    ``columns`` is every column kept about a visit; ``records`` how many rows there are, of which
    ``waiting`` are in no block yet; ``blocks`` the closed ones and ``released`` the visits in
    them; ``openings`` the consents that still have their proof; ``next_erasure`` when the oldest
    records become impossible to find. In a shop all of these are of business days that are closed.
    ``camera_last_opened`` is its hour in the demo, with ``camera_opened_for`` the number of the
    consent's row, and in a shop the last closed day on which enough people agreed to it.
    ``ledger_rows`` are shown to nobody; ``checked`` is the last look through everything.
    """

    columns: tuple[str, ...]
    records: int
    waiting: int
    blocks: int
    released: int
    pictures: int
    openings: int
    camera_last_opened: Moment | date | None
    camera_opened_for: int | None
    next_erasure: datetime | None
    ledger_rows: int
    head: LedgerHead | None
    public_key: bytes
    checked: SelfCheck | None
