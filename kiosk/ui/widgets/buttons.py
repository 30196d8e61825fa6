"""The other things to press: the one filled button, small pills, and words with a line under."""

import math

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.icon import draw_icon
from kiosk.ui.widgets.press import Press
from kiosk.ui.widgets.text_block import TextBlock


class _OneLine(Press):
    """A button whose words stand in one line, with an icon before them or alone."""

    kind = Type.CHIP

    def __init__(
        self, theme: Theme, text: str, icon: str | None = None, shown: bool = True
    ) -> None:
        self._icon = icon
        self._shown = shown
        self.block = TextBlock("", theme.font(self.kind), 1.0)
        super().__init__(theme, text)

    @override
    def say(self, text: str) -> None:
        super().say(text)
        shown = text if self._shown else ""
        self.block = TextBlock(shown, self.theme.font(self.kind), self.kind.value[2])
        self.updateGeometry()

    def turn(self, text: str, icon: str) -> None:
        """Take on another meaning: other words, another icon."""
        if (text, icon) != (self.text(), self._icon):
            self._icon = icon
            self.say(text)

    def content_width(self) -> int:
        """Icon, gap and words, in pixels."""
        words = math.ceil(self.block.natural_width())
        if not self._icon:
            return words
        return self.icon_side() + (words + self.theme.px(14) if words else 0)

    def icon_side(self) -> int:
        return round(self.theme.text_px(self.kind) * 1.2)

    @override
    def fits(self) -> bool:
        height = math.ceil(self.block.size(1e6).height())
        return self.content_width() <= self.width() and height <= self.height()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def draw_content(self, painter: QPainter, box: QRectF, ink: str) -> None:
        """Draw icon and words in the middle of ``box``, in reading order."""
        colour = self.theme.colour(ink)
        left = box.left() + (box.width() - self.content_width()) / 2
        words = self.block.natural_width()
        if self._icon:
            side = self.icon_side()
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft and words > 0
            at = left + self.content_width() - side if mirrored else left
            icon_box = QRectF(at, box.top() + (box.height() - side) / 2, side, side)
            draw_icon(painter, self._icon, icon_box, colour)
            left += 0 if mirrored else side + self.theme.px(14)
        if words:
            height = self.block.size(words + 1).height()
            top = box.top() + (box.height() - height) / 2
            self.block.draw(painter, QRectF(left, top, words + 1, height), colour)


class Action(_OneLine):
    """The one filled button: only for a step that commits to nothing."""

    kind = Type.HEADING

    def __init__(self, theme: Theme, text: str, icon: str | None = None) -> None:
        super().__init__(theme, text, icon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.content_width() + 2 * self.theme.px(40), self.theme.button(168))

    @override
    def paint(self, painter: QPainter) -> None:
        if self.isEnabled():
            fill = self.theme.colour("green_pressed" if self.isDown() else "green")
            self.draw_card(painter, fill, fill, 0)
            self.draw_content(painter, QRectF(self.rect()), "on_green")
        else:
            line = self.theme.colour("control_line")
            self.draw_card(painter, self.theme.colour("paper"), line, self.theme.px(3))
            self.draw_content(painter, QRectF(self.rect()), "soft_ink")


class Chip(_OneLine):
    """A pill: a language, a reading aid. Checked ones have the heavier outline and a tick.

    ``shown`` is False where the icon stands alone and the text is only read out.
    """

    @property
    def pad(self) -> int:
        """The pixels beside its words, or beside the icon that stands alone."""
        return self.theme.px(34) if self.block.text else self.theme.px(28)

    @override
    def sizeHint(self) -> QSize:
        height = self.theme.tap(88)
        return QSize(max(height, self.content_width() + 2 * self.pad), height)

    @override
    def corner(self) -> float:
        return self.height() / 2

    @override
    def paint(self, painter: QPainter) -> None:
        fill, _ = self.settled()
        chosen = self.isChecked()
        edge = self.theme.colour("ink" if chosen else "control_line")
        stroke = self.theme.shape.stroke * (1.6 if chosen else 0.8)
        self.draw_card(painter, fill, edge, self.theme.px(stroke))
        self.draw_content(painter, QRectF(self.rect()), "ink")


class Link(_OneLine):
    """Words with a line under them, in a box that a finger can hit."""

    kind = Type.CHIP

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(self.theme.tap(), self.content_width()), self.theme.tap(80))

    @override
    def paint(self, painter: QPainter) -> None:
        box = QRectF(0, 0, self.content_width(), self.height())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box.moveRight(self.width())
        if self.isDown():
            radius = self.theme.px(10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("pressed"))
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        self.draw_content(painter, box, "ink")
        under = (self.height() + self.block.size(1e6).height()) / 2 + self.theme.px(5)
        painter.setPen(QPen(self.theme.colour("control_line"), self.theme.px(2)))
        painter.drawLine(QLineF(box.left(), under, box.right(), under))

    @override
    def corner(self) -> float:
        return float(self.theme.px(14))
