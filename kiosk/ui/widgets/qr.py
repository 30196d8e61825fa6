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
_COMPACT_RUN = 12
"""So many compact characters in a row save more than another mode's beginning costs."""


@lru_cache(maxsize=8)
def modules_of(content: str) -> tuple[tuple[bool, ...], ...]:
    """The code's rows of dark (True) and light modules, at error correction M, no border.

    Upper-case letters, digits and a few signs take the compact mode, and make large modules;
    a long run of them does within an address, too, where that makes the whole smaller.
    """
    return min((_made(content, run) for run in (0, _COMPACT_RUN)), key=len)


def _made(content: str, shortest_run: int) -> tuple[tuple[bool, ...], ...]:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(content, optimize=shortest_run)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in line) for line in code.get_matrix())


class QrCode(QWidget):
    """A QR code on its own light ground, in every look.

    Its side is about ``units``, in whole pixels a module so that every edge is sharp, and never
    so small that a phone at arm's length could not read it.
    """

    def __init__(
        self,
        theme: Theme,
        content: str,
        spoken: str,
        units: float,
        least_mm: float = _MODULE_MM,
    ) -> None:
        """``least_mm`` is the least side of a module, which decides from how far it is read."""
        super().__init__()
        self._theme = theme
        self._units = units
        self._least = math.ceil(theme.mm(least_mm))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_content(content, spoken)

    def show_content(self, content: str, spoken: str) -> None:
        """Hold this from now on; its size may be another one by it."""
        self.content = content
        self._modules = modules_of(content)
        count = len(self._modules) + 2 * QUIET
        self._module = max(1, self._least, round(self._theme.px(self._units) / count))
        self._side = self._module * count
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

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
