"""Figures with something in every place, and figures with nothing in most."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from kiosk.application import figures_counted as counted
from kiosk.application.figures import Before, Counts, HourCounts, PeriodFigures
from kiosk.domain.blocks import Block
from kiosk.domain.periods import Period
from kiosk.domain.statistics import share
from tests.fakes.figures import FakeCorrection, block_of, crowd, figures_of

MONDAY = date(2026, 1, 26)
SATURDAY = date(2026, 1, 31)
BANDS = ("under_18", "18-34", "35-54", "55+")

BLOCKS = (
    block_of(
        MONDAY,
        crowd(62, 52, said=10, not_sure=5),
        first_day=MONDAY - timedelta(days=1),
        closed_at="13:00",
    ),
    block_of(MONDAY + timedelta(days=2), crowd(15, 14, unsaid=3), first_day=MONDAY),
)
"""Of visits from the Sunday before to the Wednesday."""


def figures(
    period: Period,
    hours: Mapping[tuple[date, int], Counts],
    *blocks: Block,
    correction: FakeCorrection | None = None,
) -> PeriodFigures:
    """Figures of a period that is over, with these counts and these blocks."""
    days = [
        counted.day_counts(day, {hour: each for (of, hour), each in hours.items() if of == day})
        for day in period
    ]
    found = figures_of(period, days, blocks, correction=correction)
    return replace(found, not_counted=2, withdrawn=1)


DAY = figures(Period.of_day(SATURDAY), {(SATURDAY, 10): Counts(40, 12, 6, 15, 7, 16)})
"""Of a day on which no block closed."""

FULL = replace(
    figures(
        Period.of_week(MONDAY),
        {
            (MONDAY, 10): Counts(160, 90, 20, 30, 20, 108, 400),
            (MONDAY + timedelta(days=2), 2): Counts(50, 18, 6, 20, 6, 23),
        },
        *BLOCKS,
        correction=FakeCorrection(),
    ),
    before=Before(
        Period.of_week(MONDAY).before,
        HourCounts(90, 50, 300),
        HourCounts(160, 110, 400),
        share(50, 90),
        figures_of(Period.of_day(MONDAY), [counted.day_counts(MONDAY, {})], BLOCKS).genders.women,
        MONDAY - timedelta(days=5),
        11,
    ),
    fewer_than=5,
    final=False,
    kept_from=MONDAY + timedelta(days=1),
    next_close=datetime(2026, 1, 30, 17, tzinfo=UTC),
    withdrawn_later=3,
)
"""Of a week that goes on, with something in every place."""
