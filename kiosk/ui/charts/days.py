"""Which days of a period are over, which are still to come, and of which nothing is kept."""

from datetime import date

from kiosk.application.figures import DayCounts, PeriodFigures


def to_come(figures: PeriodFigures) -> frozenset[date]:
    """The days that have not begun: all after the one that goes on."""
    growing = [each.day for each in figures.days if each.growing]
    if not growing:
        return frozenset()
    return frozenset(each.day for each in figures.days if each.day > growing[-1])


def gone(figures: PeriodFigures) -> frozenset[date]:
    """The days from before counts are kept; a nought of theirs would say that nobody came."""
    first = figures.kept_from
    if first is None:
        return frozenset()
    return frozenset(each.day for each in figures.days if each.day < first)


def over(figures: PeriodFigures) -> tuple[DayCounts, ...]:
    """The days whose counts are whole and will not change."""
    without = to_come(figures) | gone(figures)
    return tuple(each for each in figures.days if not each.growing and each.day not in without)
