"""Figures worked out from visits and blocks, anew each time, by none of the store's queries.

Whoever needs figures of some other kind makes blocks with ``block_of`` and puts them together with
``figures_of``: then every share goes by what was released, as in a shop.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final

from kiosk.adapters.statistics.correction import labels
from kiosk.application import figures_counted as counted
from kiosk.application import figures_released as released
from kiosk.application.correction import Correction
from kiosk.application.figures import (
    Before,
    Counts,
    DayCounts,
    HourCounts,
    NoRecords,
    PeriodFigures,
)
from kiosk.application.ports import Clock
from kiosk.domain.block_sums import add_up
from kiosk.domain.blocks import AT_CLOSE, Block, Counted, Draw, ReleaseRules, Source, release
from kiosk.domain.consent import Moment
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.periods import Period, Span
from kiosk.domain.retention import Retention
from kiosk.domain.shares import Labels
from kiosk.domain.statistics import share
from tests.fakes.visit import FakeVisit

_CLOSED_LATER: Final = ("counted", "withdrawn_later")


def no_noise(epsilon: Fraction) -> int:
    """Draws nought, so that a test can say what is in a cell; the range is as wide as always."""
    return 0


def block_of(
    closed_on: date,
    visits: Mapping[Counted, int],
    *,
    first_day: date | None = None,
    closed_at: str = AT_CLOSE,
    epsilon: float = 2.0,
    draw: Draw = no_noise,
) -> Block:
    """A block of so many visits of each kind, from ``first_day`` to the day on which it closed."""
    return Block(
        first_day or closed_on,
        closed_on,
        closed_on,
        closed_at,
        sum(visits.values()),
        epsilon,
        release(visits.items(), epsilon, draw),
    )


def crowd(
    women: int, men: int, *, said: int = 0, not_sure: int = 0, unsaid: int = 0
) -> dict[Counted, int]:
    """Visits of every band, ``said`` of women and of men by themselves, the others estimated.

    Of either gender there are 2 in 10 under 35, 5 between 35 and 54, and 3 older. ``not_sure`` are
    the camera's, ``unsaid`` those who would rather not say one or the other.
    """
    found: dict[Counted, int] = {}
    for gender, number in ((Gender.WOMAN, women), (Gender.MAN, men)):
        for source, of in ((Source.CAMERA, number - said), (Source.SAID, said)):
            young, old = of * 2 // 10, of * 3 // 10
            parts = (young // 4, young - young // 4, of - young - old, old)
            for band, part in zip(_BANDS, parts, strict=True):
                found[source, Answer(gender, band)] = part
    found[Source.CAMERA, Answer(Gender.NOT_SURE, _BANDS[1])] = not_sure
    found[Source.SAID, Answer(Gender.UNSAID, None)] = unsaid
    return found


_BANDS: Final = (AgeBand(14, 17), AgeBand(25, 34), AgeBand(35, 44), AgeBand(55, 64))


class FakeCorrection:
    """Implements ``application.correction.Correction`` by a few numbers.

    Of a hundred women and men 93 are named rightly; those under 18 are not told apart from those
    under 35.
    """

    name = "published evaluation, n = 1,116"

    def genders(self) -> Labels | None:
        return labels(((93, 7), (7, 93)))

    def groups(self, minimum_age: int) -> tuple[tuple[str, ...], ...]:
        youngest = ("under_18", "18-34") if minimum_age < 18 else ("18-34",)
        return youngest, ("35-54",), ("55+",)

    def ages(self, minimum_age: int) -> Labels | None:
        return labels(((90, 10, 0), (15, 70, 15), (0, 25, 75)))


def figures_of(
    period: Period,
    days: Sequence[DayCounts],
    blocks: Iterable[Block] = (),
    *,
    correction: Correction | None = None,
    minimum_age: int = 14,
    epsilon: float = 2.0,
) -> PeriodFigures:
    """What a period shows that is over, from the counts of its days and its blocks.

    Everything else is as if there were nothing to say of it: ``replace`` it.
    """
    found = tuple(each for each in blocks if each.closed_on in period)
    total = add_up(found)
    by_hour = counted.hours_of(days)
    counts = counted.added(day.counts for day in days)
    opt_in = counted.opt_in(counts)
    genders = released.genders_of(total, opt_in, correction)
    ages = released.ages_of(total, minimum_age, correction)
    is_corrected = any(
        each is not None and each.corrected for each in (genders.women, *ages.bands.values())
    )
    return PeriodFigures(
        period=period,
        demo=False,
        minimum_age=minimum_age,
        counts=counts,
        not_counted=0,
        withdrawn=0,
        days=tuple(days),
        hours=by_hour,
        opt_in=opt_in,
        opt_in_of_door=counted.opt_in_of_door(hour for day in days for hour in day.hours),
        genders=genders,
        ages=ages,
        pyramid=released.pyramid_of(total, genders, ages),
        before=None,
        epsilon=epsilon if total.epsilon is None else total.epsilon,
        blocks=found,
        released=total,
        confusion=correction.name if correction is not None and is_corrected else "",
    )


@dataclass
class FakeFigures:
    """Implements ``application.figures.Figures``, without a correction.

    ``blocks`` are all that have closed, ``closed`` the last business day whose books are closed,
    ``withdrawn_later`` how many took their yes back after that of their day, by the first of the
    month. A visit with the ending "withdrawn_later" is among the counted ones of its day.
    """

    visits: Sequence[FakeVisit]
    entered: Mapping[Moment, int]
    blocks: Sequence[Block]
    closed: date | None
    withdrawn_later: Mapping[date, int]
    retention: Retention
    rules: ReleaseRules
    demo: bool
    minimum_age: int

    def of_period(self, period: Period, clock: Clock) -> PeriodFigures:
        now = clock.moment()
        if period.first > now.day:
            raise NoRecords("not yet")
        growing = {now} | {visit.moment for visit in self.visits if visit.ending is None}
        kept_from = self.retention.counts_kept_from(now.day)
        days = tuple(self._day(day, growing) for day in period)
        has_blocks = any(each.closed_on in period for each in self.blocks)
        kept = [v for v in self.visits if v.moment.day in period and not v.forgotten]
        doors = [moment for moment in self.entered if moment.day in period]
        if not (kept or doors or has_blocks) and period.last < kept_from:
            raise NoRecords("gone")
        steps = 5 * sum(moment.day in period for moment in growing)
        grows = any(day.growing for day in days)
        return replace(
            figures_of(
                period,
                days,
                self.blocks,
                minimum_age=self.minimum_age,
                epsilon=self.rules.epsilon,
            ),
            demo=self.demo,
            not_counted=sum(self._not_counted(day) for day in period),
            withdrawn=sum(self._ended(day, "withdrawn") for day in period if self._is_closed(day)),
            before=None
            if period.before.first < kept_from
            else self._before(period, sorted(growing, key=self._order)),
            next_close=self._next_close(clock.now()) if now.day <= period.last else None,
            withdrawn_later=self.withdrawn_later.get(period.first, 0)
            if period.span is Span.MONTH and period.last < now.day
            else None,
            fewer_than=max(1, steps),
            final=not grows and period.last < now.day,
            kept_from=kept_from if period.first < kept_from else None,
        )

    def _is_closed(self, day: date) -> bool:
        return self.closed is not None and day <= self.closed

    def _day(self, day: date, growing: set[Moment]) -> DayCounts:
        by_hour = tuple(
            self._hour(moment, 5 if moment in growing else 1)
            for moment in (Moment(day, hour) for hour in range(24))
        )
        still = frozenset(moment.hour for moment in growing if moment.day == day)
        counts = _sum(by_hour)
        if not self._is_closed(day):
            of_day = [v for v in self.visits if v.moment.day == day and not v.forgotten]
            so_far = sum(v.ending in ("counted", "withdrawn") for v in of_day)
            counts = replace(counts, counted=so_far // 5 * 5)
        hours = tuple(HourCounts(each.asked, each.said_yes, each.entered) for each in by_hour)
        return DayCounts(day, counts, hours, bool(still), still)

    def _hour(self, moment: Moment, step: int = 1) -> Counts:
        visits = [v for v in self.visits if v.moment == moment and not v.forgotten]

        def live(exact: int) -> int:
            return exact // step * step

        entered = self.entered.get(moment)
        return Counts(
            live(len(visits)),
            live(sum(v.consent is not None and not v.is_told for v in visits)),
            live(sum(v.is_told for v in visits)),
            live(sum(v.ending == "declined" for v in visits)),
            live(sum(v.ending == "walked_away" for v in visits)),
            live(sum(v.ending in _CLOSED_LATER for v in visits)),
            None if entered is None else live(entered),
        )

    def _not_counted(self, day: date) -> int:
        exact = self._ended(day, "not_counted")
        return exact if self._is_closed(day) else exact // 5 * 5

    def _ended(self, day: date, ending: str) -> int:
        return sum(
            v.ending == ending and v.moment.day == day and not v.forgotten for v in self.visits
        )

    def _before(self, period: Period, growing: list[Moment]) -> Before | None:
        then = period.before
        cut = next((moment for moment in growing if moment.day in period), None)
        upto = cut and Moment(then.first + timedelta((cut.day - period.first).days), cut.hour)
        if upto is not None and upto.day > then.last:
            upto = None
        was = self._up_to(then, upto)
        if not was.asked and not was.entered:
            return None
        last = upto.day if upto else then.last
        return Before(
            then,
            was,
            self._up_to(period, cut),
            share(was.said_yes, was.asked),
            released.women_of(
                add_up(each for each in self.blocks if then.first <= each.closed_on <= last), None
            ),
            upto and upto.day,
            upto and upto.hour,
            tuple(self._day(day, set(growing)) for day in then),
            same_weekdays=period.span is not Span.MONTH,
        )

    def _up_to(self, period: Period, end: Moment | None) -> HourCounts:
        every = (Moment(day, hour) for day in period for hour in range(24))
        found = _sum(
            self._hour(moment)
            for moment in every
            if end is None or self._order(moment) < self._order(end)
        )
        return HourCounts(found.asked, found.said_yes, found.entered)

    def _order(self, moment: Moment) -> tuple[date, bool, int]:
        return moment.day, moment.hour < self.retention.business_day.begins, moment.hour

    def _next_close(self, now: datetime) -> datetime:
        business_day = self.retention.business_day
        today = business_day.moment(now).day
        times = [business_day.at(today, at) for at in self.rules.times]
        return min([*(at for at in times if at > now), business_day.end(today)])


def _sum(counts: Iterable[Counts]) -> Counts:
    every = list(counts)
    doors = [each.entered for each in every if each.entered is not None]
    return Counts(
        sum(each.asked for each in every),
        sum(each.agreed for each in every),
        sum(each.told for each in every),
        sum(each.declined for each in every),
        sum(each.walked_away for each in every),
        sum(each.counted for each in every),
        sum(doors) if doors else None,
    )
