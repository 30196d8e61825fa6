"""The screen at night: black, with a dim eye asleep that is somewhere else each minute."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.eye import draw_eye
from kiosk.ui.widgets.text_block import TextBlock

_DIM: Final = QColor("#8B9189")
_EYE: Final = 120.0
_GAP: Final = 60.0
_ACROSS: Final = (0.5, 0.3, 0.7, 0.4, 0.6)
_DOWN: Final = (0.5, 0.7, 0.3, 0.6, 0.4, 0.8, 0.2)
"""So many places, in an order that comes back to none of them soon."""


class Dark(QWidget):
    """Covers its window. Presses fall on it, and whoever watches the window's presses lifts it."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self._minute = 0
        self._words = TextBlock(
            self.tr("Touch to wake"), theme.font(Type.LABEL), Type.LABEL.value[2]
        )
        self.setAccessibleName(self.tr("The screen is asleep. Touch it to wake it."))
        self.setGeometry(window.rect())

    def follow(self, minute: int) -> None:
        """Be where this minute has it."""
        if minute != self._minute:
            self._minute = minute
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        middle = QPointF(
            self.width() * _ACROSS[self._minute % len(_ACROSS)],
            self.height() * _DOWN[self._minute % len(_DOWN)],
        )
        scale = self._theme.scale
        draw_eye(painter, middle, _EYE * scale, 5 * scale, _DIM, 0)
        width = self._words.natural_width() + 1
        height = self._words.size(width).height()
        box = QRectF(middle.x() - width / 2, middle.y() + _GAP * scale, width, height)
        self._words.draw(painter, box, _DIM)
