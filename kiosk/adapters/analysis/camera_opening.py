"""Opening the camera on a thread of its own: a driver may take seconds, or for ever."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk.domain.states import WatchFault
from kiosk.domain.visit import ConsentGrant, GrantExpired, GrantSpent

THREAD: Final = "camera-opening"
"""The thread's name, by which tests see that none is left."""

OpenCamera = Callable[[ConsentGrant, float], int]
"""Spends the grant at a time and opens the camera, in one act: a descriptor.

Raises GrantSpent, GrantExpired, or OSError if there is no camera to be opened.
"""

Outcome = int | WatchFault
"""The open camera's descriptor, or why there is none."""


@dataclass(eq=False)
class _Opening:
    grant: ConsentGrant
    is_answered: bool = False


class CameraOpener:
    """Opens for one grant at a time, and tells under ``lock`` what came of it.

    ``tell`` gets the outcome from the opening's own thread, unless it was cancelled; it passes
    the descriptor on and keeps none, for ours is closed at once. All methods are called under
    ``lock``.
    """

    def __init__(
        self,
        open_camera: OpenCamera,
        monotonic: Callable[[], float],
        lock: threading.RLock,
        tell: Callable[[ConsentGrant, Outcome], None],
    ) -> None:
        self._open_camera = open_camera
        self._monotonic = monotonic
        self._lock = lock
        self._tell = tell
        self._last: _Opening | None = None
        self._current: _Opening | None = None

    @property
    def grant(self) -> ConsentGrant | None:
        """The grant for which the camera is being opened just now."""
        return None if self._current is None else self._current.grant

    def begin(self, grant: ConsentGrant) -> bool:
        """Open the camera; False if the system still owes the answer to an earlier opening."""
        if self._last is not None and not self._last.is_answered:
            grant.void()
            return False
        self._last = self._current = _Opening(grant)
        threading.Thread(target=self._open, args=[self._current], name=THREAD, daemon=True).start()
        return True

    def cancel(self) -> None:
        """Have the camera not opened if it is not yet, and closed as soon as it is if it is."""
        if self._current is not None:
            self._current.grant.void()
            self._current = None

    def _open(self, opening: _Opening) -> None:
        outcome = self._outcome(opening)
        try:
            with self._lock:
                opening.is_answered = True
                if opening is self._current:
                    self._current = None
                    self._tell(opening.grant, outcome)
        finally:
            if isinstance(outcome, int):
                os.close(outcome)

    def _outcome(self, opening: _Opening) -> Outcome:
        try:
            return self._open_camera(opening.grant, self._monotonic())
        except GrantExpired:
            return WatchFault.GRANT_EXPIRED
        except OSError:
            return WatchFault.CAMERA_UNAVAILABLE
        except GrantSpent:
            with self._lock:
                if opening is self._current:
                    # Not void by being cancelled: a bug in the caller.
                    raise
            return WatchFault.CAMERA_UNAVAILABLE
