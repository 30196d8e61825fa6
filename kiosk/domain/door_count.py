"""What a door counter may have seen: how many came in within an hour, and what is plainly wrong.

A door counter is a beam across the door or the like, never a camera: it knows nothing of anybody.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

from kiosk.domain.consent import Moment
from kiosk.domain.retention import BusinessDay

MOST_OF_ANY_DOOR: Final = 1_000_000
"""No door lets so many in within an hour; longer numbers are not even repeated."""

AHEAD: Final = timedelta(minutes=5)
"""So far a counter's clock may be ahead of ours before its hour has plainly not come yet."""

_HOUR: Final = timedelta(hours=1)
_YEARS: Final = range(2000, 3000)
_ODD_FEW: Final = 10

_NUMBER: Final = re.compile(r"[0-9]{1,7}")
_CLOCK_HOUR: Final = re.compile(r"([0-9]{1,2})(?::00(?::00)?)?")
_DAY: Final = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})")
_STAMP: Final = re.compile(
    r"([0-9/-]{8,10})[T ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r" ?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)


class CountRefused(Exception):
    """A count is obviously wrong. The text says why, without a capital and without a full stop."""


def number_of(untrusted: object) -> int:
    """How many entered: a whole number, or its digits as text. Raises CountRefused."""
    said = untrusted.strip() if isinstance(untrusted, str) else untrusted
    if isinstance(said, str):
        if said.startswith("-") and _NUMBER.fullmatch(said[1:]):
            raise CountRefused("fewer than nobody cannot have entered")
        if not _NUMBER.fullmatch(said):
            raise CountRefused(f"“{_shown(said)}” is no whole number")
        said = int(said)
    if type(said) is not int:
        raise CountRefused("how many entered is no whole number")
    if said < 0:
        raise CountRefused("fewer than nobody cannot have entered")
    if said > MOST_OF_ANY_DOOR:
        raise CountRefused("so many enter through no door")
    return said


def hour_of(untrusted: object) -> int:
    """An hour of the clock, 0 to 23; as text also ``08`` or ``08:00``. Raises CountRefused."""
    said = untrusted
    if isinstance(said, str):
        found = _CLOCK_HOUR.fullmatch(said.strip())
        if not found:
            raise CountRefused(f"“{_shown(said)}” is no hour: write 0 to 23")
        said = int(found[1])
    if type(said) is not int or not 0 <= said <= 23:
        raise CountRefused("that is no hour: they go from 0 to 23")
    return said


def day_of(untrusted: str) -> date:
    """A day of the calendar, as ``2026-01-31`` or ``2026/1/31``. Raises CountRefused."""
    found = _DAY.fullmatch(untrusted.strip())
    try:
        day = date(int(found[1]), int(found[3]), int(found[4])) if found else None
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        raise CountRefused(f"“{_shown(untrusted)}” is no day: write it as 2026-01-31")
    return day


def stamp_of(untrusted: str) -> datetime:
    """An instant in ISO 8601; without an offset it stays without one. Raises CountRefused."""
    found = _STAMP.fullmatch(untrusted.strip())
    wrong = CountRefused(
        f"“{_shown(untrusted)}” is no time: write it as 2026-01-31T14:05 or 2026-01-31T14:05+08:00"
    )
    if not found:
        raise wrong
    try:
        clock = time(int(found[2]), int(found[3]), int(found[4] or 0), tzinfo=_offset(found[5]))
    except ValueError as why:
        raise wrong from why
    return datetime.combine(day_of(found[1]), clock)


def moment_of_clock(day: date, hour: int, shop: BusinessDay) -> Moment:
    """The business day and hour of an hour by the shop's calendar and clock.

    Raises CountRefused for an hour that the change to summer time left out.
    """
    begins = datetime.combine(day, time(hour), shop.zone)
    if begins.astimezone(UTC).astimezone(shop.zone).hour != hour:
        raise CountRefused(
            f"there was no hour from {hour}:00 on {day.isoformat()}: the clocks went forward"
        )
    return shop.moment(begins)


