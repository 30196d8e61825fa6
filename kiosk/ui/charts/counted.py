"""From figures to what is drawn of counts: hours, days, weekdays, and two periods side by side."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from kiosk.application.figures import DayCounts, PeriodFigures
from kiosk.domain.statistics import Share
from kiosk.ui.charts import days as of_days
from kiosk.ui.charts import hours, labels, released, scales
from kiosk.ui.charts.data import (
    GAP,
    Bar,
    Bars,
    Comparison,
    ComparisonRow,
    DayPoint,
    HeatMap,
    Line,
)

_say = QCoreApplication

SATURDAY: Final = 5
_WEEK: Final = 7
_USUAL: Final = 2
"""Whole weeks from which on a week is called usual: what one Saturday was is no habit."""
_TONES: Final = 4
_MORE_THAN_NOTHING: Final = 1e-9


def hour_bars(figures: PeriodFigures, locale: QLocale) -> Bars | None:
    """Who said yes, hour by hour; None if nobody was asked."""
    if not figures.counts.asked:
        return None
    now, later = hours.growing(figures), hours.to_come(figures)
    bars = tuple(
        _hour(figures, hour, hour in now, hour in later, locale) for hour in hours.order(figures)
    )
    top, ticks = scales.counts(max(bar.value or 0 for bar in bars))
    return Bars(bars, top, _numbers(ticks, locale))


def _hour(figures: PeriodFigures, hour: int, is_now: bool, is_later: bool, locale: QLocale) -> Bar:
    yes = figures.hours[hour].said_yes
    if is_later:
        return Bar(labels.hour(hour), None, "")
    if is_now and not yes and figures.fewer_than > 1:
        return Bar(labels.hour(hour), None, f"<{figures.fewer_than}", growing=True)
    return Bar(labels.hour(hour), float(yes), labels.number(yes, locale), growing=is_now)


def day_line(
    figures: PeriodFigures, locale: QLocale, before: Sequence[DayCounts] = ()
) -> Line | None:
    """Who said yes, day by day; None if nobody was asked."""
    days = figures.days
    if len(days) < 2 or not any(day.counts.asked for day in days):
        return None
    unknown = of_days.to_come(figures) | of_days.gone(figures)
    points = tuple(
        DayPoint(
            labels.day(day.day, locale),
            None if day.day in unknown else float(day.counts.said_yes),
            labels.number(day.counts.said_yes, locale)
            if not day.growing
            else labels.grown(day.counts.said_yes, figures.fewer_than, locale),
            day.day.weekday() >= SATURDAY,
            day.growing,
        )
        for day in days
    )
    past = [float(day.counts.said_yes) for day in before][: len(days)]
    earlier = (*past, *[None] * (len(days) - len(past))) if past else ()
    top, ticks = scales.counts(max([*(point.value or 0 for point in points), *past]))
    return Line(
        points,
        earlier,
        (labels.this(figures.period, locale), labels.before(figures.period, locale)),
        _say.translate("Charts", "weekend"),
        top,
        _numbers(ticks, locale),
    )


def weekday_hours(figures: PeriodFigures) -> dict[int, list[float | None]]:
    """How many said yes on average, by weekday (0 is Monday) and hour of the clock.

    The day that goes on is left out, for its hours are not over; None: no such day is over.
    """
    over = of_days.over(figures)
    found: dict[int, list[float | None]] = {}
    for weekday in range(_WEEK):
        days = [day for day in over if day.day.weekday() == weekday]
        found[weekday] = [
            sum(day.hours[hour].said_yes for day in days) / len(days) if days else None
            for hour in range(24)
        ]
    return found


def is_usual(figures: PeriodFigures) -> bool:
    """Whether two days or more of each weekday are over."""
    over = [day.day.weekday() for day in of_days.over(figures)]
    return min(over.count(weekday) for weekday in range(_WEEK)) >= _USUAL


def heat_map(figures: PeriodFigures, locale: QLocale) -> HeatMap | None:
    """Weekdays by hours: of one week, or of a usual one.

    None for a period shorter than a week, if nobody said yes, and as long as none is usual.
    """
    order = hours.shown(figures.hours)
    means = weekday_hours(figures)
    known = [mean for row in means.values() for mean in row if mean is not None]
    highest = max(known, default=0.0)
    if figures.period.days < _WEEK or not highest:
        return None
    if figures.period.days > _WEEK and not is_usual(figures):
        return None
    steps = _steps(highest)
    cells = tuple(
        tuple(_as_shown(means[weekday][hour], highest) for hour in order)
        for weekday in range(_WEEK)
    )
    return HeatMap(
        columns=tuple(labels.hour(hour) for hour in order),
        rows=tuple(labels.weekday(weekday, locale) for weekday in range(_WEEK)),
        cells=cells,
        shown=tuple(
            tuple(GAP if cell is None else labels.mean(cell, locale, highest) for cell in row)
            for row in cells
        ),
        steps=steps,
        scale=_scale(steps, locale),
    )


def _as_shown(mean: float | None, highest: float) -> float | None:
    """As exact as it is written, so that a number never stands on another number's tone."""
    if mean is None or 0 < mean < 1:
        return mean
    return float(round(mean)) if highest >= labels.TENTHS else round(mean, 1)


