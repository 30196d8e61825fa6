"""What the lines of a report are called, from what an engine has grouped by."""

from datetime import date
from typing import Any, Final

OF_A_DAY: Final = frozenset({"kiosk", "month", "week", "day", "weekday"})
"""What can be said of a kiosk's day without any list."""


def key_of(name: str, found: Any) -> str:
    """As ``report.BY`` says."""
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


def key_of_day(name: str, kiosk: str, day: date) -> str:
    """The same of one kiosk's day; ``name`` is one of ``OF_A_DAY``."""
    match name:
        case "kiosk":
            return kiosk
        case "weekday":
            return key_of(name, day.weekday())
        case _:
            return key_of(name, day)


def _day(found: date) -> date:
    # Engines that truncate a day to its month give a day, or a moment at its beginning.
    return date(found.year, found.month, found.day)
