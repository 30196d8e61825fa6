"""Everything that is ever shown of a shop's figures, once: every view draws this and no more.

The page on the screen, the PDF, the CSV, the JSON and the command line are made from one
PeriodFigures, so they cannot differ. All counts are of visits that were asked; all that is said
of gender and age is a sum of closed batches.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from kiosk.domain.batch_sums import members
from kiosk.domain.estimate import UNSAID
from kiosk.domain.statistics import Corrected, Share

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kiosk.application.ports import Clock
    from kiosk.domain.batches import Batch
    from kiosk.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Counts:
    """How often something happened. ``entered`` is what the door counter saw; None: no counter.

    ``counted`` is visits with a record; ``agreed`` said yes to the camera, ``told`` told us
    themselves.
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
class DayCounts:
    """One business day. ``hours`` are its 24 clock hours, in the order of the clock: 0 to 23.

    Where the day begins at 4, the hours 0 to 3 are its last. ``growing`` says that the day goes
    on; then, outside the demo that shows each visit at once, its last hour is in steps.
    ``growing_hours`` are the clock hours of it that are not over: the present one, and that of
    a visit that began before it.
    """

    day: date
    counts: Counts
    hours: tuple[Counts, ...]
    growing: bool = False
    growing_hours: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class GenderFigures:
    """Women and men among the visits of closed batches.

    ``visits`` are all visits of the batches, ``by_gender`` how many were released as what (the
    keys of ``batch_sums.Sum``). ``women`` is the share of women among women and men, in the
    batches in which these are told apart; not sure and unsaid are in neither. Of the batches
    that merge these with one of them, ``merged`` visits in all, its counts are the likely ones
    and its interval is of all that is possible where no k was larger than ``largest_k``.
    ``by_camera`` and ``as_said`` are the same of each source alone. ``corrected`` is ``women``
    with the camera's known error taken out, from 100 on. ``bounds`` holds the share among
    everyone who was asked, whatever those who did not agree may be.
    """

    visits: int
    by_gender: Mapping[str, int]
    women: Share
    by_camera: Share
    as_said: Share
    corrected: Corrected | None = None
    bounds: tuple[float, float] | None = None
    merged: int = 0
    largest_k: int = 1


@dataclass(frozen=True, slots=True)
class InShares:
    """Of all ``of`` visits of the closed batches of one source, ``count`` are in the shares."""

    count: int
    of: int


@dataclass(frozen=True, slots=True)
class AgeFigures:
    """Ages among the visits of closed batches.

    ``by_ages`` is how many were released as what. ``bands`` are the shares of the four bands
    (three where nobody under 18 is asked), youngest first; where most batches merge two of them,
    these are one here too, by its own name ("14-34"). ``corrected`` is the same with the camera's
    known error taken out, from 100 on; bands that it hardly tells apart are one there.
    ``by_camera`` and ``as_said`` are how many of each source the shares are of. ``in_shares`` is
    how many of ``by_ages`` are in them. Of what was merged with the few who did not say their age
    it is known only to within these how many are of its ages: there the counts of the shares are
    the likely ones, and their intervals are of all that is possible.
    """

    visits: int
    by_ages: Mapping[str, int]
    bands: Mapping[str, Share]
    corrected: Mapping[str, Corrected] | None = None
    by_camera: InShares = InShares(0, 0)
    as_said: InShares = InShares(0, 0)
    in_shares: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def merged(self) -> int:
        """Visits in the shares that were released together with a few who did not say."""
        return sum(number for name, number in self.in_shares.items() if UNSAID in members(name))


@dataclass(frozen=True, slots=True)
class Pyramid:
    """Gender by age, of the ``visits`` of those batches that carry the whole table.

    ``women`` and ``men`` hold the share of each band among all women and men of these visits;
    where most tables merge two bands, these are one here too.
    """

    visits: int
    women: Mapping[str, Share]
    men: Mapping[str, Share]


@dataclass(frozen=True, slots=True)
class Before:
    """What a period is compared with, like with like.

    Where the period goes on, both are taken up to the last hour that is over: ``counts`` of what
    was before up to where the clock hour ``upto_hour`` of its day ``upto_day`` begins, and
    ``against`` of the period itself up to the same. Where a month was over by such a day, both
    are None, ``counts`` of all of it, and ``against`` still of the hours that are over. Otherwise
    both are None, and both periods whole. ``women`` is of the batches of the same days, whole: a
    batch knows no hours. ``days`` is every day of what was before, never cut, for the line that
    is drawn beside.
    """

    period: Period
    counts: Counts
    against: Counts
    opt_in: Share
    women: Share
    upto_day: date | None = None
    upto_hour: int | None = None
    days: tuple[DayCounts, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """One period as it may be shown now.

    ``days`` is every day of it, also those without a visitor or still to come; ``hours`` their
    24 clock hours added up. ``batches`` lie in it whole; ``reaching_out`` go on before or after
    it, and are part of no number here. What still grows is rounded down, and a nought is then
    ``fewer_than``. ``opt_in`` is said yes of asked; ``opt_in_of_door`` said yes of entered, over
    the hours for which the door counter has a count; None without one, and where it saw fewer
    than said yes, for then it misses people. ``kept_from`` is the first day of which counts are
    sure to be there, where the period begins before it. ``final`` is False while any day of it
    goes on or is still to come.
    """

    period: Period
    k: int
    demo: bool
    counts: Counts
    not_counted: int
    withdrawn: int
    days: tuple[DayCounts, ...]
    hours: tuple[Counts, ...]
    opt_in: Share
    opt_in_of_door: Share | None
    genders: GenderFigures
    ages: AgeFigures
    pyramid: Pyramid
    before: Before | None
    batches: tuple[Batch, ...] = ()
    reaching_out: tuple[Batch, ...] = ()
    fewer_than: int = 1
    final: bool = True
    confusion: str = ""
    """Which confusion matrix the correction went by, by name and n; empty: none was made."""
    kept_from: date | None = None


class NoRecords(Exception):
    """There is nothing to show, or it cannot be read just now; the text says what to do."""


class Figures(Protocol):
    """Reads figures; may take a tenth of a second and more. Not for the window's thread."""

    def of_period(self, period: Period, clock: Clock, *, corrected: bool = True) -> PeriodFigures:
        """Raises NoRecords, also for what has not come yet or is longer ago than counts are kept.

        Without ``corrected`` the slow part is left out.
        """
        ...
