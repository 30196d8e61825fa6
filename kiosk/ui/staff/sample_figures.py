"""The figures of a shop that is made up: the same for the same period, every time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Final

from kiosk.application.figures import (
    AgeFigures,
    Before,
    Counts,
    DayCounts,
    GenderFigures,
    PeriodFigures,
    Pyramid,
)
from kiosk.domain.batch_sums import add_up, alike
from kiosk.domain.batches import WHOLE, Batch, Cell, Form, Source
from kiosk.domain.estimate import Gender
from kiosk.domain.periods import Period, Span
from kiosk.domain.statistics import FEWEST_TO_CORRECT, Corrected, Share, share, worst_case
from kiosk.ui import samples

TODAY: Final = samples.MOMENT.day
"""A Tuesday."""

NOW: Final = 16
"""The hour that goes on."""

K: Final = 10
_HOURS: Final = range(9, 21)
_BUSY: Final = (9, 15, 24, 36, 30, 39, 48, 43, 38, 33, 22, 11)
"""Visits that are asked in each of the hours, on an ordinary day."""
_OF_WEEKDAY: Final = (0.7, 0.76, 0.8, 0.84, 1.05, 1.5, 1.3)
_STEP: Final = 5
_FIRST: Final = TODAY - timedelta(days=180)
"""Before this day the shop had no kiosk."""

_MARGINS: Final = Batch(
    Source.CAMERA,
    TODAY,
    TODAY,
    Form.MARGINS,
    40,
    (
        Cell("woman", WHOLE, 23),
        Cell("man", WHOLE, 17),
        Cell(WHOLE, "14-34", 19),
        Cell(WHOLE, "35-54", 11),
        Cell(WHOLE, "55+", 10),
    ),
)
_SAID: Final = replace(
    _MARGINS,
    source=Source.SAID,
    cells=(Cell("woman", WHOLE, 21), Cell("man", WHOLE, 19), *_MARGINS.cells[2:]),
)
_TABLE: Final = Batch(
    Source.CAMERA,
    TODAY,
    TODAY,
    Form.TABLE,
    160,
    (
        Cell("woman", "14-17", 11),
        Cell("woman", "18-34", 35),
        Cell("woman", "35-54", 25),
        Cell("woman", "55+", 14),
        Cell("man", "14-17", 10),
        Cell("man", "18-34", 24),
        Cell("man", "35-54", 19),
        Cell("man", "55+", 12),
        Cell("not_sure", WHOLE, 10),
    ),
)


def of_period(period: Period) -> PeriodFigures:
    """All there is to show of a period."""
    days = tuple(_day(day) for day in period)
    counts = _added(day.counts for day in days)
    batches = _batches(period, counts.counted)
    genders, opt_in = _genders(batches), share(counts.said_yes, counts.asked)
    entered = counts.entered or 0
    return PeriodFigures(
        period=period,
        k=K,
        demo=True,
        counts=counts,
        not_counted=counts.said_yes - counts.counted,
        withdrawn=counts.said_yes // 50,
        days=days,
        hours=tuple(_added(day.hours[hour] for day in days) for hour in range(24)),
        opt_in=opt_in,
        opt_in_of_door=share(counts.said_yes, entered) if entered else None,
        genders=replace(genders, bounds=worst_case(genders.women, opt_in)),
        ages=_ages(batches),
        pyramid=_pyramid(batches),
        before=_before(period),
        batches=batches,
        fewer_than=_STEP if period.holds(TODAY, TODAY) else 1,
        final=period.last < TODAY,
        confusion="published evaluation, n = 1,116" if genders.corrected is not None else "",
    )


def uncorrected(found: PeriodFigures) -> PeriodFigures:
    """The same before the correction has been worked out."""
    return replace(
        found,
        genders=replace(found.genders, corrected=None),
        ages=replace(found.ages, corrected=None),
        confusion="",
    )


def _day(day: date) -> DayCounts:
    hours = tuple(_hour(day, hour) for hour in range(24))
    still = frozenset({NOW}) if day == TODAY else frozenset[int]()
    return DayCounts(day, _added(hours), hours, bool(still), still)


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
    counts = Counts(
        asked=asked,
        agreed=agreed,
        told=told,
        declined=declined,
        walked_away=asked - agreed - told - declined,
        counted=round((agreed + told) * 0.95),
        entered=round(asked * 1.7),
    )
    if day == TODAY and hour == NOW:
        return _in_steps(counts)
    return counts


def _in_steps(counts: Counts) -> Counts:
    """What still goes on, as the store tells it."""
    exact = {field.name: getattr(counts, field.name) for field in fields(counts)}
    return Counts(**{name: number // _STEP * _STEP for name, number in exact.items()})


def _added(counts: Iterable[Counts]) -> Counts:
    total = Counter[str]()
    for each in counts:
        total.update({field.name: getattr(each, field.name) or 0 for field in fields(each)})
    return Counts(**total)


def _batches(period: Period, counted: int) -> tuple[Batch, ...]:
    """A day's are small and say ages roughly; those of anything longer say both, and together."""
    tables = 0 if period.span is Span.DAY else counted * 4 // 5 // _TABLE.visits
    rest = (counted - tables * _TABLE.visits) // _MARGINS.visits
    found = [_TABLE] * tables
    found += [_SAID if place % 4 == 3 else _MARGINS for place in range(rest)]
    last = min(period.last, TODAY)
    return tuple(replace(batch, first_day=period.first, last_day=last) for batch in found)


