"""The illustration: an eye asleep in a doorway."""

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.eye import draw_eye

GRAND = (820.0, 540.0)
"""Width and height of the large one, in units of the drawing."""
_SMALL = (668.0, 300.0)


class Doorway(QWidget):
    """Three arches on Idle, a single one elsewhere. It shrinks where words need the room."""

    def __init__(self, theme: Theme, *, grand: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._grand = grand
        self._width, self._height = GRAND if grand else _SMALL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._width), self._theme.px(self._height))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(self._width * 0.4), self._theme.px(self._height * 0.45))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / self._width, self.height() / self._height, self._theme.scale)
        ground = (self.height() + self._height * scale) / 2
        painter.translate(self.width() / 2, ground)
        painter.scale(scale, scale)
        painter.translate(0, -3)
        draw_doorway(painter, self._theme.colour, grand=self._grand)


def draw_doorway(
    painter: QPainter,
    colour: Callable[[str], QColor],
    *,
    grand: bool,
    ground: float | None = None,
) -> None:
    """Draw the arches and the ground they stand on, whose middle is at (0, 0), in its units.

    ``ground`` is how long the ground is, if it is not as wide as the picture.
    """
    ink = colour("ink")
    if grand:
        _arch(painter, 525, 532, colour("sand"))
        _arch(painter, 367, 435, colour("sand_deep"))
        _arch(painter, 210, 337, colour("paper"))
        painter.setBrush(colour("terracotta"))
        painter.drawEllipse(QPointF(0, -339), 40, 40)
        draw_eye(painter, QPointF(0, -218), 142, 6, ink, 0)
    else:
        _arch(painter, 286, 285, colour("sand"))
        _arch(painter, 187, 226, colour("paper"))
        draw_eye(painter, QPointF(0, -112), 88, 5, ink, 0)
    painter.setPen(QPen(ink, 2.5))
    half = (ground or (GRAND if grand else _SMALL)[0]) / 2
    painter.drawLine(QLineF(-half, 0, half, 0))


def _arch(painter: QPainter, width: float, height: float, colour: QColor) -> None:
    half = width / 2
    path = QPainterPath(QPointF(-half, 0))
    path.lineTo(-half, half - height)
    path.arcTo(QRectF(-half, -height, width, width), 180, -180)
    path.lineTo(half, 0)
    path.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPath(path)
