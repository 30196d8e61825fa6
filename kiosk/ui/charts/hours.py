"""Which hours a chart shows: from the first to the last in which somebody was asked."""

from collections.abc import Sequence
from typing import Final

from kiosk.application.figures import Counts, PeriodFigures

_DAY: Final = 24
_FEWEST: Final = 8
"""With fewer hours than this a day looks like a moment."""


def shown(hours: Sequence[Counts]) -> tuple[int, ...]:
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


def growing(figures: PeriodFigures) -> int | None:
    """The hour of the clock that is not over yet, where the period is the day that goes on."""
    if figures.period.days > 1 or not any(day.growing for day in figures.days):
        return None
    # What it is compared with goes up to this hour, and does not hold it.
    if figures.before is not None and figures.before.upto_hour is not None:
        return figures.before.upto_hour
    busy = [hour for hour in shown(figures.hours) if figures.hours[hour].asked]
    return busy[-1] if busy else None


def to_come(figures: PeriodFigures) -> frozenset[int]:
    """The hours shown that have not begun."""
    now = growing(figures)
    order = shown(figures.hours)
    if now is None or now not in order:
        return frozenset()
    return frozenset(order[order.index(now) + 1 :])
