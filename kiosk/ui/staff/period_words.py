"""Periods as their reader calls them, and the ways from one to the next."""

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from kiosk.domain.periods import Period, Span
from kiosk.ui import wording

_say = QCoreApplication


def earlier(period: Period) -> Period:
    """One step back: of a day the day before, for that is what a reader looks for next."""
    if period.span is Span.DAY:
        return Period.of_day(period.first - timedelta(days=1))
    return period.before


def later(period: Period, today: date) -> Period | None:
    """One step on, as far as today; None where that would be a time that has not begun."""
    if period.last >= today:
        return None
    if period.span is Span.FOUR_WEEKS:
        return Period.of_four_weeks(min(period.after.last, today))
    return period.after


def plain_name(period: Period, today: date, locale: QLocale) -> str:
    """A period inside a heading that begins with the page's own name."""
    match period.span:
        case Span.DAY:
            return _day_in_full(period.first, today, locale)
        case Span.MONTH:
            return wording.month(period.first, locale)
        case Span.WEEK | Span.FOUR_WEEKS:
            return stretch(period.first, period.last, today, locale)


def day_name(value: date, today: date, locale: QLocale) -> str:
    """A day as a heading of its own."""
    day = _day_in_full(value, today, locale)
    if value == today:
        return _say.translate("Periods", "Today · {day}").format(day=day)
    if value == today - timedelta(days=1):
        return _say.translate("Periods", "Yesterday · {day}").format(day=day)
    return day


def stretch(first: date, last: date, today: date, locale: QLocale) -> str:
    """The days from one to another, inside a sentence; one day where they are the same."""
    if first == last:
        return short_day(first, today, locale)
    words = _say.translate("Periods", "{first} to {last}", "days")
    return words.format(first=short_day(first, today, locale), last=short_day(last, today, locale))


def short_day(value: date, today: date, locale: QLocale) -> str:
    """A day without its weekday, and without the year where it is this year's."""
    pattern = _say.translate("Periods", "d MMMM", "a date pattern of Qt's QLocale")
    if value.year != today.year:
        pattern = _say.translate("Periods", "d MMMM yyyy", "a date pattern of Qt's QLocale")
    return locale.toString(QDate(value.year, value.month, value.day), pattern)


def _day_in_full(value: date, today: date, locale: QLocale) -> str:
    if value.year == today.year:
        return wording.day(value, locale)
    pattern = _say.translate("Periods", "dddd d MMMM yyyy", "a date pattern of Qt's QLocale")
    return locale.toString(QDate(value.year, value.month, value.day), pattern)
