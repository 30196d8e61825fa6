"""Where a chart is drawn, in pixels or in the dots of a sheet: words, bars, rules and plots.

Importing this module imports pyqtgraph, which takes a third of a second: see ``preload``.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsSimpleTextItem,
)

from kiosk.ui.charts.look import Look
from kiosk.ui.charts.plot import Plot


@dataclass(frozen=True, slots=True)
class Written:
    """A text where it stands, in a box no higher than its capitals; for measuring."""

    text: str
    box: QRectF


@dataclass
class Canvas:
    """One chart's ground. ``box`` is all the room there is; everything hangs on ``root``."""

    box: QRectF
    look: Look
    mirrored: bool = False
    """Read from right to left: then time runs, and words stand, the other way round."""
    root: QGraphicsRectItem = field(default_factory=QGraphicsRectItem)
    written: list[Written] = field(default_factory=list[Written])
    _plots: list[Plot] = field(default_factory=list[Plot])
    """Held for as long as they are drawn: a view box of pyqtgraph's lives in Python too."""

    def __post_init__(self) -> None:
        self.root.setPen(QPen(Qt.PenStyle.NoPen))

    def plot(
        self, box: QRectF, x: tuple[float, float], y: tuple[float, float], *, mirrored: bool
    ) -> Plot:
        """A part of the canvas with scales of its own."""
        plot = Plot(self.root, self.look, box, x, y, mirrored=mirrored)
        self._plots.append(plot)
        return plot

    def text(
        self,
        words: str,
        at: QPointF,
        align: float = 0.5,
        colour: str | QColor = "ink",
        *,
        backed: bool = False,
    ) -> QRectF:
        """Write a line whose capitals are centred on ``at``; returns the box they take.

        ``align`` is how much of its width lies to the left of ``at``. Words that would leave
        the canvas are moved inside it. ``backed`` words hide what runs behind them.
        """
        look = self.look
        box = self.box_of(words, at, align)
        item = QGraphicsSimpleTextItem(words, self.root)
        item.setFont(look.font)
        item.setBrush(QBrush(look.colour(colour) if isinstance(colour, str) else colour))
        item.setPos(box.left(), box.bottom() - QFontMetricsF(look.font).ascent())
        item.setZValue(5)
        if backed:
            pad = look.px(5)
            self.fill(box.adjusted(-pad, -pad, pad, pad), "card", z=4)
        self.written.append(Written(words, box))
        return box

    def box_of(self, words: str, at: QPointF, align: float = 0.5) -> QRectF:
        """Where ``text`` would write this."""
        width = self.look.width_of(words)
        left = max(self.box.left(), min(at.x() - width * align, self.box.right() - width))
        return QRectF(left, at.y() - self.look.capital / 2, width, self.look.capital)

    def shape(
        self,
        path: QPainterPath,
        fill: QColor | None,
        line: QColor | None = None,
        stroke: float = 0.0,
        z: float = 0.0,
    ) -> None:
        """A path, filled and outlined."""
        item = QGraphicsPathItem(path, self.root)
        item.setPen(QPen(line, stroke) if line is not None else QPen(Qt.PenStyle.NoPen))
        item.setBrush(QBrush(fill) if fill is not None else QBrush(Qt.BrushStyle.NoBrush))
        item.setZValue(z)

    def rule(
        self, one: QPointF, other: QPointF, colour: str, units: float = 2.0, z: float = -2.0
    ) -> None:
        """A straight line, by default as fine as the grid's and behind everything."""
        path = QPainterPath(one)
        path.lineTo(other)
        self.shape(path, None, self.look.colour(colour), self.look.px(units), z)

    def block(self, box: QRectF, kind: str, *, radius: float | None = None) -> None:
        """A bar: ``plain`` is solid green, ``growing`` terracotta, ``other`` hatched on sand."""
        look = self.look
        box = box.normalized()
        path = QPainterPath()
        corner = min(look.px(6) if radius is None else radius, box.width() / 2, box.height() / 2)
        if kind != "other":
            path.addRoundedRect(box, corner, corner)
            self.shape(path, look.colour("green" if kind == "plain" else "terracotta"))
            return
        stroke = look.px(2.5)
        inside = box.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
        path.addRoundedRect(inside, corner, corner)
        self.shape(path, look.colour("sand_deep"), look.colour("green"), stroke)
        self.shape(_hatch(inside, look.px(13)), None, look.colour("green"), look.px(1.8))

    def tile(self, box: QRectF, step: int) -> None:
        """A cell of a heat map in the tone of this step, with an edge that shows the palest."""
        look = self.look
        half = look.px(1.5) / 2
        path = QPainterPath()
        path.addRoundedRect(box.adjusted(half, half, -half, -half), look.px(3), look.px(3))
        self.shape(path, look.tone(step), look.colour("control_line"), 2 * half)

    def disc(self, middle: QPointF, radius: float, kind: str) -> None:
        """A point: ``plain`` is solid, ``other`` hollow, ``ring`` hollow and terracotta."""
        path = QPainterPath()
        path.addEllipse(middle, radius, radius)
        look = self.look
        if kind == "plain":
            self.shape(path, look.colour("green"), z=2)
        else:
            line = look.colour("terracotta" if kind == "ring" else "green")
            self.shape(path, look.colour("card"), line, look.px(5), z=2)

    def fill(self, box: QRectF, colour: str | QColor, z: float = -3.0) -> None:
        """A plain ground."""
        path = QPainterPath()
        path.addRect(box)
        fill = self.look.colour(colour) if isinstance(colour, str) else colour
        self.shape(path, fill, z=z)


def _hatch(box: QRectF, pitch: float) -> QPainterPath:
    """Rising lines across a box, so far from each other, none longer than the box."""
    path = QPainterPath()
    reach = box.width() + box.height()
    steps = int(reach // pitch)
    for number in range(1, steps + 1):
        along = number * pitch
        # From the left edge or the foot up to the top or the right edge.
        start = QPointF(
            box.left() + max(0.0, along - box.height()), box.top() + min(along, box.height())
        )
        end = QPointF(
            box.left() + min(along, box.width()), box.top() + max(0.0, along - box.width())
        )
        line = QLineF(start, end)
        path.moveTo(line.p1())
        path.lineTo(line.p2())
    return path
