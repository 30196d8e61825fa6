"""Age bands one above the other: women to the left, men to the right."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF

from kiosk.ui.charts.canvas import Canvas, Plot
from kiosk.ui.charts.data import Bar, PyramidData

_SHARE: Final = 0.66
_THICKEST: Final = 66.0


def draw_pyramid(canvas: Canvas, data: PyramidData) -> None:
    """The sides stay where they are in every script: left and right are part of the words."""
    look, box = canvas.look, canvas.box
    widest = max(look.width_of(row.label) for row in data.rows)
    gap = widest / 2 + look.px(20)
    top = box.top() + look.line + look.px(10)
    bottom = box.bottom() - look.line
    centre = box.center().x()
    # A number stands at the end of the longest whisker, and it needs its room.
    bars = [bar for row in data.rows for bar in (row.women, row.men)]
    aside = max(look.width_of(bar.shown) for bar in bars) + look.px(14)
    width = box.width() / 2 - gap - aside
    height = bottom - top
    ends = (-0.5, len(data.rows) - 0.5)
    left = canvas.plot(
        QRectF(centre - gap - width, top, width, height), (0, data.top), ends, mirrored=True
    )
    right = canvas.plot(
        QRectF(centre + gap, top, width, height), (0, data.top), ends, mirrored=False
    )
    for plot, name, kind in ((left, data.names[0], "plain"), (right, data.names[1], "other")):
        _draw_name(canvas, plot, name, kind)
        _draw_ticks(canvas, plot, data, bottom)
    thick = min(height / len(data.rows) * _SHARE, look.px(_THICKEST))
    for number, row in enumerate(data.rows):
        place = len(data.rows) - 1 - number
        _draw_side(canvas, left, place, row.women, thick, "plain")
        _draw_side(canvas, right, place, row.men, thick, "other")
        canvas.text(row.label, QPointF(centre, left.at(0, place).y()), 0.5)
    for plot, side in ((left, "women"), (right, "men")):
        shown: list[tuple[int, Bar]] = [
            (len(data.rows) - 1 - number, getattr(row, side))
            for number, row in enumerate(data.rows)
        ]
        known = [(place, bar) for place, bar in shown if bar.interval and bar.value is not None]
        plot.lying_whiskers(
            [(bar.value or 0.0, place) for place, bar in known],
            [bar.interval or (0.0, 0.0) for _, bar in known],
        )


def _draw_name(canvas: Canvas, plot: Plot, name: str, kind: str) -> None:
    """The side's name at its inner end, with a swatch of its bars on the outside."""
    look = canvas.look
    middle = canvas.box.top() + look.line / 2
    side, gap = look.capital, look.px(10)
    if kind == "plain":
        written = canvas.text(name, QPointF(plot.box.right(), middle), 1.0)
        box = QRectF(written.left() - gap - side, middle - side / 2, side, side)
    else:
        written = canvas.text(name, QPointF(plot.box.left(), middle), 0.0)
        box = QRectF(written.right() + gap, middle - side / 2, side, side)
    canvas.block(box, kind, radius=look.px(3))


def _draw_ticks(canvas: Canvas, plot: Plot, data: PyramidData, bottom: float) -> None:
    look = canvas.look
    last = None
    for value, words in data.ticks:
        x = plot.at(value, 0).x()
        canvas.rule(QPointF(x, plot.box.top()), QPointF(x, bottom), "sand_deep")
        width = look.width_of(words)
        if last is not None and abs(x - last) < width + look.px(12):
            continue
        canvas.text(words, QPointF(x, bottom + look.line / 2 + look.px(4)), 0.5, "soft_ink")
        last = x


def _draw_side(canvas: Canvas, plot: Plot, place: int, bar: Bar, thick: float, kind: str) -> None:
    look = canvas.look
    middle = plot.at(0, place).y()
    outwards = -1.0 if kind == "plain" else 1.0
    if bar.value is None:
        at = QPointF(plot.at(0, place).x() + outwards * look.px(14), middle)
        canvas.text(bar.shown, at, 1.0 if kind == "plain" else 0.0, "soft_ink")
        return
    box = plot.area((0, bar.value), (place, place))
    canvas.block(QRectF(box.left(), middle - thick / 2, box.width(), thick), kind)
    reach = bar.interval[1] if bar.interval else bar.value
    at = QPointF(plot.at(reach, place).x() + outwards * look.px(14), middle)
    canvas.text(bar.shown, at, 1.0 if kind == "plain" else 0.0, backed=True)
