"""What stands above every screen: whose kiosk this is, whether it is a demo, and the lamp."""

import math

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.lamp import Lamp
from kiosk.ui.widgets.text_block import TextBlock
from kiosk.ui.widgets.words import Words


class Badge(QWidget):
    """A quiet sign in a pill: this is a demonstration, or the analysis is not confined."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme = theme
        self._block = TextBlock(text, theme.font(Type.LABEL), Type.LABEL.value[2])
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    @override
    def sizeHint(self) -> QSize:
        height = math.ceil(self._block.size(1e6).height()) + self._theme.px(24)
        width = math.ceil(self._block.natural_width()) + self._theme.px(52)
        return QSize(width, max(self._theme.px(72), height))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = self._theme.px(self._theme.shape.stroke)
        pen = QPen(self._theme.colour("terracotta"), stroke)
        pen.setStyle(Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        radius, half = self.height() / 2, stroke / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius
        )
        width = self._block.natural_width() + 1
        height = self._block.size(width).height()
        box = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        self._block.draw(painter, box, self._theme.colour("ink"))


class Head(QWidget):
    """Name at the left, badges and lamp at the right. The lamp never moves, whatever is read."""

    def __init__(self, theme: Theme, name: str, badges: tuple[str, ...]) -> None:
        super().__init__()
        self._theme = theme
        self.name = Words(theme, Type.LABEL, name, align=Qt.AlignmentFlag.AlignVCenter)
        self.lamp = Lamp(theme)
        self.badges = tuple(Badge(theme, badge) for badge in badges)
        for piece in (self.name, *self.badges, self.lamp):
            piece.setParent(self)

    @property
    def free_width(self) -> int:
        """How far badges and lamp leave the head free, from the left edge."""
        gap = self._theme.px(self._theme.space.small)
        taken = sum(piece.sizeHint().width() + gap for piece in (self.lamp, *self.badges))
        return self.width() - self._theme.margin - taken

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        theme = self._theme
        lamp = self.lamp.sizeHint()
        middle = theme.px(108) if theme.portrait else self.height() // 2
        right = self.width() - theme.margin
        gap = theme.px(theme.space.small)
        for piece in (self.lamp, *reversed(self.badges)):
            size = piece.sizeHint()
            box = QRect(
                right - size.width(), middle - lamp.height() // 2, size.width(), lamp.height()
            )
            piece.setGeometry(box)
            right -= size.width() + gap
        half = min(middle, self.height() - middle)
        box = QRect(theme.margin, middle - half, right - theme.margin, 2 * half)
        self.name.setGeometry(box)
