"""The figures of a shop that is made up: the same for the same period, every time."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cache
from random import Random
from typing import Final

from kiosk.application import figures_counted as counted
from kiosk.application import figures_released as released
from kiosk.application.figures import Before, Counts, DayCounts, HourCounts, PeriodFigures
from kiosk.domain.block_sums import add_up
from kiosk.domain.blocks import AT_CLOSE, Block, Counted, Source, is_enough, release
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.noise import discrete_laplace
from kiosk.domain.periods import Period, Span
from kiosk.domain.shares import Labels
from kiosk.ui import samples

TODAY: Final = samples.MOMENT.day
"""A Tuesday."""

NOW: Final = 16
"""The hour that goes on."""

_HOURS: Final = range(9, 21)
_BUSY: Final = (15, 26, 41, 61, 51, 66, 82, 73, 65, 56, 37, 19)
"""Visits that are asked in each of the hours, on an ordinary day."""
_OF_WEEKDAY: Final = (0.7, 0.76, 0.8, 0.84, 1.05, 1.5, 1.3)
_FIRST: Final = TODAY - timedelta(days=180)
"""Before this day the shop had no kiosk."""

_TIMES: Final = (time(13), time(17))
_EPSILON: Final = 2.0
_MINIMUM_AGE: Final = 14


class _Correction:
    """Implements ``application.correction.Correction``: what a camera might get wrong."""

    name = "published evaluation, n = 1,116"

    def genders(self) -> Labels:
        return Labels(
            ((0.94, 0.06), (0.07, 0.93)), ((1.069, -0.069), (-0.0805, 1.0805)), (560, 556)
        )

    def groups(self, minimum_age: int) -> tuple[tuple[str, ...], ...]:
        return ("under_18", "18-34"), ("35-54",), ("55+",)

    def ages(self, minimum_age: int) -> Labels:
        return Labels(
            ((0.9, 0.1, 0.0), (0.18, 0.7, 0.12), (0.02, 0.24, 0.74)),
            (
                (1.1451, -0.1732, 0.0281),
                (-0.3062, 1.559, -0.2528),
                (0.0684, -0.5009, 1.4326),
            ),
            (480, 360, 276),
        )


_CORRECTION: Final = _Correction()


def of_period(period: Period) -> PeriodFigures:
    """All there is to show of a period."""
    days = tuple(_day(day) for day in period)
    counts = counted.added(day.counts for day in days)
    blocks = tuple(block for day in period for block in _blocks(day))
    total, opt_in = add_up(blocks), counted.opt_in(counts)
    genders = released.genders_of(total, opt_in, _CORRECTION)
    ages = released.ages_of(total, _MINIMUM_AGE, _CORRECTION)
    goes_on = period.holds(TODAY, TODAY)
    is_whole_month = period.span is Span.MONTH and period.last < TODAY
    return PeriodFigures(
        period=period,
        demo=True,
        minimum_age=_MINIMUM_AGE,
        counts=counts,
        not_counted=counts.said_yes - counts.counted,
        withdrawn=counts.said_yes // 50,
        days=days,
        hours=counted.hours_of(days),
        opt_in=opt_in,
        opt_in_of_door=counted.opt_in_of_door(hour for day in days for hour in day.hours),
        genders=genders,
        ages=ages,
        pyramid=released.pyramid_of(total, genders, ages),
        before=_before(period),
        epsilon=_EPSILON,
        blocks=blocks,
        released=total,
        next_close=datetime.combine(TODAY, _TIMES[-1], samples.ZONE) if goes_on else None,
        withdrawn_later=counts.said_yes // 400 if is_whole_month else None,
        fewer_than=counted.LIVE_STEP if goes_on else 1,
        final=period.last < TODAY,
        confusion="" if genders.women is None else _CORRECTION.name,
    )


def _day(day: date) -> DayCounts:
    hours = {hour: _hour(day, hour) for hour in counted.HOURS}
    return counted.day_counts(day, hours, growing_hours={NOW} if day == TODAY else ())


def _hour(day: date, hour: int) -> Counts:
    over = day > TODAY or (day == TODAY and hour > NOW)
    if hour not in _HOURS or over or day < _FIRST:
        return Counts(entered=0)
    # No two days are alike, and none is made up twice.
    swing = 1 + 0.16 * ((day.toordinal() * 7 + hour * 3) % 11 - 5) / 5
    asked = round(_BUSY[hour - _HOURS.start] * _OF_WEEKDAY[day.weekday()] * swing)
    if day == TODAY and hour == NOW:
        # Half of it is over.
        asked //= 2
    agreed, told = round(asked * 0.335), round(asked * 0.075)
    declined = round(asked * 0.45)
    return Counts(
        asked=asked,
        agreed=agreed,
        told=told,
        declined=declined,
        walked_away=asked - agreed - told - declined,
        counted=round((agreed + told) * 0.95),
        entered=round(asked * 1.7),
    )


# What is released -----------------------------------------------------------------------------


def _blocks(day: date) -> tuple[Block, ...]:
    """Those that closed on this day; what the end of a day leaves is in none."""
    found: list[Block] = []
    first = _HOURS.start
    for at in (*_TIMES, None):
        if at is not None and day == TODAY and at.hour > NOW:
            break
        if at is None and day >= TODAY:
            break
        last = _HOURS.stop if at is None else at.hour
        visits = sum(_hour(day, hour).counted for hour in range(first, last))
        if is_enough(visits, at_close=at is None):
            found.append(_block(day, visits, AT_CLOSE if at is None else f"{at:%H:%M}"))
            first = last
    return tuple(found)


@cache
def _block(day: date, visits: int, closed_at: str) -> Block:
    # Never the same twice, and the same each time it is asked for.
    chance = Random(f"{day} {closed_at}")
    drawn = Counter(chance.choices(list(_PEOPLE), list(_PEOPLE.values()), k=visits))

    def draw(epsilon: Fraction) -> int:
        return discrete_laplace(epsilon, chance.randrange)

    cells = release(drawn.items(), _EPSILON, draw)
    return Block(day, day, day, closed_at, visits, _EPSILON, cells)


def _people() -> Mapping[Counted, float]:
    """Every kind of visitor, and how often one of them comes."""
    found: dict[Counted, float] = {}
    for gender, often in ((Gender.WOMAN, 0.57), (Gender.MAN, 0.4)):
        for band, part in zip(_BANDS, (0.07, 0.4, 0.31, 0.22), strict=True):
            found[Source.CAMERA, Answer(gender, band)] = 0.82 * often * part
            found[Source.SAID, Answer(gender, band)] = 0.18 * often * part
    found[Source.CAMERA, Answer(Gender.NOT_SURE, _BANDS[1])] = 0.02
    found[Source.SAID, Answer(Gender.UNSAID, None)] = 0.01
    return found


_BANDS: Final = (AgeBand(14, 17), AgeBand(25, 34), AgeBand(35, 44), AgeBand(55, 64))
_PEOPLE: Final = _people()


# The time before ------------------------------------------------------------------------------


def _before(period: Period) -> Before | None:
    earlier = period.before
    if earlier.first < _FIRST:
        return None
    upto_day = upto_hour = None
    if period.first <= TODAY <= period.last:
        upto_day = min(earlier.first + (TODAY - period.first), earlier.last)
        upto_hour = NOW
    counts = _upto(earlier, upto_day, upto_hour)
    last = upto_day or earlier.last
    blocks = (block for day in earlier if day <= last for block in _blocks(day))
    return Before(
        period=earlier,
        counts=counts,
        against=_upto(period, None if upto_day is None else TODAY, upto_hour),
        opt_in=counted.opt_in(counts),
        women=released.women_of(add_up(blocks), _CORRECTION),
        upto_day=upto_day,
        upto_hour=upto_hour,
        days=tuple(_day(day) for day in earlier),
        same_weekdays=period.span is not Span.MONTH,
    )


def _upto(period: Period, last: date | None, hour: int | None) -> HourCounts:
    """Everything before this hour of this day; all of the period where there is none."""
    if last is None or hour is None:
        return counted.of_hour(counted.added(_day(day).counts for day in period))
    whole = [counted.of_hour(_day(day).counts) for day in period if day < last]
    return counted.added_hours([*whole, *_day(last).hours[:hour]])
