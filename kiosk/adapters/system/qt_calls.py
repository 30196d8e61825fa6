"""Calls brought to the window's thread, from any other, through a queued signal."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class QueuedCalls(QObject):
    """Makes each call on the thread it was made on itself, in the order they were given.

    What is given after ``close``, or on its way then, is dropped: there is nobody left to tell.
    """

    _given = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._is_open = True
        self._given.connect(self._arrived, Qt.ConnectionType.QueuedConnection)

    def __call__(self, call: Callable[[], None]) -> None:
        # Its Qt half may be gone by then, while a thread still works.
        if self._is_open:
            self._given.emit(call)

    def close(self) -> None:
        self._is_open = False

    def _arrived(self, call: Callable[[], None]) -> None:
        if self._is_open:
            call()
