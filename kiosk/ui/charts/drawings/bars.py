"""Upright bars: hours of a day, or age bands with what they may be off."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF

from kiosk.ui.charts.canvas import Canvas, Plot
from kiosk.ui.charts.data import Bar, Bars
from kiosk.ui.charts.drawings.marks import (
    beside_ticks,
    fit_beside,
    rising_grid,
    ticks_width,
    write_row,
)

_SHARE: Final = 0.7
_BROADEST: Final = 104.0


def draw_bars(canvas: Canvas, data: Bars) -> None:
    """Numbers at the bars where they all fit; else on a scale beside, and at the highest."""
    look = canvas.look
    top = canvas.box.top() + look.line
    bottom = canvas.box.bottom() - look.line
    pitch = canvas.box.width() / len(data.bars)
    all_fit = fit_beside(canvas, [bar.shown for bar in data.bars], pitch)
    beside = 0.0 if all_fit else ticks_width(canvas, data.ticks)
    box = beside_ticks(canvas, beside, top, bottom)
    ends = (-0.5, len(data.bars) - 0.5)
    plot = canvas.plot(box, ends, (0, data.top), mirrored=canvas.mirrored)
    rising_grid(canvas, plot, data.ticks, written=not all_fit)
    pitch = box.width() / len(data.bars)
    highest = max((bar.value or 0.0 for bar in data.bars), default=0.0)
    width = min(pitch * _SHARE, look.px(_BROADEST))
    for number, bar in enumerate(data.bars):
        told = all_fit or bar.growing or bar.value == highest
        _draw_bar(canvas, plot, number, bar, width, told)
    middle = bottom + look.line / 2 + look.px(4)
    write_row(
        canvas,
        [bar.label for bar in data.bars],
        [QPointF(plot.at(number, 0).x(), middle) for number in range(len(data.bars))],
        ["soft_ink" if bar.value is None else "ink" for bar in data.bars],
    )
    known = [(n, bar) for n, bar in enumerate(data.bars) if bar.value is not None and bar.interval]
    plot.whiskers(
        [(number, bar.value or 0.0) for number, bar in known],
        [bar.interval or (0.0, 0.0) for _, bar in known],
    )


def _draw_bar(canvas: Canvas, plot: Plot, number: int, bar: Bar, width: float, told: bool) -> None:
    look = canvas.look
    foot = plot.box.bottom()
    middle = plot.at(number, 0).x()
    above = look.capital / 2 + look.px(9)
    if bar.value is None:
        if bar.shown:
            canvas.text(bar.shown, QPointF(middle, foot - above), 0.5, "soft_ink")
        return
    head = plot.at(0, bar.value).y()
    kind = "growing" if bar.growing else "plain"
    if bar.value:
        canvas.block(QRectF(middle - width / 2, head, width, foot - head), kind)
    if told:
        reach = plot.at(0, bar.interval[1]).y() if bar.interval else head
        shown = f"{bar.shown}+" if bar.growing else bar.shown
        canvas.text(shown, QPointF(middle, reach - above), 0.5, backed=True)
