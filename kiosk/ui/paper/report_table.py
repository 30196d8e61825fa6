"""A small table under or beside a chart: names to the left, numbers in line at the right."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QPainter, QPen

from kiosk.ui.charts.data import Table
from kiosk.ui.paper.letters import MM, Size, Words, width_of
from kiosk.ui.paper.report_letters import CELL, CELL_HEAD
from kiosk.ui.paper.sheet import COLOURS

_BETWEEN: Final = 2.5 * MM
_ABOVE: Final = 0.3 * MM
_LEAST_NAME: Final = 0.34
"""The part of the width that names keep, however wide the numbers are."""


class SmallTable:
    """A table laid out in ``width`` units; ``height`` is what it takes. Raises NoGlyph."""

    def __init__(self, table: Table, language: str, width: float) -> None:
        self._language = language
        self._width = width
        self._columns = _columns(table, width)
        self._rows = [self._row(table.head, CELL_HEAD)]
        self._rows += [self._row(row, CELL) for row in table.rows]
        self.height = sum(_height(row) for row in self._rows)

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        for number, row in enumerate(self._rows):
            for place, words in zip(self._columns, row, strict=True):
                words.draw(painter, left + place[0], top + _ABOVE, COLOURS.of("ink"))
            top += _height(row)
            if number < len(self._rows) - 1:
                colour, stroke = ("ink", 0.25 * MM) if not number else ("line", 0.15 * MM)
                painter.setPen(QPen(COLOURS.of(colour), stroke))
                painter.drawLine(QLineF(left, top, left + self._width, top))

    def _row(self, cells: Sequence[str], size: Size) -> list[Words]:
        right, named = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        return [
            Words(text, size, self._language, width, align=right if number else named)
            for number, (text, (_, width)) in enumerate(zip(cells, self._columns, strict=True))
        ]


def _columns(table: Table, width: float) -> list[tuple[float, float]]:
    """Left edge and width of each column; names have what the numbers leave."""
    numbers = [
        max(
            _longest_word(title),
            *(width_of(row[place], CELL_HEAD) for row in table.rows),
            0.0,
        )
        for place, title in enumerate(table.head)
        if place
    ]
    free = width - _BETWEEN * len(numbers)
    most = free * (1 - _LEAST_NAME)
    if sum(numbers) > most:
        numbers = [each * most / sum(numbers) for each in numbers]
    widths = [free - sum(numbers), *numbers]
    places: list[tuple[float, float]] = []
    left = 0.0
    for each in widths:
        places.append((left, each))
        left += each + _BETWEEN
    return places


def _longest_word(title: str) -> float:
    """A title of several words may take two lines."""
    return max((width_of(word, CELL_HEAD) for word in title.split()), default=0.0)


def _height(row: Sequence[Words]) -> float:
    return max(words.height for words in row) + 2 * _ABOVE
