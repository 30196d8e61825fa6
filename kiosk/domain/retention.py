"""How long what is kept: until when a record can be found, and what is due to go."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from kiosk.domain.consent import Moment

DEFAULT_WINDOW_HOURS: Final = 72
DEFAULT_DAY_BEGINS: Final = 4
DEFAULT_COUNTS_MONTHS: Final = 25
PROOF_YEARS: Final = 3
"""How long the opening of a consent is kept as proof that the yes was given."""


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
    """How long everything is kept.

    A record can be found for ``window_hours`` after its day's end; totals are kept for
    ``counts_months``, and the proof of a yes for ``proof_years``.
    """

    business_day: BusinessDay
    window_hours: int = DEFAULT_WINDOW_HOURS
    counts_months: int = DEFAULT_COUNTS_MONTHS
    proof_years: int = PROOF_YEARS

    def window_closes(self, day: date) -> datetime:
        """The instant from which nobody, the visitor included, can find a day's records."""
        # Hours of real time, so that a clock change neither shortens nor lengthens the window.
        ends = self.business_day.end(day).astimezone(UTC)
        return (ends + timedelta(hours=self.window_hours)).astimezone(self.business_day.zone)

    def due(self, days: Iterable[date], now: datetime) -> tuple[date, ...]:
        """Those of ``days`` whose records must be gone by ``now``, oldest first."""
        return tuple(sorted(day for day in days if self.window_closes(day) <= now))

    def counts_kept_from(self, today: date) -> date:
        """The oldest day whose totals may still be there on ``today``."""
        months = today.year * 12 + today.month - 1 - self.counts_months
        return _same_day(today, months // 12, months % 12 + 1)

    def proofs_kept_from(self, today: date) -> date:
        """The oldest day whose consents may still have their proof on ``today``."""
        return _same_day(today, today.year - self.proof_years, today.month)


def _same_day(day: date, year: int, month: int) -> date:
    """This day of another month, or that month's last where it is shorter."""
    return date(year, month, min(day.day, monthrange(year, month)[1]))
