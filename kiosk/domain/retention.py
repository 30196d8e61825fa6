"""How long what is kept: until when a record can be found, and what is due to go."""

from calendar import monthrange
from dataclasses import dataclass, replace
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

    def at(self, day: date, of_day: time) -> datetime:
        """The instant of a time of day within a business day.

        A time before the hour in which the day begins is of the next calendar day.
        """
        if of_day.hour < self.begins:
            day += timedelta(days=1)
        return datetime.combine(day, of_day, self.zone)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a day's visitors were promised when they were asked, whatever is set later.

    Their records go ``window_hours`` after the day's end and their totals after
    ``counts_months``; what is released tells no more of any of them than ``epsilon`` allows.
    """

    window_hours: int
    counts_months: int
    epsilon: float

    def and_also(self, others: "Terms") -> "Terms":
        """What keeps both promises, where the settings changed within a day."""
        return Terms(
            min(self.window_hours, others.window_hours),
            min(self.counts_months, others.counts_months),
            min(self.epsilon, others.epsilon),
        )


@dataclass(frozen=True, slots=True)
class Retention:
    """How long everything is kept, as it is set today; a day goes by its own terms.

    A record can be found for ``window_hours`` after its day's end; totals are kept for
    ``counts_months``, and the proof of a yes for ``proof_years``.
    """

    business_day: BusinessDay
    window_hours: int = DEFAULT_WINDOW_HOURS
    counts_months: int = DEFAULT_COUNTS_MONTHS
    proof_years: int = PROOF_YEARS

    def terms(self, epsilon: float) -> Terms:
        """What visitors are promised today."""
        return Terms(self.window_hours, self.counts_months, epsilon)

    def under(self, terms: Terms | None) -> "Retention":
        """As a day with these terms has it; None for a day of before there were any."""
        if terms is None:
            return self
        return replace(self, window_hours=terms.window_hours, counts_months=terms.counts_months)

    def window_closes(self, day: date) -> datetime:
        """The instant from which nobody, the visitor included, can find a day's records."""
        # Hours of real time, so that a clock change neither shortens nor lengthens the window.
        ends = self.business_day.end(day).astimezone(UTC)
        return (ends + timedelta(hours=self.window_hours)).astimezone(self.business_day.zone)

    def counts_kept_from(self, today: date) -> date:
        """The oldest day whose totals may still be there on ``today``."""
        months = today.year * 12 + today.month - 1 - self.counts_months
        return _same_day(today, months // 12, months % 12 + 1)

    def proofs_kept_from(self, today: date) -> date:
        """The oldest day whose consents may still have their proof on ``today``."""
        return _same_day(today, today.year - self.proof_years, today.month)

    def proof_kept_until(self, day: date) -> date:
        """The last day on which a consent of ``day`` has its proof."""
        return _same_day(day, day.year + self.proof_years, day.month)


def _same_day(day: date, year: int, month: int) -> date:
    """This day of another month, or that month's last where it is shorter."""
    return date(year, month, min(day.day, monthrange(year, month)[1]))