def moment_of_stamp(stamp: datetime, shop: BusinessDay) -> Moment:
    """The business day and hour of an instant; without an offset it is by the shop's clock.

    Raises CountRefused for an offset that is neither UTC nor the shop's own: the counter is set
    up for another place, or for another half of the year.
    """
    if stamp.tzinfo is None:
        return moment_of_clock(stamp.date(), stamp.hour, shop)
    ours = stamp.astimezone(shop.zone)
    if stamp.utcoffset() not in (timedelta(0), ours.utcoffset()):
        raise CountRefused(
            f"its clock is set to UTC{stamp:%z} and the shop's to UTC{ours:%z}: set the counter's"
        )
    return shop.moment(stamp)


def begins(moment: Moment, shop: BusinessDay) -> datetime:
    """The instant at which an hour of a business day begins, in UTC."""
    return _by_calendar(moment, shop, fold=0)


def ends(moment: Moment, shop: BusinessDay) -> datetime:
    """The instant at which it is over, in UTC; the hour that winter time repeats lasts for two."""
    return _by_calendar(moment, shop, fold=1) + _HOUR


def in_words(moment: Moment, shop: BusinessDay) -> str:
    """An hour as a person reads it, by the calendar and clock of the shop."""
    at = begins(moment, shop).astimezone(shop.zone)
    return f"{at:%Y-%m-%d} from {at.hour}:00"


@dataclass(frozen=True, slots=True)
class DoorRules:
    """What can be right: at most so many an hour, not before the first day, not of erased days."""

    shop: BusinessDay
    most_an_hour: int
    first_day: date
    kept_from: date

    def check(self, moment: Moment, entered: int, now: datetime) -> None:
        """Raise CountRefused if so many cannot have entered in that hour; ``now`` is aware."""
        if entered > self.most_an_hour:
            raise CountRefused(
                f"{entered:,} in one hour are more than the {self.most_an_hour:,} that "
                "door.most_an_hour allows"
            )
        if moment.day < self.kept_from:
            raise CountRefused(
                f"{moment.day.isoformat()} is too long ago: counts are kept from "
                f"{self.kept_from.isoformat()} on"
            )
        if moment.day < self.first_day:
            raise CountRefused(
                f"{moment.day.isoformat()} is before this kiosk's first day, "
                f"{self.first_day.isoformat()}"
            )
        if begins(moment, self.shop) - AHEAD > now:
            raise CountRefused(f"{in_words(moment, self.shop)} has not come yet")

    def compare(self, moment: Moment, entered: int, asked: int) -> str | None:
        """What a counter that saw fewer than the kiosk asked is told, or None.

        The same person may be asked twice, and two may pass a beam as one: a little less is a
        warning. Raises CountRefused where the counter plainly missed people.
        """
        if asked <= entered:
            return None
        said = (
            f"{in_words(moment, self.shop)} {entered:,} entered and {asked:,} were asked: the "
            "counter misses people"
        )
        if asked > 2 * entered + _ODD_FEW:
            raise CountRefused(said)
        return said


def _by_calendar(moment: Moment, shop: BusinessDay, *, fold: int) -> datetime:
    day = moment.day if moment.hour >= shop.begins else moment.day + timedelta(days=1)
    return datetime.combine(day, time(moment.hour, fold=fold), shop.zone).astimezone(UTC)


def _offset(said: str | None) -> timezone | None:
    if said is None:
        return None
    if said == "Z":
        return UTC
    minutes = int(said[1:3]) * 60 + int(said[-2:])
    return timezone(timedelta(minutes=-minutes if said[0] == "-" else minutes))


def _shown(said: str) -> str:
    """What was said, as it may stand in a sentence: short, and on one line."""
    text = "".join(letter if letter.isprintable() else "·" for letter in said[:40])
    return text if len(said) <= 40 else f"{text}…"
