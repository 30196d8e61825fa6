"""The one way into the window's thread: an event, through a queued signal."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from kiosk.domain.events import Event


class QueuedPost(QObject):
    """Brings events from any thread to the one it was made on, in the order they were posted.

    What is posted before ``deliver_to`` waits; what is posted after ``close`` is dropped, for
    then there is nobody left whom it could concern.
    """

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._deliver: Callable[[Event], None] | None = None
        self._early: list[Event] = []
        self._posted.connect(self._arrived, Qt.ConnectionType.QueuedConnection)

    def __call__(self, event: Event) -> None:
        self._posted.emit(event)

    def deliver_to(self, deliver: Callable[[Event], None]) -> None:
        self._deliver = deliver
        early, self._early = self._early, []
        for event in early:
            deliver(event)

    def close(self) -> None:
        self._posted.disconnect(self._arrived)

    def _arrived(self, event: Event) -> None:
        if self._deliver is None:
            self._early.append(event)
        else:
            self._deliver(event)
