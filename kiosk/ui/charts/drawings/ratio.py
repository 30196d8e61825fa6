"""Women and men as two parts of one bar."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF

from kiosk.ui.charts import labels
from kiosk.ui.charts.canvas import Canvas
from kiosk.ui.charts.data import Ratio
from kiosk.ui.charts.look import Look

_BAR: Final = 58.0
_BAR_LOW: Final = 46.0
_NOTCH: Final = 14.0
"""What the mark at the half takes, where nothing is written under it."""
_PARTS_APART: Final = 4.0


def draw_ratio(canvas: Canvas, data: Ratio) -> None:
    """The bar in the middle of the room there is, with its words above."""
    look, box = canvas.look, canvas.box
    foot = look.px(_NOTCH) if data.low else look.line
    room = box.height() - foot
    bar = min(look.px(_BAR_LOW if data.low else _BAR), room - look.line - look.px(8))
    height = look.line + bar
    top = box.top() + max(0.0, (room - height) / 2)
    _draw_words(canvas, data, top)
    _draw_bar(canvas, data, QRectF(box.left(), top + look.line, box.width(), bar))
    _draw_scale(canvas, top + height, written=not data.low)


def natural_height(look: Look, data: Ratio) -> float:
    """The height at which nothing is squeezed, and nothing is empty."""
    if data.low:
        return look.line + look.px(_BAR_LOW + _NOTCH + 8)
    return 2 * look.line + look.px(_BAR + 8)


def _draw_words(canvas: Canvas, data: Ratio, top: float) -> None:
    look, box = canvas.look, canvas.box
    middle = top + look.line / 2 - look.px(3)
    start, end = (box.right(), box.left()) if canvas.mirrored else (box.left(), box.right())
    align = 1.0 if canvas.mirrored else 0.0
    women, men = (f"{name} {shown}" for name, shown in zip(data.names, data.shown, strict=True))
    canvas.text(women, QPointF(start, middle), align)
    canvas.text(men, QPointF(end, middle), 1.0 - align)


def _draw_bar(canvas: Canvas, data: Ratio, box: QRectF) -> None:
    plot = canvas.plot(box, (0, 1), (0, 1), mirrored=canvas.mirrored)
    apart = canvas.look.px(_PARTS_APART) / 2
    women = plot.area((0, data.value), (0, 1))
    men = plot.area((data.value, 1), (0, 1))
    inner = apart if not canvas.mirrored else -apart
    if women.width() > 2 * apart:
        canvas.block(women.adjusted(min(0, inner) * -1, 0, -max(0, inner), 0), "plain")
    if men.width() > 2 * apart:
        canvas.block(men.adjusted(max(0, inner), 0, min(0, inner), 0), "other")
    plot.lying_whiskers([(data.value, 0.5)], [data.interval])


def _draw_scale(canvas: Canvas, top: float, *, written: bool) -> None:
    look, box = canvas.look, canvas.box
    middle = top + look.line / 2 + look.px(8)
    half = box.center().x()
    canvas.rule(QPointF(half, top + look.px(3)), QPointF(half, top + look.px(12)), "control_line")
    if written:
        canvas.text(labels.percent(0.5), QPointF(half, middle), 0.5, "soft_ink")
