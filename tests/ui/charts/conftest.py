"""The fonts, and everything that a shop may have to show."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import pytest
from PySide6.QtCore import QLocale

from kiosk.application.figures import PeriodFigures
from kiosk.ui.charts import kinds
from kiosk.ui.charts.data import Chart
from kiosk.ui.languages import Tongue
from tests.ui.charts import shop

ENGLISH: Final = QLocale("en")

FIGURES: Final[Mapping[str, Callable[[], PeriodFigures]]] = {
    "empty": shop.empty,
    "not-begun": lambda: shop.empty(final=False),
    "few": shop.few,
    "first-hours": shop.first_hours,
    "day": shop.day,
    "in-two": shop.in_two,
    "since-before": shop.since_before,
    "too-noisy": shop.too_noisy,
    "week": shop.week,
    "four-weeks": shop.four_weeks,
    "month": shop.month,
    "small": lambda: shop.four_weeks(0.2, growing=False),
    "large": lambda: shop.four_weeks(90.0, growing=False),
    "kept-from": shop.kept_from,
}

MAKERS: Final[Mapping[str, Callable[[PeriodFigures, QLocale], Chart]]] = {
    "hour-bars": kinds.hour_bars,
    "gender-bar": kinds.gender_bar,
    "age-bars": kinds.age_bars,
    "age-pyramid": kinds.age_pyramid,
    "day-line": lambda figures, locale: kinds.day_line(figures, locale, shop.four_weeks_before()),
    "week-map": kinds.week_map,
    "comparison": kinds.comparison,
}


@pytest.fixture(params=["en", "zh_CN"])
def language(request: pytest.FixtureRequest, fonts: None) -> Iterator[str]:
    """Each language in turn, spoken while a test runs."""
    tongue = Tongue()
    tongue.speak(request.param)
    yield request.param
    tongue.rest()
