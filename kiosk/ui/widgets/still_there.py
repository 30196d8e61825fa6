"""The strip that asks whether anyone is still there, before the screen clears itself."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.arrange import row
from kiosk.ui.widgets.buttons import Chip
from kiosk.ui.widgets.words import Words


class StillThere(QWidget):
    """Lies over the foot of the screen and covers nothing that anyone has to choose by."""

    def __init__(self, theme: Theme, touched: Callable[[], None]) -> None:
        super().__init__()
        self._theme = theme
        middle = Qt.AlignmentFlag.AlignVCenter
        self.words = Words(theme, Type.CHIP, self.tr("Are you still there?"), align=middle)
        self.here = Chip(theme, self.tr("Yes, still here"))
        self.here.clicked.connect(touched)
        line = row(self.words, theme.px(theme.space.gap), self.here)
        line.setStretch(0, 1)
        line.setAlignment(self.here, middle)
        top = theme.apart
        line.setContentsMargins(theme.margin, top, theme.margin, theme.px(14))
        self.setLayout(line)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("paper"))
        line = self._theme.px(self._theme.shape.stroke)
        top = QRectF(0, self._theme.apart - self._theme.px(8), self.width(), line)
        painter.fillRect(top, self._theme.colour("terracotta"))
