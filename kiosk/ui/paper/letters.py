"""Letters on paper: their sizes, their faces by language, and a word that none of them can draw."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar, Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from kiosk.ui.drawable import named, undrawable
from kiosk.ui.languages import direction
from kiosk.ui.theme import FAMILIES

MM: Final = 50.0
"""Units a millimetre; a page is laid out in units, so that sizes of letters are whole numbers."""

DOTS_PER_INCH: Final = 1270
"""The resolution at which a dot is a unit."""

_SUBSTITUTES: Final = ("liga", "locl")
"""What a page does without: a substitute's glyph has no character to be read back as."""

_CAPITAL: Final = 0.72
_LINE_BREAK: Final = "\u2028"


@dataclass(frozen=True, slots=True)
class Size:
    """A size of letters, its weight, and the height of a line in ems."""

    millimetres: float
    weight: QFont.Weight
    ems: float

    POSTER: ClassVar["Size"]
    TITLE: ClassVar["Size"]
    SECTION: ClassVar["Size"]
    LEAD: ClassVar["Size"]
    PART: ClassVar["Size"]
    BODY: ClassVar["Size"]
    CELL: ClassVar["Size"]
    CELL_HEAD: ClassVar["Size"]
    NOTE: ClassVar["Size"]

    @property
    def pixels(self) -> int:
        """Its height in units, which are the page's dots."""
        return round(self.millimetres * MM)

    @property
    def line(self) -> float:
        """The height of a line in units."""
        return self.millimetres * self.ems * MM

    def times(self, factor: float) -> "Size":
        return replace(self, millimetres=self.millimetres * factor)


Size.POSTER = Size(12.4, QFont.Weight.Light, 1.18)
Size.TITLE = Size(8.8, QFont.Weight.Light, 1.2)
Size.SECTION = Size(5.2, QFont.Weight.Normal, 1.28)
Size.LEAD = Size(4.8, QFont.Weight.Normal, 1.45)
Size.PART = Size(3.9, QFont.Weight.Medium, 1.35)
Size.BODY = Size(3.7, QFont.Weight.Normal, 1.5)
Size.CELL = Size(3.2, QFont.Weight.Normal, 1.4)
Size.CELL_HEAD = Size(3.2, QFont.Weight.Medium, 1.4)
Size.NOTE = Size(2.9, QFont.Weight.Normal, 1.4)


class NoGlyph(ValueError):
    """A character that the bundled letters cannot draw; a page would show an empty box."""


def must_be_drawable(text: str) -> None:
    """Raises NoGlyph, which names the first character that no bundled letter draws."""
    for letter in undrawable(text.replace("\n", "").replace(_LINE_BREAK, "")):
        said = f"the letters of this program have no {named(letter)}"
        raise NoGlyph(f"{said}, so a page with it cannot be printed")


@lru_cache(maxsize=64)
def font_of(size: Size) -> QFont:
    """The letters of this size, in the screens' two families.

    The second is named, for it is the simplified face: Qt's own choice for Chinese may be one
    that draws it with Japanese shapes.
    """
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(size.pixels)
    font.setWeight(size.weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for name in _SUBSTITUTES:
        font.setFeature(QFont.Tag(name), 0)
    return font


class Words:
    """A text broken into lines of one width, to be drawn line by line."""

    def __init__(
        self,
        text: str,
        size: Size,
        language: str,
        width: float,
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """``width`` is in units. Raises NoGlyph."""
        must_be_drawable(text)
        self.size = size
        option = QTextOption(align)
        option.setTextDirection(direction(language))
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout = QTextLayout(text.replace("\n", _LINE_BREAK), font_of(size))
        self._layout.setTextOption(option)
        self._lines: list[QTextLine] = []
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 0))
            self._lines.append(line)
        self._layout.endLayout()

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def height(self) -> float:
        return len(self._lines) * self.size.line

    @property
    def widest(self) -> float:
        """The width in units that its longest line really takes."""
        return max((line.naturalTextWidth() for line in self._lines), default=0.0)

    def draw_line(self, painter: QPainter, number: int, left: float, top: float) -> None:
        """Draw one line into the strip of ``size.line`` that begins at ``top``."""
        line = self._lines[number]
        baseline = top + (self.size.line + self.size.pixels * _CAPITAL) / 2
        line.draw(painter, QPointF(left, baseline - line.ascent()))

    def draw(self, painter: QPainter, left: float, top: float, colour: QColor) -> None:
        """Draw all lines, the first in the strip that begins at ``top``."""
        painter.setPen(colour)
        for number in range(len(self)):
            self.draw_line(painter, number, left, top + number * self.size.line)


def width_of(text: str, size: Size) -> float:
    """The width in units of a text on one line."""
    return QFontMetricsF(font_of(size)).horizontalAdvance(text)


def elided(text: str, size: Size, width: float) -> str:
    """The text, or its beginning and an ellipsis where it is wider than ``width`` units."""
    metrics = QFontMetricsF(font_of(size))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
