"""Nothing that years tell staff of corrections leaves a few visits, however it is combined.

What is told is sums over visits. Added and taken away in any way, sums tell of no smaller group
than the visits that are in just the same of them; so these groups are looked at. It is done with
the exact counts, though staff are told less. And whoever looks finds what has been planted.
"""

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest

from kiosk.adapters.records import terms, visits
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.reading import reading
from kiosk.adapters.records.recorder import Recorder
from kiosk.domain.blocks import DEFAULT_EPSILON, ReleaseRules
from kiosk.domain.confusion import FEWEST
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION
from tests.fakes.signer import SIGNER
from tests.fakes.time import FakeClock

MONTHS_KEPT = 8
DAYS = 500
PEOPLE_A_DAY = 6
HOUR = 3600.0
DAY = 24 * HOUR

Told = frozenset[int]
"""The visits that a sum which was told is about."""


@dataclass(frozen=True)
class Came:
    """One who was shown an estimate and answered to it."""

    day: date
    gender_corrected: bool
    age_corrected: bool


@dataclass
class Years:
    """Who came, and every sum that was told, with the visits it is about."""

    came: dict[int, Came] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    late: set[int] = field(default_factory=set)
    went: int = 0


def smallest_cell(told: Iterable[Told], came: dict[int, Came]) -> int:
    """The fewest visits that any combination of these sums leaves, corrected or not."""
    sums = tuple(dict.fromkeys(told))
    groups: dict[tuple[bool, ...], list[Came]] = defaultdict(list)
    for number in frozenset[int]().union(*sums):
        groups[tuple(number in each for each in sums)].append(came[number])
    smallest = 10 * FEWEST
    for group in groups.values():
        for corrected in (
            sum(each.gender_corrected for each in group),
            sum(each.age_corrected for each in group),
        ):
            smallest = min(smallest, corrected, len(group) - corrected)
    return smallest


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Years:
    return _Shop(tmp_path_factory.mktemp("years")).years


class _Shop:
    """More than a year of a quiet shop, whose clock is set back at times."""

    def __init__(self, folder: Path) -> None:
        self.years = Years()
        self._random = np.random.default_rng(28)
        self._clock = FakeClock(BUSINESS_DAY)
        self._path = folder / "records.db"
        self._retention = replace(RETENTION, counts_months=MONTHS_KEPT)
        publication = Publication(ReleaseRules(), demo=False, minimum_age=14)
        self._recorder = Recorder(
            self._path, publication, self._retention, SIGNER, self._clock, "test model"
        )
        self._members: dict[tuple[str, str], Told] = {}
        self._added: dict[str, set[int]] = defaultdict(set)
        self._set_back = 0
        for day in range(DAYS):
            self._live()
            if day >= 100 * (self._set_back + 1) and self._month_before_is_told():
                self._set_back += 1
                self._clock.step(-20 * DAY)
                self._clock.forward(2 * HOUR)
        self._recorder.close()

    def _month_before_is_told(self) -> bool:
        """Whether a clock that is set back by twenty days is in a month that was told."""
        then = self._clock.moment().day - timedelta(days=20)
        return any(month == then.strftime("%Y-%m-01") for month, _ in self._members)

    def _live(self) -> None:
        """One business day, its close, and whoever withdraws; then look at what is told."""
        moment = self._clock.moment()
        before = self._held()
        with closing(sqlite3.connect(self._path)) as connection, connection:
            visits.count(connection, moment, "asked")
            terms.note(connection, moment.day, self._retention.terms(DEFAULT_EPSILON))
            for _ in range(int(self._random.poisson(PEOPLE_A_DAY))):
                number = len(self.years.came) + 1
                other_gender, other_age = self._random.random(2) < (0.1, 0.2)
                self.years.came[number] = Came(moment.day, bool(other_gender), bool(other_age))
                connection.execute(
                    "INSERT INTO visit(id, day, hour, gender, age_band, way, shown_gender,"
                    " shown_band, model, tag) VALUES (?, ?, ?, ?, ?, ?, 'woman', '25-34', 1, ?)",
                    [
                        number,
                        moment.day.isoformat(),
                        moment.hour,
                        "man" if other_gender else "woman",
                        "55-64" if other_age else "25-34",
                        "corrected" if other_gender or other_age else "camera",
                        hashlib.sha256(b"%d" % number).digest(),
                    ],
                )
            for number in before:
                if self._random.random() < 0.02:
                    connection.execute("DELETE FROM visit WHERE id = ?", [number])
                    self.years.went += 1
        there = self._held()
        self._clock.forward((BUSINESS_DAY.end(moment.day) - self._clock.now()).total_seconds())
        self._recorder.catch_up()
        today = self._clock.moment().day
        for number in there - self._held():
            day = self.years.came[number].day
            # What a clock that was set back had dated ahead is in no month.
            if day < today:
                self._added[day.strftime("%Y-%m-01")].add(number)
        self._look()

    def _held(self) -> set[int]:
        with reading(self._path) as connection:
            return {number for (number,) in connection.execute("SELECT id FROM visit")}

    def _look(self) -> None:
        """See which visits are in what is told, and that the counts are those visits'."""
        with reading(self._path) as connection:
            rows = connection.execute(
                "SELECT month, told_with, genders, genders_corrected, ages, ages_corrected"
                " FROM corrected_month WHERE told_with IS NOT NULL"
            ).fetchall()
            waiting = connection.execute(
                "SELECT month FROM corrected_month WHERE told_with IS NULL"
            ).fetchall()
        now: set[int] = set()
        for month, told_with, *counts in rows:
            members = self._members.setdefault((month, told_with), frozenset(self._added[month]))
            self.years.late |= self._added[month] - members
            came = [self.years.came[number] for number in members]
            genders = sum(each.gender_corrected for each in came)
            ages = sum(each.age_corrected for each in came)
            assert counts == [len(came), genders, len(came), ages]
            now |= members
        # What went with the counts of its days is in nothing that comes later.
        known = {month for month, *_ in rows} | {month for (month,) in waiting}
        for month in set(self._added) - known:
            del self._added[month]
        if not self.years.told or self.years.told[-1] != now:
            self.years.told.append(frozenset(now))


