"""Large digits to type a PIN with, and dots that say how many were typed and not which."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kiosk.domain.sign_in import PIN_DIGITS
from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.keypad import Key

_DIGITS: Final = "1234567890"
_COLUMNS: Final = 3
_ROWS: Final = 4
_KEY: Final = {True: (236.0, 148.0), False: (230.0, 132.0)}
"""Width and height of a key in design units, in portrait and in landscape."""
_DOT: Final = 34.0
_APART: Final = 34.0
_GROUP: Final = 34.0


class _Digit(Key):
    kind = Type.TITLE


class PinPad(QWidget):
    """The ten digits as on a telephone, and a key that takes the last one back."""

    pressed_key = Signal(str)
    took_back = Signal()

    def __init__(self, theme: Theme, back: str) -> None:
        super().__init__()
        self._theme = theme
        self.keys = tuple(_Digit(theme, digit) for digit in _DIGITS)
        self.back = Key(theme, back, "arrow-left")
        for key in (*self.keys, self.back):
            key.setParent(self)
        for key in self.keys:
            key.clicked.connect(partial(self.pressed_key.emit, key.text()))
        self.back.clicked.connect(self.took_back)
        # Digits stand from left to right in every language.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def _cell(self) -> QSize:
        width, height = _KEY[self._theme.portrait]
        return QSize(self._theme.tap(width), self._theme.tap(height))

    @override
    def sizeHint(self) -> QSize:
        gap, cell = self._theme.apart, self._cell
        width = _COLUMNS * cell.width() + (_COLUMNS - 1) * gap
        return QSize(width, _ROWS * cell.height() + (_ROWS - 1) * gap)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        gap, cell = self._theme.apart, self._cell
        # The nought stands in the middle of the last row, with nothing before it.
        places = [*range(len(_DIGITS) - 1), len(_DIGITS), len(_DIGITS) + 1]
        for place, key in zip(places, (*self.keys, self.back), strict=True):
            line, at = divmod(place, _COLUMNS)
            left, top = at * (cell.width() + gap), line * (cell.height() + gap)
            key.setGeometry(QRect(left, top, cell.width(), cell.height()))


class PinField(QWidget):
    """Eight dots in two groups, filled one by one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._typed = ""
        self._shown = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._tell()

    @property
    def shown(self) -> int:
        """How many dots are filled."""
        return self._shown

    @property
    def is_full(self) -> bool:
        return len(self._typed) == PIN_DIGITS

    def take(self, text: str) -> None:
        """Add the digits in it, as far as there is room; anything else is passed."""
        for letter in text:
            if letter in _DIGITS and len(self._typed) < PIN_DIGITS:
                self._typed += letter
        self._show(len(self._typed))

    def take_back(self) -> None:
        """Take the last digit back."""
        self._typed = self._typed[:-1]
        self._show(len(self._typed))

    def hand_over(self) -> str:
        """What was typed, which is forgotten here; the dots stay full until ``clear``."""
        typed, self._typed = self._typed, ""
        return typed

    def clear(self) -> None:
        """Forget what was typed."""
        self._typed = ""
        self._show(0)

    def _show(self, shown: int) -> None:
        self._shown = shown
        self._tell()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(
            self.tr("{typed} of {all} digits typed").format(typed=self._shown, all=PIN_DIGITS)
        )

    @override
    def sizeHint(self) -> QSize:
        px = self._theme.px
        width = PIN_DIGITS * px(_DOT) + (PIN_DIGITS - 1) * px(_APART) + px(_GROUP)
        return QSize(width, px(_DOT))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._theme.px
        stroke, radius = px(self._theme.shape.stroke), px(_DOT) / 2
        painter.setPen(QPen(self._theme.colour("ink"), stroke))
        for place in range(PIN_DIGITS):
            left = place * (px(_DOT) + px(_APART)) + (px(_GROUP) if place >= PIN_DIGITS // 2 else 0)
            full = place < self._shown
            painter.setBrush(self._theme.colour("ink" if full else "card"))
            reach = radius - stroke / 2
            painter.drawEllipse(QPointF(left + radius, self.height() / 2), reach, reach)