def _genders(batches: Sequence[Batch]) -> GenderFigures:
    total = add_up(alike(batches, K))
    return GenderFigures(
        visits=total.visits,
        by_gender=total.by_gender,
        women=_women(batches),
        by_camera=_women([each for each in batches if each.source is Source.CAMERA]),
        as_said=_women([each for each in batches if each.source is Source.SAID]),
        corrected=_corrected(_women(batches)),
    )


def _women(batches: Sequence[Batch]) -> Share:
    genders = add_up(alike(batches, K)).by_gender
    women, men = genders.get(Gender.WOMAN.value, 0), genders.get(Gender.MAN.value, 0)
    return share(women, women + men)


def _corrected(found: Share, middle: float = 0.5) -> Corrected | None:
    """Further from the ``middle`` that every error draws shares to, and less certain."""
    if found.low is None or found.high is None or found.of < FEWEST_TO_CORRECT:
        return None
    value, wider = found.count / found.of, (found.high - found.low) * 0.12
    moved = (value - middle) * 0.14
    return Corrected(value + moved, found.low + moved - wider, found.high + moved + wider)


def _ages(batches: Sequence[Batch]) -> AgeFigures:
    total = add_up(alike(batches, K))
    told_apart = add_up(alike((each for each in batches if each.form is Form.TABLE), K)).by_ages
    bands = {
        band: share(told_apart.get(band, 0), sum(told_apart.values())) for band in _TABLE.by_ages
    }
    corrected = {band: _corrected(found, 1 / len(bands)) for band, found in bands.items()}
    known = {band: found for band, found in corrected.items() if found is not None}
    in_shares = {band: found.count for band, found in bands.items()}
    return AgeFigures(total.visits, total.by_ages, bands, known or None, in_shares=in_shares)


def _pyramid(batches: Sequence[Batch]) -> Pyramid:
    tables = [each for each in batches if each.form is Form.TABLE]
    cells = Counter[tuple[str, str]]()
    for each in tables:
        cells.update({(cell.gender, cell.ages): cell.visits for cell in each.cells})
    genders = (Gender.WOMAN.value, Gender.MAN.value)
    of = sum(visits for (gender, _), visits in cells.items() if gender in genders)
    women, men = (
        {band: share(cells[gender, band], of) for band in _TABLE.by_ages} for gender in genders
    )
    return Pyramid(sum(each.visits for each in tables), women, men)


def _before(period: Period) -> Before | None:
    earlier = period.before
    if earlier.first < _FIRST:
        return None
    upto_day = upto_hour = None
    if period.first <= TODAY <= period.last:
        upto_day = min(earlier.first + (TODAY - period.first), earlier.last)
        upto_hour = NOW
    counts = _upto(earlier, upto_day, upto_hour)
    women = _women(_batches(earlier, _added(_day(day).counts for day in earlier).counted))
    return Before(
        period=earlier,
        counts=counts,
        against=_upto(period, None if upto_day is None else TODAY, upto_hour),
        opt_in=share(counts.said_yes, counts.asked),
        women=women,
        upto_day=upto_day,
        upto_hour=upto_hour,
        days=tuple(_day(day) for day in earlier),
    )


def _upto(period: Period, last: date | None, hour: int | None) -> Counts:
    """Everything before this hour of this day; all of the period where there is none."""
    if last is None or hour is None:
        return _added(_day(day).counts for day in period)
    whole = [_day(day).counts for day in period if day < last]
    return _added([*whole, *_day(last).hours[:hour]])
