"""Figures with something in every place, and figures with nothing in most."""

from dataclasses import replace
from datetime import date, timedelta

from kiosk.application import figures_counted as counted
from kiosk.application import figures_of_ages
from kiosk.application import figures_released as released
from kiosk.application.figures import Before, Counts, PeriodFigures
from kiosk.domain.batch_sums import alike
from kiosk.domain.batches import Batch, Cell, Form, Source
from kiosk.domain.periods import Period
from kiosk.domain.statistics import Corrected, share

MONDAY = date(2026, 1, 26)
SATURDAY = date(2026, 1, 31)
BANDS = ("14-17", "18-34", "35-54", "55+")

TABLE = Batch(
    Source.CAMERA,
    MONDAY,
    MONDAY + timedelta(days=1),
    Form.TABLE,
    100,
    (
        *(Cell("woman", *each) for each in zip(BANDS, (6, 12, 20, 14), strict=True)),
        *(Cell("man", *each) for each in zip(BANDS, (5, 10, 18, 10), strict=True)),
        Cell("not_sure", "", 5),
    ),
)
MARGINS = Batch(
    Source.SAID,
    MONDAY,
    MONDAY + timedelta(days=3),
    Form.MARGINS,
    24,
    (
        Cell("", "14-34", 10),
        Cell("", "35+/unsaid", 14),
        Cell("man", "", 11),
        Cell("woman/unsaid", "", 13),
    ),
)
TOTAL = Batch(Source.SAID, SATURDAY, SATURDAY, Form.TOTAL, 7, ())
TWO_DAYS = Batch(
    Source.CAMERA,
    SATURDAY - timedelta(days=1),
    SATURDAY,
    Form.MARGINS,
    24,
    (
        Cell("", "14-34", 12),
        Cell("", "35+", 12),
        Cell("man", "", 11),
        Cell("woman/not_sure", "", 13),
    ),
)


class _Some:
    """Corrects by nothing but a few numbers."""

    name = "published evaluation, n = 1,116"

    def women(self, by_camera: tuple[int, int], as_said: tuple[int, int]) -> Corrected:
        return Corrected(0.55, 0.41, 0.67)

    def ages(self, by_camera: object, as_said: object) -> dict[str, Corrected]:
        return {"14-34": Corrected(0.375, 0.25, 0.5), "35-54": Corrected(0.4, 0.25, 0.5)}


def figures(
    period: Period, hours: dict[tuple[date, int], Counts], *batches: Batch
) -> PeriodFigures:
    """Figures of a period that is over, with these counts and these batches."""
    days = tuple(
        counted.day_counts(
            day, {hour: each for (of, hour), each in hours.items() if of == day}, (), growing=False
        )
        for day in period
    )
    by_hour = counted.hours_of(days)
    counts = counted.added(by_hour)
    opt_in = counted.opt_in(counts)
    in_it = tuple(each for each in batches if period.holds(each.first_day, each.last_day))
    correction = _Some() if in_it else None
    return PeriodFigures(
        period,
        5,
        False,
        counts,
        2,
        1,
        days,
        by_hour,
        opt_in,
        counted.opt_in_of_door(hour for day in days for hour in day.hours),
        released.genders_of(alike(in_it, 5), opt_in, correction, 5),
        figures_of_ages.ages_of(alike(in_it, 5), 14, correction),
        figures_of_ages.pyramid_of(alike(in_it, 5), 14),
        None,
        in_it,
        tuple(each for each in batches if each not in in_it),
        confusion=correction.name if correction else "",
    )


DAY = figures(Period.of_day(SATURDAY), {(SATURDAY, 10): Counts(40, 12, 6, 15, 7, 16)})
"""Of a day on which no batch closed."""

FULL = replace(
    figures(
        Period.of_week(MONDAY),
        {
            (MONDAY, 10): Counts(160, 90, 20, 30, 20, 108, 400),
            (MONDAY + timedelta(days=2), 2): Counts(50, 18, 6, 20, 6, 23),
        },
        TABLE,
        MARGINS,
        TOTAL,
        replace(TWO_DAYS, last_day=MONDAY + timedelta(days=7)),
    ),
    before=Before(
        Period.of_week(MONDAY).before,
        Counts(90, 40, 10, 30, 10, 49, 300),
        Counts(160, 90, 20, 30, 20, 108, 400),
        share(50, 90),
        share(21, 40),
        MONDAY - timedelta(days=5),
        11,
    ),
    fewer_than=5,
    final=False,
    kept_from=MONDAY + timedelta(days=1),
)
"""Of a week that goes on, with something in every place."""
