# pyright: basic
# pyqtgraph carries no types; this module and view.py are all that speak to it.
"""Scales, whiskers and lines: what pyqtgraph draws of a chart, and how a scene comes on paper."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from kiosk.ui.charts.look import Look

_BEAM: Final = 20.0
"""How broad the ends of a whisker are, in design units."""

_HALO: Final = 3.0
"""How much broader than a whisker the halo is that lets it be seen on a bar."""


class Plot:
    """A view box of pyqtgraph's with fixed scales, which no finger moves."""

    def __init__(
        self,
        root: QGraphicsItem,
        look: Look,
        box: QRectF,
        x: tuple[float, float],
        y: tuple[float, float],
        *,
        mirrored: bool,
    ) -> None:
        self._look = look
        self.box = box
        self._view = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0.0)
        # A whisker at the very end of a scale is as wide as any other.
        self._view.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape, False)
        self._view.setParentItem(root)
        self._view.setGeometry(box)
        self._view.invertX(mirrored)
        self._view.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)
        self._view.setZValue(1)
        self._view.updateMatrix()
        self._beam_x = abs(x[1] - x[0]) / max(1.0, box.width())
        self._beam_y = abs(y[1] - y[0]) / max(1.0, box.height())

    def at(self, x: float, y: float) -> QPointF:
        """Where a pair of numbers lies on the canvas."""
        return self._view.mapFromView(QPointF(x, y)) + self.box.topLeft()

    def area(self, x: tuple[float, float], y: tuple[float, float]) -> QRectF:
        """The box between two pairs of numbers, on the canvas."""
        return QRectF(self.at(x[0], y[0]), self.at(x[1], y[1])).normalized()

    def whiskers(
        self, places: Sequence[tuple[float, float]], intervals: Sequence[tuple[float, float]]
    ) -> None:
        """Upright intervals at these points: ink, in a halo of the ground's colour."""
        self._error_bars(places, intervals, upright=True)

    def lying_whiskers(
        self, places: Sequence[tuple[float, float]], intervals: Sequence[tuple[float, float]]
    ) -> None:
        """The same for bars that lie."""
        self._error_bars(places, intervals, upright=False)

    def _error_bars(
        self,
        places: Sequence[tuple[float, float]],
        intervals: Sequence[tuple[float, float]],
        *,
        upright: bool,
    ) -> None:
        if not places:
            return
        look = self._look
        x, y = np.array(places, dtype=float).T
        low, high = np.array(intervals, dtype=float).T
        ends = (
            {"top": high - y, "bottom": y - low}
            if upright
            else {"left": x - low, "right": high - x}
        )
        # No whisker is broader than the bar it stands on, where the bar is all there is.
        across = self.box.width() if upright else self.box.height()
        beam = min(look.px(_BEAM), 0.9 * across) * (self._beam_x if upright else self._beam_y)
        for colour, width in (("card", _HALO * look.px(3)), ("ink", look.px(3))):
            pen = QPen(look.colour(colour), width)
            pen.setCosmetic(True)
            pen.setCapStyle(Qt.PenCapStyle.SquareCap)
            self._view.addItem(
                pg.ErrorBarItem(x=x, y=y, beam=beam, pen=pen, **ends), ignoreBounds=True
            )

    def curve(self, values: Sequence[float | None], colour: str, units: float, style: str) -> None:
        """A line through the values at 0, 1, 2…; it is broken at every None."""
        pen = QPen(self._look.colour(colour), self._look.px(units))
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if style == "broken":
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([2.5, 1.8])
        y = np.array([np.nan if value is None else value for value in values], dtype=float)
        item = pg.PlotCurveItem(
            x=np.arange(len(values), dtype=float), y=y, pen=pen, connect="finite", antialias=True
        )
        self._view.addItem(item, ignoreBounds=True)


def render(painter: QPainter, rect: QRectF, root: QGraphicsItem, ground: QRectF) -> None:
    """Paint everything that hangs on ``root`` into ``rect``, as lines and letters.

    ``ground`` has the size of ``rect``: a pen's width is in dots, whatever a scene is scaled by.
    """
    scene = pg.GraphicsScene()
    scene.addItem(root)
    scene.setSceneRect(ground)
    scene.render(painter, rect, ground)
    scene.removeItem(root)
