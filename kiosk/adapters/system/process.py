"""This very process: what it may leave behind, and how it is asked to end."""

import ctypes
import signal
import socket
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_PR_SET_DUMPABLE = 4


def leave_no_core() -> None:
    """See to it that a crash of this process writes no memory to any disk.

    On Linux no other process of the same user may read its memory either. Elsewhere this does
    nothing: Windows writes no dump unless it was told to.
    """
    if sys.platform != "linux":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


class EndRequests(QObject):
    """Calls back on this thread when the system asks the program to end (SIGTERM).

    Ctrl+C (SIGINT) asks for it, too, ``by_keyboard``; else it does nothing: a kiosk's keyboard
    is anybody's.

    Python runs its handlers between two of its own instructions, and an idle event loop runs
    none: so the signal's number comes through a socket that the loop listens to.
    """

    def __init__(self, end: Callable[[], None], *, by_keyboard: bool = False) -> None:
        super().__init__()
        self._ends = {signal.SIGTERM, signal.SIGINT} if by_keyboard else {signal.SIGTERM}
        self._ours, self._theirs = socket.socketpair()
        for each in (self._ours, self._theirs):
            each.setblocking(False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._arrived)
        self._end = end
        signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)

    def close(self) -> None:
        """Give both signals back their old meaning."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        self._notifier.setEnabled(False)
        self._ours.close()
        self._theirs.close()

    def _arrived(self) -> None:
        if self._ends & set(self._ours.recv(64)):
            self._end()
