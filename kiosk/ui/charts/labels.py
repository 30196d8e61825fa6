"""Short words for what stands on a scale, in a cell or in a sentence: hours, days, ages, shares."""

from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from kiosk.domain.block_sums import Total
from kiosk.domain.estimate import UNSAID, Gender
from kiosk.domain.periods import Period, Span
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import Share
from kiosk.ui.charts.data import GAP

_say = QCoreApplication

TENTHS: Final = 10
"""From ten on an average is written without a decimal."""
_NONE: Final = 0.005
_OF: Final = ", n = "
_UNDER: Final = "under_"


def hour(value: int) -> str:
    """An hour of the clock on a scale: where it begins."""
    return str(value)


def stretch(value: int) -> str:
    """An hour as the stretch it is, inside a sentence."""
    words = _say.translate("Charts", "{start} to {end}", "hours of the clock")
    return words.format(start=value, end=(value + 1) % 24 or 24)


def number(value: int, locale: QLocale) -> str:
    """A count with its thousands set off."""
    return locale.toString(value)


def confusion(name: str) -> str:
    """What a correction went by, as ``Correction.name`` has it, in the language of the screen.

    A name that is new stays as it is.
    """
    what, _, of = name.partition(_OF)
    if what != "published evaluation":
        return name
    return _say.translate("Charts", "published evaluation, n = {number}").format(number=of)


def grown(value: int, fewer_than: int, locale: QLocale) -> str:
    """A count that still rises: a nought of it only says that few have come yet."""
    return f"{number(value, locale)}+" if value or fewer_than == 1 else f"<{fewer_than}"


def mean(value: float, locale: QLocale, highest: float = 0.0) -> str:
    """An average: with one decimal, and none where it, or the highest beside it, is ten or more."""
    whole = max(value, highest) >= TENTHS or value == round(value)
    if whole and 0 < value < 1:
        return "<1"
    return locale.toString(round(value)) if whole else locale.toString(value, "f", 1)


def percent(value: float) -> str:
    """A share of 0 to 1 in whole per cents; what is there is never called nought."""
    if 0 < value < _NONE:
        words = _say.translate("Charts", "under 1 %")
    elif 1 - _NONE < value < 1:
        words = _say.translate("Charts", "over 99 %")
    else:
        words = _say.translate("Charts", "{number} %").format(number=round(100 * value))
    return _unbroken(words)


def percents(low: float, high: float) -> str:
    """An interval of shares."""
    words = _say.translate("Charts", "{low}–{high} %")
    return _unbroken(words.format(low=round(100 * low), high=round(100 * high)))


def _unbroken(words: str) -> str:
    """No line ends between a number and its sign."""
    return words.replace(" ", "\u00a0")


def share(value: Share, locale: QLocale) -> str:
    """A share in a cell of a table: with its interval, or as two counts where there are few."""
    if value.value is None or value.low is None or value.high is None:
        return of(value.count, value.of, locale) if value.of else GAP
    return f"{percent(value.value)} ({percents(value.low, value.high)})"


def estimate(value: Estimate | None) -> str:
    """The same of a share of what was released; a gap where none is named."""
    if value is None:
        return GAP
    return f"{percent(value.value)} ({percents(value.low, value.high)})"


def shown(total: Total) -> int:
    """A released number as screens show it: with its noise it may be under nought."""
    return max(0, total.number)


def total(value: Total, locale: QLocale) -> str:
    """A released number in a cell of a table, with what it may be without its noise."""
    words = _say.translate("Charts", "{number} ({low}–{high})", "a number and its range")
    ends = {"low": number(value.low, locale), "high": number(value.high, locale)}
    return words.format(number=number(shown(value), locale), **ends)


def of(count: int, whole: int, locale: QLocale) -> str:
    """So many of so many."""
    return _say.translate("Charts", "{count} of {of}").format(
        count=number(count, locale), of=number(whole, locale)
    )


def gender(name: str) -> str:
    """The people of a cell's gender."""
    return {
        Gender.WOMAN.value: _say.translate("Charts", "women"),
        Gender.MAN.value: _say.translate("Charts", "men"),
        Gender.NOT_SURE.value: _say.translate("Charts", "not sure"),
        Gender.UNSAID.value: _say.translate("Charts", "not said"),
    }[name]


def ages(name: str) -> str:
    """The ages of a cell or of a group of them: "under 18", "18–34", "55 or older"."""
    if name == UNSAID:
        return _say.translate("Charts", "not said")
    if name.startswith(_UNDER):
        return _say.translate("Charts", "under {age}").format(age=name.removeprefix(_UNDER))
    if name.endswith("+"):
        return _say.translate("Charts", "{first} or older").format(first=name[:-1])
    first, _, last = name.partition("-")
    return _say.translate("Charts", "{first}–{last}", "ages").format(first=first, last=last)


def short_ages(name: str) -> str:
    """The same on a scale: "<18", "55+"."""
    return name.replace(_UNDER, "<").replace("-", "–")


def weekday(value: int, locale: QLocale) -> str:
    """The weekday, 0 is Monday, as short as it is written."""
    return locale.standaloneDayName(value + 1, QLocale.FormatType.ShortFormat)


def weekday_in_full(value: int, locale: QLocale) -> str:
    return locale.standaloneDayName(value + 1, QLocale.FormatType.LongFormat)


def day(value: date, locale: QLocale) -> str:
    """A day without its year."""
    pattern = _say.translate("Charts", "d MMM", "a date pattern of Qt's QLocale")
    return locale.toString(QDate(value.year, value.month, value.day), pattern)


def day_in_full(value: date, locale: QLocale) -> str:
    """A day with its weekday, inside a sentence."""
    pattern = _say.translate("Charts", "dddd d MMMM", "a date pattern of Qt's QLocale")
    return locale.toString(QDate(value.year, value.month, value.day), pattern)


def this(period: Period, locale: QLocale) -> str:
    """What a period is called beside the one before it."""
    match period.span:
        case Span.DAY:
            return day(period.first, locale)
        case Span.WEEK:
            return _say.translate("Charts", "this week")
        case Span.FOUR_WEEKS:
            return _say.translate("Charts", "these 28 days")
        case Span.MONTH:
            return month(period, locale)


def before(period: Period, locale: QLocale) -> str:
    """What the period before is called; of a day it is the same weekday."""
    match period.span:
        case Span.DAY:
            return day(period.before.first, locale)
        case Span.WEEK:
            return _say.translate("Charts", "the week before")
        case Span.FOUR_WEEKS:
            return _say.translate("Charts", "the 28 days before")
        case Span.MONTH:
            return month(period.before, locale)


def month(period: Period, locale: QLocale) -> str:
    """The name of a month."""
    return locale.standaloneMonthName(period.first.month)
