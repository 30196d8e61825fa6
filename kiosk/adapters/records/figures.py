"""Figures read from the store beside the kiosk that writes it."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.adapters.records import batches, terms, unreleased, visits
from kiosk.adapters.records.opening import SMALLEST_K
from kiosk.adapters.records.reading import NoRecords, reading
from kiosk.application import figures_counted as counted
from kiosk.application import figures_of_ages
from kiosk.application import figures_released as released
from kiosk.application.correction import Correction
from kiosk.application.figures import Before, Counts, DayCounts, PeriodFigures
from kiosk.application.ports import Clock
from kiosk.domain.batch_sums import alike
from kiosk.domain.batches import Batch
from kiosk.domain.consent import Moment
from kiosk.domain.periods import Period, Span
from kiosk.domain.retention import Retention

_COUNTS: Final = "asked, agreed, told, declined, walked_away, counted"

_Hours = Mapping[date, Mapping[int, Counts]]
"""Exact counts, of those hours of those days that have any."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """How carefully this file is shown. ``at_once``: each visit as it comes, as a demo may."""

    k: int
    demo: bool
    minimum_age: int

    @property
    def at_once(self) -> bool:
        return self.demo and self.k < SMALLEST_K


@dataclass(frozen=True, slots=True)
class _Found:
    """What the file has of a period. ``in_it`` are the batches that lie in it whole."""

    rules: _Rules
    k: int
    largest_k: int
    days: tuple[DayCounts, ...]
    not_counted: int
    withdrawn: int
    in_it: tuple[Batch, ...]
    reaching_out: tuple[Batch, ...]
    before: Before | None
    hours_in_steps: int
    has_counts: bool

    @property
    def is_anything(self) -> bool:
        return self.has_counts or bool(self.in_it or self.reaching_out)


class ReadingFigures:
    """Implements ``application.figures.Figures`` on the store's file, which it only ever reads.

    Nothing is kept from one question to the next. ``retention`` says when a business day begins
    and from when on counts are gone; without a ``correction`` none is made.
    """

    def __init__(
        self, path: Path, retention: Retention, correction: Correction | None = None
    ) -> None:
        self._path = path
        self._retention = retention
        self._correction = correction

    def of_period(self, period: Period, clock: Clock, *, corrected: bool = True) -> PeriodFigures:
        """One period as it may be shown now; days without visitors are all noughts.

        Finished hours are exact. What still grows is rounded down to steps of five, and what
        visitors answered is that of closed batches only; a demo with a k under 5 shows each
        visit at once, as if all of them were closed. Raises NoRecords.
        """
        today = clock.moment().day
        if period.first > today:
            raise NoRecords(f"That {_word(period)} has not come yet.")
        kept_from = self._retention.counts_kept_from(today)
        found = self._find(period, clock, kept_from)
        if not found.is_anything and period.last < kept_from:
            months = self._retention.counts_months
            time = f"{months} month{'s' * (months != 1)}"
            raise NoRecords(f"The counts of that {_word(period)} are gone ({time}).")
        by_hour = counted.hours_of(found.days)
        counts = counted.added(by_hour)
        opt_in = counted.opt_in(counts)
        correction = self._correction if corrected else None
        minimum_age = found.rules.minimum_age
        sums = alike(found.in_it, found.largest_k)
        genders = released.genders_of(sums, opt_in, correction, found.largest_k)
        ages = figures_of_ages.ages_of(sums, minimum_age, correction)
        is_corrected = genders.corrected is not None or ages.corrected is not None
        return PeriodFigures(
            period,
            found.k,
            found.rules.demo,
            counts,
            found.not_counted,
            found.withdrawn,
            found.days,
            by_hour,
            opt_in,
            counted.opt_in_of_door(hour for day in found.days for hour in day.hours),
            genders,
            ages,
            figures_of_ages.pyramid_of(sums, minimum_age),
            found.before,
            found.in_it,
            found.reaching_out,
            # Each hour that grows was rounded by itself.
            max(1, counted.LIVE_STEP * found.hours_in_steps),
            final=period.last < today and not any(day.growing for day in found.days),
            confusion=correction.name if correction is not None and is_corrected else "",
            kept_from=kept_from if period.first < kept_from else None,
        )

    def _find(self, period: Period, clock: Clock, kept_from: date) -> _Found:
        """Everything of one period, read at one instant. Raises NoRecords."""
        with reading(self._path) as connection:
            rules = _rules(connection, self._path)
            growing = _growing(connection, clock)
            hours = _hours(connection, period.first, period.last)
            days = tuple(_day(day, hours, growing, at_once=rules.at_once) for day in period)
            before = None
            if period.before.first >= kept_from:
                before = self._before(connection, rules, period, hours, growing)
            return _Found(
                rules,
                # Its batches were drawn with this k or, where it was raised since, a larger one.
                terms.smallest_k(connection, period.first, period.last) or rules.k,
                _largest_k(connection, rules, period),
                days,
                *_ended_without_record(connection, days, at_once=rules.at_once),
                *_batches(connection, rules, period.first, period.last),
                before,
                0 if rules.at_once else sum(moment.day in period for moment in growing),
                has_counts=bool(hours),
            )

    def _before(
        self,
        connection: sqlite3.Connection,
        rules: _Rules,
        period: Period,
        hours: _Hours,
        growing: Collection[Moment],
    ) -> Before | None:
        """What it is compared with: up to the last hour that is over, where it goes on."""
        whole = period.before
        cut = min((each for each in growing if each.day in period), key=self._order, default=None)
        upto = cut and Moment(whole.first + (cut.day - period.first), cut.hour)
        if upto is not None and upto.day > whole.last:
            # A month that is longer than the one before it: of that one, all. Of this one never
            # the hour that goes on.
            upto = None
        last = upto.day if upto else whole.last
        hours_before = _hours(connection, whole.first, whole.last)
        was = self._added(hours_before, upto)
        against = self._added(hours, cut)
        if not was.asked and not was.entered:
            return None
        drawn, _ = _batches(connection, rules, whole.first, last)
        return Before(
            whole,
            was,
            against,
            counted.opt_in(was),
            released.women_of(alike(drawn, _largest_k(connection, rules, whole))),
            upto and upto.day,
            upto and upto.hour,
            tuple(_day(day, hours_before, growing, at_once=rules.at_once) for day in whole),
        )

    def _added(self, hours: _Hours, upto: Moment | None) -> Counts:
        end = upto and self._order(upto)
        return counted.added(
            counts
            for day, of_day in hours.items()
            for hour, counts in of_day.items()
            if end is None or self._order(Moment(day, hour)) < end
        )

    def _order(self, moment: Moment) -> tuple[date, int]:
        """Sorts the hours as they pass: a day's first is the one in which it begins."""
        return moment.day, (moment.hour - self._retention.business_day.begins) % len(counted.HOURS)


