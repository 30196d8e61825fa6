"""Small things side by side, on as many lines as they need."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme


class Flow(QWidget):
    """Lays its pieces out like words: each at its own size, a hand's distance apart.

    Pieces in ``trailing`` stand at the end of the first line, if there is room for them there.
    """

    def __init__(
        self, theme: Theme, pieces: Sequence[QWidget], trailing: Sequence[QWidget] = ()
    ) -> None:
        super().__init__()
        self._gap = theme.apart
        self._pieces = tuple(pieces)
        self._trailing = tuple(trailing)
        for piece in (*pieces, *trailing):
            piece.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return max((box.bottom() + 1 for box in boxes), default=0)

    @override
    def sizeHint(self) -> QSize:
        sizes = [piece.sizeHint() for piece in (*self._pieces, *self._trailing)]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    @override
    def minimumSizeHint(self) -> QSize:
        pieces = (*self._pieces, *self._trailing)
        return QSize(max((piece.sizeHint().width() for piece in pieces), default=0), 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        boxes = self._boxes(self.width())
        for piece, box in zip((*self._pieces, *self._trailing), boxes, strict=True):
            piece.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), box))

    def _boxes(self, width: int) -> list[QRect]:
        """Left to right; mirrored later where the language runs the other way."""
        tail = [piece.sizeHint() for piece in self._trailing]
        tail_width = sum(size.width() + self._gap for size in tail)
        head = [piece.sizeHint() for piece in self._pieces]
        whole = sum(size.width() for size in head) + self._gap * max(0, len(head) - 1)
        one_line = whole + tail_width <= width
        boxes = self._lines(head if one_line else [*head, *tail], width)
        if not one_line:
            return boxes
        left = width - tail_width + self._gap
        for size in tail:
            boxes.append(QRect(left, 0, size.width(), size.height()))
            left += size.width() + self._gap
        return boxes

    def _lines(self, sizes: list[QSize], width: int) -> list[QRect]:
        boxes: list[QRect] = []
        left = top = line_height = 0
        for size in sizes:
            if left and left + size.width() > width:
                left, top, line_height = 0, top + line_height + self._gap, 0
            boxes.append(QRect(left, top, size.width(), size.height()))
            left += size.width() + self._gap
            line_height = max(line_height, size.height())
        return boxes
