"""Figures of an invented shop, one for each case that a chart has to be honest about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.application import figures_counted as counted
from kiosk.application.figures import Before, Counts, DayCounts, HourCounts, PeriodFigures
from kiosk.domain.blocks import AT_CLOSE, Block
from kiosk.domain.periods import Period, Span
from kiosk.domain.statistics import share
from tests.fakes.figures import FakeCorrection, block_of, crowd, figures_of

TODAY: Final = date(2026, 11, 24)
ZONE: Final = ZoneInfo("Asia/Shanghai")
_YES: Final = {9: 3, 10: 5, 11: 8, 12: 12, 13: 10, 14: 13, 15: 16, 16: 5}


def at(hour: int, day: date = TODAY) -> datetime:
    """An hour of the shop's clock."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def empty(day: date = TODAY, *, final: bool = True) -> PeriodFigures:
    """A day on which nobody was asked; or one that has only begun."""
    period = Period.of_day(day)
    days = (_day(day, {9: 0} if not final else {}, growing=not final),)
    return _figures(period, days, next_close=None if final else at(13, day))


def few() -> PeriodFigures:
    """A finished day of a small shop: the nineteen who said yes are in no block yet."""
    return _figures(Period.of_day(TODAY), (_day(TODAY, {10: 3, 11: 4, 13: 1, 14: 4, 15: 7}),))


def first_hours() -> PeriodFigures:
    """A morning: the counts grow, and nothing has closed."""
    days = (_day(TODAY, {9: 3, 10: 0}, growing=True),)
    return _figures(Period.of_day(TODAY), days, before=61, upto=10, next_close=at(13))


def day() -> PeriodFigures:
    """Today at a quarter past four: 80 visits closed at one o'clock, some of them yesterday's."""
    found = _figures(
        Period.of_day(TODAY),
        (_day(TODAY, _YES, growing=True),),
        _block(46, 29, closed_at="13:00", not_sure=5),
        before=74,
        upto=16,
        next_close=at(17),
    )
    return replace(found, withdrawn=1, not_counted=2)


def in_two() -> PeriodFigures:
    """The same later: a second block closed, and the next may when the day ends."""
    figures = day()
    blocks = (*figures.blocks, _block(30, 22, closed_at="17:00", unsaid=2))
    return _figures(
        figures.period,
        figures.days,
        *blocks,
        next_close=at(4, TODAY + timedelta(days=1)),
    )


def since_before() -> PeriodFigures:
    """A day that is over, whose visits go back to the one before."""
    first = TODAY - timedelta(days=1)
    block = _block(30, 24, first_day=first, unsaid=4)
    return _figures(Period.of_day(TODAY), (_day(TODAY, _YES),), block, before=68)


def too_noisy() -> PeriodFigures:
    """A day of a shop whose epsilon is small: no share can be named."""
    block = _block(14, 11, epsilon=0.1)
    return _figures(Period.of_day(TODAY), (_day(TODAY, _YES),), block)


def four_weeks(scale: float = 1.0, *, growing: bool = True) -> PeriodFigures:
    """The 28 days up to today, with the camera's known error taken out."""
    period = Period.of_four_weeks(TODAY)
    days = [
        _day(each, _hours_of(each, number, scale), growing=growing and each == TODAY)
        for number, each in enumerate(period)
    ]
    women, men, unsure = (round(number * scale) for number in (1014, 640, 41))
    block = _block(women, men, said=round(130 * scale), not_sure=unsure, unsaid=round(12 * scale))
    return _figures(
        period,
        days,
        block,
        before=round(1_702 * scale),
        upto=16 if growing else None,
        next_close=at(17) if growing else None,
        correction=FakeCorrection(),
    )


def month() -> PeriodFigures:
    """October, over, beside September."""
    period = Period.of_month(date(2026, 10, 1))
    days = [_day(each, _hours_of(each, number, 1.0)) for number, each in enumerate(period)]
    block = _block(900, 640, closed_on=period.last, first_day=period.first)
    found = _figures(period, days, block, before=1_650, correction=FakeCorrection())
    return replace(found, withdrawn_later=7)


