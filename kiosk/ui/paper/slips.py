"""Receipts to be filled in with a pen, for whoever has no telephone: eight on a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kiosk.ui.paper.letters import MM, Size, Words, elided, must_be_drawable, width_of
from kiosk.ui.paper.sheet import COLOURS, HEIGHT, WIDTH, print_pages, with_paper
from kiosk.ui.widgets.eye import draw_eye

COLUMNS: Final = 2
ROWS: Final = 4
CHARACTERS: Final = 10
"""What a receipt's code has, in two groups of the same size."""

_PAD: Final = 9 * MM
_FACTORS: Final = (1.0, 0.94, 0.88, 0.82, 0.76)
"""How much smaller the small letters are made until a long contact fits."""
_BOX: Final = 8.2 * MM
_BOX_HEIGHT: Final = 9 * MM
_GROUPS_APART: Final = 4.4 * MM
_SLIP_WIDTH: Final = WIDTH / COLUMNS
_SHEET_NOTE: Final = 9 * MM
_SLIP_HEIGHT: Final = (HEIGHT - _SHEET_NOTE) / ROWS


class SlipTooLong(ValueError):
    """The words of a slip do not fit between its cut lines."""


@dataclass(frozen=True, slots=True)
class SlipText:
    """One language's words by their names, as ``assets/papers`` has them, filled."""

    language: str
    words: Mapping[str, str]


def slips_pdf(texts: Sequence[SlipText]) -> bytes:
    """A page of slips for each language. Raises NoGlyph, SlipTooLong."""
    with_paper()
    pages = [partial(_draw_page, _Slip(text)) for text in texts]
    return print_pages(texts[0].words["title"], pages, repr(tuple(texts)))


class _Slip:
    """One slip, laid out once and drawn eight times."""

    def __init__(self, text: SlipText) -> None:
        self.text = text
        width = _SLIP_WIDTH - 2 * _PAD
        language, words = text.language, text.words
        for each in words.values():
            must_be_drawable(each)
        self._title = Words(words["title"], Size.SECTION, language, width - 14 * MM)
        self._code = Words(words["code"], Size.NOTE, language, width)
        self._until = words["until"]
        for factor in _FACTORS:
            self._where, *self._ends = [
                Words(words[name], Size.NOTE.times(factor), language, width)
                for name in ("where", "how", "ours", "contact")
            ]
            if self._draw_at(None, 0, 0) <= _SLIP_HEIGHT - 5 * MM:
                return
        raise SlipTooLong("the shop's contact is too long for a receipt slip")

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        self._draw_at(painter, left + _PAD, top)

    def _draw_at(self, painter: QPainter | None, left: float, top: float) -> float:
        """Draw, or only measure; the height down to the last line."""
        ink, soft = COLOURS.of("ink"), COLOURS.of("soft_ink")
        at = top + 7 * MM
        if painter is not None:
            eye = QPointF(left + _SLIP_WIDTH - 2 * _PAD - 5 * MM, at + 2 * MM)
            draw_eye(painter, eye, 10 * MM, 0.4 * MM, ink, 0)
            self._title.draw(painter, left, at, ink)
        at += self._title.height + 1.6 * MM
        if painter is not None:
            self._code.draw(painter, left, at, soft)
        at += self._code.height + 0.8 * MM
        if painter is not None:
            _draw_boxes(painter, left, at)
        at += _BOX_HEIGHT + 3.4 * MM
        if painter is not None:
            self._draw_until(painter, left, at)
        at += Size.NOTE.line + 2.6 * MM
        if painter is not None:
            self._where.draw(painter, left, at, ink)
        at += self._where.height
        for each in self._ends:
            at += 1 * MM
            if painter is not None:
                each.draw(painter, left, at, ink)
            at += each.height
        return at - top

    def _draw_until(self, painter: QPainter, left: float, top: float) -> None:
        words = Words(self._until, Size.NOTE, self.text.language, _SLIP_WIDTH - 2 * _PAD)
        words.draw(painter, left, top, COLOURS.of("soft_ink"))
        start = left + width_of(self._until, Size.NOTE) + 2 * MM
        foot = top + Size.NOTE.line
        painter.setPen(QPen(COLOURS.of("control_line"), 0.3 * MM))
        painter.drawLine(QLineF(start, foot, left + _SLIP_WIDTH - 2 * _PAD, foot))


def _draw_boxes(painter: QPainter, left: float, top: float) -> None:
    """Ten empty boxes, five and five, as the screen groups the code."""
    painter.setPen(QPen(COLOURS.of("control_line"), 0.3 * MM))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for number in range(CHARACTERS):
        apart = _GROUPS_APART if number >= CHARACTERS // 2 else 0.0
        box = QRectF(left + number * _BOX + apart, top, _BOX, _BOX_HEIGHT)
        painter.drawRoundedRect(box.adjusted(0, 0, -0.8 * MM, 0), 0.8 * MM, 0.8 * MM)


def _draw_page(slip: _Slip, painter: QPainter) -> None:
    dashed = QPen(COLOURS.of("control_line"), 0.2 * MM, Qt.PenStyle.CustomDashLine)
    dashed.setDashPattern([8, 8])
    painter.setPen(dashed)
    for column in range(1, COLUMNS):
        across = column * _SLIP_WIDTH
        painter.drawLine(QLineF(across, _SHEET_NOTE, across, HEIGHT))
    for row in range(ROWS):
        down = _SHEET_NOTE + row * _SLIP_HEIGHT
        painter.drawLine(QLineF(0, down, WIDTH, down))
    note = elided(slip.text.words["sheet"], Size.NOTE, WIDTH - 2 * _PAD)
    words = Words(note, Size.NOTE, slip.text.language, WIDTH - 2 * _PAD)
    words.draw(painter, _PAD, 3.5 * MM, COLOURS.of("soft_ink"))
    for row in range(ROWS):
        for column in range(COLUMNS):
            slip.draw(painter, column * _SLIP_WIDTH, _SHEET_NOTE + row * _SLIP_HEIGHT)
