"""Each chart as a card for a staff page; see ``kinds`` for what it shows."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale

from kiosk.application.figures import DayCounts, PeriodFigures
from kiosk.ui.charts import kinds
from kiosk.ui.charts.panel import ChartPanel
from kiosk.ui.theme import Theme


def hour_bars(theme: Theme, figures: PeriodFigures, locale: QLocale) -> ChartPanel:
    return ChartPanel(theme, kinds.hour_bars(figures, locale))


def gender_bar(theme: Theme, figures: PeriodFigures, locale: QLocale) -> ChartPanel:
    return ChartPanel(theme, kinds.gender_bar(figures, locale))


def age_bars(theme: Theme, figures: PeriodFigures, locale: QLocale) -> ChartPanel:
    return ChartPanel(theme, kinds.age_bars(figures, locale))


def age_pyramid(theme: Theme, figures: PeriodFigures, locale: QLocale) -> ChartPanel:
    return ChartPanel(theme, kinds.age_pyramid(figures, locale))


def day_line(
    theme: Theme, figures: PeriodFigures, locale: QLocale, before: Sequence[DayCounts] = ()
) -> ChartPanel:
    """``before`` are the days of the period before, for the thin line."""
    return ChartPanel(theme, kinds.day_line(figures, locale, before))


def week_map(theme: Theme, figures: PeriodFigures, locale: QLocale) -> ChartPanel:
    return ChartPanel(theme, kinds.week_map(figures, locale))


def comparison(theme: Theme, figures: PeriodFigures, locale: QLocale) -> ChartPanel:
    return ChartPanel(theme, kinds.comparison(figures, locale))
