"""Figures read from the store beside the kiosk that writes it."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.adapters.records import blocks, visits
from kiosk.adapters.records.reading import NoRecords, reading
from kiosk.application import figures_counted as counted
from kiosk.application import figures_released as released
from kiosk.application.correction import Correction
from kiosk.application.figures import Before, Counts, DayCounts, HourCounts, PeriodFigures
from kiosk.application.ports import Clock
from kiosk.domain.block_sums import add_up
from kiosk.domain.blocks import Block, ReleaseRules
from kiosk.domain.consent import Moment
from kiosk.domain.periods import Period, Span
from kiosk.domain.retention import Retention

_COUNTS: Final = "asked, agreed, told, declined, walked_away, counted"

_Hours = Mapping[date, Mapping[int, Counts]]
"""Exact counts, of those hours of those days that have any."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """The visits of a day that ended without a record."""

    not_counted: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """What the file has of a period. ``growing`` are the hours whose counts may still change."""

    demo: bool
    minimum_age: int
    epsilon: float
    growing: Collection[Moment]
    days: tuple[DayCounts, ...]
    ended: _Ended
    withdrawn_later: int
    blocks: tuple[Block, ...]
    before: Before | None
    has_counts: bool


class ReadingFigures:
    """Implements ``application.figures.Figures`` on the store's file, which it only ever reads.

    Nothing is kept from one question to the next. ``retention`` says when a business day begins
    and from when on counts are gone, ``rules`` when blocks close; without a ``correction`` none is
    made.
    """

    def __init__(
        self,
        path: Path,
        retention: Retention,
        rules: ReleaseRules,
        correction: Correction | None = None,
    ) -> None:
        self._path = path
        self._retention = retention
        self._rules = rules
        self._correction = correction

    def of_period(self, period: Period, clock: Clock) -> PeriodFigures:
        """One period as it may be shown now; days without visitors are all noughts.

        Finished hours are exact. What still grows is rounded down to steps of five, and what
        visitors answered is the sum of the blocks that closed in the period. Raises NoRecords.
        """
        today = clock.moment().day
        if period.first > today:
            raise NoRecords(f"That {_word(period)} has not come yet.")
        kept_from = self._retention.counts_kept_from(today)
        found = self._find(period, clock, kept_from)
        if not (found.has_counts or found.blocks) and period.last < kept_from:
            months = self._retention.counts_months
            time = f"{months} month{'s' * (months != 1)}"
            raise NoRecords(f"The counts of that {_word(period)} are gone ({time}).")
        counts = counted.added(day.counts for day in found.days)
        opt_in = counted.opt_in(counts)
        total = add_up(found.blocks)
        genders = released.genders_of(total, opt_in, self._correction)
        ages = released.ages_of(total, found.minimum_age, self._correction)
        is_corrected = any(
            each is not None and each.corrected for each in (genders.women, *ages.bands.values())
        )
        in_steps = sum(moment.day in period for moment in found.growing)
        now = clock.now()
        return PeriodFigures(
            period=period,
            demo=found.demo,
            minimum_age=found.minimum_age,
            counts=counts,
            not_counted=found.ended.not_counted,
            withdrawn=found.ended.withdrawn,
            days=found.days,
            hours=counted.hours_of(found.days),
            opt_in=opt_in,
            opt_in_of_door=counted.opt_in_of_door(hour for day in found.days for hour in day.hours),
            genders=genders,
            ages=ages,
            pyramid=released.pyramid_of(total, genders, ages),
            before=found.before,
            epsilon=found.epsilon if total.epsilon is None else total.epsilon,
            blocks=found.blocks,
            released=total,
            next_close=(
                blocks.next_time(self._retention.business_day, self._rules, now)
                if today in period
                else None
            ),
            withdrawn_later=(
                found.withdrawn_later if period.span is Span.MONTH and period.last < today else None
            ),
            # Each hour that grows was rounded by itself.
            fewer_than=max(1, counted.LIVE_STEP * in_steps),
            final=period.last < today and not any(day.growing for day in found.days),
            confusion=(
                self._correction.name if self._correction is not None and is_corrected else ""
            ),
            kept_from=kept_from if period.first < kept_from else None,
        )

    def _find(self, period: Period, clock: Clock, kept_from: date) -> _Found:
        """Everything of one period, read at one instant. Raises NoRecords."""
        with reading(self._path) as connection:
            row = connection.execute(
                "SELECT demo, minimum_age, epsilon FROM publication"
            ).fetchone()
            if row is None:
                raise NoRecords(f"The records at {self._path} were never opened by a kiosk.")
            demo, minimum_age, epsilon = row
            growing = _growing(connection, clock)
            hours = _hours(connection, period.first, period.last)
            ended = _ended(connection, period.first, period.last)
            closed = _last_closed(connection)
            before = None
            if period.before.first >= kept_from:
                before = self._before(connection, period, hours, growing)
            over = [each for day, each in ended.items() if day <= closed]
            return _Found(
                bool(demo),
                minimum_age,
                epsilon,
                growing,
                tuple(_day(day, hours, growing, ended, closed) for day in period),
                _Ended(
                    sum(
                        each.not_counted if day <= closed else counted.in_steps(each.not_counted)
                        for day, each in ended.items()
                    ),
                    sum(each.withdrawn for each in over),
                ),
                _withdrawn_later(connection, period.first),
                blocks.closed_between(connection, period.first, period.last),
                before,
                has_counts=bool(hours),
            )

    def _before(
        self,
        connection: sqlite3.Connection,
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
        total = add_up(blocks.closed_between(connection, whole.first, last))
        return Before(
            whole,
            was,
            against,
            counted.opt_in(was),
            released.women_of(total, self._correction),
            upto and upto.day,
            upto and upto.hour,
            tuple(_day(day, hours_before, growing, {}, date.max) for day in whole),
            same_weekdays=period.span is not Span.MONTH,
        )

    def _added(self, hours: _Hours, upto: Moment | None) -> HourCounts:
        end = upto and self._order(upto)
        return counted.added_hours(
            counted.of_hour(counts)
            for day, of_day in hours.items()
            for hour, counts in of_day.items()
            if end is None or self._order(Moment(day, hour)) < end
        )

    def _order(self, moment: Moment) -> tuple[date, int]:
        """Sorts the hours as they pass: a day's first is the one in which it begins."""
        return moment.day, (moment.hour - self._retention.business_day.begins) % len(counted.HOURS)


