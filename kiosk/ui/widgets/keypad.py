"""A keypad for receipt codes, and the field that shows what was typed on it."""

import math
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kiosk.domain.consent import ALPHABET, RANDOM_SYMBOLS
from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.icon import draw_icon
from kiosk.ui.widgets.press import Press
from kiosk.ui.widgets.text_block import TextBlock

SYMBOLS: Final = RANDOM_SYMBOLS + 1

_MISREAD: Final = {"O": "0", "I": "1", "L": "1"}
_KEY = 100.0
_CELL = 104.0
_IN_A_LINE: Final = 10
_COLUMNS: Final = {True: (7, 6, 5), False: (11, 9, 8)}
"""Keys in a row, in portrait and in landscape: as many as there is room for."""


class Key(Press):
    """One character, or the one that takes the last one back."""

    kind = Type.DOOR

    def __init__(self, theme: Theme, text: str, icon: str | None = None) -> None:
        self._icon = icon
        super().__init__(theme, text)
        self._block = TextBlock(
            text if icon is None else "",
            theme.font(self.kind),
            self.kind.value[2],
            Qt.AlignmentFlag.AlignHCenter,
        )

    @override
    def corner(self) -> float:
        return float(self.theme.px(18))

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.theme.tap(), self.theme.tap(_KEY))

    @override
    def fits(self) -> bool:
        size = self._block.size(self.width())
        return size.width() <= self.width() and size.height() <= self.height()

    @override
    def paint(self, painter: QPainter) -> None:
        fill, ink = self.settled()
        edge = self.theme.colour("control_line")
        self.draw_card(painter, fill, edge, self.theme.px(self.theme.shape.hair))
        if self._icon:
            side = self.theme.px(48)
            middle = ((self.width() - side) / 2, (self.height() - side) / 2)
            draw_icon(painter, self._icon, QRectF(*middle, side, side), ink)
            return
        height = self._block.size(self.width()).height()
        box = QRectF(0, (self.height() - height) / 2, self.width(), height)
        self._block.draw(painter, box, ink)


class Keypad(QWidget):
    """The thirty-two characters of a code, in its own order, and one to take the last back."""

    pressed_key = Signal(str)
    took_back = Signal()

    def __init__(self, theme: Theme, width: int, back: str) -> None:
        """``width`` is what there will be room for; it decides how many stand in a row."""
        super().__init__()
        self._theme = theme
        self._columns = next(
            (count for count in _COLUMNS[theme.portrait] if self._least_width(count) <= width),
            _COLUMNS[theme.portrait][-1],
        )
        self.keys = tuple(Key(theme, symbol) for symbol in ALPHABET)
        self.back = Key(theme, back, "arrow-left")
        for key in (*self.keys, self.back):
            key.setParent(self)
        for key in self.keys:
            key.clicked.connect(partial(self.pressed_key.emit, key.text()))
        self.back.clicked.connect(self.took_back)
        # Characters run from left to right in every language.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def _gap(self) -> int:
        return max(self._theme.apart, self._theme.px(20))

    @override
    def sizeHint(self) -> QSize:
        rows = math.ceil((len(self.keys) + 1) / self._columns)
        height = rows * self._theme.tap(_KEY) + (rows - 1) * self._gap
        return QSize(self._least_width(self._columns), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _least_width(self, columns: int) -> int:
        return columns * self._theme.tap() + (columns - 1) * self._gap

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        gap, count = self._gap, self._columns
        each = (self.width() - (count - 1) * gap) // count
        height = self._theme.tap(_KEY)
        for place, key in enumerate((*self.keys, self.back)):
            line, at = divmod(place, count)
            left = at * (each + gap)
            # The last key is as wide as what its row has left.
            width = each if key is not self.back else count * (each + gap) - gap - left
            key.setGeometry(QRect(left, line * (height + gap), width, height))


class CodeField(QWidget):
    """The places of a code, in groups of five; it takes only characters a code can have.

    ``spoken`` is False where what is typed is for nobody's ears.
    """

    changed = Signal()

    def __init__(self, theme: Theme, symbols: int = SYMBOLS, *, spoken: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._symbols = symbols
        self._spoken = spoken
        self._typed = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._tell()

    @property
    def typed(self) -> str:
        return self._typed

    @property
    def is_full(self) -> bool:
        return len(self._typed) == self._symbols

    def take(self, text: str) -> None:
        """Add what was typed or scanned; a colon starts anew, what no code can have is passed."""
        for letter in text.upper():
            letter = _MISREAD.get(letter, letter)
            if letter == ":":
                # A scanned receipt begins with a name and a colon; the code follows.
                self._typed = ""
            elif letter in ALPHABET and len(self._typed) < self._symbols:
                self._typed += letter
        self._tell()

    def take_back(self) -> None:
        """Take the last character back."""
        self._typed = self._typed[:-1]
        self._tell()

    def clear(self) -> None:
        """Begin anew."""
        self._typed = ""
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(" ".join(self._typed if self._spoken else ""))
        self.update()
        self.changed.emit()

    @property
    def _in_a_line(self) -> int:
        return min(self._symbols, _IN_A_LINE)

    @property
    def _lines(self) -> int:
        return math.ceil(self._symbols / _IN_A_LINE)

    @property
    def _height(self) -> int:
        return self._theme.px(_CELL) * self._lines + self._theme.px(20) * (self._lines - 1)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(86) * self._in_a_line + self._group_gap, self._height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(52) * self._in_a_line + self._group_gap, self._height)

    @property
    def _group_gap(self) -> int:
        return self._theme.px(36)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        each = min((self.width() - self._group_gap) / self._in_a_line, theme.px(110))
        font, leading = theme.font(Type.TITLE), Type.TITLE.value[2]
        for place in range(self._symbols):
            row, at = divmod(place, self._in_a_line)
            left = at * each + (self._group_gap if at >= self._in_a_line // 2 else 0)
            bottom = (row + 1) * theme.px(_CELL) + row * theme.px(20)
            here = place == len(self._typed)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ink" if here else "control_line"))
            line = theme.px(6 if here else 3)
            inset = theme.px(6)
            painter.drawRect(QRectF(left + inset, bottom - line, each - 2 * inset, line))
            painter.setPen(QPen(theme.colour("ink")))
            if place < len(self._typed):
                symbol = TextBlock(self._typed[place], font, leading, Qt.AlignmentFlag.AlignHCenter)
                height = symbol.size(each).height()
                box = QRectF(left, bottom - theme.px(10) - height, each, height)
                symbol.draw(painter, box, theme.colour("ink"))
