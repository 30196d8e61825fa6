"""A counter that only says "one more": added up by the hour, and only whole hours are counted.

An hour in which the line was down, or in which the kiosk did not run, has a count that is too
small by nobody knows how much: it is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.door_count import begins, ends, in_words

if TYPE_CHECKING:
    from kiosk.application.ports import Clock
    from kiosk.domain.consent import Moment
    from kiosk.domain.retention import BusinessDay

MAY_MISS_SECONDS: Final = 60.0
"""An hour in which nobody was listening for no longer than this still counts as a whole one."""


class DoorLine:
    """One line with one counter at its end; starts with the line down."""

    def __init__(self, clock: Clock, shop: BusinessDay) -> None:
        self._clock = clock
        self._shop = shop
        self._moment = clock.moment()
        self._entered = 0
        # Nobody listened before this was made.
        self._missed = (clock.now() - begins(self._moment, shop)).total_seconds()
        self._down_since: float | None = clock.monotonic()
        self._looked = clock.now(), clock.monotonic()

    def up(self) -> None:
        """Somebody listens from now on."""
        self._missed += self._down_for()
        self._down_since = None

    def down(self) -> None:
        """Nobody listens from now on."""
        if self._down_since is None:
            self._down_since = self._clock.monotonic()

    def entered(self, number: int) -> None:
        """So many came in just now; what was before belongs to the hours that ``over`` gives."""
        self._entered += number

    def over(self) -> tuple[Moment, int | str] | None:
        """The hour that has ended since, with its count or why it has none; None while it goes on.

        To be asked before every ``entered``, and when the hour ends.
        """
        now = self._clock.moment()
        self._missed += self._unexplained()
        if now == self._moment:
            return None
        self._missed += self._down_for()
        ended, entered, missed = self._moment, self._entered, self._missed
        self._moment, self._entered = now, 0
        # After a sleep the hours between are missing, and the beginning of this one.
        slept = begins(now, self._shop) != ends(ended, self._shop)
        began = (self._clock.now() - begins(now, self._shop)).total_seconds()
        self._missed = began if slept else 0.0
        if missed <= MAY_MISS_SECONDS:
            return ended, entered
        minutes = max(1, round(missed / 60))
        return ended, (
            f"{in_words(ended, self._shop)} nobody listened to the line for {minutes} minutes, so "
            "its count is not whole"
        )

    def _unexplained(self) -> float:
        """Seconds since it was last asked in which only one of the clocks went on.

        The machine slept, or its clock was set.
        """
        (then, ticked), self._looked = self._looked, (self._clock.now(), self._clock.monotonic())
        by_day = (self._looked[0] - then).total_seconds()
        return abs(by_day - (self._looked[1] - ticked))

    def _down_for(self) -> float:
        if self._down_since is None:
            return 0.0
        now = self._clock.monotonic()
        gone, self._down_since = now - self._down_since, now
        return gone
