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
    """Covers the foot of the screen, in landscape the name: nothing that anyone chooses by."""

    def __init__(self, theme: Theme, touched: Callable[[], None]) -> None:
        super().__init__()
        self._theme = theme
        middle = Qt.AlignmentFlag.AlignVCenter
        self.words = Words(theme, Type.CHIP, self.tr("Are you still there?"), align=middle)
        self.here = Chip(theme, self.tr("Yes, still here"))
        self.here.clicked.connect(lambda: touched())
        gap = theme.px(theme.space.gap)
        # In landscape the button stays at the words: at the other end are the screen's own.
        in_order = (
            (self.words, None, self.here) if theme.portrait else (self.words, self.here, None)
        )
        line = row(in_order[0], gap, *in_order[1:])
        line.setAlignment(self.here, middle)
        if theme.portrait:
            line.setContentsMargins(theme.margin, theme.apart, theme.margin, theme.px(14))
        else:
            line.setContentsMargins(theme.margin, 0, 0, 0)
        self.setLayout(line)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("paper"))
        if not self._theme.portrait:
            return
        margin = self._theme.margin
        line = self._theme.px(self._theme.shape.stroke)
        top = QRectF(margin, self._theme.apart // 2, self.width() - 2 * margin, line)
        painter.fillRect(top, self._theme.colour("terracotta"))
