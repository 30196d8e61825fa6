# pyright: basic
# pyqtgraph carries no types; this module and plot.py are all that speak to it.
"""A chart on a screen: drawn anew for each size it is seen in, and deaf to every finger and key."""

import math

import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QSizePolicy
from typing_extensions import override

from kiosk.ui.charts.canvas import Canvas, Written
from kiosk.ui.charts.data import ChartData, Comparison, Ratio
from kiosk.ui.charts.drawing import draw
from kiosk.ui.charts.drawings.ratio import natural_height
from kiosk.ui.charts.look import on_screen
from kiosk.ui.theme import Theme


class ChartView(pg.GraphicsView):
    """Shows one chart's data. It is read out as its panel says, and takes no focus."""

    def __init__(self, theme: Theme, data: ChartData) -> None:
        # Before the rest: its base resizes itself while it is being made.
        self._theme = theme
        self._data = data
        self._canvas: Canvas | None = None
        super().__init__(background=theme.colours.card)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setInteractive(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        # A finger that drags the page must be able to begin on a chart.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, False)
        self.setAcceptDrops(False)
        # Its pieces come and go all at once: a tree to find them by would be made anew each time.
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        # Nothing in it changes but when it is drawn anew, just before it is painted.
        self.setViewportUpdateMode(self.ViewportUpdateMode.NoViewportUpdate)
        tall = (
            QSizePolicy.Policy.Preferred
            if isinstance(data, Ratio)
            else QSizePolicy.Policy.Expanding
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, tall)

    @property
    def written(self) -> list[Written]:
        """Every label where it stands, as it is now drawn."""
        self._draw()
        return [] if self._canvas is None else self._canvas.written

    @override
    def sizeHint(self) -> QSize:
        width = self._theme.px(640)
        if isinstance(self._data, Ratio):
            return QSize(width, math.ceil(natural_height(on_screen(self._theme), self._data)))
        look = on_screen(self._theme)
        if isinstance(self._data, Comparison):
            height = 1.4 * look.line + len(self._data.rows) * (look.line + look.px(70))
            return QSize(width, math.ceil(height))
        return QSize(width, max(self._theme.px(360), math.ceil(11 * look.line)))

    @override
    def minimumSizeHint(self) -> QSize:
        width = self._theme.px(300)
        if isinstance(self._data, Ratio):
            return QSize(width, self.sizeHint().height())
        # Under eight lines of labels nothing is left between a legend and a scale.
        return QSize(width, math.ceil(8 * on_screen(self._theme).line))

    @override
    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is not None:
            self._forget()

    @override
    def paintEvent(self, ev: QPaintEvent) -> None:
        # Now, for a layout tries many sizes, and a chart out of sight needs none of them.
        self._draw()
        super().paintEvent(ev)

    def _forget(self) -> None:
        if self._canvas is not None:
            self.scene().removeItem(self._canvas.root)
            self._canvas = None

    def _draw(self) -> None:
        size = self.viewport().size()
        if self._canvas is not None or size.isEmpty():
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        box = QRectF(0, 0, size.width(), size.height())
        self._canvas = Canvas(box, on_screen(self._theme), mirrored)
        draw(self._canvas, self._data)
        self.scene().addItem(self._canvas.root)
