"""A QR code, drawn as squares."""

from functools import lru_cache

import qrcode
import qrcode.constants
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme

_QUIET = 4
"""Empty modules around the code, as the standard asks."""


@lru_cache(maxsize=8)
def modules_of(content: str) -> tuple[tuple[bool, ...], ...]:
    """The code's rows of dark (True) and light modules, at error correction M, no border.

    Upper-case letters, digits and a few signs take the compact mode, and make large modules.
    """
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(content, optimize=0)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in line) for line in code.get_matrix())


class QrCode(QWidget):
    """A QR code on its own light ground, in every look; ``units`` is its side."""

    def __init__(self, theme: Theme, content: str, spoken: str, units: float) -> None:
        super().__init__()
        self._theme = theme
        self._modules = modules_of(content)
        self._side = theme.px(units)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("qr_light"))
        count = len(self._modules) + 2 * _QUIET
        # Whole pixels a module, so that every edge is sharp.
        size = max(1, min(self.width(), self.height()) // count)
        left = (self.width() - size * count) // 2 + size * _QUIET
        top = (self.height() - size * count) // 2 + size * _QUIET
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("qr_dark"))
        for row, line in enumerate(self._modules):
            for place, dark in enumerate(line):
                if dark:
                    painter.drawRect(QRectF(left + place * size, top + row * size, size, size))
