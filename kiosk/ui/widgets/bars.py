"""Bars: an age range on its scale, and a countdown that ebbs away."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.text_block import TextBlock

_TICKS = (25, 35, 45, 55, 65)
_OLDEST = 80


class RangeBar(QWidget):
    """Where an age range lies between the youngest age counted and eighty."""

    def __init__(self, theme: Theme, youngest: int, low: int, high: int, spoken: str) -> None:
        super().__init__()
        self._theme = theme
        self._youngest = youngest
        self._range = (low, high)
        ages = (youngest, *_TICKS, _OLDEST)
        font, leading = theme.font(Type.LABEL), Type.LABEL.value[2]
        self._labels = tuple((age, TextBlock(str(age), font, leading)) for age in ages)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken)

    @override
    def sizeHint(self) -> QSize:
        labels = math.ceil(self._labels[0][1].size(1e6).height())
        width = sum(round(label.natural_width()) for _, label in self._labels)
        return QSize(width + 8 * self._theme.px(16), self._bar + self._theme.px(8) + labels)

    @property
    def _bar(self) -> int:
        return self._theme.px(20)

    def _at(self, age: float) -> float:
        """The place of an age along the bar, in pixels from its start."""
        share = (age - self._youngest) / (_OLDEST - self._youngest)
        return self.width() * min(1.0, max(0.0, share))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        radius = self._bar / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("trough"))
        painter.drawRoundedRect(QRectF(0, 0, self.width(), self._bar), radius, radius)
        start, end = (self._at(age) for age in self._range)
        end = max(end, start + self._bar)
        painter.setBrush(self._theme.colour("green"))
        painter.drawRoundedRect(QRectF(start, 0, end - start, self._bar), radius, radius)
        painter.resetTransform()
        self._draw_labels(painter)

    def _draw_labels(self, painter: QPainter) -> None:
        top = self._bar + self._theme.px(8)
        for age, label in self._labels:
            width = label.natural_width() + 1
            middle = self._at(age)
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                middle = self.width() - middle
            left = min(max(0.0, middle - width / 2), self.width() - width)
            box = QRectF(left, top, width, self.height() - top)
            label.draw(painter, box, self._theme.colour("soft_ink"))


class Ebb(QWidget):
    """A countdown: what is left of it, from 1 to 0. It keeps its place while it is not shown."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._left = 0.0
        self.setFixedHeight(theme.px(10))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def left(self) -> float:
        return self._left

    def show_left(self, left: float) -> None:
        """Show that this share is left; nothing at all at 0."""
        if abs(left - self._left) > 0.002:
            self._left = left
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._left <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(self._theme.colour("trough"))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        width = max(float(self.height()), self.width() * min(1.0, self._left))
        rest = QRectF(0, 0, width, self.height())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            rest.moveRight(self.width())
        painter.setBrush(self._theme.colour("ebb"))
        painter.drawRoundedRect(rest, radius, radius)
