"""A QR code on paper: one shape, so that no printer leaves hair lines between its squares."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from kiosk.ui.paper.letters import MM
from kiosk.ui.paper.sheet import COLOURS
from kiosk.ui.widgets.qr import QUIET, modules_of

_LEAST_SIDE: Final = 34 * MM
_LEAST_MODULE: Final = 0.55 * MM
"""What a telephone held over a sheet of paper reads without trying twice."""


def side_of(content: str) -> float:
    """How large the code is drawn, quiet zone included, where it is free to choose; in units."""
    return max(_LEAST_SIDE, (len(modules_of(content)) + 2 * QUIET) * _LEAST_MODULE)


def quiet_of(content: str, side: float) -> float:
    """The width of the quiet zone around a code drawn ``side`` wide."""
    return side * QUIET / (len(modules_of(content)) + 2 * QUIET)


def draw_qr(painter: QPainter, content: str, place: QRectF) -> None:
    """Draw the code into the square, its quiet zone included."""
    modules = modules_of(content)
    size = place.width() / (len(modules) + 2 * QUIET)
    dark = QPainterPath()
    for row, line in enumerate(modules):
        start = 0
        while start < len(line):
            end = start
            while end < len(line) and line[end]:
                end += 1
            if end > start:
                left = place.left() + (start + QUIET) * size
                top = place.top() + (row + QUIET) * size
                dark.addRect(QRectF(left, top, (end - start) * size, size))
            start = end + 1
    painter.fillRect(place, COLOURS.of("qr_light"))
    dark.setFillRule(Qt.FillRule.WindingFill)
    painter.fillPath(dark, COLOURS.of("qr_dark"))
