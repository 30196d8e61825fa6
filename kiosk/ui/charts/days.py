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


def before_use(figures: PeriodFigures) -> frozenset[date]:
    """The days before the first on which anybody was asked, where nobody was in the period before.

    The kiosk was not at the door then: a nought of theirs would make every average smaller.
    """
    first = next((each.day for each in figures.days if each.counts.asked), None)
    if first is None or figures.kept_from is not None or _was_used_before(figures):
        return frozenset()
    return frozenset(each.day for each in figures.days if each.day < first)


def over(figures: PeriodFigures) -> tuple[DayCounts, ...]:
    """The days whose counts are whole and will not change."""
    without = to_come(figures) | gone(figures) | before_use(figures)
    return tuple(each for each in figures.days if not each.growing and each.day not in without)


def _was_used_before(figures: PeriodFigures) -> bool:
    before = figures.before
    if before is None:
        return False
    return bool(before.counts.asked) or any(each.counts.asked for each in before.days)
