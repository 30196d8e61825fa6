"""When a process that ended is started again: soon, but not for ever as soon."""

from __future__ import annotations

from typing import Final

FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 60.0


class Restarts:
    """From one start to the next it takes a second, then two, and up to a minute.

    Whoever can make it end could otherwise have it start for ever. All times are monotonic.
    """

    def __init__(self, now: float) -> None:
        self._due = now
        self._pause = FIRST_PAUSE

    def is_due(self, now: float) -> bool:
        return now >= self._due

    def started(self, now: float) -> None:
        self._due = now + self._pause
        self._pause = min(2 * self._pause, LONGEST_PAUSE)

    def ended(self, now: float, up_for: float) -> None:
        """It ended by itself, after having served for so many seconds."""
        if up_for >= LONGEST_PAUSE:
            # It did well for a while: this is none that ends at every start.
            self._pause = FIRST_PAUSE
            self._due = now
        self._due = max(self._due, now + FIRST_PAUSE)

    def was_ended(self, now: float) -> None:
        """It was ended for a reason that is not its own, and the next need not wait."""
        self._pause = FIRST_PAUSE
        self._due = now
