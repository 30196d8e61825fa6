"""By which time things fall due, on a machine whose clock can be set.

A clock that leaps ahead, by a wrong key or a dead battery, must not have erased what nothing
can bring back; nor may a wrong clock keep anything for long. So a leap counts only once the
clock has held for an hour: until then everything falls due by the time that it was before. A
start after a month is such a leap as far as totals and proofs go, which are kept for years;
what a visitor could find goes by what the clock says, however long the machine was off.
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
    counts and proofs by ``totals``. ``is_sure`` unless the clock was found set in the last hour.
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
        # How far ahead of what is certain the clock is: since a leap, and since the last row.
        self._leapt = _NONE
        self._away = _NONE
        self._sure_from = self._monotonic
        gap = _NONE if last_written is None else self._now - last_written
        if gap > LONG_OFF:
            self._away = gap
        if not _NONE <= gap <= LONG_OFF:
            self._sure_from += SURE_AFTER_SECONDS

    def look(self) -> int:
        """By how many whole seconds the clock was set since the last look; 0 if it was not."""
        now, monotonic = self._clock.now(), self._clock.monotonic()
        stepped = (now - self._now).total_seconds() - (monotonic - self._monotonic)
        self._now, self._monotonic = now, monotonic
        if monotonic >= self._sure_from:
            self._leapt = self._away = _NONE
        if abs(stepped) <= STEP_SECONDS:
            return 0
        # Set back again, it is where it was: nothing was lost meanwhile.
        self._leapt = max(_NONE, self._leapt + timedelta(seconds=stepped))
        if self._away:
            self._away = max(_NONE, self._away + timedelta(seconds=stepped))
        self._sure_from = monotonic + SURE_AFTER_SECONDS
        return round(stepped)

    def confirm(self) -> None:
        """Take what the clock says: a person asked for it, who can see the date."""
        self._leapt = self._away = _NONE
        self._sure_from = self._monotonic

    def when(self) -> When:
        """This instant, by what the last look found."""
        now = self._clock.now()
        return When(
            now,
            records=now - self._leapt,
            totals=now - max(self._leapt, self._away),
            is_sure=self._monotonic >= self._sure_from,
        )
