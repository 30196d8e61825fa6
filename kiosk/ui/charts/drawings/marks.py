"""What several charts have: a legend, a grid with its numbers, labels that thin out."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from kiosk.ui.charts.canvas import Canvas, Plot

_APART: Final = 12.0
"""The least distance between two labels, in design units."""

_TO_WORDS: Final = 10.0
_TO_NEXT: Final = 36.0
"""In a legend, from an entry's picture to its words and from those to the next picture."""

Sign = Callable[[Canvas, QRectF], None]
"""Draws the small picture of a legend's entry into a box."""


def swatch(kind: str) -> Sign:
    """A small bar of this kind."""

    def draw(canvas: Canvas, box: QRectF) -> None:
        canvas.block(box, kind, radius=canvas.look.px(3))

    return draw


def legend(canvas: Canvas, entries: Sequence[tuple[Sign, str]]) -> float:
    """Write the entries at the top, in as many lines as they need; returns the height taken."""
    look = canvas.look
    side, gap = look.capital, look.px(_TO_WORDS)
    for (sign, words), (x, line) in zip(entries, _legend_places(canvas, entries), strict=True):
        middle = canvas.box.top() + (line + 0.5) * look.line
        start = canvas.box.right() - x if canvas.mirrored else canvas.box.left() + x
        left = start - side if canvas.mirrored else start
        sign(canvas, QRectF(left, middle - side / 2, side, side))
        at = start - side - gap if canvas.mirrored else start + side + gap
        canvas.text(words, QPointF(at, middle), 1.0 if canvas.mirrored else 0.0)
    return legend_height(canvas, entries)


def legend_height(canvas: Canvas, entries: Sequence[tuple[Sign, str]]) -> float:
    """What ``legend`` will take of the canvas."""
    if not entries:
        return 0.0
    _, last = _legend_places(canvas, entries)[-1]
    return (last + 1) * canvas.look.line + canvas.look.px(8)


def _legend_places(canvas: Canvas, entries: Sequence[tuple[Sign, str]]) -> list[tuple[float, int]]:
    """How far from the start each entry stands, and in which line."""
    look = canvas.look
    places: list[tuple[float, int]] = []
    x, line = 0.0, 0
    for _, words in entries:
        width = look.capital + look.px(_TO_WORDS) + look.width_of(words)
        if x and x + width > canvas.box.width():
            x, line = 0.0, line + 1
        places.append((x, line))
        x += width + look.px(_TO_NEXT)
    return places


def write_row(
    canvas: Canvas,
    labels: Sequence[str],
    places: Sequence[QPointF],
    inks: Sequence[str],
    *,
    from_end: bool = False,
) -> None:
    """Write labels beside each other, as many as have room: all, or each second, third…

    Counted from the first one, or from the last. None is cut short, and none touches another.
    """
    order = list(range(len(labels)))[:: -1 if from_end else 1]
    thinned = 1
    while thinned < len(labels):
        chosen = order[::thinned]
        boxes = [canvas.box_of(labels[each], places[each]) for each in chosen]
        gap = canvas.look.px(_APART)
        if all(_apart(one, other) >= gap for one, other in pairwise(boxes)):
            break
        thinned += 1
    for each in order[::thinned]:
        canvas.text(labels[each], places[each], 0.5, inks[each])


def _apart(one: QRectF, other: QRectF) -> float:
    return max(one.left(), other.left()) - min(one.right(), other.right())


def fit_beside(canvas: Canvas, texts: Sequence[str], pitch: float) -> bool:
    """True if all of these can stand side by side at this distance."""
    widest = max((canvas.look.width_of(text) for text in texts), default=0.0)
    return widest + canvas.look.px(_APART) <= pitch


def ticks_width(canvas: Canvas, ticks: Sequence[tuple[float, str]]) -> float:
    """The room that a scale's numbers need beside a chart."""
    return max(canvas.look.width_of(words) for _, words in ticks) + canvas.look.px(14)


def rising_grid(
    canvas: Canvas, plot: Plot, ticks: Sequence[tuple[float, str]], *, written: bool
) -> None:
    """Fine lines across at the ticks, and before them the numbers, where they are wanted."""
    for value, words in ticks:
        y = plot.at(0, value).y()
        canvas.rule(QPointF(plot.box.left(), y), QPointF(plot.box.right(), y), "sand_deep")
        if written:
            gap = canvas.look.px(14)
            if canvas.mirrored:
                canvas.text(words, QPointF(plot.box.right() + gap, y), 0.0, "soft_ink")
            else:
                canvas.text(words, QPointF(plot.box.left() - gap, y), 1.0, "soft_ink")


def beside_ticks(canvas: Canvas, width: float, top: float, bottom: float) -> QRectF:
    """What is left of the canvas beside a scale's numbers."""
    box = canvas.box
    left = box.left() + (0 if canvas.mirrored else width)
    return QRectF(left, top, box.width() - width, bottom - top)
