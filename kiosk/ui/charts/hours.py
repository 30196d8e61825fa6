"""Which hours a chart shows: from the first to the last in which somebody was asked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.application.figures import HourCounts, PeriodFigures

_DAY: Final = 24
_FEWEST: Final = 8
"""With fewer hours than this a day looks like a moment."""


def shown(hours: Sequence[HourCounts]) -> tuple[int, ...]:
    """The hours of the clock to show, in order; a business day may end after midnight.

    They begin after the longest stretch in which nobody was asked: that is the night.
    """
    busy = [hour for hour in range(_DAY) if hours[hour].asked]
    if not busy:
        return ()
    gaps = [(busy[n] - busy[n - 1]) % _DAY or _DAY for n in range(len(busy))]
    first = busy[gaps.index(max(gaps))]
    length = min(_DAY, max(_FEWEST, _DAY - max(gaps) + 1))
    return tuple((first + n) % _DAY for n in range(length))


def growing(figures: PeriodFigures) -> frozenset[int]:
    """The hours of the clock that are not over, where the period is the day that goes on.

    In a longer period each hour holds those of other days, and none of it stands out.
    """
    if figures.period.days > 1:
        return frozenset()
    return frozenset(hour for day in figures.days for hour in day.growing_hours)


def order(figures: PeriodFigures) -> tuple[int, ...]:
    """The hours to show of these figures, in order: the running one too, if nobody came in it."""
    now = growing(figures)
    hours = [
        replace(counts, asked=max(1, counts.asked)) if hour in now else counts
        for hour, counts in enumerate(figures.hours)
    ]
    return shown(hours)


def to_come(figures: PeriodFigures) -> frozenset[int]:
    """The hours shown that have not begun."""
    now, hours = growing(figures), order(figures)
    if not now:
        return frozenset()
    return frozenset(hours[max(hours.index(hour) for hour in now) + 1 :])