def test_no_combination_of_what_was_told_leaves_a_few(years: Years) -> None:
    assert smallest_cell(years.told, years.came) >= FEWEST
    # Something happened in these years: sets came and went, somebody withdrew, and the clock was
    # set back into a month that was told.
    changes = list(zip(years.told, years.told[1:], strict=False))
    assert sum(before < after for before, after in changes) > 3
    assert any(before - after for before, after in changes)
    assert years.went > 10
    assert years.late
    assert not years.late & frozenset().union(*years.told)


# Leaks that are planted --------------------------------------------------------------------------


def months_of(years: Years) -> Iterator[Told]:
    """The visits of each month, as if everything of it had been added."""
    found: dict[date, set[int]] = defaultdict(set)
    for number, each in years.came.items():
        found[each.day.replace(day=1)].add(number)
    for month in sorted(found):
        yield frozenset(found[month])


def usable(told: Iterable[Told], came: dict[int, Came]) -> list[Told]:
    """Those sums that have enough who corrected, and who did not."""
    return [each for each in told if each and smallest_cell([each], came) >= FEWEST]


def union(one: Told, other: Told) -> Told:
    return one | other


def test_months_that_are_added_up_whatever_they_are_are_found(years: Years) -> None:
    so_far = usable(accumulate(months_of(years), union), years.came)
    assert len(so_far) > 10
    assert smallest_cell(so_far, years.came) < FEWEST


def test_a_month_that_is_told_while_it_grows_is_found(years: Years) -> None:
    first = sorted(frozenset[int]().union(*list(months_of(years))[:4]))
    growing = usable((frozenset(first[:number]) for number in range(len(first))), years.came)
    assert len(growing) > 10
    assert smallest_cell(growing, years.came) < FEWEST


def test_a_set_that_loses_one_of_its_months_is_found(years: Years) -> None:
    caught = 0
    for told in dict.fromkeys(years.told):
        for month in months_of(years):
            for rest in usable([told - month], years.came):
                caught += smallest_cell([*years.told, rest], years.came) < FEWEST
    # A month that is a set by itself may go by itself.
    assert caught > 3


def test_a_month_that_takes_one_more_after_it_was_told_is_found(years: Years) -> None:
    last = years.told[-1]
    late = next(number for number in years.came if number not in last)
    assert smallest_cell([*years.told, last | {late}], years.came) <= 1