def _word(period: Period) -> str:
    return "period" if period.span is Span.FOUR_WEEKS else period.span.value


def _growing(connection: sqlite3.Connection, clock: Clock) -> set[Moment]:
    """The hours whose counts may still change: the present one, and that of an open visit."""
    open_visit = visits.find_open(connection)
    return {clock.moment()} if open_visit is None else {clock.moment(), open_visit.moment}


def _last_closed(connection: sqlite3.Connection) -> date:
    row = connection.execute("SELECT day FROM close_of_day").fetchone()
    return date.min if row is None else date.fromisoformat(row[0])


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


def _ended(connection: sqlite3.Connection, first: date, last: date) -> dict[date, _Ended]:
    rows = connection.execute(
        "SELECT day, not_counted, withdrawn FROM day WHERE day BETWEEN ? AND ?",
        [first.isoformat(), last.isoformat()],
    )
    return {date.fromisoformat(day): _Ended(*ended) for day, *ended in rows}


def _day(
    day: date,
    hours: _Hours,
    growing: Collection[Moment],
    ended: Mapping[date, _Ended],
    closed: date,
) -> DayCounts:
    """``closed`` is the last day whose books are closed: until then withdrawals are not told."""
    return counted.day_counts(
        day,
        hours.get(day, {}),
        growing_hours={moment.hour for moment in growing if moment.day == day},
        withdrawn=None if day <= closed else ended.get(day, _Ended()).withdrawn,
    )


def _withdrawn_later(connection: sqlite3.Connection, month: date) -> int:
    row = connection.execute(
        "SELECT visits FROM withdrawn_later WHERE month = ?", [month.isoformat()]
    ).fetchone()
    return row[0] if row else 0
