"""How long what is kept: until when a record can be found, and what is due to go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from kiosk.domain.consent import Moment

DEFAULT_WINDOW_HOURS: Final = 72
DEFAULT_DAY_BEGINS: Final = 4


@dataclass(frozen=True, slots=True)
class BusinessDay:
    """When a shop's day begins (an hour of the clock, 0 to 12) and in which time zone."""

    zone: tzinfo
    begins: int = DEFAULT_DAY_BEGINS

    def moment(self, now: datetime) -> Moment:
        """The business day and clock hour of an instant (an aware datetime).

        The hour is the wall clock's, so the hour that a change to winter time repeats is one.
        """
        local = now.astimezone(self.zone)
        day = local.date()
        if local.hour < self.begins:
            day -= timedelta(days=1)
        return Moment(day, local.hour)

    def end(self, day: date) -> datetime:
        """The instant a business day is over, in this zone; the day may have 23 or 25 hours."""
        return datetime.combine(day + timedelta(days=1), time(self.begins), self.zone)


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many hours after its day's end a record can still be found."""

    business_day: BusinessDay
    window_hours: int = DEFAULT_WINDOW_HOURS

    def window_closes(self, day: date) -> datetime:
        """The instant from which nobody, the visitor included, can find a day's records."""
        # Hours of real time, so that a clock change neither shortens nor lengthens the window.
        ends = self.business_day.end(day).astimezone(UTC)
        return (ends + timedelta(hours=self.window_hours)).astimezone(self.business_day.zone)

    def due(self, days: Iterable[date], now: datetime) -> tuple[date, ...]:
        """Those of ``days`` whose records must be gone by ``now``, oldest first."""
        return tuple(sorted(day for day in days if self.window_closes(day) <= now))
