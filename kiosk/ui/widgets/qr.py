"""A QR code, drawn as squares."""

import math
from functools import lru_cache

import qrcode
import qrcode.constants
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme

QUIET = 4
"""Empty modules around the code, as the standard asks."""
_MODULE_MM = 0.7


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
    """A QR code on its own light ground, in every look.

    Its side is about ``units``, in whole pixels a module so that every edge is sharp, and never
    so small that a phone at arm's length could not read it.
    """

    def __init__(self, theme: Theme, content: str, spoken: str, units: float) -> None:
        super().__init__()
        self._theme = theme
        self._modules = modules_of(content)
        count = len(self._modules) + 2 * QUIET
        least = math.ceil(theme.mm(_MODULE_MM))
        self._module = max(1, least, round(theme.px(units) / count))
        self._side = self._module * count
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("qr_light"))
        size = self._module
        left = top = size * QUIET
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("qr_dark"))
        for row, line in enumerate(self._modules):
            for place, dark in enumerate(line):
                if dark:
                    painter.drawRect(QRectF(left + place * size, top + row * size, size, size))
