"""Rows of days as an engine counted them, added up, and as the groups of a report."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, TypeVar

from kiosk.application.correction import Correction
from kiosk.application.figures import Counts
from kiosk.domain.statistics import Share, share
from kiosk.fleet.engines import Row
from kiosk.fleet.lake import COUNTS
from kiosk.fleet.released import Sums
from kiosk.fleet.report import Group, OfDay

_COLUMNS: Final = (*COUNTS, "entered", "said_yes_of_entered")

NO_ROW: Final[Row] = {
    "kiosks": 0,
    "kiosk_days": 0,
    **dict.fromkeys(COUNTS, 0),
    "entered": None,
    "said_yes_of_entered": None,
}
"""Where an engine has none."""


_Key = TypeVar("_Key")


def parted(rows: Iterable[Row], key: Callable[[Row], _Key]) -> dict[_Key, list[Row]]:
    """Those of each key together."""
    found: defaultdict[_Key, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def added(rows: Iterable[Row]) -> Row:
    """The sums of days; null only what is null in all of them."""
    sums: defaultdict[str, int | None] = defaultdict(lambda: None)
    for row in rows:
        for name in _COLUMNS:
            if row[name] is not None:
                sums[name] = (sums[name] or 0) + row[name]
    return {name: sums[name] for name in _COLUMNS}


def reported(kiosks: Iterable[Row], column: str) -> tuple[int, int]:
    """How many kiosks, and how many of their days."""
    days = [row[column] for row in kiosks if row[column]]
    return len(days), sum(days)


def group(
    key: tuple[str, ...],
    kiosks: tuple[int, int],
    row: Row,
    sums: Sums | None,
    correction: Correction | None = None,
) -> Group:
    """A line of a report: its counts, and its batches added up. ``kiosks`` as ``reported``."""
    counts, opt_in = _counts(row), _opt_in(row)
    return Group(
        key,
        *kiosks,
        counts,
        opt_in,
        _opt_in_of_door(row),
        None if sums is None else sums.genders(opt_in, correction),
        None if sums is None else sums.ages(correction),
    )


def of_day(day: date, row: Row | None) -> OfDay:
    row = row or NO_ROW
    return OfDay(day, row["kiosk_days"], _counts(row), _opt_in(row))


def _counts(row: Row) -> Counts:
    return Counts(*(row[name] for name in COUNTS), entered=row["entered"])


def _opt_in(row: Row) -> Share:
    return share(row["agreed"] + row["told"], row["asked"])


def _opt_in_of_door(row: Row) -> Share | None:
    """None without a door counter, or where it saw fewer than said yes: it misses people."""
    entered, yes = row["entered"], row["said_yes_of_entered"]
    return None if entered is None or yes > entered else share(yes, entered)
