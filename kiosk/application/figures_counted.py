"""Counts of hours added up to days and periods; what still grows is rounded down first.

A number that moved with one visitor would make a no less than free.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from kiosk.application.figures import Counts, DayCounts
from kiosk.domain.statistics import Share, share

LIVE_STEP: Final = 5
"""A number that is still growing is shown in steps of this, so that few visitors move it."""

HOURS: Final = range(24)

_NOTHING: Final = Counts()


def in_steps(number: int) -> int:
    return number - number % LIVE_STEP


def day_counts(
    day: date,
    exact: Mapping[int, Counts],
    in_step: Collection[int],
    *,
    growing: bool,
    growing_hours: Collection[int] = (),
) -> DayCounts:
    """A day from its hours as they are; those ``in_step`` are shown in steps."""
    hours = tuple(
        _in_steps(exact.get(hour, _NOTHING)) if hour in in_step else exact.get(hour, _NOTHING)
        for hour in HOURS
    )
    return DayCounts(day, added(hours), hours, growing, frozenset(growing_hours))


def hours_of(days: Iterable[DayCounts]) -> tuple[Counts, ...]:
    """The 24 clock hours of all these days, each hour added up."""
    return tuple(added(same) for same in zip(*(day.hours for day in days), strict=True))


def added(counts: Iterable[Counts]) -> Counts:
    """``entered`` of a sum is that of those who have one; None if none has."""
    asked = agreed = told = declined = walked_away = counted = entered = 0
    has_door = False
    for each in counts:
        asked += each.asked
        agreed += each.agreed
        told += each.told
        declined += each.declined
        walked_away += each.walked_away
        counted += each.counted
        if each.entered is not None:
            has_door = True
            entered += each.entered
    return Counts(
        asked, agreed, told, declined, walked_away, counted, entered if has_door else None
    )


def opt_in(counts: Counts) -> Share:
    """Said yes of asked."""
    return share(counts.said_yes, counts.asked)


def opt_in_of_door(hours: Iterable[Counts]) -> Share | None:
    """Said yes of entered, over the hours that have both.

    None without a door counter, or where it saw fewer than said yes: it misses people.
    """
    both = added(each for each in hours if each.entered is not None)
    if both.entered is None or both.said_yes > both.entered:
        return None
    return share(both.said_yes, both.entered)


def _in_steps(counts: Counts) -> Counts:
    return replace(
        counts,
        asked=in_steps(counts.asked),
        agreed=in_steps(counts.agreed),
        told=in_steps(counts.told),
        declined=in_steps(counts.declined),
        walked_away=in_steps(counts.walked_away),
        counted=in_steps(counts.counted),
        entered=None if counts.entered is None else in_steps(counts.entered),
    )
