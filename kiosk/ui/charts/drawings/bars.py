"""Upright bars: hours of a day, or age bands with what they may be off."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF

from kiosk.ui.charts.canvas import Canvas, Plot
from kiosk.ui.charts.data import Bar, Bars
from kiosk.ui.charts.drawings.marks import (
    beside_ticks,
    fit_beside,
    legend,
    rising_grid,
    swatch,
    ticks_width,
    write_row,
)

_SHARE: Final = 0.7
_BROADEST: Final = 104.0
_PAIR_APART: Final = 4.0


def draw_bars(canvas: Canvas, data: Bars) -> None:
    """Numbers at the bars where they all fit; else on a scale beside, and at the highest."""
    look = canvas.look
    names = data.names or ()
    entries = [(swatch(kind), name) for kind, name in zip(("plain", "other"), names, strict=False)]
    top = canvas.box.top() + legend(canvas, entries) + look.line
    bottom = canvas.box.bottom() - look.line
    pitch = canvas.box.width() / len(data.bars)
    all_fit = fit_beside(canvas, [bar.shown for bar in data.bars], _room(pitch, data))
    all_fit = all_fit and (data.names is None or _guesses_fit(canvas, data, pitch))
    beside = 0.0 if all_fit else ticks_width(canvas, data.ticks)
    box = beside_ticks(canvas, beside, top, bottom)
    ends = (-0.5, len(data.bars) - 0.5)
    plot = canvas.plot(box, ends, (0, data.top), mirrored=canvas.mirrored)
    rising_grid(canvas, plot, data.ticks, written=not all_fit)
    pitch = box.width() / len(data.bars)
    highest = max((bar.value or 0.0 for bar in data.bars), default=0.0)
    width = _width(canvas, pitch, data)
    for number, bar in enumerate(data.bars):
        told = all_fit or bar.growing or (bar.value == highest and data.names is None)
        _draw_bar(canvas, plot, number, bar, width, told)
    middle = bottom + look.line / 2 + look.px(4)
    write_row(
        canvas,
        [bar.label for bar in data.bars],
        [QPointF(plot.at(number, 0).x(), middle) for number in range(len(data.bars))],
        ["soft_ink" if bar.value is None else "ink" for bar in data.bars],
    )
    _whiskers(canvas, plot, data, pitch)


def _room(pitch: float, data: Bars) -> float:
    return pitch * _SHARE / 2 if data.names else pitch


def _guesses_fit(canvas: Canvas, data: Bars, pitch: float) -> bool:
    shown = [bar.estimated.shown for bar in data.bars if bar.estimated]
    return fit_beside(canvas, shown, _room(pitch, data))


def _width(canvas: Canvas, pitch: float, data: Bars) -> float:
    """Of one bar, in pixels; a pair shares the room of one."""
    if data.names is None:
        return min(pitch * _SHARE, canvas.look.px(_BROADEST))
    return min(pitch * _SHARE, canvas.look.px(1.7 * _BROADEST)) / 2


def _middles(
    canvas: Canvas, plot: Plot, number: int, width: float, pair: bool
) -> tuple[float, float]:
    """Where the bar, and the one beside it, stand."""
    middle = plot.at(number, 0).x()
    aside = (width / 2 + canvas.look.px(_PAIR_APART / 2)) if pair else 0.0
    return (middle + aside, middle - aside) if canvas.mirrored else (middle - aside, middle + aside)


def _draw_bar(canvas: Canvas, plot: Plot, number: int, bar: Bar, width: float, told: bool) -> None:
    look = canvas.look
    foot = plot.box.bottom()
    first, second = _middles(canvas, plot, number, width, bar.estimated is not None)
    above = look.capital / 2 + look.px(9)
    if bar.value is None:
        if bar.shown:
            canvas.text(bar.shown, QPointF(first, foot - above), 0.5, "soft_ink")
        return
    head = plot.at(0, bar.value).y()
    kind = "growing" if bar.growing else "plain"
    if bar.value:
        canvas.block(QRectF(first - width / 2, head, width, foot - head), kind)
    if told:
        reach = plot.at(0, bar.interval[1]).y() if bar.interval else head
        shown = f"{bar.shown}+" if bar.growing else bar.shown
        canvas.text(shown, QPointF(first, reach - above), 0.5, backed=True)
    guess = bar.estimated
    if guess is not None:
        head = plot.at(0, guess.value).y()
        canvas.block(QRectF(second - width / 2, head, width, foot - head), "other")
        if told:
            at = QPointF(second, plot.at(0, guess.high).y() - above)
            canvas.text(guess.shown, at, 0.5, backed=True)


def _whiskers(canvas: Canvas, plot: Plot, data: Bars, pitch: float) -> None:
    width = _width(canvas, pitch, data)
    places: list[tuple[float, float]] = []
    intervals: list[tuple[float, float]] = []
    for number, bar in enumerate(data.bars):
        aside = (width / 2 + canvas.look.px(_PAIR_APART / 2)) / pitch if bar.estimated else 0.0
        if bar.value is not None and bar.interval is not None:
            places.append((number - aside, bar.value))
            intervals.append(bar.interval)
        if bar.estimated is not None:
            places.append((number + aside, bar.estimated.value))
            intervals.append((bar.estimated.low, bar.estimated.high))
    plot.whiskers(places, intervals)
