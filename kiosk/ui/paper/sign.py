"""The sign for the door: for people who have not yet come before the camera."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QFont, QPainter, QPen

from kiosk.ui.paper.letters import MM, Size, Words
from kiosk.ui.paper.qr import draw_qr, quiet_of
from kiosk.ui.paper.sheet import COLOURS, HEIGHT, WIDTH, print_pages, with_paper
from kiosk.ui.widgets.doorway import GRAND, draw_doorway

_MARGIN: Final = 15.5 * MM
_TOP: Final = 11 * MM
_BOTTOM: Final = 11 * MM
_BETWEEN: Final = 6 * MM
_QR: Final = 33 * MM
_ABOVE_FOOT: Final = 8 * MM
_UNDER_PICTURE: Final = 7 * MM
_LEAST_PICTURE: Final = 18 * MM
_MOST_PICTURE: Final = 76 * MM
_BESIDE: Final = (("choice", "no", "young"), ("kept", "rights"))
"""The points, as they stand in the two columns of a sign in one language."""
_BELOW: Final = ("choice", "no", "kept", "rights")
"""The points under each other in a sign of two languages, where one more stands in another."""

BODY: Final = Size(4.94, QFont.Weight.Normal, 1.3)
"""14 points: who stands before a door reads it."""

FOOT: Final = Size(3.55, QFont.Weight.Normal, 1.34)
"""10 points, for what is looked up and not read in passing."""

_HEAD: Final = Size(5.7, QFont.Weight.Medium, 1.32)
_FOOT_HEAD: Final = Size(3.9, QFont.Weight.Medium, 1.34)
_TITLE_BESIDE: Final = Size(8.2, QFont.Weight.Light, 1.18)
_LEAD: Final = Size(5.7, QFont.Weight.Normal, 1.38)
_FACTORS: Final = (1.0, 0.95, 0.9, 0.84, 0.78, 0.72, 0.66, 0.6, 0.54)
"""How much smaller the letters are made, step by step, until a long-winded shop's words fit."""


class SignTooLong(ValueError):
    """The shop's words do not fit one sheet, however small."""


@dataclass(frozen=True, slots=True)
class SignText:
    """One language's words by their names, as ``assets/papers`` has them, filled."""

    language: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text of a cell; ``space`` is above it, unless it is the cell's first."""

    words: Words
    colour: str = "ink"
    space: float = 0.0


@dataclass(frozen=True, slots=True)
class _Row:
    """Cells beside each other, each with its left edge; all begin at the same height."""

    cells: tuple[tuple[float, tuple[_Piece, ...]], ...]
    space: float

    @property
    def height(self) -> float:
        return max((_height_of(pieces) for _, pieces in self.cells), default=0.0)

    def draw(self, painter: QPainter, top: float) -> None:
        for left, pieces in self.cells:
            at = top
            for number, piece in enumerate(pieces):
                at += piece.space if number else 0.0
                piece.words.draw(painter, left, at, COLOURS.of(piece.colour))
                at += piece.words.height


def sign_pdf(texts: Sequence[SignText], url: str | None) -> bytes:
    """The sign as a PDF of one A4 page, in one language or in two side by side.

    ``url`` is where the full notice is; without it no code is drawn, and the sign says whom to
    ask. Raises NoGlyph, SignTooLong.
    """
    with_paper()
    for factor in _FACTORS:
        sign = _Sign(texts, url, factor)
        if sign.picture >= _LEAST_PICTURE:
            title = " ".join(texts[0].words["title"].splitlines())
            return print_pages(title, [sign.draw], repr((texts, url)))
    raise SignTooLong("the shop's names and purpose are too long for a sign of one page")


