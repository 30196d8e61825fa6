"""A chart's numbers as a table on a screen: words at the start, numbers at the end of a column."""

import math

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kiosk.ui.charts.data import Table
from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.text_block import TextBlock

_BROAD = 1.0e6


class TableView(QWidget):
    """Draws a table at the height that its width asks for; cells are broken, never cut short.

    Read out as one text, row by row: each row names its numbers by the head of their columns.
    """

    def __init__(self, theme: Theme, table: Table, name: str) -> None:
        super().__init__()
        self._theme = theme
        rows = (table.head, *table.rows)
        font, leading = theme.font(Type.LABEL), Type.LABEL.value[2]
        self._rows = [
            [
                TextBlock(
                    cell,
                    font,
                    leading,
                    Qt.AlignmentFlag.AlignTrailing if place else Qt.AlignmentFlag.AlignLeading,
                )
                for place, cell in enumerate(row)
            ]
            for row in rows
        ]
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self.setAccessibleDescription(spoken(table))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        widths = self.widths(width)
        return math.ceil(sum(self._height(row, widths) for row in self._rows))

    @override
    def sizeHint(self) -> QSize:
        width = sum(self._natural()) + self._gap * (len(self._rows[0]) - 1)
        return QSize(math.ceil(width), self.heightForWidth(math.ceil(width)))

    @override
    def minimumSizeHint(self) -> QSize:
        width = sum(self._least()) + self._gap * (len(self._rows[0]) - 1)
        return QSize(math.ceil(width), 0)

    @property
    def _gap(self) -> float:
        """Between two columns: less where there are many."""
        return self._theme.px(28 if len(self._rows[0]) < 5 else 12)

    @property
    def _pad(self) -> float:
        return self._theme.px(10)

    def widths(self, width: float) -> list[float]:
        """How wide each column is: as its words ask, or shared out where there is less room."""
        natural, least = self._natural(), self._least()
        free = width - self._gap * (len(natural) - 1)
        spare = free - sum(natural)
        if spare >= 0:
            # The words get their own width, and the numbers spread evenly over the rest.
            share = spare / max(1, len(natural) - 1)
            return [natural[0], *(each + share for each in natural[1:])] if natural[1:] else [free]
        room = max(0.0, free - sum(least))
        asked = [most - few for most, few in zip(natural, least, strict=True)]
        total = sum(asked) or 1.0
        return [few + room * more / total for few, more in zip(least, asked, strict=True)]

    def _natural(self) -> list[float]:
        return [max(cell.natural_width() + 1 for cell in each) for each in self._columns()]

    def _least(self) -> list[float]:
        return [max(cell.least_width() + 1 for cell in each) for each in self._columns()]

    def _columns(self) -> list[list[TextBlock]]:
        return [list(column) for column in zip(*self._rows, strict=True)]

    def _height(self, row: list[TextBlock], widths: list[float]) -> float:
        lines = (cell.size(width).height() for cell, width in zip(row, widths, strict=True))
        return max(lines) + 2 * self._pad

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widths = self.widths(self.width())
        top = 0.0
        for number, row in enumerate(self._rows):
            height = self._height(row, widths)
            left = 0.0
            for cell, width in zip(row, widths, strict=True):
                box = QRectF(left, top + self._pad, width, height)
                if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                    box.moveRight(self.width() - left)
                cell.draw(painter, box, self._theme.colour("soft_ink" if not number else "ink"))
                left += width + self._gap
            top += height
            colour = "control_line" if not number else "line"
            painter.setPen(QPen(self._theme.colour(colour), self._theme.px(2)))
            painter.drawLine(QLineF(0, top - 1, self.width(), top - 1))


def spoken(table: Table) -> str:
    """The table as it is read out: row by row, each number after the head of its column."""
    lines: list[str] = []
    for first, *numbers in table.rows:
        named = (f"{head} {number}" for head, number in zip(table.head[1:], numbers, strict=True))
        lines.append(f"{first}: {', '.join(named)}")
    return ". ".join(lines)
