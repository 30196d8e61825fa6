"""From figures to what is drawn of genders and ages: each share once, with its one range."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from kiosk.application.figures import PeriodFigures
from kiosk.domain.shares import Estimate
from kiosk.ui.charts import labels, scales
from kiosk.ui.charts.data import GAP, Bar, Bars, PyramidData, PyramidRow, Ratio

_say = QCoreApplication


def ratio(figures: PeriodFigures) -> Ratio | None:
    """Women and men; None where no share is named."""
    women = figures.genders.women
    if women is None:
        return None
    shown = labels.percent(women.value), labels.percent(1 - women.value)
    return Ratio(women.value, (women.low, women.high), shown, _sides())


def age_bars(figures: PeriodFigures) -> Bars | None:
    """Ages, youngest first; None where no share is named."""
    bands = figures.ages.bands
    if not bands:
        return None
    bars = tuple(share_bar(share, labels.short_ages(name)) for name, share in bands.items())
    top, ticks = scales.shares(max(share.high for share in bands.values()))
    return Bars(bars, top, _percents(ticks))


def pyramid(figures: PeriodFigures) -> PyramidData | None:
    """Gender by age, oldest on top; None where no share is named."""
    found = figures.pyramid
    if not found.women:
        return None
    rows = tuple(
        PyramidRow(
            labels.short_ages(name), share_bar(found.women[name]), share_bar(found.men[name])
        )
        for name in reversed(list(found.women))
    )
    highest = max(share.high for share in (*found.women.values(), *found.men.values()))
    top, ticks = scales.shares(highest)
    return PyramidData(rows, _sides(), top, _percents(ticks))


def share_bar(share: Estimate | None, label: str = "") -> Bar:
    """A share as a bar with its whisker; a gap where none is named."""
    if share is None:
        return Bar(label, None, GAP)
    return Bar(label, share.value, labels.percent(share.value), (share.low, share.high))


def _sides() -> tuple[str, str]:
    return _say.translate("Charts", "Women"), _say.translate("Charts", "Men")


def _percents(ticks: Sequence[float]) -> tuple[tuple[float, str], ...]:
    return tuple((tick, labels.percent(tick)) for tick in ticks)
