"""Anything that can be pressed: how it answers a finger, a key and a screen reader."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme


class Press(QPushButton):
    """A button drawn by its subclass.

    It looks pressed while a finger is on it and acts when the finger leaves it. Space presses
    it when it has the focus; Enter never does, so that no screen has a default answer.
    """

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(text)

    def say(self, text: str) -> None:
        """Show this text, and be read out as it."""
        self.setText(text)
        # Line breaks are for the eye; an ampersand is an ampersand, never a shortcut.
        self.setShortcut("")
        self.setAccessibleName(" ".join(text.split()))

    def fits(self) -> bool:
        """True if everything written on it has its room."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Draw it, focus ring apart."""
        raise NotImplementedError

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        # The answer to a finger is due in the next frame, not when the event queue is empty.
        if self.isDown():
            self.repaint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
        super().changeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter)
        if self.hasFocus():
            self._draw_focus(painter)

    def _draw_focus(self, painter: QPainter) -> None:
        shape = self.theme.shape
        width = self.theme.px(shape.focus)
        inset = width / 2 + self.theme.px(shape.focus_off)
        radius = max(1.0, self.corner() - inset)
        painter.setPen(QPen(self.theme.colour("focus"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius
        )

    def corner(self) -> float:
        """The radius of its corners in pixels."""
        return float(self.theme.px(self.theme.shape.radius))

    def draw_card(self, painter: QPainter, fill: QColor, outline: QColor, stroke: float) -> None:
        """Draw the rounded ground that text and icons stand on."""
        half = stroke / 2
        radius = max(1.0, self.corner() - half)
        painter.setPen(QPen(outline, stroke) if stroke else Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius
        )

    def settled(self) -> tuple[QColor, QColor]:
        """Fill and ink of a card as it is just now: at rest, pressed, or not to be pressed."""
        theme = self.theme
        if not self.isEnabled():
            return theme.colour("paper"), theme.colour("soft_ink")
        fill = "pressed" if self.isDown() else "card"
        return theme.colour(fill), theme.colour("ink")
