"""How many of those asked said yes, week by week, as a chart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from kiosk.application.figures import DayCounts, PeriodFigures
from kiosk.domain.statistics import Share, share
from kiosk.ui.charts import days, labels, scales, sentences
from kiosk.ui.charts.data import GAP, Bar, Bars, Chart, Table

_say = QCoreApplication

_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class _Week:
    """Seven days in a row, whatever weekday they begin with; ``share`` is None if none is known."""

    first: date
    share: Share | None
    goes_on: bool


def opt_in_weeks(figures: PeriodFigures, before: Sequence[DayCounts], locale: QLocale) -> Chart:
    """The weeks of a period of whole weeks, after those of the period before if there are any."""
    weeks = [*_weeks(before, frozenset()), *_weeks(figures.days, days.gone(figures))]
    title = _say.translate("Trends", "Yes of those asked, week by week")
    said = _said(figures, weeks, locale)
    words = sentences.joined(said, locale)
    return Chart(title, said, words, _bars(weeks, locale), _table(weeks, locale))


def _weeks(every: Sequence[DayCounts], unknown: frozenset[date]) -> Iterator[_Week]:
    for start in range(0, len(every) - _WEEK + 1, _WEEK):
        week = every[start : start + _WEEK]
        if any(day.day in unknown for day in week):
            yield _Week(week[0].day, None, goes_on=False)
            continue
        asked = sum(day.counts.asked for day in week)
        yes = sum(day.counts.said_yes for day in week)
        yield _Week(week[0].day, share(yes, asked), any(day.growing for day in week))


def _said(figures: PeriodFigures, weeks: Sequence[_Week], locale: QLocale) -> tuple[str, ...]:
    shares = [each.share.value for each in weeks if each.share and each.share.value is not None]
    if not shares:
        return sentences.of_opt_in(figures, locale)
    low, high = labels.percent(min(shares)), labels.percent(max(shares))
    words = _say.translate("Trends", "In each of these weeks, {low} of those asked said yes.")
    if low != high:
        words = _say.translate(
            "Trends", "In each of these weeks, between {low} and {high} of those asked said yes."
        )
    parts = [
        words.format(low=low, high=high),
        _say.translate("Trends", "The lines say how far chance alone may have moved a week."),
    ]
    if weeks[-1].goes_on:
        parts.append(_say.translate("Trends", "The last week is not over."))
    return tuple(parts)


def _bars(weeks: Sequence[_Week], locale: QLocale) -> Bars | None:
    bars = tuple(_bar(week, locale) for week in weeks)
    reach = [bar.interval[1] for bar in bars if bar.interval]
    if not reach:
        return None
    top, ticks = scales.shares(max(reach))
    return Bars(bars, top, tuple((tick, labels.percent(tick)) for tick in ticks))


def _bar(week: _Week, locale: QLocale) -> Bar:
    label, found = labels.day(week.first, locale), week.share
    if found is None or found.value is None or found.low is None or found.high is None:
        return Bar(label, None, GAP)
    shown = labels.percent(found.value)
    # Not marked as growing: a share that is not settled may as well fall.
    return Bar(label, found.value, shown, (found.low, found.high))


def _table(weeks: Sequence[_Week], locale: QLocale) -> Table:
    head = (
        _say.translate("Trends", "Week from"),
        _say.translate("Trends", "Asked"),
        _say.translate("Trends", "Said yes"),
        _say.translate("Trends", "Share"),
    )
    rows = tuple(
        (
            labels.day_in_full(week.first, locale),
            GAP if week.share is None else labels.number(week.share.of, locale),
            GAP if week.share is None else labels.number(week.share.count, locale),
            GAP if week.share is None else labels.share(week.share, locale),
        )
        for week in weeks
    )
    return Table(head, rows)
