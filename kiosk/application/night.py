"""What the machine finds when it looks after itself, once a day and at every start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.domain.inside import SelfCheck


@dataclass(frozen=True, slots=True)
class NightReport:
    """What came of verifying the ledger, of the backup, and of the look for pictures.

    ``rows`` is how much of the ledger was read, None if it could not be read just now; ``flaw``
    names the first row that is not as it was written. ``backup`` is the file that was made,
    ``backup_fault`` why none was; both None: there was one of this day already.
    """

    when: datetime
    rows: int | None
    flaw: str | None
    backup: str | None
    backup_fault: str | None
    self_check: SelfCheck