def _steps(highest: float) -> tuple[float, ...]:
    """Where each tone begins: above nothing, then in equal and whole steps to the highest."""
    width = next(width for width in _widths() if width * _TONES >= highest)
    rest = (width * number for number in range(1, _TONES))
    return (_MORE_THAN_NOTHING, *(start for start in rest if start <= highest))


def _widths() -> Iterator[int]:
    """Widths that are easy to count in, rising without end."""
    for decade in (10**power for power in count()):
        yield from (width * decade for width in (1, 2, 3, 4, 5, 6, 8))


def _scale(steps: Sequence[float], locale: QLocale) -> tuple[str, ...]:
    """What each tone stands for, the palest first; the step after the last is as wide as any."""
    if len(steps) == 1:
        return (labels.number(0, locale), _say.translate("Charts", "more than 0"))
    words = [labels.number(0, locale)]
    starts = [labels.number(round(start), locale) for start in steps]
    words.append(_say.translate("Charts", "under {end}").format(end=starts[1]))
    # Up to where the next begins: two that name the same number would both claim it.
    beginning = _say.translate("Charts", "from {start}", "numbers")
    words += [beginning.format(start=start) for start in starts[1:-1]]
    return (*words, _say.translate("Charts", "{start} or more").format(start=starts[-1]))


def comparison(figures: PeriodFigures, locale: QLocale) -> Comparison | None:
    """This period beside the one before; None where there is none to compare with."""
    before = figures.before
    if before is None or not (before.against.asked or before.counts.asked):
        return None
    now, then = before.against, before.counts
    top = float(max(now.asked, then.asked, 1))
    rows = [
        ComparisonRow(name, _count_bar(one, locale), _count_bar(other, locale), top)
        for name, one, other in (
            (_say.translate("Charts", "asked"), now.asked, then.asked),
            (_say.translate("Charts", "said yes"), now.said_yes, then.said_yes),
        )
    ]
    if figures.opt_in.of or before.opt_in.of:
        name = _say.translate("Charts", "of those asked")
        one, other = (_share_bar(each, locale) for each in (figures.opt_in, before.opt_in))
        rows.append(ComparisonRow(name, one, other, 1.0))
    women, then_women = figures.genders.women, before.women
    if women is not None or then_women is not None:
        name = _say.translate("Charts", "women")
        one, other = released.share_bar(women), released.share_bar(then_women)
        rows.append(ComparisonRow(name, one, other, 1.0))
    names = (labels.this(figures.period, locale), labels.before(figures.period, locale))
    return Comparison(tuple(rows), names)


def _count_bar(number: int, locale: QLocale) -> Bar:
    return Bar("", float(number), labels.number(number, locale))


def _share_bar(value: Share, locale: QLocale) -> Bar:
    if value.value is None or value.low is None or value.high is None:
        return Bar("", None, labels.of(value.count, value.of, locale) if value.of else GAP)
    return Bar("", value.value, labels.percent(value.value), (value.low, value.high))


def _numbers(ticks: Sequence[float], locale: QLocale) -> tuple[tuple[float, str], ...]:
    return tuple((tick, labels.number(round(tick), locale)) for tick in ticks)
