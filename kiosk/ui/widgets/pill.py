"""A hint on the picture: dark, round, and wide enough for its words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.words import Words


class Pill(Words):
    """Light words on a dark ground, whatever the picture behind them is like."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self._pad = theme.px(40)
        self._rise_pad = theme.px(18)
        super().__init__(
            theme,
            Type.BODY,
            colour="on_pill",
            align=Qt.AlignmentFlag.AlignHCenter,
            balanced=True,
            parent=parent,
        )

    def size_within(self, width: int) -> QSize:
        """Its size if it may be no wider than ``width``."""
        words = self.block.size(width - 2 * self._pad)
        return QSize(
            round(words.width()) + 2 * self._pad, round(words.height()) + 2 * self._rise_pad
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("pill"))
        radius = min(self.height() / 2, self._theme.px(44))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        pad = self._pad
        box = QRectF(self.rect()).adjusted(pad - 1, self._rise_pad, 1 - pad, 0)
        self.block.draw(painter, box, self._theme.colour(self._colour))
