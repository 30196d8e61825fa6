"""By which time things fall due, on a machine whose clock can be set.

A clock that leaps ahead, by a wrong key or a dead battery, must not have erased what nothing
can bring back; nor may a wrong clock keep anything for long. So a leap counts only after an
hour in which it was not taken back: until then all falls due by the time it was before. A start
after a month is such a leap as far as totals and proofs go, which are kept for years; what a
visitor could find goes by what the clock says, however long the machine was off.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kiosk.application.ports import Clock

STEP_SECONDS: Final = 2.0
"""Less than this between two clocks is no step, but how they run."""

SURE_AFTER_SECONDS: Final = 3600.0

LONG_OFF: Final = timedelta(days=31)
"""After a longer time without a row, a start cannot tell a holiday from a wrong clock."""

_NONE: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class When:
    """One instant, as different things see it.

    ``now`` is what the clock says and what is written down; records fall due by ``records``,
    counts and proofs by ``totals``. ``is_sure`` unless the clock was set back in the last hour:
    then a day that lies ahead may only be one that comes again.
    """

    now: datetime
    records: datetime
    totals: datetime
    is_sure: bool


class DueTime:
    """Watches the clock. ``last_written`` is the newest instant the ledger knows, if any."""

    def __init__(self, clock: Clock, last_written: datetime | None) -> None:
        self._clock = clock
        self._now, self._monotonic = clock.now(), clock.monotonic()
        # Each with the monotonic instant from which it counts: a clock that is always being set,
        # as that of a machine that sleeps is, must not put everything off for ever.
        self._leaps: list[tuple[float, timedelta]] = []
        self._away = _NONE
        self._sure_from = self._monotonic
        gap = _NONE if last_written is None else self._now - last_written
        self._away_until = self._monotonic + SURE_AFTER_SECONDS
        if gap > LONG_OFF:
            self._away = gap
        elif gap < _NONE:
            self._sure_from += SURE_AFTER_SECONDS

    def look(self) -> int:
        """By how many whole seconds the clock was set since the last look; 0 if it was not."""
        now, monotonic = self._clock.now(), self._clock.monotonic()
        stepped = (now - self._now) - timedelta(seconds=monotonic - self._monotonic)
        self._now, self._monotonic = now, monotonic
        self._leaps = [(counts, leap) for counts, leap in self._leaps if counts > monotonic]
        if monotonic >= self._away_until:
            self._away = _NONE
        if abs(stepped.total_seconds()) <= STEP_SECONDS:
            return 0
        if stepped > _NONE:
            self._leaps.append((monotonic + SURE_AFTER_SECONDS, stepped))
        else:
            self._take_back(-stepped)
            self._sure_from = monotonic + SURE_AFTER_SECONDS
        return round(stepped.total_seconds())

    def confirm(self) -> None:
        """Take what the clock says: a person asked for it, who can see the date."""
        self._leaps = []
        self._away = _NONE
        self._sure_from = self._monotonic

    def when(self) -> When:
        """This instant, by what the last look found."""
        now = self._clock.now()
        records = now - sum((leap for _, leap in self._leaps), _NONE)
        return When(now, records, records - self._away, is_sure=self._monotonic >= self._sure_from)

    def _take_back(self, step: timedelta) -> None:
        """Set back, the clock is where it was before its last leaps: nothing was lost meanwhile."""
        while step and self._leaps:
            counts, leap = self._leaps.pop()
            if leap > step:
                self._leaps.append((counts, leap - step))
            step = max(_NONE, step - leap)
        self._away = max(_NONE, self._away - step)
