"""Small things side by side, on as many lines as they need."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme


class Flow(QWidget):
    """Lays its pieces out like words: each at its own size, a hand's distance apart.

    Pieces in ``trailing`` stand at the end of the first line, if there is room for them there.
    With ``even`` no line is left over: all are about as long.
    """

    def __init__(
        self,
        theme: Theme,
        pieces: Sequence[QWidget],
        trailing: Sequence[QWidget] = (),
        *,
        even: bool = False,
    ) -> None:
        super().__init__()
        self._even = even
        self._gap = theme.apart
        self._pieces = tuple(pieces)
        self._trailing = tuple(trailing)
        for piece in (*pieces, *trailing):
            piece.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @staticmethod
    def width_of(theme: Theme, pieces: Sequence[QWidget]) -> int:
        """The width of a line of these, in pixels."""
        gaps = theme.apart * max(0, len(pieces) - 1)
        return sum(piece.sizeHint().width() for piece in pieces) + gaps

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return max((box.top() + box.height() for box in boxes), default=0)

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
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # A piece says something else now, and needs another width for it.
            self._place()
            self.updateGeometry()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        boxes = self._boxes(self.width())
        for piece, box in zip((*self._pieces, *self._trailing), boxes, strict=True):
            piece.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), box))

    def _boxes(self, width: int) -> list[QRect]:
        """Left to right; mirrored later where the language runs the other way."""
        tail = [piece.sizeHint() for piece in self._trailing]
        head = [piece.sizeHint() for piece in self._pieces]
        sizes = [*head, *tail]
        if self._width_of(sizes) > width:
            return self._lines(sizes, self._evened(sizes, width) if self._even else width)
        line = max((size.height() for size in (*head, *tail)), default=0)
        boxes = self._line(head, 0, 0, line)
        return boxes + self._line(tail, width - self._width_of(tail), 0, line)

    def _evened(self, sizes: list[QSize], width: int) -> int:
        """The narrowest that needs no more lines than ``width`` does."""

        def height(tried: int) -> int:
            return max(box.bottom() for box in self._lines(sizes, tried))

        least, enough = max(size.width() for size in sizes), height(width)
        return least + bisect_left(
            range(least, width), True, key=lambda tried: height(tried) <= enough
        )

    def _lines(self, sizes: list[QSize], width: int) -> list[QRect]:
        boxes: list[QRect] = []
        line: list[QSize] = []
        top = 0
        for place, size in enumerate(sizes):
            line.append(size)
            following = sizes[place + 1 : place + 2]
            if not following or self._width_of([*line, *following]) > width:
                height = max(each.height() for each in line)
                boxes += self._line(line, 0, top, height)
                top += height + self._gap
                line = []
        return boxes

    def _line(self, sizes: list[QSize], left: int, top: int, height: int) -> list[QRect]:
        """One line, each piece in the middle of its height."""
        boxes: list[QRect] = []
        for size in sizes:
            drop = (height - size.height()) // 2
            boxes.append(QRect(left, top + drop, size.width(), size.height()))
            left += size.width() + self._gap
        return boxes

    def _width_of(self, sizes: list[QSize]) -> int:
        gaps = self._gap * max(0, len(sizes) - 1)
        return sum(size.width() for size in sizes) + gaps
