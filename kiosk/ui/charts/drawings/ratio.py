"""Women and men as two parts of one bar, or one by one where there are few of them."""

import math
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from kiosk.ui.charts import labels
from kiosk.ui.charts.canvas import Canvas
from kiosk.ui.charts.data import Ratio, RatioRow
from kiosk.ui.charts.look import Look

_BAR: Final = 58.0
_BAR_LOW: Final = 46.0
_BETWEEN: Final = 26.0
_BETWEEN_LOW: Final = 14.0
_NOTCH: Final = 14.0
"""What the mark at the half takes, where nothing is written under it."""
_PARTS_APART: Final = 4.0
_DISC: Final = 34.0


def draw_ratio(canvas: Canvas, data: Ratio) -> None:
    """Rows in the middle of the room there is, each with its words above."""
    if data.few is not None:
        _draw_few(canvas, data, data.few)
        return
    look = canvas.look
    foot = look.px(_NOTCH) if data.low else look.line
    room = (canvas.box.height() - foot) / len(data.rows)
    bar = min(look.px(_BAR_LOW if data.low else _BAR), room - look.line - look.px(8))
    row = look.line + bar
    most = _BETWEEN_LOW if data.low else _BETWEEN
    between = min(look.px(most), max(look.px(6), room - row))
    height = row * len(data.rows) + between * (len(data.rows) - 1)
    top = canvas.box.top() + max(0.0, (canvas.box.height() - foot - height) / 2)
    box = canvas.box
    for number, each in enumerate(data.rows):
        at = top + number * (row + between)
        _draw_words(canvas, each, data.names, at)
        _draw_row(canvas, each, QRectF(box.left(), at + look.line, box.width(), bar))
    _draw_scale(canvas, top + height, written=not data.low)


def natural_height(look: Look, data: Ratio) -> float:
    """The height at which nothing is squeezed, and nothing is empty."""
    if data.few is not None:
        # Two rows of discs hold nineteen of them on anything as wide as a card.
        return look.line + 2.3 * look.px(_DISC * 1.45)
    count = len(data.rows)
    if data.low:
        row = look.line + look.px(_BAR_LOW)
        return row * count + look.px(_BETWEEN_LOW) * (count - 1) + look.px(_NOTCH + 8)
    row = look.line + look.px(_BAR)
    return row * count + look.px(_BETWEEN) * (count - 1) + look.line + look.px(8)


def _draw_words(canvas: Canvas, row: RatioRow, names: tuple[str, str], top: float) -> None:
    look, box = canvas.look, canvas.box
    middle = top + look.line / 2 - look.px(3)
    start, end = (box.right(), box.left()) if canvas.mirrored else (box.left(), box.right())
    align = 1.0 if canvas.mirrored else 0.0
    women, men = (f"{name} {shown}" for name, shown in zip(names, row.shown, strict=True))
    written = canvas.text(women, QPointF(start, middle), align)
    other = canvas.text(men, QPointF(end, middle), 1.0 - align)
    if row.label:
        left, right = sorted((written, other), key=QRectF.left)
        if look.width_of(row.label) + look.px(40) < right.left() - left.right():
            centre = (left.right() + right.left()) / 2
            canvas.text(row.label, QPointF(centre, middle), 0.5, "soft_ink")


def _draw_row(canvas: Canvas, row: RatioRow, box: QRectF) -> None:
    plot = canvas.plot(box, (0, 1), (0, 1), mirrored=canvas.mirrored)
    apart = canvas.look.px(_PARTS_APART) / 2
    women = plot.area((0, row.value), (0, 1))
    men = plot.area((row.value, 1), (0, 1))
    inner = apart if not canvas.mirrored else -apart
    if women.width() > 2 * apart:
        canvas.block(women.adjusted(min(0, inner) * -1, 0, -max(0, inner), 0), "plain")
    if men.width() > 2 * apart:
        canvas.block(men.adjusted(max(0, inner), 0, min(0, inner), 0), "other")
    plot.lying_whiskers([(row.value, 0.5)], [row.interval])


def _draw_scale(canvas: Canvas, top: float, *, written: bool) -> None:
    look, box = canvas.look, canvas.box
    middle = top + look.line / 2 + look.px(8)
    half = box.center().x()
    canvas.rule(QPointF(half, top + look.px(3)), QPointF(half, top + look.px(12)), "control_line")
    if written:
        canvas.text(labels.percent(0.5), QPointF(half, middle), 0.5, "soft_ink")


def _draw_few(canvas: Canvas, data: Ratio, few: tuple[int, int]) -> None:
    """Everybody is one disc: under twenty, a part of a bar would say more than is known."""
    look, box = canvas.look, canvas.box
    count = sum(few)
    pitch = look.px(_DISC * 1.45)
    across = max(1, min(count, int(box.width() // pitch)))
    down = math.ceil(count / across)
    room = box.height() - look.line
    pitch = min(pitch, room / down)
    top = box.top() + max(0.0, (room - down * pitch) / 2)
    women, men = (f"{name} {number}" for name, number in zip(data.names, few, strict=True))
    middle = top + look.line / 2 - look.px(3)
    start, end = (box.right(), box.left()) if canvas.mirrored else (box.left(), box.right())
    align = 1.0 if canvas.mirrored else 0.0
    canvas.text(women, QPointF(start, middle), align)
    canvas.text(men, QPointF(end, middle), 1.0 - align)
    spread = box.width() / across if across < count else pitch
    for number in range(count):
        row, place = divmod(number, across)
        along = (place + 0.5) * spread
        x = box.right() - along if canvas.mirrored else box.left() + along
        y = top + look.line + (row + 0.5) * pitch
        canvas.disc(QPointF(x, y), pitch / 2.9, "plain" if number < few[0] else "other")
