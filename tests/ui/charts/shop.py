"""Figures of an invented shop, one for each case that a chart has to be honest about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from kiosk.application.figures import (
    AgeFigures,
    Before,
    Counts,
    DayCounts,
    GenderFigures,
    InShares,
    PeriodFigures,
    Pyramid,
)
from kiosk.domain.estimate import UNSAID
from kiosk.domain.periods import Period
from kiosk.domain.statistics import Corrected, share, worst_case

TODAY: Final = date(2026, 11, 24)
_K: Final = 5
_YES: Final = {9: 3, 10: 5, 11: 8, 12: 12, 13: 10, 14: 13, 15: 16, 16: 5}
_BANDS: Final = ("14-17", "18-34", "35-54", "55+")
_NONE: Final = share(0, 0)


def empty(day: date = TODAY, *, final: bool = True) -> PeriodFigures:
    """A day on which nobody was asked; or one that has only begun."""
    period = Period.of_day(day)
    return _counted(period, (_day(day, {}, growing=not final),), final=final)


def few() -> PeriodFigures:
    """A finished day of a small shop: nineteen in the one group that closed."""
    figures = _counted(
        Period.of_day(TODAY), (_day(TODAY, {10: 3, 11: 4, 13: 1, 14: 4, 15: 7}),), final=True
    )
    return _told_apart(figures, women=12, men=7, bands=(0, 12, 7, 0), table=False)


def first_hours() -> PeriodFigures:
    """A morning: the counts grow, and no group has closed."""
    return _counted(
        Period.of_day(TODAY),
        (_day(TODAY, {9: 3, 10: 0}, growing=True),),
        before=61,
        upto=10,
        final=False,
    )


def day() -> PeriodFigures:
    """Today at a quarter past four, 80 of whom are in closed groups."""
    figures = _counted(
        Period.of_day(TODAY), (_day(TODAY, _YES, growing=True),), before=74, upto=16, final=False
    )
    return _told_apart(figures, women=46, men=29, bands=(9, 34, 21, 16), unsure=5)


def held_back() -> PeriodFigures:
    """A finished day: some are merged, and one group tells nothing but its size."""
    figures = _counted(Period.of_day(TODAY), (_day(TODAY, _YES),), before=68, final=True)
    figures = _told_apart(figures, women=24, men=8, bands=(0, 0, 0, 0), table=False)
    by_ages = {"14-34": 21, "35+": 11, "55+/unsaid": 8}
    genders = replace(
        figures.genders,
        visits=54,
        by_gender={"woman": 14, "man": 8, "woman/not_sure": 12, "unsaid": 0},
        merged=20,
        largest_k=5,
    )
    return replace(figures, genders=genders, ages=AgeFigures(54, by_ages, {}))


def four_weeks(scale: float = 1.0, *, growing: bool = True) -> PeriodFigures:
    """The 28 days up to today, with the camera's known error taken out beside."""
    period = Period.of_four_weeks(TODAY)
    days = [
        _day(each, _hours_of(each, number, scale), growing=growing and each == TODAY)
        for number, each in enumerate(period)
    ]
    figures = _counted(
        period, days, before=round(1_702 * scale), upto=16 if growing else None, final=not growing
    )
    counts = [round(number * scale) for number in (133, 702, 489, 371)]
    figures = _told_apart(
        figures,
        women=round(1014 * scale),
        men=round(640 * scale),
        bands=counts,
        unsure=round(41 * scale),
    )
    genders = replace(figures.genders, corrected=Corrected(0.625, 0.585, 0.662))
    corrected = {
        name: Corrected(value, value - 0.035, value + 0.04)
        for name, value in zip(_BANDS, (0.061, 0.447, 0.288, 0.204), strict=True)
    }
    return replace(
        figures,
        genders=genders,
        ages=replace(figures.ages, corrected=corrected),
        confusion="published evaluation, n = 1,116",
    )


def one_source() -> PeriodFigures:
    """The same, with the ages of those who told it in no share."""
    figures = four_weeks()
    parts = {"by_camera": InShares(1_695, 1_695), "as_said": InShares(0, 671)}
    return replace(figures, ages=replace(figures.ages, **parts))


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
    return _told_apart(
        _counted(period, days, before=402, upto=16, final=False),
        women=61,
        men=40,
        bands=(11, 41, 30, 19),
    )


