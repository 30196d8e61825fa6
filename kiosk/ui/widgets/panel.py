"""Grounds and rules: an icon on its own, a card with an edge, a line between two things."""

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.icon import draw_icon


class Icon(QWidget):
    """A drawing that stands beside words and says nothing that they don't."""

    def __init__(self, theme: Theme, name: str, units: float = 60, colour: str = "green") -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._side = theme.px(units)
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 0, self._side, self._side)
        draw_icon(painter, self._name, box, self._theme.colour(self._colour))


class Rule(QWidget):
    """A thin line across."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(2))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.colour("line"), self.height()))
        middle = self.height() / 2
        painter.drawLine(QLineF(0, middle, self.width(), middle))


class Panel(QWidget):
    """A card with a fine edge that keeps together what belongs together. Nothing to press."""

    def __init__(self, theme: Theme, layout: QLayout, pad: float | None = None) -> None:
        super().__init__()
        self._theme = theme
        inside = theme.px(theme.space.card if pad is None else pad)
        layout.setContentsMargins(inside, inside, inside, inside)
        self.setLayout(layout)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = self._theme.px(self._theme.shape.hair)
        radius, half = self._theme.px(self._theme.shape.radius), stroke / 2
        painter.setPen(QPen(self._theme.colour("line"), stroke, Qt.PenStyle.SolidLine))
        painter.setBrush(self._theme.colour("card"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius
        )