def four_weeks_before(scale: float = 1.0) -> tuple[DayCounts, ...]:
    """The days of the 28 before those."""
    period = Period.of_four_weeks(TODAY).before
    return tuple(
        _day(each, _hours_of(each, number + 11, scale * 0.9)) for number, each in enumerate(period)
    )


def week() -> PeriodFigures:
    """This week on its second day."""
    period = Period.of_week(TODAY)
    days = [
        _day(each, _hours_of(each, number, 1.0) if each <= TODAY else {}, growing=each == TODAY)
        for number, each in enumerate(period)
    ]
    return _figures(period, days, _block(61, 40), before=402, upto=16, next_close=at(17))


def kept_from() -> PeriodFigures:
    """Four weeks, of whose first ten days nothing is kept any more."""
    figures = four_weeks(growing=False)
    first = figures.days[10].day
    days = tuple(each if each.day >= first else _day(each.day, {}) for each in figures.days)
    return replace(figures, days=days, kept_from=first)


def _hours_of(day: date, number: int, scale: float) -> dict[int, int]:
    """Said yes by hour: more at weekends and after work, never twice the same."""
    weekend = day.weekday() >= 5
    shape = (2, 3, 4, 6, 5, 5, 6, 7, 8, 5) if not weekend else (3, 6, 9, 12, 11, 13, 14, 11, 7, 4)
    wobble = [(number * 11 + hour * hour * 3 + day.day * 7) % 5 - 2 for hour in range(len(shape))]
    return {
        10 + hour: max(0, round(scale * (yes + wobble[hour]))) for hour, yes in enumerate(shape)
    }


def _day(day: date, yes: Mapping[int, int], *, growing: bool = False) -> DayCounts:
    exact = {hour: _hour(number, hour) for hour, number in yes.items()}
    counts = counted.added(exact.values())
    hours = tuple(counted.of_hour(exact.get(hour, Counts())) for hour in counted.HOURS)
    still = frozenset({max(yes)}) if growing and yes else frozenset[int]()
    return DayCounts(day, counts, hours, growing, still)


def _hour(yes: int, hour: int) -> Counts:
    told = yes // 5
    declined, away = round(yes * 1.1) + hour % 3, round(yes * 0.3)
    return Counts(yes + declined + away, yes - told, told, declined, away, yes)


def _block(
    women: int,
    men: int,
    *,
    closed_on: date = TODAY,
    first_day: date | None = None,
    closed_at: str = AT_CLOSE,
    epsilon: float = 2.0,
    said: int = 0,
    not_sure: int = 0,
    unsaid: int = 0,
) -> Block:
    people = crowd(women, men, said=said, not_sure=not_sure, unsaid=unsaid)
    return block_of(closed_on, people, first_day=first_day, closed_at=closed_at, epsilon=epsilon)


def _figures(
    period: Period,
    days: Sequence[DayCounts],
    *blocks: Block,
    before: int | None = None,
    upto: int | None = None,
    next_close: datetime | None = None,
    correction: FakeCorrection | None = None,
) -> PeriodFigures:
    """What goes on is whatever may close again."""
    found = figures_of(period, days, blocks, correction=correction)
    return replace(
        found,
        before=None if before is None else _before(period, found.counts, before, upto),
        next_close=next_close,
        fewer_than=1 if next_close is None else 5,
        final=next_close is None,
    )


def _before(period: Period, counts: Counts, yes: int, upto: int | None) -> Before:
    then = HourCounts(yes * 2 + 9, yes)
    block = block_of(period.before.last, crowd(yes // 3, yes // 2 - yes // 3))
    women = figures_of(period.before, _nothing(period.before), [block]).genders.women
    return Before(
        period.before,
        then,
        counted.of_hour(counts),
        share(then.said_yes, then.asked),
        women,
        period.before.last if upto is not None else None,
        upto,
        same_weekdays=period.span is not Span.MONTH,
    )


def _nothing(period: Period) -> list[DayCounts]:
    return [_day(each, {}) for each in period]
