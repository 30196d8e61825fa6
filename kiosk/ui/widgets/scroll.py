"""Longer text than the screen has room for: moved by finger, by keys or by a button."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QScroller,
    QScrollerProperties,
    QSizePolicy,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.buttons import Chip


class Scroll(QWidget):
    """Shows a piece through a window of its own where it is taller than the room it gets.

    A rail at the side says how far one is, and a button turns the page: nobody has to guess that
    a screen can be moved. It stands under the piece, and on a broad screen, which has less height
    to give away than width, beside it.
    """

    def __init__(self, theme: Theme, piece: QWidget, more: str, to_top: str) -> None:
        super().__init__()
        self._theme = theme
        self._words = (more, to_top)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(piece)
        for ground in (self._area.viewport(), piece):
            ground.setAutoFillBackground(False)
        self._piece = piece
        self.button = Chip(theme, more, "chevron-down")
        self.button.setParent(self)
        self.button.clicked.connect(self.turn_page)
        self._broadest = max(self._breadth_of(text) for text in self._words)
        self._bar = self._area.verticalScrollBar()
        self._bar.valueChanged.connect(self._moved)
        # What it shows may say more than before, and not fit any longer.
        self._bar.rangeChanged.connect(self._place)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._take_fingers()

    @property
    def sill(self) -> int:
        """The free pixels above the button, and under it."""
        return self._theme.px(16)

    @property
    def is_longer(self) -> bool:
        """True if not everything is in sight at once."""
        return self._needs(self.width()) > self.height()

    @property
    def is_at_end(self) -> bool:
        """True if what is in sight is the last of it."""
        return self._bar.value() >= self._bar.maximum()

    def turn_page(self) -> None:
        """Move on by a screenful, less a line to find one's place again; from the end, back."""
        if self.is_at_end:
            self._bar.setValue(0)
        else:
            self._bar.setValue(self._bar.value() + self._page())

    def to_top(self) -> None:
        """Show its beginning."""
        self._bar.setValue(0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self._theme.px(90)
        moves = {
            Qt.Key.Key_Down.value: line,
            Qt.Key.Key_Up.value: -line,
            Qt.Key.Key_PageDown.value: self._page(),
            Qt.Key.Key_PageUp.value: -self._page(),
        }
        if event.key() in moves:
            self._bar.setValue(self._bar.value() + moves[event.key()])
        else:
            event.ignore()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._piece.sizeHint().width(), self._theme.px(400))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._piece.minimumSizeHint().width(), self._theme.px(200))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        width, height = self.width(), self.height()
        if self.is_longer:
            width -= self._theme.px(40)
            if self._theme.portrait:
                height -= self.button.sizeHint().height() + 2 * self.sill
            else:
                width -= self._broadest + 2 * self.sill
        if self._area.size() != QSize(width, height):
            self._area.setGeometry(0, 0, width, height)
            # It was measuring how far it can be moved, by the size it had: have it do so again.
            QCoreApplication.postEvent(self._area, QEvent(QEvent.Type.LayoutRequest))
        # Where a finger may drag, a key must be able to follow.
        focus = Qt.FocusPolicy.TabFocus if self.is_longer else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(focus)
        self._moved()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_longer or self._bar.maximum() <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width, room = self._theme.px(8), self._area.height()
        rail = QRectF(self._area.width() + self._theme.px(32), 0, width, room)
        painter.setBrush(self._theme.colour("trough"))
        painter.drawRoundedRect(rail, width / 2, width / 2)
        height = room * room / (self._bar.maximum() + room)
        top = (room - height) * self._bar.value() / self._bar.maximum()
        colour = self._theme.colour("focus" if self.hasFocus() else "control_line")
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(rail.left(), top, width, height), width / 2, width / 2)
        painter.setPen(QPen(self._theme.colour("line"), self._theme.px(2)))
        painter.drawLine(0, room, self._area.width(), room)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # While it still glides, Qt would let no finger move what comes in its place.
        QScroller.scroller(self._area.viewport()).stop()

    def _take_fingers(self) -> None:
        viewport = self._area.viewport()
        # The scroller first: a gesture asks for it when it begins to watch.
        scroller = QScroller.scroller(viewport)
        viewport.grabGesture(_flick())
        properties = scroller.scrollerProperties()
        off = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
        metric = QScrollerProperties.ScrollMetric
        properties.setScrollMetric(metric.VerticalOvershootPolicy, off)
        properties.setScrollMetric(metric.HorizontalOvershootPolicy, off)
        scroller.setScrollerProperties(properties)

    def _breadth_of(self, text: str) -> int:
        self.button.turn(text, "chevron-down")
        return self.button.sizeHint().width()

    def _needs(self, width: int) -> int:
        return max(self._piece.heightForWidth(width), self._piece.minimumSizeHint().height())

    def _page(self) -> int:
        return round(self._area.viewport().height() * 0.85)

    def _moved(self) -> None:
        at_end = self.is_at_end
        more, to_top = self._words
        self.button.turn(to_top if at_end else more, "chevron-up" if at_end else "chevron-down")
        # Its other words have another width.
        size = self.button.sizeHint()
        if self._theme.portrait:
            left = (self.width() - size.width()) // 2
            top = self.height() - size.height() - self.sill
        else:
            left = self.width() - size.width()
            top = self.height() - size.height()
        self.button.setGeometry(left, top, size.width(), size.height())
        self.button.setVisible(self.is_longer)
        self.update()


class _Flicks:
    """The one gesture by which every page is moved, known to the application.

    QScroller would register another for each page, whose number is in no enumeration: PySide makes
    a class for each such number and never lets it go, so every notice that is opened would stay in
    memory a little.
    """

    holder: QObject | None = None
    gesture: Qt.GestureType | None = None


def _flick() -> Qt.GestureType:
    # Without a parent, so that it goes before the application, whose gesture it is.
    if _Flicks.gesture is None or _Flicks.holder is None or not isValid(_Flicks.holder):
        _Flicks.holder = QObject()
        by_button = QScroller.ScrollerGestureType.LeftMouseButtonGesture
        _Flicks.gesture = QScroller.grabGesture(_Flicks.holder, by_button)
    return _Flicks.gesture
