"""Waits, kept by Qt's event loop: no thread, and no wake-up but the one that is due."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer


class QtAlarm:
    """Implements ``ports.Alarm`` on the thread it was made on."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self._due)
        self._call: Callable[[], None] | None = None

    def set(self, seconds: float, call: Callable[[], None]) -> None:
        self._call = call
        self._timer.start(round(seconds * 1000))

    def clear(self) -> None:
        self._timer.stop()
        self._call = None

    def _due(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            call()
