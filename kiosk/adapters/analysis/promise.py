"""A look that was promised: a visitor's yes was quicker than the next child's warming up."""

from typing import Final

from kiosk.domain.visit import ConsentGrant

PROMISE_SECONDS: Final = 3.0
"""How long a visitor is kept waiting for a child; it takes a fraction of that."""


class Promise:
    """At most one grant that waits for a child. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._grant: ConsentGrant | None = None
        self._until = 0.0

    def make(self, grant: ConsentGrant, now: float) -> None:
        self._grant, self._until = grant, now + PROMISE_SECONDS

    def take(self) -> ConsentGrant | None:
        """The grant that waits, which from now on waits no more; or None."""
        grant, self._grant = self._grant, None
        return grant

    def forget(self) -> ConsentGrant | None:
        """Nobody waits for a child any more: the grant that did, void now; or None."""
        grant = self.take()
        if grant is not None:
            grant.void()
        return grant

    @property
    def due(self) -> list[float]:
        """When it is broken if it was not kept; empty if there is none."""
        return [] if self._grant is None else [self._until]

    def is_late(self, now: float) -> bool:
        return self._grant is not None and now >= self._until
