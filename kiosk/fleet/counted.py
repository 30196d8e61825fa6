"""Rows of days and hours as an engine counted them, added up, and as the parts of a report."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, TypeVar

from kiosk.application.figures import Counts, HourCounts
from kiosk.domain.statistics import Share, share
from kiosk.fleet.engines import Row
from kiosk.fleet.lake import COUNTS
from kiosk.fleet.report import OfDay

NO_DAY: Final[Row] = {
    "kiosk_days": 0,
    **dict.fromkeys(COUNTS, 0),
    "entered": None,
    "said_yes_of_entered": None,
}
"""Where an engine has none."""

_SUMS: Final = (*COUNTS, "entered", "said_yes_of_entered")

_Key = TypeVar("_Key")


def parted(rows: Iterable[Row], key: Callable[[Row], _Key]) -> dict[_Key, list[Row]]:
    """Those of each key together."""
    found: defaultdict[_Key, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def added(rows: Iterable[Row]) -> Row:
    """The sums of days; null only what is null in all of them."""
    found = list(rows)
    return {
        **{name: _of_any(sum, found, name) for name in _SUMS},
        "minimum_age": _of_any(min, found, "minimum_age"),
        "models_low": _of_any(min, found, "models_low"),
        "models_high": _of_any(max, found, "models_high"),
    }


def reported(kiosks: Iterable[Row]) -> tuple[int, int]:
    """How many kiosks of those in the period, and how many of their days."""
    days = [row["in_period"] for row in kiosks if row["in_period"]]
    return len(days), sum(days)


def of_day(day: date, row: Row | None) -> OfDay:
    """All kiosks on one day, from its sums; None: none has a file of it."""
    row = row or NO_DAY
    return OfDay(day, row["kiosk_days"], counts_of(row), opt_in_of(row))


def counts_of(row: Row) -> Counts:
    """The counts of days."""
    return Counts(*(row[name] for name in COUNTS), entered=row["entered"])


def hour_counts_of(row: Row) -> HourCounts:
    """The counts of hours."""
    return HourCounts(row["asked"], row["said_yes"], row["entered"])


def opt_in_of(row: Row) -> Share:
    """Said yes of asked, of days."""
    return share(row["agreed"] + row["told"], row["asked"])


def opt_in_of_door(row: Row) -> Share | None:
    """None without a door counter, or where it saw fewer than said yes: it misses people."""
    entered, yes = row["entered"], row["said_yes_of_entered"]
    return None if entered is None or yes > entered else share(yes, entered)


def _of_any(function: Callable[[list[Any]], Any], rows: Iterable[Row], name: str) -> Any:
    there = [row[name] for row in rows if row[name] is not None]
    return function(there) if there else None
