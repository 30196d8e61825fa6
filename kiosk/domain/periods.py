"""The stretches of business days that figures are of, and what each is compared with."""

import calendar
import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_DAYS_A_WEEK: Final = 7
_FOUR_WEEKS: Final = 28


class Span(enum.Enum):
    """How long a period is. Four weeks hold every weekday equally often; a month does not."""

    DAY = "day"
    WEEK = "week"
    FOUR_WEEKS = "28-days"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """The business days from ``first`` to ``last``, both of them in it."""

    span: Span
    first: date
    last: date

    @staticmethod
    def of_day(day: date) -> "Period":
        return Period(Span.DAY, day, day)

    @staticmethod
    def of_week(day: date) -> "Period":
        """Monday to Sunday, the week that holds this day."""
        monday = day - timedelta(days=day.weekday())
        return Period(Span.WEEK, monday, monday + timedelta(days=_DAYS_A_WEEK - 1))

    @staticmethod
    def of_four_weeks(last: date) -> "Period":
        """The 28 days that end with this one."""
        return Period(Span.FOUR_WEEKS, last - timedelta(days=_FOUR_WEEKS - 1), last)

    @staticmethod
    def of_month(day: date) -> "Period":
        """The calendar month that holds this day."""
        _, days = calendar.monthrange(day.year, day.month)
        return Period(Span.MONTH, day.replace(day=1), day.replace(day=days))

    @staticmethod
    def of(span: Span, day: date) -> "Period":
        """The period of this length that holds the day; the four weeks that end with it."""
        makers = {
            Span.DAY: Period.of_day,
            Span.WEEK: Period.of_week,
            Span.FOUR_WEEKS: Period.of_four_weeks,
            Span.MONTH: Period.of_month,
        }
        return makers[span](day)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period":
        """What it is compared with: of a day the same weekday a week before, of anything longer
        the one that ends where this begins.
        """
        if self.span is Span.DAY:
            return Period.of_day(self.first - timedelta(days=_DAYS_A_WEEK))
        return Period.of(self.span, self.first - timedelta(days=1))

    @property
    def after(self) -> "Period":
        """The next one: of a day the next day."""
        if self.span is Span.FOUR_WEEKS:
            return Period.of_four_weeks(self.last + timedelta(days=_FOUR_WEEKS))
        return Period.of(self.span, self.last + timedelta(days=1))

    def holds(self, first: date, last: date) -> bool:
        """Whether all of these days lie in it."""
        return self.first <= first and last <= self.last

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range(self.days))
