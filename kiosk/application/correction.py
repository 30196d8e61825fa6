"""What knows how often a camera takes visitors for what they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kiosk.domain.shares import Labels


class Correction(Protocol):
    """One confusion matrix, as ``kiosk.domain.shares.estimates`` needs it."""

    @property
    def name(self) -> str:
        """Which confusion matrix this is, and of how many: "published evaluation, n = 1,116"."""
        ...

    def genders(self) -> Labels | None:
        """Of women and men, in this order; None where naming is no better than chance."""
        ...

    def groups(self, minimum_age: int) -> tuple[tuple[str, ...], ...]:
        """The bands of age that the camera tells apart, youngest first.

        A band of which it recognises less than half is one with its neighbour.
        """
        ...

    def ages(self, minimum_age: int) -> Labels | None:
        """Of these groups; None where there is only one."""
        ...