def _word(period: Period) -> str:
    return "period" if period.span is Span.FOUR_WEEKS else period.span.value


def _rules(connection: sqlite3.Connection, path: Path) -> _Rules:
    found = connection.execute("SELECT k, demo, minimum_age FROM publication").fetchone()
    if found is None:
        raise NoRecords(f"The records at {path} were never opened by a kiosk.")
    k, demo, minimum_age = found
    return _Rules(k, bool(demo), minimum_age)


def _largest_k(connection: sqlite3.Connection, rules: _Rules, period: Period) -> int:
    """No batch of these days was drawn with a larger one: also not where it was raised since."""
    return max(rules.k, terms.largest_k(connection, period.first, period.last) or 0)


def _growing(connection: sqlite3.Connection, clock: Clock) -> set[Moment]:
    """The hours whose counts may still change: the present one, and that of an open visit."""
    open_visit = visits.find_open(connection)
    return {clock.moment()} if open_visit is None else {clock.moment(), open_visit.moment}


def _hours(connection: sqlite3.Connection, first: date, last: date) -> _Hours:
    between = [first.isoformat(), last.isoformat()]
    rows = connection.execute(
        f"SELECT day, hour, {_COUNTS}, entered FROM day_hour LEFT JOIN door_hour USING (day, hour)"
        " WHERE day BETWEEN ? AND ?"
        f" UNION ALL SELECT day, hour, {', '.join('0' * 6)}, entered FROM door_hour AS door"
        " WHERE day BETWEEN ? AND ? AND NOT EXISTS"
        " (SELECT 1 FROM day_hour WHERE day = door.day AND hour = door.hour)",
        [*between, *between],
    )
    found: defaultdict[date, dict[int, Counts]] = defaultdict(dict)
    for day, hour, *counts in rows:
        found[date.fromisoformat(day)][hour] = Counts(*counts)
    return found


def _day(day: date, hours: _Hours, growing: Collection[Moment], *, at_once: bool) -> DayCounts:
    still = {moment.hour for moment in growing if moment.day == day}
    exact = hours.get(day, {})
    in_steps = () if at_once else still
    return counted.day_counts(day, exact, in_steps, growing=bool(still), growing_hours=still)


def _ended_without_record(
    connection: sqlite3.Connection, days: Sequence[DayCounts], *, at_once: bool
) -> tuple[int, int]:
    """Not counted, and withdrawn; those of a day that goes on in steps."""
    in_steps = {day.day.isoformat() for day in days if day.growing and not at_once}
    not_counted = withdrawn = 0
    for day, *ended in connection.execute(
        "SELECT day, not_counted, withdrawn FROM day WHERE day BETWEEN ? AND ?",
        [days[0].day.isoformat(), days[-1].day.isoformat()],
    ):
        shown = [counted.in_steps(number) if day in in_steps else number for number in ended]
        not_counted += shown[0]
        withdrawn += shown[1]
    return not_counted, withdrawn


def _batches(
    connection: sqlite3.Connection, rules: _Rules, first: date, last: date
) -> tuple[tuple[Batch, ...], tuple[Batch, ...]]:
    """The batches that lie in these days whole, and those that reach out of them."""
    if rules.at_once:
        return unreleased.as_batches(connection, first, last, rules.minimum_age), ()
    found = batches.read(connection, first, last)
    lies_in = [first <= each.first_day and each.last_day <= last for each in found]
    return (
        tuple(each for each, inside in zip(found, lies_in, strict=True) if inside),
        tuple(each for each, inside in zip(found, lies_in, strict=True) if not inside),
    )
