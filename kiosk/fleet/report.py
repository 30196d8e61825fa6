"""What a fleet's report says, once: the table, the CSV and the page are drawn from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk.application.figures import AgeFigures, Counts, GenderFigures, HourCounts
from kiosk.domain.block_sums import BlockSum
from kiosk.domain.blocks import BANDS
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import Share

BY: Final = ("region", "store", "kiosk", "month", "week", "day", "weekday", "hour")
"""What lines can be told apart by. Region and store are as the list of kiosks has them, and
``NOT_LISTED`` of a kiosk that is not in it. The others sort as text: "2026-11", "2026-W48",
"2026-11-24", "1" (Monday) to "7", and "00" to "23" of the hour on the clock.
"""

NOT_LISTED: Final = "?"


@dataclass(frozen=True, slots=True)
class Group:
    """One line of a report: everything of the kiosks and days that ``key`` names.

    ``key`` has a value for each of the report's ``by``; () is all of it. ``kiosks`` are those that
    reported, ``kiosk_days`` their day files. ``released`` is the sum of the blocks that closed on
    these days, ``genders`` and ``ages`` what is said of it; all three None where the report is by
    hour, for a block knows no hours. Of an hour, ``counts`` has less than of a day.
    """

    key: tuple[str, ...]
    kiosks: int
    kiosk_days: int
    counts: Counts | HourCounts
    opt_in: Share
    opt_in_of_door: Share | None
    released: BlockSum | None
    genders: GenderFigures | None
    ages: AgeFigures | None


@dataclass(frozen=True, slots=True)
class OfDay:
    """All kiosks on one day."""

    day: date
    kiosks: int
    counts: Counts
    opt_in: Share


@dataclass(frozen=True, slots=True)
class Side:
    """One of two times that are compared. ``women`` is None where there are too few."""

    counts: Counts
    opt_in: Share
    opt_in_of_door: Share | None
    women: Estimate | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The period and the time before it, like with like.

    ``first`` to ``last`` is as many days as the period, whole weeks before it. A day of a kiosk is
    in ``now`` only where the same kiosk has a file of the same weekday in ``then``, those weeks
    before, and the other way round; there are ``kiosk_days`` such pairs, of so many ``kiosks``.
    """

    first: date
    last: date
    kiosks: int
    kiosk_days: int
    then: Side
    now: Side


@dataclass(frozen=True, slots=True)
class Missing:
    """A kiosk of which day files are missing between its first and the period's last day.

    Days on which nobody was asked in any shop of the lake are none of these. A shop that was
    closed by itself, with nobody at its door, has no file either, and is here.
    """

    kiosk: str
    store: str
    days: int
    last_day: date | None


@dataclass(frozen=True, slots=True)
class FleetReport:
    """A period of a lake. ``by`` is what its ``groups`` are told apart by, in this order.

    ``before`` is None where no kiosk has a file of both times. ``kiosks`` is how many are known:
    listed, or ever heard of. ``set_aside`` is how many files lie set aside. ``invented`` figures
    are a demo's or a simulation's, and every view of them says so. ``store`` and ``region`` are
    names where the report is of that one alone.
    """

    first: date
    last: date
    by: tuple[str, ...]
    engine: str
    invented: bool
    kiosks: int
    total: Group
    before: Compared | None
    groups: tuple[Group, ...]
    days: tuple[OfDay, ...]
    missing: tuple[Missing, ...]
    set_aside: int
    store: str | None = None
    region: str | None = None


def age_groups(groups: Iterable[Group]) -> list[str]:
    """The names of all groups of bands of which there are shares anywhere, youngest first."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        if group.ages is not None:
            found |= {name: group.ages.groups[name] for name in group.ages.bands}
    return sorted(found, key=lambda name: (BANDS.index(found[name][0]), len(found[name])))
