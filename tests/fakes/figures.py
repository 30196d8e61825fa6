"""Figures worked out from a list of visits, anew each time, by none of the store's queries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.application import figures_of_ages
from kiosk.application import figures_released as released
from kiosk.application.figures import Before, Counts, DayCounts, NoRecords, PeriodFigures
from kiosk.application.ports import Clock
from kiosk.domain.batch_sums import alike
from kiosk.domain.batches import Batch, Cell, Form, Source, wide_bands
from kiosk.domain.consent import Moment
from kiosk.domain.estimate import Gender
from kiosk.domain.periods import Period
from kiosk.domain.retention import Retention, Terms
from kiosk.domain.statistics import share
from tests.fakes.visit import FakeVisit


@dataclass
class FakeFigures:
    """Implements ``application.figures.Figures``, without a correction."""

    visits: Sequence[FakeVisit]
    entered: Mapping[Moment, int]
    drawn: Callable[[date, date], tuple[Batch, ...]]
    terms: Mapping[date, Terms]
    retention: Retention
    k: int
    demo: bool
    minimum_age: int

    def of_period(self, period: Period, clock: Clock, *, corrected: bool = True) -> PeriodFigures:
        now = clock.moment()
        if period.first > now.day:
            raise NoRecords("not yet")
        growing = {now} | {visit.moment for visit in self.visits if visit.ending is None}
        in_steps = set[Moment]() if self._at_once else growing
        kept_from = self.retention.counts_kept_from(now.day)
        days = tuple(self._day(day, growing, in_steps) for day in period)
        batches = self._batches(period.first, period.last)
        in_it = tuple(b for b in batches if period.holds(b.first_day, b.last_day))
        kept = [v for v in self.visits if v.moment.day in period and not v.forgotten]
        doors = [moment for moment in self.entered if moment.day in period]
        if not (kept or doors or batches) and period.last < kept_from:
            raise NoRecords("gone")
        counts = _sum(day.counts for day in days)
        at_door = _sum(hour for day in days for hour in day.hours if hour.entered is not None)
        steps = 5 * sum(moment.day in period for moment in in_steps)
        grows = any(day.growing for day in days)
        opt_in = share(counts.said_yes, counts.asked)
        promised = [self.terms[day].k for day in period if day in self.terms]
        largest_k = max(self.k, *promised, 0)
        return PeriodFigures(
            period=period,
            k=min(promised, default=self.k),
            demo=self.demo,
            counts=counts,
            not_counted=self._ended(days, in_steps, "not_counted"),
            withdrawn=self._ended(days, in_steps, "withdrawn"),
            days=days,
            hours=tuple(_sum(day.hours[hour] for day in days) for hour in range(24)),
            opt_in=opt_in,
            opt_in_of_door=None
            if at_door.entered is None or at_door.entered < at_door.said_yes
            else share(at_door.said_yes, at_door.entered),
            genders=released.genders_of(alike(in_it, largest_k), opt_in, None, largest_k),
            ages=figures_of_ages.ages_of(alike(in_it, largest_k), self.minimum_age, None),
            pyramid=figures_of_ages.pyramid_of(alike(in_it, largest_k), self.minimum_age),
            before=None
            if period.before.first < kept_from
            else self._before(period, sorted(growing, key=self._order), in_steps),
            batches=in_it,
            reaching_out=tuple(batch for batch in batches if batch not in in_it),
            fewer_than=max(1, steps),
            final=not grows and period.last < now.day,
            kept_from=kept_from if period.first < kept_from else None,
        )

    @property
    def _at_once(self) -> bool:
        return self.demo and self.k < 5

    def _day(self, day: date, growing: set[Moment], in_steps: set[Moment]) -> DayCounts:
        hours = tuple(
            self._hour(moment, 5 if moment in in_steps else 1)
            for moment in (Moment(day, hour) for hour in range(24))
        )
        still = frozenset(moment.hour for moment in growing if moment.day == day)
        return DayCounts(day, _sum(hours), hours, bool(still), still)

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
            live(sum(v.ending == "counted" for v in visits)),
            None if entered is None else live(entered),
        )

    def _ended(self, days: Iterable[DayCounts], in_steps: set[Moment], ending: str) -> int:
        total = 0
        for day in days:
            exact = sum(
                v.ending == ending and v.moment.day == day.day and not v.forgotten
                for v in self.visits
            )
            grows = any(moment.day == day.day for moment in in_steps)
            total += exact // 5 * 5 if grows else exact
        return total

    def _before(
        self, period: Period, growing: list[Moment], in_steps: set[Moment]
    ) -> Before | None:
        then = period.before
        cut = next((moment for moment in growing if moment.day in period), None)
        upto = cut and Moment(then.first + timedelta((cut.day - period.first).days), cut.hour)
        if upto is not None and upto.day > then.last:
            upto = None

        def counts_of(of: Period, end: Moment | None) -> Counts:
            every = (Moment(day, hour) for day in of for hour in range(24))
            return _sum(
                self._hour(moment)
                for moment in every
                if end is None or self._order(moment) < self._order(end)
            )

        was = counts_of(then, upto)
        if not was.asked and not was.entered:
            return None
        last = upto.day if upto else then.last
        lie = [b for b in self._batches(then.first, last) if then.first <= b.first_day]
        return Before(
            then,
            was,
            counts_of(period, cut),
            share(was.said_yes, was.asked),
            released.women_of(
                alike(
                    (batch for batch in lie if batch.last_day <= last),
                    max(self.k, *(self.terms[day].k for day in then if day in self.terms), 0),
                )
            ),
            upto and upto.day,
            upto and upto.hour,
            tuple(self._day(day, set(growing), in_steps) for day in then),
        )

    def _order(self, moment: Moment) -> tuple[date, bool, int]:
        return moment.day, moment.hour < self.retention.business_day.begins, moment.hour

    def _batches(self, first: date, last: date) -> tuple[Batch, ...]:
        return self._live(first, last) if self._at_once else self.drawn(first, last)

    def _live(self, first: date, last: date) -> tuple[Batch, ...]:
        """Every visit that is still there, by what it answered."""
        found: list[Batch] = []
        for source in Source:
            visits = [
                visit
                for visit in self.visits
                if visit.answer is not None
                and visit.way is not None
                and Source.of(visit.way) is source
                and first <= visit.moment.day <= last
            ]
            if not visits:
                continue
            days = [visit.moment.day for visit in visits]
            answers = [visit.answer for visit in visits if visit.answer is not None]
            cells = [
                Cell(
                    gender.value,
                    band.name if band else "unsaid",
                    sum(
                        (answer.gender if answer.gender in _KNOWN else source.unknown) is gender
                        and (
                            band is None
                            if answer.age_band is None
                            else band is not None and band.holds(answer.age_band.first)
                        )
                        for answer in answers
                    ),
                )
                for gender in (*_KNOWN, source.unknown)
                for band in (*wide_bands(self.minimum_age), None)
            ]
            found.append(Batch(source, min(days), max(days), Form.TABLE, len(visits), tuple(cells)))
        return tuple(found)


_KNOWN = (Gender.WOMAN, Gender.MAN)


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