class _Sign:
    """A sign whose letters are ``factor`` times their usual size."""

    def __init__(self, texts: Sequence[SignText], url: str | None, factor: float) -> None:
        self._texts = texts
        self._url = url
        self._factor = factor
        count = len(texts)
        self._column = (WIDTH - 2 * _MARGIN - (count - 1) * _BETWEEN) / count
        self._rows = list(self._both() if count > 1 else self._one())
        self._foot = self._foot_row()
        foot = max(self._foot.height, 0.0 if url is None else _QR)
        rows = sum(row.space + row.height for row in self._rows)
        self._foot_top = HEIGHT - _BOTTOM - foot
        # What is left for the picture, in units.
        self.picture = self._foot_top - _ABOVE_FOOT - rows - _TOP - _UNDER_PICTURE

    def _size(self, size: Size) -> Size:
        return size.times(self._factor)

    def _words(self, text: SignText, name: str, size: Size, width: float) -> Words:
        return Words(text.words[name], self._size(size), text.language, width)

    def _left(self, number: int) -> float:
        return _MARGIN + number * (self._column + _BETWEEN)

    def _one(self) -> Iterator[_Row]:
        """One language: a large title, and the points in pairs."""
        (text,) = self._texts
        whole = WIDTH - 2 * _MARGIN
        title = self._words(text, "title", Size.POSTER, whole)
        yield _Row(((_MARGIN, (_Piece(title),)),), 0.0)
        lead = self._words(text, "lead", _LEAD, whole)
        yield _Row(((_MARGIN, (_Piece(lead),)),), 5 * MM)
        half = (whole - _BETWEEN) / 2
        cells = [
            (_MARGIN + number * (half + _BETWEEN), self._points(text, names, half))
            for number, names in enumerate(_BESIDE)
        ]
        yield _Row(tuple(cells), 8 * MM * self._factor)

    def _both(self) -> Iterator[_Row]:
        """Several languages: a column for each, the same thing always at the same height."""
        yield self._row(lambda text: self._only(text, "title_narrow", _TITLE_BESIDE), 0.0)
        yield self._row(lambda text: self._only(text, "lead", BODY), 3.4 * MM)
        for name in _BELOW:
            yield self._row(
                lambda text, name=name: self._point(text, name, self._column),
                3.4 * MM * self._factor,
            )

    def _row(self, cell: Callable[[SignText], tuple[_Piece, ...]], space: float) -> _Row:
        cells = [(self._left(number), cell(text)) for number, text in enumerate(self._texts)]
        return _Row(tuple(cells), space)

    def _only(self, text: SignText, name: str, size: Size) -> tuple[_Piece, ...]:
        return (_Piece(self._words(text, name, size, self._column)),)

    def _points(self, text: SignText, names: Sequence[str], width: float) -> tuple[_Piece, ...]:
        """Several points under each other."""
        pieces: list[_Piece] = []
        for name in names:
            title, said = self._titled(text, name, width)
            pieces += [replace(title, space=6 * MM * self._factor), said]
        return tuple(pieces)

    def _point(self, text: SignText, name: str, width: float) -> tuple[_Piece, ...]:
        """A point, and with the one on a no who has to say it: there is no room for one more."""
        pieces = self._titled(text, name, width)
        if name != "no":
            return pieces
        between = "" if text.language.startswith("zh") else " "
        young = f"{text.words['young_title']}{between}{text.words['young']}"
        return (*pieces, _Piece(Words(young, self._size(BODY), text.language, width)))

    def _titled(self, text: SignText, name: str, width: float) -> tuple[_Piece, _Piece]:
        title = self._words(text, f"{name}_title", _HEAD, width)
        return _Piece(title, "green"), _Piece(self._words(text, name, BODY, width))

    def _foot_row(self) -> _Row:
        """Who answers for it, and beside the code what the code is."""
        count = len(self._texts)
        beside = 0.0 if self._url is None else _QR + 5 * MM
        room = WIDTH - 2 * _MARGIN - beside
        width = (room - (count - 1) * _BETWEEN) / count
        cells: list[tuple[float, tuple[_Piece, ...]]] = []
        for number, text in enumerate(self._texts):
            full = "phone" if self._url is not None else "ask"
            pieces = [_Piece(self._words(text, full, _FOOT_HEAD, width))]
            names = [name for name in ("who", "reach", "dpo", "authority") if name in text.words]
            pieces += [
                _Piece(self._words(text, name, FOOT, width), space=0.0 if at else 1 * MM)
                for at, name in enumerate(names)
            ]
            cells.append((_MARGIN + beside + number * (width + _BETWEEN), tuple(pieces)))
        return _Row(tuple(cells), 0.0)

    def draw(self, painter: QPainter) -> None:
        height = min(self.picture, _MOST_PICTURE)
        # What the picture does not take stands above and under the words, half and half.
        spare = self.picture - height
        ground = _TOP + spare * 0.4 + height
        self._draw_picture(painter, ground, height)
        top = ground + _UNDER_PICTURE + spare * 0.2
        for row in self._rows:
            top += row.space
            row.draw(painter, top)
            top += row.height
        painter.setPen(QPen(COLOURS.of("line"), 0.3 * MM))
        rule = self._foot_top - 4 * MM
        painter.drawLine(QLineF(_MARGIN, rule, WIDTH - _MARGIN, rule))
        self._foot.draw(painter, self._foot_top)
        if self._url is not None:
            left = _MARGIN - quiet_of(self._url, _QR)
            draw_qr(painter, self._url, QRectF(left, self._foot_top - 2 * MM, _QR, _QR))

    def _draw_picture(self, painter: QPainter, ground: float, height: float) -> None:
        painter.save()
        painter.translate(WIDTH / 2, ground)
        scale = height / GRAND[1]
        painter.scale(scale, scale)
        ground_wide = (WIDTH - 2 * _MARGIN) / scale
        draw_doorway(painter, COLOURS.of, grand=True, ground=ground_wide)
        painter.restore()


def _height_of(pieces: Sequence[_Piece]) -> float:
    spaces = sum(piece.space for piece in pieces[1:])
    return spaces + sum(piece.words.height for piece in pieces)
