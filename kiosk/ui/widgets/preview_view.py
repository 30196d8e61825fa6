"""The live picture with the oval and the counting ring on it; no picture outlives its painting."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kiosk.application.ports import Preview
from kiosk.domain.oval import OVAL
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.eye import draw_eye


class PreviewView(QWidget):
    """Paints the newest picture into its box, as large as its own proportions allow.

    Until the camera has opened, and for good once it was told to ``forget``, it paints the
    oval with an eye asleep instead.
    """

    def __init__(self, theme: Theme, preview: Preview, size: QSize) -> None:
        super().__init__()
        self._theme = theme
        self._preview = preview
        self._live = False
        self._used = 0.0
        self._painted: tuple[int | None, float] = (None, 0.0)
        self.setFixedSize(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def open(self) -> None:
        """Show live pictures from now on."""
        self._live = True
        self.update()

    def forget(self) -> None:
        """Paint over the last picture, now, and never show another."""
        self._live = False
        self.repaint()

    @property
    def shows_picture(self) -> bool:
        """True once a picture of the open camera has been painted."""
        return self._painted[0] is not None

    def look(self, used: float) -> None:
        """Repaint if there is a new picture or the ring has moved; ``used`` runs from 0 to 1."""
        picture = self._preview.latest() if self._live else None
        number = picture.number if picture is not None else None
        self._used = used
        if number != self._painted[0] or abs(used - self._painted[1]) > 0.012:
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        picture = self._preview.latest() if self._live else None
        painter.fillRect(box, self._theme.colour("sand_deep"))
        if picture is not None:
            box = self._box_of(picture.width, picture.height)
            image = QImage(
                picture.pixels,
                picture.width,
                picture.height,
                picture.width * 3,
                QImage.Format.Format_RGB888,
            )
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, image)
            # The pixels belong to the child's memory: nothing here holds on to them.
            del image
        self._painted = (picture.number if picture is not None else None, self._used)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        oval = QRectF(
            box.left() + (OVAL.centre_x - OVAL.half_width) * box.width(),
            box.top() + (OVAL.centre_y - OVAL.half_height) * box.height(),
            2 * OVAL.half_width * box.width(),
            2 * OVAL.half_height * box.height(),
        )
        self._draw_oval(painter, oval, asleep=picture is None)
        self._round_corners(painter)

    def _box_of(self, width: int, height: int) -> QRectF:
        """Where a picture of this size is painted: whole, undistorted, in the middle."""
        scale = min(self.width() / width, self.height() / height)
        size = (width * scale, height * scale)
        return QRectF((self.width() - size[0]) / 2, (self.height() - size[1]) / 2, *size)

    def _draw_oval(self, painter: QPainter, oval: QRectF, *, asleep: bool) -> None:
        theme = self._theme
        painter.setBrush(theme.colour("paper") if asleep else Qt.BrushStyle.NoBrush)
        rim = QColor("#FFFFFF")
        rim.setAlphaF(0.75)
        painter.setPen(QPen(rim, theme.px(10)))
        painter.drawEllipse(oval)
        if asleep:
            middle = QPointF(oval.center().x(), oval.center().y())
            ink = theme.colour("ink")
            draw_eye(painter, middle, oval.width() * 0.34, theme.px(6), ink, 0)
            return
        ring = QPainterPath()
        ring.arcMoveTo(oval, 90)
        ring.arcTo(oval, 90, -360 * min(1.0, self._used))
        pen = QPen(theme.colour("lamp_on"), theme.px(14))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(ring)

    def _round_corners(self, painter: QPainter) -> None:
        """Paint the corners over: much cheaper than clipping every picture."""
        radius = self._theme.px(self._theme.shape.radius)
        whole = QPainterPath()
        whole.addRect(QRectF(self.rect()))
        card = QPainterPath()
        card.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("paper"))
        painter.drawPath(whole.subtracted(card))
