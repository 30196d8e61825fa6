"""Lucide drawings in any size and colour."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

from kiosk.ui.assets import icon_file


def draw_icon(painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Draw an icon into a square box. Raises AssetMissing for a name that has no drawing."""
    _renderer(name, colour.name()).render(painter, box)


@lru_cache(maxsize=64)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = icon_file(name).read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))