def _hours_of(day: date, number: int, scale: float) -> dict[int, int]:
    """Said yes by hour: more at weekends and after work, never twice the same."""
    weekend = day.weekday() >= 5
    shape = (2, 3, 4, 6, 5, 5, 6, 7, 8, 5) if not weekend else (3, 6, 9, 12, 11, 13, 14, 11, 7, 4)
    wobble = [(number * 11 + hour * hour * 3 + day.day * 7) % 5 - 2 for hour in range(len(shape))]
    return {
        10 + hour: max(0, round(scale * (yes + wobble[hour]))) for hour, yes in enumerate(shape)
    }


def _day(day: date, yes: Mapping[int, int], *, growing: bool = False) -> DayCounts:
    hours = tuple(_hour(yes.get(hour), hour) for hour in range(24))
    still = frozenset({max(yes)}) if growing and yes else frozenset[int]()
    return DayCounts(day, _sum(hours), hours, growing, still)


def _hour(yes: int | None, hour: int) -> Counts:
    if yes is None:
        return Counts()
    told = yes // 5
    declined, away = round(yes * 1.1) + hour % 3, round(yes * 0.3)
    asked = yes + declined + away
    return Counts(asked, yes - told, told, declined, away, yes)


def _sum(counts: Sequence[Counts]) -> Counts:
    return Counts(
        sum(each.asked for each in counts),
        sum(each.agreed for each in counts),
        sum(each.told for each in counts),
        sum(each.declined for each in counts),
        sum(each.walked_away for each in counts),
        sum(each.counted for each in counts),
    )


def _counted(
    period: Period,
    days: Sequence[DayCounts],
    *,
    final: bool,
    before: int | None = None,
    upto: int | None = None,
) -> PeriodFigures:
    counts = _sum([day.counts for day in days])
    return PeriodFigures(
        period=period,
        k=_K,
        demo=False,
        counts=counts,
        not_counted=2 if counts.asked else 0,
        withdrawn=1 if counts.asked else 0,
        days=tuple(days),
        hours=tuple(_sum([day.hours[hour] for day in days]) for hour in range(24)),
        opt_in=share(counts.said_yes, counts.asked),
        opt_in_of_door=None,
        genders=GenderFigures(0, {}, _NONE, _NONE, _NONE),
        ages=AgeFigures(0, {}, {}),
        pyramid=Pyramid(0, {}, {}),
        before=None if before is None else _before(period, counts, before, upto),
        fewer_than=1 if final else 5,
        final=final,
    )


def _before(period: Period, counts: Counts, yes: int, upto: int | None) -> Before:
    then = Counts(yes * 2 + 9, yes, 0, yes, 9, yes)
    return Before(
        period.before,
        then,
        counts,
        share(then.said_yes, then.asked),
        share(yes // 3, yes // 2),
        period.before.last if upto is not None else None,
        upto,
    )


def _told_apart(
    figures: PeriodFigures,
    *,
    women: int,
    men: int,
    bands: Sequence[int],
    unsure: int = 0,
    table: bool = True,
) -> PeriodFigures:
    found = share(women, women + men)
    genders = GenderFigures(
        visits=women + men + unsure,
        by_gender={"woman": women, "man": men, "not_sure": unsure, "unsaid": 0},
        women=found,
        by_camera=share(round(women * 0.8), round(women * 0.8) + round(men * 0.8)),
        as_said=share(
            women - round(women * 0.8), women + men - round(women * 0.8) - round(men * 0.8)
        ),
        bounds=worst_case(found, figures.opt_in),
    )
    all_ages = sum(bands)
    known = {name: number for name, number in zip(_BANDS, bands, strict=True) if number}
    ages = AgeFigures(
        visits=women + men + unsure,
        by_ages=known | ({UNSAID: unsure} if unsure else {}),
        bands={name: share(number, all_ages) for name, number in known.items()},
        in_shares=known,
    )
    both = women + men
    pyramid = Pyramid(
        both,
        {name: share(round(women * number / all_ages), both) for name, number in known.items()},
        {name: share(round(men * number / all_ages), both) for name, number in known.items()},
    )
    return replace(
        figures, genders=genders, ages=ages, pyramid=pyramid if table else Pyramid(0, {}, {})
    )


def kept_from() -> PeriodFigures:
    """Four weeks, of whose first ten days nothing is kept any more."""
    figures = four_weeks(growing=False)
    first = figures.days[10].day
    days = tuple(each if each.day >= first else _day(each.day, {}) for each in figures.days)
    return replace(figures, days=days, kept_from=first)
