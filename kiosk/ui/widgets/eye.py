"""The motif: an eye, closed with three lashes or open, and every stage between."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_LASHES = ((-0.30, 0.155, -0.41, 0.30), (0.0, 0.24, 0.0, 0.42), (0.30, 0.155, 0.41, 0.30))
"""Each lash from (x, y) to (x, y), in widths of the eye from its middle."""


def draw_eye(
    painter: QPainter, middle: QPointF, width: float, stroke: float, colour: QColor, open_: float
) -> None:
    """Draw the eye ``width`` wide; ``open_`` runs from 0 (asleep) to 1 (looking)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(middle)
    pen = QPen(colour, stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    # The lower lid stays; the upper one rises from it. Asleep, the pair hangs a little lower.
    depth = width * (0.48 + 0.10 * open_)
    drop = -0.02 * width * (1 - open_)
    lower = QPainterPath(QPointF(-half, drop))
    lower.quadTo(QPointF(0, depth + drop), QPointF(half, drop))
    painter.drawPath(lower)
    if open_ > 0:
        upper = QPainterPath(QPointF(-half, drop))
        upper.quadTo(QPointF(0, depth * (1 - 2 * open_) + drop), QPointF(half, drop))
        painter.drawPath(upper)
        lids = QPainterPath(lower)
        lids.connectPath(upper.toReversed())
        lids.closeSubpath()
        painter.save()
        painter.setClipPath(lids)
        iris = width * 0.14
        painter.drawEllipse(QRectF(-iris, -iris, 2 * iris, 2 * iris))
        painter.restore()
    if open_ < 1:
        faded = QColor(colour)
        faded.setAlphaF((1 - open_) ** 2)
        pen.setColor(faded)
        painter.setPen(pen)
        for x1, y1, x2, y2 in _LASHES:
            painter.drawLine(
                QPointF(x1 * width, y1 * width + drop), QPointF(x2 * width, y2 * width + drop)
            )
    painter.restore()
