"""The corner that staff press: two seconds at the top left, with nothing there to be seen."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme

HOLD_MS: Final = 2000
_PRESSES: Final = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
_SIDE: Final = 72.0
"""In design units, and never less than a finger needs."""


class Corner(QObject):
    """Listens to whatever covers the corner, and calls ``held`` after two seconds on it.

    It takes nothing away from what it listens to. The gate comes before it, so that a corner is
    as deaf as its screen is, and every press has already been told of.
    """

    def __init__(self, window: QWidget, held: Callable[[], None]) -> None:
        super().__init__(window)
        self._side = 0
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.setInterval(HOLD_MS)
        self.timer.timeout.connect(held)

    def watch(self, cover: QWidget, theme: Theme) -> None:
        """Listen to this piece from now on; its top left corner is the window's."""
        self.let_go()
        self._side = theme.tap(_SIDE)
        cover.installEventFilter(self)

    def let_go(self) -> None:
        """Whatever is held counts no longer."""
        self.timer.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            inside = QRectF(0, 0, self._side, self._side).contains(event.position())
            # A finger that tapped just before comes as the second half of a double click.
            is_press = event.type() in _PRESSES
            if is_press and event.button() == Qt.MouseButton.LeftButton and inside:
                self.timer.start()
            elif event.type() != QEvent.Type.MouseMove or not inside:
                self.let_go()
        return False


def is_staffs_key(event: QKeyEvent) -> bool:
    """True for Ctrl+Alt+S, pressed once: who has no finger for the corner calls staff's pages so.

    It need not be held: three keys at once are no accident, and sticky keys cannot be held.
    """
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() == Qt.Key.Key_S and held == both and not event.isAutoRepeat()


def is_demos_end(event: QKeyEvent) -> bool:
    """True for Ctrl+C and Ctrl+Q, by which whoever tries the demo on a whole screen leaves it."""
    keys = (Qt.Key.Key_C, Qt.Key.Key_Q)
    return event.key() in keys and event.modifiers() == Qt.KeyboardModifier.ControlModifier
