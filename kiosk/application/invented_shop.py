"""An invented shop: what every one of its days brought, plausibly and always the same.

A day follows from the seed and its date alone, so that a history can grow by the days that have
passed since, and nothing has to be kept of how it was made. It is for the demo and for
measurements: nothing here is ever shown without the word "demo".
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from kiosk.application.figures import Counts
from kiosk.application.invented_people import Counted, People
from kiosk.domain.consent import Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SATURDAY: Final = 5

_WEEKDAYS: Final = (0.86, 0.84, 0.88, 0.92, 1.02, 1.42, 1.22)
"""Monday first: how much of an average day each is."""

_MONTHS: Final = (0.90, 0.86, 1.02, 1.05, 1.08, 0.98, 0.92, 0.92, 1.08, 1.12, 1.04, 1.03)

_WEEKDAY_HOURS: Final = (4, 6, 8, 7, 6, 8, 9, 10, 12, 9)
_WEEKEND_HOURS: Final = (5, 9, 12, 10, 9, 13, 15, 13, 10, 6)
"""From 9 to 19, how full each hour is beside the others."""

OPENS: Final = 9

_NEW_YEARS: Final = frozenset(
    {
        date(2023, 1, 22),
        date(2024, 2, 10),
        date(2025, 1, 29),
        date(2026, 2, 17),
        date(2027, 2, 6),
        date(2028, 1, 26),
        date(2029, 2, 13),
        date(2030, 2, 3),
        date(2031, 1, 23),
        date(2032, 2, 11),
        date(2033, 1, 31),
        date(2034, 2, 19),
        date(2035, 2, 8),
        date(2036, 1, 28),
    }
)
"""By the lunar calendar; the shop is closed from the eve to the third day."""

_WEATHER: Final = 0.09
_YESTERDAYS: Final = 0.6
"""How much of a day's weather is that of the day before."""

_FROM: Final = date(2025, 1, 1)
"""Where the slow rises below begin to count."""

_GROWTH: Final = 1.05
_OPT_IN: Final = 0.395
_OPT_IN_RISES: Final = 0.02
_OPT_IN_MOST: Final = 0.55

_BY_CAMERA: Final = 0.8
_DECLINES: Final = 0.63
_LOOK_FAILS: Final = 0.035
_WALKS_OFF: Final = 0.12
_WITHDRAWS: Final = 0.01
_IS_ASKED: Final = 0.34
"""Of those who pass the door counter, so many open the notice."""


@dataclass(frozen=True, slots=True)
class InventedVisit:
    """A visit with a row. Who walked off before the receipt has none, and can take nothing back.

    ``is_withdrawn`` before the day is over; by then it may be in a block.
    """

    hour: int
    counted: Counted
    has_receipt: bool
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class InventedDay:
    """One business day as it was when it was over.

    ``hours`` are those with a count, ``visits`` in the order in which they came, those that were
    taken back among them; a taken back one is in no count of ``counted``.
    """

    day: date
    hours: Mapping[int, Counts]
    visits: tuple[InventedVisit, ...]
    not_counted: int
    withdrawn: int


class InventedShop:
    """A car maker's showroom, with ``a_day`` visitors asked on an average day of 2025."""

    def __init__(self, seed: int, minimum_age: int, a_day: float = 160.0) -> None:
        self._seed = seed
        self._a_day = a_day
        self._people = People(minimum_age)

    def days(self, first: date, last: date) -> Iterator[InventedDay]:
        """Every day from ``first`` to ``last``, closed ones too, which bring nobody."""
        for number in range((last - first).days + 1):
            yield self.day(first + timedelta(days=number))

    def day(self, day: date) -> InventedDay:
        """This day, whichever days were asked for before."""
        if is_closed(day):
            return InventedDay(day, {}, (), 0, 0)
        random = self._random("day", day)
        weights = _WEEKEND_HOURS if day.weekday() >= _SATURDAY else _WEEKDAY_HOURS
        each = self._expected(day) / sum(weights)
        one = _Day(random, self._people, opt_in_of(day))
        for hour, weight in enumerate(weights, start=OPENS):
            one.pass_hour(hour, _about(random, each * weight))
        return InventedDay(day, one.hours, tuple(one.visits), one.not_counted, one.withdrawn)

    def _expected(self, day: date) -> float:
        """How many are asked, give or take chance."""
        weather = (1 - _YESTERDAYS) * self._weather(day)
        weather += _YESTERDAYS * self._weather(day - timedelta(days=1))
        season = _WEEKDAYS[day.weekday()] * _MONTHS[day.month - 1]
        return self._a_day * season * _GROWTH ** _years(day) * math.exp(_WEATHER * weather)

    def _weather(self, day: date) -> float:
        return self._random("weather", day).gauss(0, 1)

    def _random(self, what: str, day: date) -> Random:
        # A text seeds the same numbers in every version of Python, and on every machine.
        return Random(f"{self._seed} {what} {day.isoformat()}")


def is_closed(day: date) -> bool:
    """Whether the shop keeps this day free."""
    around = {day + timedelta(days=1 - number) for number in range(4)}
    return (day.month, day.day) == (1, 1) or not _NEW_YEARS.isdisjoint(around)


def opt_in_of(day: date) -> float:
    """How many of those who are asked say yes to either: it rises as staff learn to explain."""
    return min(_OPT_IN_MOST, max(_OPT_IN / 2, _OPT_IN + _OPT_IN_RISES * _years(day)))


class _Day:
    """One day while it is being lived."""

    def __init__(self, random: Random, people: People, opt_in: float) -> None:
        self._random = random
        self._people = people
        self._opt_in = opt_in
        self.hours: dict[int, Counts] = {}
        self.visits: list[InventedVisit] = []
        self.not_counted = 0
        self.withdrawn = 0

    def pass_hour(self, hour: int, asked: int) -> None:
        random = self._random
        agreed = told = declined = counted = 0
        for _ in range(asked):
            if random.random() >= self._opt_in:
                declined += random.random() < _DECLINES
                continue
            by_camera = random.random() < _BY_CAMERA
            agreed += by_camera
            told += not by_camera
            counted += self._say_yes(hour, by_camera=by_camera)
        walked_away = asked - agreed - told - declined
        entered = max(asked, _about(random, asked / _IS_ASKED))
        self.hours[hour] = Counts(asked, agreed, told, declined, walked_away, counted, entered)

    def _say_yes(self, hour: int, *, by_camera: bool) -> bool:
        """Whether it is counted in the end."""
        random = self._random
        somebody = self._people.somebody(random)
        if not by_camera:
            counted = self._people.as_told(random, somebody)
        elif random.random() < _LOOK_FAILS:
            self.not_counted += 1
            return False
        else:
            counted = self._people.by_camera(random, somebody)
        if counted is None:
            # Looks too young: the machine takes the yes back.
            self.withdrawn += 1
            return False
        stays = counted.way is not Way.CAMERA or random.random() >= _WALKS_OFF
        leaves = stays and random.random() < _WITHDRAWS
        self.withdrawn += leaves
        self.visits.append(InventedVisit(hour, counted, stays, leaves))
        return not leaves


def _about(random: Random, expected: float) -> int:
    """So many, give or take what chance gives or takes of people who come one by one."""
    return max(0, round(random.gauss(expected, math.sqrt(expected))))


def _years(day: date) -> float:
    return (day - _FROM).days / 365.25
