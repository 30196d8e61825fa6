"""Counts of hours added up to days and periods; what still grows is rounded down first.

A number that moved with one visitor would make a no less than free.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from kiosk.application.figures import Counts, DayCounts, HourCounts
from kiosk.domain.statistics import Share, share

LIVE_STEP: Final = 5
"""A number that is still growing is shown in steps of this, so that few visitors move it."""

HOURS: Final = range(24)

_NOTHING: Final = Counts()


def in_steps(number: int) -> int:
    """The same, rounded down to a whole LIVE_STEP."""
    return number - number % LIVE_STEP


def day_counts(
    day: date,
    exact: Mapping[int, Counts],
    *,
    growing_hours: Collection[int] = (),
    withdrawn: int | None = None,
) -> DayCounts:
    """A day from its hours as they are; those that grow are shown in steps.

    ``withdrawn`` is how many took their yes back so far, of a day whose books are not closed: they
    leave ``counted`` only at its close, and until then it is shown in steps, so that nobody sees it
    fall as somebody withdraws.
    """
    by_hour = [
        _in_steps(exact.get(hour, _NOTHING)) if hour in growing_hours else exact.get(hour, _NOTHING)
        for hour in HOURS
    ]
    counts = added(by_hour)
    if withdrawn is not None:
        so_far = sum(each.counted for each in exact.values()) + withdrawn
        counts = replace(counts, counted=in_steps(so_far))
    return DayCounts(
        day,
        counts,
        tuple(of_hour(each) for each in by_hour),
        bool(growing_hours),
        frozenset(growing_hours),
    )


def of_hour(counts: Counts) -> HourCounts:
    """What is told of an hour."""
    return HourCounts(counts.asked, counts.said_yes, counts.entered)


def hours_of(days: Iterable[DayCounts]) -> tuple[HourCounts, ...]:
    """The 24 clock hours of all these days, each hour added up."""
    return tuple(added_hours(same) for same in zip(*(day.hours for day in days), strict=True))


def added(counts: Iterable[Counts]) -> Counts:
    """``entered`` of a sum is that of those who have one; None if none has."""
    found = tuple(counts)
    return Counts(
        sum(each.asked for each in found),
        sum(each.agreed for each in found),
        sum(each.told for each in found),
        sum(each.declined for each in found),
        sum(each.walked_away for each in found),
        sum(each.counted for each in found),
        _entered(found),
    )


def added_hours(hours: Iterable[HourCounts]) -> HourCounts:
    """The same of what is told of hours."""
    found = tuple(hours)
    return HourCounts(
        sum(each.asked for each in found),
        sum(each.said_yes for each in found),
        _entered(found),
    )


def opt_in(counts: Counts | HourCounts) -> Share:
    """Said yes of asked."""
    return share(counts.said_yes, counts.asked)


def opt_in_of_door(hours: Iterable[HourCounts]) -> Share | None:
    """Said yes of entered, over the hours that have both.

    None without a door counter, or where it saw fewer than said yes: it misses people.
    """
    both = added_hours(each for each in hours if each.entered is not None)
    if both.entered is None or both.said_yes > both.entered:
        return None
    return share(both.said_yes, both.entered)


def _entered(counts: Iterable[Counts | HourCounts]) -> int | None:
    seen = [each.entered for each in counts if each.entered is not None]
    return sum(seen) if seen else None


def _in_steps(counts: Counts) -> Counts:
    return Counts(
        in_steps(counts.asked),
        in_steps(counts.agreed),
        in_steps(counts.told),
        in_steps(counts.declined),
        in_steps(counts.walked_away),
        in_steps(counts.counted),
        None if counts.entered is None else in_steps(counts.entered),
    )
