"""A table on paper: columns as wide as their words need, rows that a page may break."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter, QPen

from kiosk.application.document import Table
from kiosk.ui.paper.flow import Strip
from kiosk.ui.paper.letters import MM, Size, Words, must_be_drawable, width_of
from kiosk.ui.paper.sheet import COLOURS

_BETWEEN: Final = 5 * MM
_ABOVE: Final = 1.6 * MM
_WHOLE_LINES: Final = 12
"""A row with more lines than this may be broken by the end of a page."""
_SHORT: Final = 32 * MM
"""What is no wider than this stays on one line."""
_WIDEST_WORD: Final = 24
"""Characters of a word that a column is still widened for."""


def strips_of_table(table: Table, language: str, left: float, width: float) -> Iterator[Strip]:
    """The head, then line by line each row; the head again on every page. Raises NoGlyph."""
    for text in (*table.head, *(cell for row in table.rows for cell in row)):
        must_be_drawable(text)
    columns = _columns(table, language, left, width)
    head = _Row(table.head, Size.CELL_HEAD, language, columns).whole(left, width)
    yield replace(head, space=3.5 * MM, holds_next=bool(table.rows))
    # Neither the first row under a head nor the last one of a table stands alone on a page.
    holding = (0, len(table.rows) - 2)
    for number, row in enumerate(table.rows):
        *others, last = _Row(row, Size.CELL, language, columns).strips(left, width, head)
        yield from others
        holds = number in holding and number < len(table.rows) - 1
        yield replace(last, holds_next=last.holds_next or holds)


def _columns(table: Table, language: str, left: float, width: float) -> list[tuple[float, float]]:
    """Left edge and width of each column."""
    free = width - _BETWEEN * (len(table.head) - 1)
    wanted: list[float] = []
    least: list[float] = []
    for number, title in enumerate(table.head):
        cells = [row[number] for row in table.rows]
        natural = [width_of(cell, Size.CELL) for cell in cells]
        wanted.append(max((width_of(title, Size.CELL_HEAD), *natural)))
        words = [word[:_WIDEST_WORD] for text in (title, *cells) for word in _unbroken(text)]
        longest = max((width_of(word, Size.CELL_HEAD) for word in words), default=0.0)
        short = min(wanted[-1], _SHORT)
        least.append(min(max(longest, short), free / len(table.head)))
    if sum(wanted) <= free:
        # What is left over goes to the last column, where the sentences usually are.
        widths = [*wanted[:-1], free - sum(wanted[:-1])]
    else:
        # Every column holds its longest word and a few words more; the rest is shared out.
        rest = free - sum(least)
        asked = [max(0.0, most - few) for most, few in zip(wanted, least, strict=True)]
        total = sum(asked) or 1.0
        widths = [few + rest * more / total for few, more in zip(least, asked, strict=True)]
    placed: list[tuple[float, float]] = []
    for each in widths:
        placed.append((left, each))
        left += each + _BETWEEN
    return placed


def _unbroken(text: str) -> list[str]:
    """The parts of a text that a line does not break: Chinese breaks nearly anywhere."""
    return text.split() if text.isascii() else [part for part in text.split() if part.isascii()]


class _Row:
    """One row's cells, broken into lines."""

    def __init__(
        self,
        cells: Sequence[str],
        size: Size,
        language: str,
        columns: Sequence[tuple[float, float]],
    ) -> None:
        self._size = size
        self._cells = [
            (left, Words(text, size, language, width))
            for text, (left, width) in zip(cells, columns, strict=True)
        ]
        self._lines = max(1, *(len(words) for _, words in self._cells))

    def strips(self, left: float, width: float, head: Strip) -> Iterator[Strip]:
        """The row as one strip, or line by line if it is too long to be kept whole."""
        if self._lines <= _WHOLE_LINES:
            yield replace(self.whole(left, width), head=head)
            return
        # A line has no room above it as a whole row has, so the repeated head brings it.
        head = replace(head, height=head.height + _ABOVE)
        for number in range(self._lines):
            is_last = number == self._lines - 1
            yield Strip(
                self._size.line + (_ABOVE if is_last else 0.0),
                partial(self._draw_line, number, (left, width) if is_last else None),
                space=0.0 if number else _ABOVE,
                holds_next=number in (0, 1, self._lines - 3, self._lines - 2),
                head=head,
            )

    def whole(self, left: float, width: float) -> Strip:
        """The row as one strip, with the rule beneath it."""

        def draw(painter: QPainter, top: float) -> None:
            for number in range(self._lines):
                at = top + _ABOVE + number * self._size.line
                rule = (left, width) if number == self._lines - 1 else None
                self._draw_line(number, rule, painter, at)

        return Strip(self._lines * self._size.line + 2 * _ABOVE, draw)

    def _draw_line(
        self, number: int, rule: tuple[float, float] | None, painter: QPainter, top: float
    ) -> None:
        painter.setPen(COLOURS.of("ink"))
        for left, words in self._cells:
            if number < len(words):
                words.draw_line(painter, number, left, top)
        if rule is not None:
            is_head = self._size == Size.CELL_HEAD
            colour, stroke = ("ink", 0.35 * MM) if is_head else ("line", 0.25 * MM)
            painter.setPen(QPen(COLOURS.of(colour), stroke))
            foot = top + self._size.line + _ABOVE
            painter.drawLine(QLineF(rule[0], foot, rule[0] + rule[1], foot))
