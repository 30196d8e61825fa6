"""Days as a line: weekends on a ground of their own, the period before thin and broken."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF

from kiosk.ui.charts.canvas import Canvas, Plot
from kiosk.ui.charts.data import Line
from kiosk.ui.charts.drawings.marks import (
    Sign,
    beside_ticks,
    legend,
    rising_grid,
    ticks_width,
    write_row,
)

_LINE: Final = 5.0
_BEFORE: Final = 2.6
_POINT: Final = 8.0


def draw_line(canvas: Canvas, data: Line) -> None:
    """The days' labels thin out from the last one backwards, for that is the one looked for."""
    look = canvas.look
    top = canvas.box.top() + legend(canvas, _entries(data)) + look.line * 1.15
    bottom = canvas.box.bottom() - look.line
    box = beside_ticks(canvas, ticks_width(canvas, data.ticks), top, bottom)
    count = len(data.days)
    plot = canvas.plot(box, (-0.5, count - 0.5), (0, data.top), mirrored=canvas.mirrored)
    for number, day in enumerate(data.days):
        if day.marked:
            area = plot.area((number - 0.5, number + 0.5), (0, data.top))
            canvas.fill(area, "sand")
    rising_grid(canvas, plot, data.ticks, written=True)
    if data.before:
        plot.curve(data.before, "ink", _BEFORE, "broken")
    # The day that goes on is no lower than the others, it is only not over.
    plot.curve([None if day.growing else day.value for day in data.days], "green", _LINE, "whole")
    _draw_points(canvas, plot, data)
    middle = bottom + look.line / 2 + look.px(4)
    write_row(
        canvas,
        [day.label for day in data.days],
        [QPointF(plot.at(number, 0).x(), middle) for number in range(count)],
        ["soft_ink" if day.value is None else "ink" for day in data.days],
        from_end=True,
    )


def _draw_points(canvas: Canvas, plot: Plot, data: Line) -> None:
    look = canvas.look
    values = [day.value or 0.0 for day in data.days if not day.growing]
    highest = max(values, default=0.0)
    told = False
    for number, day in enumerate(data.days):
        if day.value is None:
            continue
        at = plot.at(number, day.value)
        alone = all(
            data.days[near].value is None or data.days[near].growing
            for near in (number - 1, number + 1)
            if 0 <= near < len(data.days)
        )
        if day.growing:
            canvas.disc(at, look.px(_POINT), "ring")
            above = QPointF(at.x(), at.y() - look.capital / 2 - look.px(16))
            canvas.text(day.shown, above, 0.5, backed=True)
        elif day.marked or alone:
            canvas.disc(at, look.px(_POINT), "plain")
        if not told and not day.growing and highest and day.value == highest:
            above = QPointF(at.x(), at.y() - look.capital / 2 - look.px(16))
            canvas.text(day.shown, above, 0.5, backed=True)
            told = True


def _entries(data: Line) -> list[tuple[Sign, str]]:
    entries: list[tuple[Sign, str]] = [(_stroke, data.names[0])]
    if data.before:
        entries.append((_broken_stroke, data.names[1]))
    if any(day.marked for day in data.days):
        entries.append((_point, data.mark))
    return entries


def _stroke(canvas: Canvas, box: QRectF) -> None:
    _draw_stroke(canvas, box, "green", _LINE)


def _draw_stroke(canvas: Canvas, box: QRectF, colour: str, units: float) -> None:
    middle = box.center().y()
    canvas.rule(QPointF(box.left(), middle), QPointF(box.right(), middle), colour, units, 1.0)


def _broken_stroke(canvas: Canvas, box: QRectF) -> None:
    middle, third = box.center().y(), box.width() / 5
    for start in (0, 3):
        left = box.left() + start * third
        canvas.rule(QPointF(left, middle), QPointF(left + 2 * third, middle), "ink", _BEFORE, 1.0)


def _point(canvas: Canvas, box: QRectF) -> None:
    canvas.fill(
        box.adjusted(-box.width() / 4, -box.height() / 4, box.width() / 4, box.height() / 4), "sand"
    )
    canvas.disc(box.center(), canvas.look.px(_POINT), "plain")
