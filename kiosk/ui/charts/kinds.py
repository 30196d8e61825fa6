"""Every kind of chart there is, made from a period's figures: for a panel, and for paper."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from kiosk.application.figures import DayCounts, PeriodFigures
from kiosk.domain.periods import Span
from kiosk.ui.charts import counted, labels, released, sentences, tables
from kiosk.ui.charts.data import Chart, ChartData, Table

_say = QCoreApplication


def hour_bars(figures: PeriodFigures, locale: QLocale) -> Chart:
    """Who said yes, hour by hour."""
    title = _say.translate("Charts", "Visitors who said yes, by hour")
    said = sentences.of_hours(figures, locale)
    data = counted.hour_bars(figures, locale)
    return _chart(title, said, data, tables.of_hours(figures, locale), locale)


def gender_bar(figures: PeriodFigures, locale: QLocale) -> Chart:
    """Women and men, with what their share may be off."""
    title = _say.translate("Charts", "Women and men")
    said = sentences.of_genders(figures, locale)
    data = released.ratio(figures)
    return _chart(title, said, data, tables.of_genders(figures, locale), locale)


def age_bars(figures: PeriodFigures, locale: QLocale) -> Chart:
    """Ages, with what the share of each may be off."""
    title = _say.translate("Charts", "Ages")
    said = sentences.of_ages(figures, locale)
    data = released.age_bars(figures)
    return _chart(title, said, data, tables.of_ages(figures, locale), locale)


def age_pyramid(figures: PeriodFigures, locale: QLocale) -> Chart:
    """Gender by age."""
    title = _say.translate("Charts", "Women and men by age")
    said = sentences.of_pyramid(figures)
    data = released.pyramid(figures)
    return _chart(title, said, data, tables.of_pyramid(figures), locale)


def day_line(figures: PeriodFigures, locale: QLocale, before: Sequence[DayCounts] = ()) -> Chart:
    """Who said yes, day by day, with the days of the period before where they are given."""
    title = _say.translate("Charts", "Visitors who said yes, by day")
    said = sentences.of_days(figures, locale)
    data = counted.day_line(figures, locale, before)
    return _chart(title, said, data, tables.of_days(figures, locale, before), locale)


def week_map(figures: PeriodFigures, locale: QLocale) -> Chart:
    """Weekdays by hours: of a week itself, or of a usual one."""
    title = (
        _say.translate("Charts", "The week, hour by hour")
        if figures.period.span is Span.WEEK
        else _say.translate("Charts", "A usual week, hour by hour")
    )
    said = sentences.of_week(figures, locale)
    data = counted.heat_map(figures, locale)
    return _chart(title, said, data, tables.of_week(figures, locale), locale)


def comparison(figures: PeriodFigures, locale: QLocale) -> Chart:
    """This period beside the one before."""
    if figures.period.span is Span.DAY:
        words = _say.translate("Charts", "Compared with the {weekday} before")
        weekday = labels.weekday_in_full(figures.period.first.weekday(), locale)
        title = words.format(weekday=weekday)
    else:
        title = {
            Span.WEEK: _say.translate("Charts", "Compared with the week before"),
            Span.FOUR_WEEKS: _say.translate("Charts", "Compared with the 28 days before"),
            Span.MONTH: _say.translate("Charts", "Compared with the month before"),
        }[figures.period.span]
    said = sentences.of_comparison(figures, locale)
    data = counted.comparison(figures, locale)
    return _chart(title, said, data, tables.of_comparison(figures, locale), locale)


def _chart(
    title: str,
    said: tuple[str, ...],
    data: ChartData | None,
    table: Table,
    locale: QLocale,
) -> Chart:
    return Chart(title, said, sentences.joined(said, locale), data, table)
