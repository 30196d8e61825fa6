"""What a visitor may see of this machine, and what it found when it looked through itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


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
