"""Weekdays by hours: deeper where more said yes, with the number where there is room for it."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF

from kiosk.ui.charts.canvas import Canvas, Plot
from kiosk.ui.charts.data import HeatMap
from kiosk.ui.charts.drawings.marks import Sign, fit_beside, legend, legend_height, write_row

_APART: Final = 0.04
_SMALLEST: Final = 0.24
"""Where no number fits, a cell's size says what its tone says, from this share of it on."""


def draw_heat_map(canvas: Canvas, data: HeatMap) -> None:
    """Monday on top; hours run as one reads."""
    look, box = canvas.look, canvas.box
    names = max(look.width_of(row) for row in data.rows) + look.px(16)
    pitch = (box.width() - names) / len(data.columns)
    texts = [text for row in data.shown for text in row]
    bottom = box.bottom() - look.line
    room = bottom - box.top() - legend_height(canvas, _entries(data, numbered=True))
    numbered = fit_beside(canvas, texts, pitch) and room > 1.5 * look.capital * len(data.rows)
    top = box.top() + legend(canvas, _entries(data, numbered=numbered)) + look.px(6)
    left = box.left() + (0 if canvas.mirrored else names)
    area = QRectF(left, top, box.width() - names, bottom - top)
    plot = canvas.plot(
        area,
        (-0.5, len(data.columns) - 0.5),
        (-0.5, len(data.rows) - 0.5),
        mirrored=canvas.mirrored,
    )
    _draw_cells(canvas, plot, data, numbered)
    _draw_names(canvas, plot, data, bottom)


def _entries(data: HeatMap, *, numbered: bool) -> list[tuple[Sign, str]]:
    return [(_sign(data, step, numbered), words) for step, words in enumerate(data.scale)]


def _draw_cells(canvas: Canvas, plot: Plot, data: HeatMap, numbered: bool) -> None:
    look = canvas.look
    for row, cells in enumerate(data.cells):
        y = len(data.rows) - 1 - row
        for x, value in enumerate(cells):
            middle, shown = plot.at(x, y), data.shown[row][x]
            if value is None:
                dash = QPointF(look.px(8), 0)
                canvas.rule(middle - dash, middle + dash, "control_line")
                continue
            step = data.step_of(value)
            if numbered:
                reach = 0.5 - _APART / 2
                canvas.tile(plot.area((x - reach, x + reach), (y - reach, y + reach)), step)
                canvas.text(shown, middle, 0.5, look.ink_on(step))
            elif step:
                _draw_square(canvas, middle, plot, data, step)


def _draw_square(canvas: Canvas, middle: QPointF, plot: Plot, data: HeatMap, step: int) -> None:
    cell = plot.area((0, 1), (0, 1))
    side = min(cell.width(), cell.height()) * _share(data, step)
    box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
    canvas.block(box, "plain", radius=canvas.look.px(3))


def _share(data: HeatMap, step: int) -> float:
    steps = max(1, len(data.steps) - 1)
    return _SMALLEST + (0.9 - _SMALLEST) * (step - 1) / steps


def _sign(data: HeatMap, step: int, numbered: bool) -> Sign:
    def draw(canvas: Canvas, box: QRectF) -> None:
        look = canvas.look
        if numbered:
            canvas.tile(box, step)
            return
        side = box.width() * (_share(data, step) if step else 0.0)
        middle = box.center()
        if step:
            square = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            canvas.block(square, "plain", radius=look.px(3))
        else:
            canvas.rule(
                QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y()), "control_line"
            )

    return draw


def _draw_names(canvas: Canvas, plot: Plot, data: HeatMap, bottom: float) -> None:
    look = canvas.look
    gap = look.px(16)
    # Every second weekday is enough where there is no height for all seven.
    crowded = plot.box.height() / len(data.rows) < 1.25 * look.capital
    for row, name in enumerate(data.rows):
        if crowded and row % 2:
            continue
        y = plot.at(0, len(data.rows) - 1 - row).y()
        if canvas.mirrored:
            canvas.text(name, QPointF(plot.box.right() + gap, y), 0.0)
        else:
            canvas.text(name, QPointF(plot.box.left() - gap, y), 1.0)
    middle = bottom + look.line / 2 + look.px(4)
    places = [QPointF(plot.at(number, 0).x(), middle) for number in range(len(data.columns))]
    write_row(canvas, data.columns, places, ["ink"] * len(data.columns))
