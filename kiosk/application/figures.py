"""Everything that is ever shown of a shop's figures, once: every view draws this and no more.

The page on the screen, the PDF, the CSV, the JSON and the command line are made from one
PeriodFigures, so they cannot differ. All counts are of visits that were asked; all that is said
of gender and age is a sum of blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from kiosk.domain.block_sums import BlockSum

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from kiosk.application.ports import Clock
    from kiosk.domain.block_sums import Total
    from kiosk.domain.blocks import Block
    from kiosk.domain.periods import Period
    from kiosk.domain.shares import Estimate
    from kiosk.domain.statistics import Share


@dataclass(frozen=True, slots=True)
class Counts:
    """How often something happened. ``entered`` is what the door counter saw; None: no counter.

    ``counted`` is visits with a record at the close of their day; ``agreed`` said yes to the
    camera, ``told`` told us themselves.
    """

    asked: int = 0
    agreed: int = 0
    told: int = 0
    declined: int = 0
    walked_away: int = 0
    counted: int = 0
    entered: int | None = None

    @property
    def said_yes(self) -> int:
        return self.agreed + self.told


@dataclass(frozen=True, slots=True)
class HourCounts:
    """What is told of an hour: no more, for in a quiet hour the rest would tell of one visitor."""

    asked: int = 0
    said_yes: int = 0
    entered: int | None = None


@dataclass(frozen=True, slots=True)
class DayCounts:
    """One business day. ``hours`` are its 24 clock hours, in the order of the clock: 0 to 23.

    Where the day begins at 4, the hours 0 to 3 are its last. ``growing`` says that the day goes
    on; then its ``counts`` and its last hour are in steps. ``growing_hours`` are the clock hours
    of it that are not over: the present one, and that of a visit that began before it.
    """

    day: date
    counts: Counts
    hours: tuple[HourCounts, ...]
    growing: bool = False
    growing_hours: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class GenderFigures:
    """Women and men among the ``visits`` of the period's blocks.

    ``by_gender`` is how many were released as what. ``women`` is the share of women among women
    and men, the camera's known error taken out where it is known: the one share that is shown;
    ``measured`` the same with that error in it, for files. Both None where there are too few.
    ``bounds`` holds the share among everyone who was asked, whatever those who said no may be.
    """

    visits: int
    by_gender: Mapping[str, Total]
    women: Estimate | None
    measured: Estimate | None
    bounds: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class AgeFigures:
    """Ages among the ``visits`` of the period's blocks.

    ``by_age_band`` is how many were released as what. ``bands`` are the shares among those whose
    age is known, youngest first, the camera's known error taken out where it is known, in the
    ``groups`` of bands that the camera tells apart; ``measured`` the same with that error in it.
    Both are empty where there are too few. ``groups`` is which bands are in each.
    """

    visits: int
    by_age_band: Mapping[str, Total]
    bands: Mapping[str, Estimate]
    measured: Mapping[str, Estimate]
    groups: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Pyramid:
    """Gender by age: of each band the share of women, and of men, among all of both.

    They add up to the shares of genders and of ages. Both empty where there are too few.
    """

    women: Mapping[str, Estimate]
    men: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class Before:
    """What a period is compared with, like with like.

    Where the period goes on, both are taken up to the last hour that is over: ``counts`` of what
    was before up to where the clock hour ``upto_hour`` of its day ``upto_day`` begins, and
    ``against`` of the period itself up to the same. Where a month was over by such a day, both
    are None, ``counts`` of all of it, and ``against`` still of the hours that are over. Otherwise
    both are None, and both periods whole. ``women`` is of the blocks that closed on the same days.
    ``days`` is every day of what was before, never cut, for the line that is drawn beside.
    ``same_weekdays`` is False of months, which hold some weekdays more often than others.
    """

    period: Period
    counts: HourCounts
    against: HourCounts
    opt_in: Share
    women: Estimate | None
    upto_day: date | None = None
    upto_hour: int | None = None
    days: tuple[DayCounts, ...] = ()
    same_weekdays: bool = True


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """One period as it may be shown now.

    ``days`` is every day of it, also those without a visitor or still to come; ``hours`` their
    24 clock hours added up. ``blocks`` closed in it, ``released`` is their sum; the oldest visits
    may be of days before (``released.first_day``). ``epsilon`` is the largest that any of them was
    released with, or the one that is set. ``next_close`` is when the next block may close, where
    the period goes on. What still grows is rounded down, and a nought is then ``fewer_than``.
    ``opt_in`` is said yes of asked; ``opt_in_of_door`` said yes of entered, over the hours for
    which the door counter has a count; None without one, and where it saw fewer than said yes, for
    then it misses people. ``withdrawn`` is of those who took their yes back before the close of
    their day; ``withdrawn_later`` of those who did so afterwards, in a month that is over, and None
    of any other period. ``kept_from`` is the first day of which counts are sure to be there,
    where the period begins before it. ``final`` is False while any day of it goes on or is still
    to come.
    """

    period: Period
    demo: bool
    minimum_age: int
    counts: Counts
    not_counted: int
    withdrawn: int
    days: tuple[DayCounts, ...]
    hours: tuple[HourCounts, ...]
    opt_in: Share
    opt_in_of_door: Share | None
    genders: GenderFigures
    ages: AgeFigures
    pyramid: Pyramid
    before: Before | None
    epsilon: float
    blocks: tuple[Block, ...] = ()
    released: BlockSum = field(default_factory=BlockSum)
    next_close: datetime | None = None
    withdrawn_later: int | None = None
    fewer_than: int = 1
    final: bool = True
    confusion: str = ""
    """Which confusion matrix the correction went by, by name and n; empty: none was made."""
    kept_from: date | None = None


class NoRecords(Exception):
    """There is nothing to show, or it cannot be read just now; the text says what to do."""


class Figures(Protocol):
    """Reads figures; may take some hundredths of a second. Not for the window's thread."""

    def of_period(self, period: Period, clock: Clock) -> PeriodFigures:
        """Raises NoRecords, also for what has not come yet, or is over the time of counts."""
        ...
