"""What the lines of a report are called, from what an engine has grouped by."""

from datetime import date
from typing import Any

from kiosk.fleet.report import SPANS_SEVERAL


def key_of(name: str, found: Any) -> str:
    """As ``report.BY`` says; a null is of more than one."""
    if found is None:
        return SPANS_SEVERAL
    match name:
        case "month":
            return f"{_day(found):%Y-%m}"
        case "week":
            year, week, _ = _day(found).isocalendar()
            return f"{year}-W{week:02}"
        case "day":
            return _day(found).isoformat()
        case "weekday":
            return str(found + 1)
        case "hour":
            return f"{found:02}"
        case _:
            return found


def _day(found: date) -> date:
    # Engines that truncate a day to its month give a day, or a moment at its beginning.
    return date(found.year, found.month, found.day)
