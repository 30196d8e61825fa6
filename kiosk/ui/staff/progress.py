"""A bar for work that takes seconds."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme

_HEIGHT = 20.0


class ProgressBar(QWidget):
    """How much of it is done, from 0 to 1. It never goes back."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._done = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    @property
    def done(self) -> float:
        return self._done

    def begin(self) -> None:
        """Nothing is done yet."""
        self._done = 0.0
        self._tell()

    def show_done(self, done: float) -> None:
        """This part is done; less than before is passed."""
        self._done = max(self._done, min(1.0, done))
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("{percent} % done").format(percent=round(100 * self._done)))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(_HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(self._theme.colour("trough"))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if not self._done:
            return
        bar = QRectF(0, 0, max(float(self.height()), self.width() * self._done), self.height())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            bar.moveRight(self.width())
        painter.setBrush(self._theme.colour("green"))
        painter.drawRoundedRect(bar, radius, radius)
