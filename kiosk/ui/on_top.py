"""A window that covers its screen and comes back in front of whatever covers it."""

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

EVERY_MS: Final = 1000


class OnTop(QObject):
    """Looks every second whether the window is still all that is seen, and sees to it if not.

    Another program's window that is put over it, a shortcut of a window manager that hides,
    shrinks or moves it to another desktop, a screen of another size: each lasts a second.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def look(self) -> None:
        window = self._window
        if not window.isVisible() and not window.isMinimized():
            # It has been closed, which only the program itself can do.
            return
        screen = QGuiApplication.primaryScreen().geometry()
        if window.isMinimized() or not window.isFullScreen():
            window.showFullScreen()
        if window.geometry() != screen:
            window.setGeometry(screen)
        # Without a window manager nobody tells that something lies over it.
        window.raise_()
        if not window.isActiveWindow():
            window.activateWindow()
