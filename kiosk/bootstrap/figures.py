"""Figures of a period, as every view reads them: the commands, the staff pages, what is printed."""

from datetime import date, timedelta
from pathlib import Path

from kiosk.adapters.records.figures import ReadingFigures
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.statistics.published import BadConfusion, Published, published
from kiosk.application.correction import Correction
from kiosk.application.figures import Figures, PeriodFigures
from kiosk.application.ports import Clock
from kiosk.bootstrap import parts
from kiosk.domain.confusion import Answered
from kiosk.domain.periods import Period, Span


def figures_of(data: Path, settings: Settings, demo: bool) -> Figures:
    """What reads the figures of this shop, or of the demo, each time anew."""
    path = parts.records_file(data, demo=demo)
    rules = parts.rules_of(settings)
    return ReadingFigures(path, parts.retention_of(settings), rules, correction())


def correction() -> Correction | None:
    """What takes the estimate's published error out; None without a table of it that is whole.

    Then figures are as they were counted, and say so; askfirst doctor names the table.
    """
    from kiosk.adapters.statistics.correction import PublishedCorrection

    found = _published()
    return None if found is None else PublishedCorrection(found)


def worst_gender() -> Answered | None:
    """How many of the gender that the model is worst for were named wrong, where it was measured.

    None without a table of it that is whole.
    """
    found = _published()
    return None if found is None else found.worst_gender()


def _published() -> Published | None:
    try:
        return published(parts.models_folder(), parts.MODEL)
    except BadConfusion:
        return None


def period_of(day: str, span: Span, clock: Clock) -> Period:
    """The period of this length that holds "today", "yesterday" or a date.

    Today is the present business day.
    """
    today = clock.moment().day
    wanted = {"today": today, "yesterday": today - timedelta(days=1)}
    return Period.of(span, wanted.get(day) or date.fromisoformat(day))


def period_figures(data: Path, day: str, span: Span = Span.DAY, *, demo: bool) -> PeriodFigures:
    """The figures of one period, as they may be shown now.

    Raises NoRecords, also for a period that is over its time or has not come, and SettingsRefused
    where the shop's settings can no longer say when its day begins.
    """
    settings = parts.load_settings(data, demo=demo)
    clock = parts.clock_of(settings)
    figures = figures_of(data, settings, demo)
    return figures.of_period(period_of(day, span, clock), clock)
