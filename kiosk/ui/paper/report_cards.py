"""The parts of a report's page: each knows its height but for the room that its chart is given."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from kiosk.ui.charts.data import Chart, Table
from kiosk.ui.charts.paper import paint_on
from kiosk.ui.paper.letters import MM, Words
from kiosk.ui.paper.report_letters import CARD_TITLE, TEXT_WIDTH, WORDS
from kiosk.ui.paper.report_table import SmallTable
from kiosk.ui.paper.sheet import COLOURS

_PAD: Final = 2.8 * MM
_UNDER_TITLE: Final = 1.2 * MM
_UNDER_CHART: Final = 1.4 * MM
_BETWEEN: Final = 4 * MM
_GUTTER: Final = 5 * MM


@dataclass(frozen=True, slots=True)
class Room:
    """How high a chart has to be at least, and how high it may be, in units."""

    least: float
    most: float


NO_ROOM: Final = Room(0.0, 0.0)


class Part(Protocol):
    """Something as wide as the cell that it stands in."""

    @property
    def fixed(self) -> float: ...

    @property
    def room(self) -> Room: ...

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """``box`` is ``fixed`` and whatever was given to the chart high, or higher."""
        ...


class Card:
    """A chart with its title above, its table beside or under it, and its sentences under both.

    Where there is nothing to draw the sentences say why. Raises NoGlyph.
    """

    def __init__(
        self,
        chart: Chart,
        language: str,
        width: float,
        room: Room,
        *,
        table: Table | None = None,
        table_width: float = 0.0,
    ) -> None:
        """``table_width`` is that of a table beside the chart; 0 puts it underneath."""
        self._chart, self._language = chart, language
        self._width = width - 2 * _PAD
        self._title = Words(chart.title, CARD_TITLE, language, self._width)
        self._words = Words(chart.words, WORDS, language, self._width)
        shown = table is not None and table.rows
        self._beside = table_width if shown else 0.0
        width_of_table = self._beside or self._width
        self._table = SmallTable(table, language, width_of_table) if shown and table else None
        self._under = 0.0
        if self._table is not None and not self._beside:
            self._under = self._table.height + 1.6 * MM
        least = room.least
        if self._table is not None and self._beside:
            least = max(least, self._table.height)
        self._has_chart = chart.data is not None
        self.room = Room(least, max(least, room.most)) if self._has_chart else NO_ROOM
        if self._table is not None and self._beside and not self._has_chart:
            self._under = self._table.height

    @property
    def fixed(self) -> float:
        chart = _UNDER_CHART if self._has_chart else 0.0
        words = self._title.height + _UNDER_TITLE + self._words.height
        return 2 * _PAD + words + chart + self._under

    def draw(self, painter: QPainter, box: QRectF) -> None:
        _draw_card(painter, box)
        left, top = box.left() + _PAD, box.top() + _PAD
        ink = COLOURS.of("ink")
        self._title.draw(painter, left, top, ink)
        top += self._title.height + _UNDER_TITLE
        if self._has_chart:
            top = self._draw_chart(painter, left, top, box.height() - self.fixed)
        self._words.draw(painter, left, top, ink)
        top += self._words.height
        if self._table is not None and self._under:
            self._table.draw(painter, left, top + 1.6 * MM)

    def _draw_chart(self, painter: QPainter, left: float, top: float, free: float) -> float:
        height = min(free, self.room.most)
        beside = self._beside + _BETWEEN if self._beside else 0.0
        place = QRectF(left, top, self._width - beside, height)
        paint_on(painter, place, self._chart, self._language)
        if self._table is not None and self._beside:
            self._table.draw(painter, left + self._width - self._beside, top)
        return top + height + _UNDER_CHART


class TableCard:
    """Numbers alone, in one or several columns beside each other. Raises NoGlyph."""

    room = NO_ROOM

    def __init__(self, title: str, table: Table, language: str, width: float, columns: int) -> None:
        inner = width - 2 * _PAD
        self._title = Words(title, CARD_TITLE, language, inner)
        self._column = (inner - (columns - 1) * _GUTTER) / columns
        rows = -(-len(table.rows) // columns)
        self._tables = [
            SmallTable(Table(table.head, table.rows[start : start + rows]), language, self._column)
            for start in range(0, len(table.rows), max(1, rows))
        ]

    @property
    def fixed(self) -> float:
        rows = max((each.height for each in self._tables), default=0.0)
        return 2 * _PAD + self._title.height + _UNDER_TITLE + rows

    def draw(self, painter: QPainter, box: QRectF) -> None:
        _draw_card(painter, box)
        left, top = box.left() + _PAD, box.top() + _PAD
        self._title.draw(painter, left, top, COLOURS.of("ink"))
        top += self._title.height + _UNDER_TITLE
        for number, table in enumerate(self._tables):
            table.draw(painter, left + number * (self._column + _GUTTER), top)


def _draw_card(painter: QPainter, box: QRectF) -> None:
    # No fill: the paper is the card, and a sheet of ink costs a shop money.
    painter.setPen(QPen(COLOURS.of("line"), 0.2 * MM))
    painter.drawRoundedRect(box, 1.6 * MM, 1.6 * MM)


@dataclass(frozen=True)
class Row:
    """Parts beside each other, all as high as the highest."""

    parts: tuple[Part, ...]
    widths: tuple[float, ...] = field(default=())

    @property
    def least(self) -> float:
        return max(part.fixed + part.room.least for part in self.parts)

    @property
    def most(self) -> float:
        return max(self.least, *(part.fixed + part.room.most for part in self.parts))

    def draw(self, painter: QPainter, left: float, top: float, height: float) -> None:
        for part, width in zip(self.parts, self.widths, strict=True):
            painter.save()
            part.draw(painter, QRectF(left, top, width, height))
            painter.restore()
            left += width + GAP


GAP: Final = 2.6 * MM
"""Between two cards."""

HALF: Final = (TEXT_WIDTH - GAP) / 2


def heights(rows: Sequence[Row], height: float) -> list[float] | None:
    """How high each row is on a page of this height; None where they do not fit on it.

    What is left over goes to the charts, to each as much as it can use.
    """
    least = [row.least for row in rows]
    left = height - sum(least) - GAP * max(0, len(rows) - 1)
    if left < 0:
        return None
    wanted = [row.most - row.least for row in rows]
    share = min(1.0, left / sum(wanted)) if sum(wanted) else 0.0
    return [few + share * more for few, more in zip(least, wanted, strict=True)]
