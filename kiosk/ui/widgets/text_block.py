"""Text set in lines: the one place where words meet widths."""

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

_BROAD = 1.0e6
_ORPHAN = 0.3
"""A last line shorter than this share of the others looks left over."""
_STEPS = 24
_CLAUSE_ENDS = frozenset("，。；：、！？")
_DESCENT = 0.27
"""Room below the last baseline for the tails of letters, in ems."""


class TextBlock:
    """One text in one font, set to any width.

    ``leading`` is the line height in ems. A ``balanced`` text always fills its lines evenly;
    any other does only where a word would be left over in the last one.
    """

    def __init__(
        self,
        text: str,
        font: QFont,
        leading: float,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
        *,
        balanced: bool = False,
    ) -> None:
        self.text = text
        self._font = font
        self._align = align
        self._balanced = balanced
        self._em = float(font.pixelSize())
        self._pitch = self._em * leading
        metrics = QFontMetricsF(font)
        # Tight lines share the space of the font's own line box, half above and half below.
        self._rise = (self._pitch - metrics.height()) / 2 + metrics.ascent()
        self._tail = max(0.0, _DESCENT * self._em - (self._pitch - self._rise))
        self._layouts = lru_cache(maxsize=64)(self._lay_out)
        self._set = lru_cache(maxsize=16)(self._choose)

    def natural_width(self) -> float:
        """The width at which no line has to be broken."""
        return self._layouts(_BROAD).width

    def least_width(self) -> float:
        """The width of the longest piece that cannot be broken."""
        return self._layouts(1.0).width

    def size(self, width: float) -> QSizeF:
        """What the text takes up when ``width`` is offered; wider than that if it must be."""
        lines = self._set(width)
        return QSizeF(lines.width, self._height(lines.count))

    def draw(self, painter: QPainter, box: QRectF, colour: QColor) -> None:
        """Draw the text at the top of ``box``, aligned between its sides."""
        lines = self._set(box.width())
        painter.setPen(colour)
        for layout, texts in lines.paragraphs:
            for index, row in texts:
                line = layout.lineAt(index)
                spare = box.width() - line.naturalTextWidth()
                left = box.left() + spare * self._shift(layout)
                baseline = box.top() + row * self._pitch + self._rise
                line.setPosition(QPointF(0, 0))
                line.draw(painter, QPointF(left, baseline - line.ascent()))

    def _shift(self, layout: QTextLayout) -> float:
        if self._align & Qt.AlignmentFlag.AlignHCenter:
            return 0.5
        right_to_left = layout.textOption().textDirection() == Qt.LayoutDirection.RightToLeft
        trailing = bool(self._align & Qt.AlignmentFlag.AlignTrailing)
        return 1.0 if right_to_left != trailing else 0.0

    def _choose(self, width: float) -> "_Lines":
        lines = self._layouts(max(1.0, float(math.floor(width))))
        if lines.count < 2:
            return lines
        if self._balanced:
            return self._balance(lines)
        if lines.last < _ORPHAN * lines.width:
            return self._mend(lines)
        return lines

    def _balance(self, lines: "_Lines") -> "_Lines":
        """The narrowest setting that needs no more lines."""
        narrow, wide = lines.width / 2, lines.width
        while wide - narrow > 2:
            middle = (narrow + wide) / 2
            tried = self._layouts(middle)
            if tried.count > lines.count or tried.width > middle:
                narrow = middle
            else:
                wide = middle
        return self._layouts(math.ceil(wide))

    def _mend(self, lines: "_Lines") -> "_Lines":
        """The broadest setting in as many lines whose last one does not look left over.

        One that breaks where a clause ends is better still: Chinese can break anywhere.
        """
        mended = lines
        for step in range(1, _STEPS):
            tried = self._layouts(lines.width - step * self._em / 2)
            if tried.count > lines.count:
                break
            if tried.last < _ORPHAN * tried.width:
                continue
            if tried.ends_clauses:
                return tried
            if mended is lines:
                mended = tried
        return mended

    def _height(self, count: int) -> float:
        return count * self._pitch + self._tail

    def _lay_out(self, width: float) -> "_Lines":
        return _Lines(self.text, self._font, width)


class _Lines:
    """A text broken into lines no wider than ``offered``, where its words allow it."""

    def __init__(self, text: str, font: QFont, offered: float) -> None:
        self.paragraphs: list[tuple[QTextLayout, list[tuple[int, int]]]] = []
        self.width = 0.0
        self.last = 0.0
        self.count = 0
        self.ends_clauses = True
        """True if every line but the last ends where a clause does."""
        for paragraph in text.split("\n"):
            layout = QTextLayout(paragraph, font)
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WordWrap)
            option.setTextDirection(_direction(paragraph))
            layout.setTextOption(option)
            layout.beginLayout()
            rows: list[tuple[int, int]] = []
            while True:
                line = layout.createLine()
                if not line.isValid():
                    break
                line.setLineWidth(offered)
                rows.append((len(rows), self.count))
                start = line.textStart()
                if start:
                    self.ends_clauses &= paragraph[start - 1] in _CLAUSE_ENDS
                self.last = line.naturalTextWidth()
                self.width = max(self.width, self.last)
                self.count += 1
            layout.endLayout()
            if not rows:
                self.count += 1
            self.paragraphs.append((layout, rows))
        self.width = float(math.ceil(self.width))


def _direction(text: str) -> Qt.LayoutDirection:
    """The direction of the first letter that has one: Hebrew and Arabic run to the left."""
    for letter in text:
        if "\u0590" <= letter <= "\u08ff":
            return Qt.LayoutDirection.RightToLeft
        if letter.isalpha():
            break
    return Qt.LayoutDirection.LeftToRight
