"""Two periods beside each other: a pair of lying bars for each number."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF

from kiosk.ui.charts.canvas import Canvas
from kiosk.ui.charts.data import Bar, Comparison, ComparisonRow
from kiosk.ui.charts.drawings.marks import legend, swatch

_THICKEST: Final = 30.0
_APART: Final = 4.0


def draw_comparison(canvas: Canvas, data: Comparison) -> None:
    """Each row's name above its pair; numbers at the ends."""
    look, box = canvas.look, canvas.box
    top = box.top() + legend(
        canvas, [(swatch("plain"), data.names[0]), (swatch("other"), data.names[1])]
    )
    room = (box.bottom() - top) / len(data.rows)
    bars = [bar for row in data.rows for bar in (row.now, row.before)]
    aside = max(look.width_of(_shown(bar)) for bar in bars) + look.px(16)
    for number, row in enumerate(data.rows):
        _draw_row(canvas, row, top + number * room, room, box.width() - aside)


def _draw_row(canvas: Canvas, row: ComparisonRow, top: float, room: float, width: float) -> None:
    look = canvas.look
    mirrored = canvas.mirrored
    start = canvas.box.right() if mirrored else canvas.box.left()
    pitch = min((room - look.line) / 2, look.px(_THICKEST + _APART))
    # Two numbers need the height of two; where there is none, they stand beside the name.
    crowded = pitch < 1.3 * look.capital
    names = f"{row.label}: {_shown(row.now)} · {_shown(row.before)}" if crowded else row.label
    canvas.text(
        names,
        QPointF(start, top + look.line / 2 - look.px(3)),
        1.0 if mirrored else 0.0,
        "soft_ink",
    )
    thick = max(look.px(6), pitch - look.px(_APART))
    left = start - width if mirrored else start
    for number, bar in enumerate((row.now, row.before)):
        box = QRectF(left, top + look.line + number * pitch, width, thick)
        plot = canvas.plot(box, (0, row.top), (0, 1), mirrored=mirrored)
        kind = ("growing" if bar.growing else "plain") if number == 0 else "other"
        reach = 0.0
        if bar.value is not None:
            reach = bar.interval[1] if bar.interval else bar.value
            if bar.value:
                canvas.block(plot.area((0, bar.value), (0, 1)), kind)
            if bar.interval:
                plot.lying_whiskers([(bar.value, 0.5)], [bar.interval])
        if crowded:
            continue
        gap = look.px(14 if reach else 0)
        at = plot.at(reach, 0.5) + QPointF(-gap if mirrored else gap, 0)
        canvas.text(_shown(bar), at, 1.0 if mirrored else 0.0)


def _shown(bar: Bar) -> str:
    return f"{bar.shown}+" if bar.growing and bar.value is not None else bar.shown
