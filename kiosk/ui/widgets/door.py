"""The doors: equal cards to choose by, and the row that keeps them equal."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.icon import draw_icon
from kiosk.ui.widgets.press import Press
from kiosk.ui.widgets.text_block import TextBlock

_ICON = 76.0
_ICON_GAP = 22.0
_PAD = 18.0


class Door(Press):
    """One choice among equals: a card without colour, an icon and words in even lines.

    The icon stands above the words, or ``beside`` them where doors are broad and low.
    """

    def __init__(
        self, theme: Theme, text: str, icon: str | None = None, *, beside: bool = False
    ) -> None:
        self._icon = icon
        self._beside = beside
        self._block = TextBlock("", theme.font(Type.DOOR), 1.0)
        super().__init__(theme, text)

    @override
    def say(self, text: str) -> None:
        super().say(text)
        font = self.theme.font(Type.DOOR)
        leading = Type.DOOR.value[2]
        align = Qt.AlignmentFlag.AlignHCenter
        # Lines broken by the translator are for tall doors; a low one has its own way.
        lines = text.replace("\n", "") if self._beside else text
        self._block = TextBlock(lines, font, leading, align, balanced=True)
        self.updateGeometry()

    def height_at(self, width: int) -> int:
        """The height that holds everything at this width."""
        return math.ceil(self._content_height(width) + 2 * self.theme.px(_PAD))

    @override
    def sizeHint(self) -> QSize:
        width = math.ceil(self._block.natural_width()) + self._around
        return QSize(width, max(self.theme.button(), self.height_at(width)))

    @override
    def minimumSizeHint(self) -> QSize:
        width = math.ceil(self._block.least_width()) + self._around
        return QSize(width, self.theme.button())

    @override
    def fits(self) -> bool:
        return (
            self._block.least_width() <= self._text_width(self.width())
            and self.height_at(self.width()) <= self.height()
        )

    @override
    def paint(self, painter: QPainter) -> None:
        fill, ink = self.settled()
        edge = ink if self.isEnabled() else self.theme.colour("control_line")
        self.draw_card(painter, fill, edge, self.theme.px(self.theme.shape.stroke))
        words = self._block.size(self._text_width(self.width()))
        side = self.theme.px(_ICON) if self._icon else 0
        gap = self.theme.px(_ICON_GAP) if self._icon else 0
        top = (self.height() - self._content_height(self.width())) / 2
        if self._beside:
            left = (self.width() - side - gap - words.width()) / 2
            icon_box = QRectF(left, (self.height() - side) / 2, side, side)
            text_top = (self.height() - words.height()) / 2
            text_box = QRectF(left + side + gap, text_top, words.width() + 1, words.height())
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                icon_box.moveRight(self.width() - icon_box.left())
                text_box.moveRight(self.width() - text_box.left())
        else:
            icon_box = QRectF((self.width() - side) / 2, top, side, side)
            width = self._text_width(self.width())
            text_box = QRectF(self._pad, top + side + gap, width, words.height())
        if self._icon:
            draw_icon(painter, self._icon, icon_box, ink)
        self._block.draw(painter, text_box, ink)

    @property
    def _pad(self) -> int:
        return self.theme.px(_PAD)

    @property
    def _around(self) -> int:
        """What a door's width has beside the words."""
        beside = self.theme.px(_ICON) + self.theme.px(_ICON_GAP) if self._beside else 0
        return 2 * self._pad + beside

    def _text_width(self, width: int) -> int:
        return width - self._around

    def _content_height(self, width: int) -> float:
        height = self._block.size(self._text_width(width)).height()
        if not self._icon:
            return height
        icon = self.theme.px(_ICON)
        return max(height, icon) if self._beside else height + icon + self.theme.px(_ICON_GAP)


class DoorRow(QWidget):
    """Doors side by side, each exactly as large as the others.

    ``units`` is the wish for their height in design units; they grow together when the words
    of any one of them need more.
    """

    def __init__(self, theme: Theme, doors: Sequence[Door], units: float) -> None:
        super().__init__()
        self._theme = theme
        self._doors = tuple(doors)
        self._units = units
        for door in doors:
            door.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def doors(self) -> tuple[Door, ...]:
        return self._doors

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._door_height(self._door_width(width))

    @override
    def sizeHint(self) -> QSize:
        widest = max(door.minimumSizeHint().width() for door in self._doors)
        width = self._across(widest)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max(door.minimumSizeHint().width() for door in self._doors)
        return QSize(self._across(widest), 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        each = self._door_width(self.width())
        height = self._door_height(each)
        for place, door in enumerate(self._doors):
            # The pixels that do not divide go into the gaps, never into a door.
            left = round(place * (self.width() - each) / max(1, len(self._doors) - 1))
            box = QRect(left, 0, each, height)
            door.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), box))

    @property
    def _gap(self) -> int:
        return max(self._theme.px(self._theme.space.gap), self._theme.apart)

    def _across(self, each: int) -> int:
        return len(self._doors) * each + (len(self._doors) - 1) * self._gap

    def _door_width(self, width: int) -> int:
        count = len(self._doors)
        return (width - (count - 1) * self._gap) // count

    def _door_height(self, width: int) -> int:
        wished = self._theme.button(self._units)
        return max(wished, *(door.height_at(width) for door in self._doors))
