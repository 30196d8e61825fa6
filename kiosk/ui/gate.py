"""The gate between fingers and screens: a new screen is deaf for a moment.

A second tap that was meant for the last screen must never fall on a choice of this one.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

GUARD_SECONDS: Final = 0.35

_PRESSES: Final = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
        QEvent.Type.KeyPress,
    }
)

_UNASKED: Final = 3.0
"""So many times as long: a finger may be on its way to what stood here before."""

_MAY_REPEAT: Final = frozenset({"", "\b", "\t"})
"""Keys that stay down go on scrolling, taking back and walking; they type and choose once."""


class Gate(QObject):
    """Lets presses through to a window, except in its first moments; tells of every press.

    Installed on the application, because Qt hands a press to the innermost widget first.
    """

    def __init__(
        self,
        window: QWidget,
        clock: Callable[[], float],
        touched: Callable[[], None],
        seconds: float = GUARD_SECONDS,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._clock = clock
        self._touched = touched
        self._seconds = seconds
        self._opens = clock()
        self._released = (0, 0)

    def close_for_a_moment(self, *, unasked: bool = False) -> None:
        """A screen has just taken another's place; ``unasked`` if nobody here had it do so."""
        self._opens = self._clock() + self._seconds * (_UNASKED if unasked else 1.0)

    @property
    def is_open(self) -> bool:
        """True once the screen that is shown takes presses."""
        return self._clock() >= self._opens

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every event of every widget comes by here: to ask for its kind once is half of the time.
        kind = event.type()
        if kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            self._released = event.key(), event.timestamp()
        if kind not in _PRESSES or not self._is_ours(watched):
            return False
        if isinstance(event, QKeyEvent) and self._is_repeated(event):
            # What lies on a key is nobody: it must not keep whoever was here from being gone.
            return not self.is_open or event.text() not in _MAY_REPEAT
        self._touched()
        return not self.is_open

    def _is_repeated(self, event: QKeyEvent) -> bool:
        """True for all that a key sends after its first press, for as long as it stays down."""
        if event.isAutoRepeat():
            return True
        # An X server lets go of it in between, at the very same millisecond, and Qt is not always
        # told of the press in time to see that.
        return event.timestamp() > 0 and self._released == (event.key(), event.timestamp())

    def _is_ours(self, watched: QObject) -> bool:
        return isinstance(watched, QWidget) and (
            watched is self._window or self._window.isAncestorOf(watched)
        )
