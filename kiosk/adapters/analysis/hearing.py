"""Waiting for children: to speak, to fall silent for good, or for somebody to say "look again"."""

import os
import selectors
import threading
from collections.abc import Callable
from typing import Final

from kiosk.adapters.analysis.companion import Companion

_BURIAL_SECONDS: Final = 1.0
_AT_ONCE: Final = 4096


class Hearing:
    """One thread waits here and buries; any thread may wake it or dismiss a child.

    A dismissed child has been killed: nothing it still says is heard, and it is buried when
    its pipe has closed. ``on_somebody_left`` is called if it had started another process, which
    then has been killed. Only for Linux: elsewhere pipes cannot be waited for.
    """

    def __init__(self, on_somebody_left: Callable[[], None]) -> None:
        self._on_somebody_left = on_somebody_left
        self._selector = selectors.DefaultSelector()
        self._wake_out, self._wake_in = os.pipe()
        self._selector.register(self._wake_out, selectors.EVENT_READ, None)
        self._dismissed: list[Companion] = []
        self._lock = threading.Lock()
        self._closed = False

    def listen_to(self, child: Companion) -> None:
        self._selector.register(child, selectors.EVENT_READ, child)

    def dismiss(self, child: Companion) -> None:
        self._dismissed.append(child)

    def wake(self) -> None:
        """Have the waiting thread look around; does nothing once this is closed."""
        with self._lock:
            if not self._closed:
                os.write(self._wake_in, b"x")

    def wait(self, seconds: float | None) -> list[Companion]:
        """The children that have something to say, dismissed ones left out.

        Returns as soon as there is one, when woken, and after ``seconds`` (None: never).
        """
        speaking: list[Companion] = []
        for key, _ in self._selector.select(seconds):
            child = key.data
            if child is None:
                os.read(self._wake_out, _AT_ONCE)
            elif child in self._dismissed:
                self._bury(child)
            else:
                speaking.append(child)
        return speaking

    def close(self) -> None:
        """Bury whoever is left. Nothing can be waited for afterwards."""
        for child in self._dismissed:
            child.bury(_BURIAL_SECONDS)
        with self._lock:
            self._closed = True
            self._selector.close()
            os.close(self._wake_out)
            os.close(self._wake_in)

    def _bury(self, child: Companion) -> None:
        if child.is_silenced() and child.bury(_BURIAL_SECONDS):
            self._selector.unregister(child)
            self._dismissed.remove(child)
            if child.left_somebody:
                self._on_somebody_left()
