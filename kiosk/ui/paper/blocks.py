"""How each block of a document looks on paper, cut into strips that a page can hold."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final, assert_never

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kiosk.application import document
from kiosk.ui.paper.flow import Strip
from kiosk.ui.paper.letters import MM, Size, Words
from kiosk.ui.paper.qr import draw_qr, quiet_of, side_of
from kiosk.ui.paper.sheet import COLOURS
from kiosk.ui.paper.table import strips_of_table
from kiosk.ui.widgets.eye import draw_eye

_EYE: Final = 15 * MM
_BOX: Final = 11 * MM
_WRITTEN_LINE: Final = 8.5 * MM
_BULLET: Final = 5 * MM
_HEADINGS: Final = {1: (Size.TITLE, 8 * MM), 2: (Size.SECTION, 8 * MM), 3: (Size.PART, 5 * MM)}


def strips_of(block: document.Block, language: str, left: float, width: float) -> Iterator[Strip]:
    """The strips of one block between ``left`` and ``left + width``. Raises NoGlyph."""
    match block:
        case document.Heading(text, level):
            yield from _heading(Words(text, _HEADINGS[level][0], language, width), level, left)
        case document.Paragraph(text):
            lines = list(lines_of(Words(text, Size.BODY, language, width), left, 2.2 * MM))
            # What a colon announces stands on the same page.
            announces = text.rstrip().endswith((":", "："))
            yield from lines[:-1]
            yield replace(lines[-1], holds_next=announces)
        case document.Bullets(items):
            for number, item in enumerate(items):
                words = Words(item, Size.BODY, language, width - _BULLET)
                lines = lines_of(words, left + _BULLET, (1.2 if number else 2.2) * MM)
                yield _dotted(next(lines), left)
                yield from lines
        case document.Table():
            yield from strips_of_table(block, language, left, width)
        case document.Lines(labels, room):
            for label in labels:
                yield _box(Words(label, Size.NOTE, language, width), left, width, room)
        case document.QrPicture(content, label):
            yield _qr(content, label, language, left, width)
        case document.PageBreak():
            # The one who puts the blocks in a row lets the next one begin a page.
            return
        case _:
            assert_never(block)


def title_strips(title: str, language: str, left: float, width: float) -> Iterator[Strip]:
    """The closed eye, and under it the name of the whole document."""

    def eye(painter: QPainter, top: float) -> None:
        middle = QPointF(left + _EYE / 2, top + 2 * MM)
        draw_eye(painter, middle, _EYE, 0.55 * MM, COLOURS.of("ink"), 0)

    yield Strip(9 * MM, eye, holds_next=True)
    yield from _heading(Words(title, Size.TITLE, language, width), 1, left)


def lines_of(words: Words, left: float, space: float) -> Iterator[Strip]:
    """A text line by line; neither its first nor its last line stands alone on a page."""
    last = len(words) - 1
    for number in range(len(words)):
        yield Strip(
            words.size.line,
            partial(_draw_line, words, number, left),
            space=0.0 if number else space,
            holds_next=number < last and number in (0, last - 1),
        )


def _draw_line(words: Words, number: int, left: float, painter: QPainter, top: float) -> None:
    painter.setPen(COLOURS.of("ink"))
    words.draw_line(painter, number, left, top)


def _heading(words: Words, level: int, left: float) -> Iterator[Strip]:
    space = _HEADINGS[level][1]
    for strip in lines_of(words, left, space):
        yield replace(strip, holds_next=True)
    if level == 1:
        yield Strip(1.2 * MM, partial(_short_rule, left), space=3 * MM, holds_next=True)


def _short_rule(left: float, painter: QPainter, top: float) -> None:
    painter.fillRect(QRectF(left, top, 18 * MM, 0.9 * MM), COLOURS.of("terracotta"))


def _dotted(strip: Strip, left: float) -> Strip:
    def draw(painter: QPainter, top: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(COLOURS.of("green"))
        painter.drawEllipse(QPointF(left + 1.6 * MM, top + strip.height / 2), 0.55 * MM, 0.55 * MM)
        strip.draw(painter, top)

    return replace(strip, draw=draw)


def _box(label: Words, left: float, width: float, room: int) -> Strip:
    """A label, and under it an empty box with room for so many lines of a pen."""
    height = _BOX + (room - 1) * _WRITTEN_LINE

    def draw(painter: QPainter, top: float) -> None:
        label.draw(painter, left, top, COLOURS.of("ink"))
        painter.setPen(QPen(COLOURS.of("control_line"), 0.3 * MM))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(left, top + label.height + 0.8 * MM, width, height)
        painter.drawRoundedRect(box, 1.2 * MM, 1.2 * MM)
        painter.setPen(QPen(COLOURS.of("line"), 0.2 * MM))
        for number in range(room):
            rule = box.bottom() - 3 * MM - number * _WRITTEN_LINE
            painter.drawLine(QLineF(left + 3 * MM, rule, left + width - 3 * MM, rule))

    return Strip(label.height + height + 1.2 * MM, draw, space=3.5 * MM)


def _qr(content: str, label: str, language: str, left: float, width: float) -> Strip:
    side = side_of(content)
    # Its quiet zone is as white as the paper, so the code itself begins at the margin.
    left -= quiet_of(content, side)
    beside = side + 5 * MM
    words = Words(label, Size.BODY, language, width - beside)
    height = max(side, words.height)

    def draw(painter: QPainter, top: float) -> None:
        draw_qr(painter, content, QRectF(left, top + (height - side) / 2, side, side))
        words.draw(painter, left + beside, top + (height - words.height) / 2, COLOURS.of("ink"))

    return Strip(height, draw, space=4 * MM)
