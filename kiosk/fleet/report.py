"""What a fleet's report says, once: the table, the CSV and the page are drawn from it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk.application.figures import AgeFigures, Counts, GenderFigures
from kiosk.domain.statistics import Share

BY: Final = ("region", "store", "kiosk", "month", "week", "day", "weekday", "hour")
"""What lines can be told apart by. Region and store are as the list of kiosks has them, and
``NOT_LISTED`` of a kiosk that is not in it. The others sort as text: "2026-11", "2026-W48",
"2026-11-24", "1" (Monday) to "7", and "00" to "23" of the hour on the clock.
"""

NOT_LISTED: Final = "?"

SPANS_SEVERAL: Final = ""
"""In a key: of more than one value, such as a batch of two weekdays."""


@dataclass(frozen=True, slots=True)
class Group:
    """One line of a report: everything of the kiosks and days that ``key`` names.

    ``key`` has a value for each of the report's ``by``; () is all of it. ``kiosks`` are those that
    reported, ``kiosk_days`` their day files. Gender and age are sums of batches that lie in the
    period whole; both None where the report is by hour, for a batch knows no hours. What spans more
    than one value of a line is in the line that is ``SPANS_SEVERAL`` there.
    """

    key: tuple[str, ...]
    kiosks: int
    kiosk_days: int
    counts: Counts
    opt_in: Share
    opt_in_of_door: Share | None
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

    ``before`` is all of the period as long just before it, None where the lake has nothing of it.
    ``kiosks`` is how many are known: listed, or ever heard of. ``smallest_k`` and ``largest_k`` are
    those of the batches in it and in ``before``. ``reaching_out`` visits are in batches that reach
    out of the period, and in no number here. ``set_aside`` is how many files lie set aside.
    ``invented`` figures are a demo's or a simulation's, and every view of them says so. ``store``
    and ``region`` are names where the report is of that one alone.
    """

    first: date
    last: date
    by: tuple[str, ...]
    engine: str
    invented: bool
    kiosks: int
    total: Group
    before: Group | None
    groups: tuple[Group, ...]
    days: tuple[OfDay, ...]
    missing: tuple[Missing, ...]
    smallest_k: int
    largest_k: int
    reaching_out: int
    set_aside: int
    store: str | None = None
    region: str | None = None
