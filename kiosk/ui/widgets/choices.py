"""Answers to pick one of: large, equal, none picked beforehand."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.icon import draw_icon
from kiosk.ui.widgets.press import Press
from kiosk.ui.widgets.text_block import TextBlock

_HEIGHT = 118.0
_TICK = 40.0
_PAD = 16.0
_APART = 10.0


class Choice(Press):
    """One answer. Picked, it has a tick and a heavier edge as well as another ground."""

    def __init__(self, theme: Theme, text: str) -> None:
        self._block = TextBlock("", theme.font(Type.BODY), 1.0)
        super().__init__(theme, text)
        self.setCheckable(True)
        self.setAutoExclusive(True)

    @override
    def say(self, text: str) -> None:
        super().say(text)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._block = TextBlock(text, self.theme.font(Type.BODY), 1.24, centre, balanced=True)

    @override
    def sizeHint(self) -> QSize:
        return QSize(math.ceil(self._block.natural_width()) + self._around, self.least_height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(math.ceil(self._block.least_width()) + self._around, self.least_height)

    @property
    def least_height(self) -> int:
        return self.theme.tap(_HEIGHT)

    @property
    def _around(self) -> int:
        # Room for the tick on both sides, so that the words do not move when it appears.
        return 2 * (self.theme.px(_TICK) + self.theme.px(_PAD) + self.theme.px(_APART))

    def height_at(self, width: int) -> int:
        """The height that holds its words at this width."""
        words = self._block.size(width - self._around).height()
        return max(self.least_height, math.ceil(words) + 2 * self.theme.px(_PAD))

    @override
    def fits(self) -> bool:
        return (
            self._block.least_width() <= self.width() - self._around
            and self.height_at(self.width()) <= self.height()
        )

    @override
    def paint(self, painter: QPainter) -> None:
        fill, ink = self.settled()
        picked = self.isChecked()
        if picked:
            fill = self.theme.colour("pressed")
        stroke = self.theme.px(self.theme.shape.stroke * (2 if picked else 1))
        self.draw_card(painter, fill, ink, stroke)
        side = self.theme.px(_TICK)
        if picked:
            box = QRectF(self.theme.px(_PAD), (self.height() - side) / 2, side, side)
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                box.moveRight(self.width() - self.theme.px(_PAD))
            draw_icon(painter, "check", box, ink)
        width = self.width() - self._around
        height = self._block.size(width).height()
        box = QRectF(self._around / 2, (self.height() - height) / 2, width, height)
        self._block.draw(painter, box, ink)


class Choices(QWidget):
    """Answers in equal cells, row by row; at most one is picked."""

    picked = Signal()

    def __init__(self, theme: Theme, answers: Sequence[str], columns: int, asked: str) -> None:
        super().__init__()
        self._theme = theme
        self._columns = columns
        self.choices = tuple(Choice(theme, answer) for answer in answers)
        for choice in self.choices:
            choice.setParent(self)
            choice.clicked.connect(self.picked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(asked)

    @property
    def place(self) -> int | None:
        """Which of the answers is picked, counted from 0; None while none is."""
        for place, choice in enumerate(self.choices):
            if choice.isChecked():
                return place
        return None

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        rows = math.ceil(len(self.choices) / self._columns)
        return rows * self._cell(width).height() + (rows - 1) * self._theme.apart

    @override
    def sizeHint(self) -> QSize:
        width = self._across(max(choice.sizeHint().width() for choice in self.choices))
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._across(max(c.minimumSizeHint().width() for c in self.choices)), 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        cell = self._cell(self.width())
        for place, choice in enumerate(self.choices):
            line, at = divmod(place, self._columns)
            share = (self.width() - cell.width()) / max(1, self._columns - 1)
            top = line * (cell.height() + self._theme.apart)
            box = QRect(round(at * share), top, cell.width(), cell.height())
            choice.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), box))

    def _across(self, each: int) -> int:
        return self._columns * each + (self._columns - 1) * self._theme.apart

    def _cell(self, width: int) -> QSize:
        each = (width - (self._columns - 1) * self._theme.apart) // self._columns
        return QSize(each, max(choice.height_at(each) for choice in self.choices))
