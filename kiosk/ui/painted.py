"""Whether the screen is still being painted: asked for one point of it, Qt has to do its round."""

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_ROUNDS = (QEvent.Type.UpdateRequest, QEvent.Type.Paint)


class Painted(QObject):
    """Watches a window; called, it says whether it was painted since the last call.

    A window that the system shows nowhere just now (a screen that is switched off) is not painted
    and need not be: it counts as painted, once it was.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._was_painted = False
        self._ever = False
        window.installEventFilter(self)

    def __call__(self) -> bool:
        painted, self._was_painted = self._was_painted, False
        self._ever = self._ever or painted
        self._window.update(QRect(0, 0, 1, 1))
        shown = self._window.windowHandle()
        is_exposed = shown.isExposed() if self._window.isVisible() else False
        return painted or (self._ever and not is_exposed)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ROUNDS:
            self._was_painted = True
        return False
