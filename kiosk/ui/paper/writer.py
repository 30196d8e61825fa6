"""Prints a document: A4, its own letters in the file, whole on the disk or not there at all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from kiosk.application.document import Document, Heading, PageBreak
from kiosk.ui.paper.blocks import strips_of, title_strips
from kiosk.ui.paper.flow import Placed, Strip, pages_of
from kiosk.ui.paper.letters import MM, Size, Words, elided, must_be_drawable
from kiosk.ui.paper.sheet import COLOURS, HEIGHT, WIDTH, keep, print_pages, with_paper

_LEFT: Final = 24 * MM
_TOP: Final = 22 * MM
_FOOT: Final = 25 * MM
_MARK: Final = Size(38, QFont.Weight.Medium, 1.2)
_TEXT_WIDTH: Final = WIDTH - 2 * _LEFT
_TEXT_HEIGHT: Final = HEIGHT - _TOP - _FOOT


def write_pdf(document: Document, path: Path) -> None:
    """Print a document into a file, which is replaced if it is there.

    Works on a command line without a screen. Raises OSError if the file cannot be written, and
    NoGlyph (a ValueError) for a character that the bundled letters cannot draw.
    """
    keep(pdf_of(document), path)


def pdf_of(document: Document) -> bytes:
    """The document as the bytes of a PDF. Raises NoGlyph (a ValueError)."""
    with_paper()
    must_be_drawable(document.title + document.mark)
    pages = pages_of(_strips(document), _TEXT_HEIGHT)
    drawn = [partial(_draw, document, pages, number) for number in range(len(pages))]
    return print_pages(document.title, drawn, repr(document))


def _strips(document: Document) -> Iterator[Strip]:
    language = document.language
    title, blocks = document.title, document.blocks
    match blocks:
        case (Heading(text, 1), *_):
            title, blocks = text, blocks[1:]
        case _:
            pass
    yield from title_strips(title, language, _LEFT, _TEXT_WIDTH)
    begins_page = False
    for block in blocks:
        if isinstance(block, PageBreak):
            begins_page = True
            continue
        for strip in strips_of(block, language, _LEFT, _TEXT_WIDTH):
            yield replace(strip, begins_page=begins_page)
            begins_page = False


def _draw(
    document: Document, pages: Sequence[Sequence[Placed]], number: int, painter: QPainter
) -> None:
    if document.mark:
        _draw_mark(document, painter)
    for placed in pages[number]:
        painter.save()
        placed.strip.draw(painter, _TOP + placed.top)
        painter.restore()
    _draw_foot(document, f"{number + 1} / {len(pages)}", painter)


def _draw_mark(document: Document, painter: QPainter) -> None:
    """Large and pale, across the whole page and behind its words."""
    centre = Qt.AlignmentFlag.AlignHCenter
    words = Words(document.mark, _MARK, document.language, HEIGHT, align=centre)
    painter.save()
    painter.translate(WIDTH / 2, HEIGHT / 2)
    painter.rotate(-55)
    words.draw(painter, -HEIGHT / 2, -words.height / 2, COLOURS.of("sand"))
    painter.restore()


def _draw_foot(document: Document, page: str, painter: QPainter) -> None:
    """A rule, the document's title, and which page of how many this is."""
    top = HEIGHT - 17 * MM
    painter.setPen(QPen(COLOURS.of("line"), 0.25 * MM))
    painter.drawLine(QLineF(_LEFT, top, WIDTH - _LEFT, top))
    title = elided(document.title, Size.NOTE, _TEXT_WIDTH - 20 * MM)
    soft = COLOURS.of("soft_ink")
    words = Words(title, Size.NOTE, document.language, _TEXT_WIDTH)
    words.draw(painter, _LEFT, top + 1.5 * MM, soft)
    right = Qt.AlignmentFlag.AlignRight
    of_all = Words(page, Size.NOTE, document.language, _TEXT_WIDTH, align=right)
    of_all.draw(painter, _LEFT, top + 1.5 * MM, soft)
