"""The door counter of a running kiosk: one thread, whichever way the counts come in."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final, Protocol

from kiosk.adapters.door.process import News
from kiosk.application.door_intake import DoorIntake, DoorStatus

_CLOSE_SECONDS: Final = 5.0
_KEEP_SECONDS: Final = 1.0
"""However much comes in, the status is not written more often."""


class Way(Protocol):
    """How counts come in. All of it is called on the counter's own thread."""

    def step(self) -> float:
        """Do what is due; returns in how many seconds to do so again."""
        ...

    def hear(self, news: object) -> None: ...

    def close(self) -> None: ...


class DoorCounter:
    """Works until it is closed; never touches the window or a visit.

    ``keep`` is given the status when it has changed, on the counter's thread, and may take its
    time.
    """

    def __init__(
        self, way: Way, news: News, intake: DoorIntake, keep: Callable[[DoorStatus], None]
    ) -> None:
        self._way = way
        self._news = news
        self._intake = intake
        self._keep = keep
        self._thread = threading.Thread(target=self._run, name="door", daemon=True)
        self._thread.start()

    def status(self) -> DoorStatus:
        """How it does at this moment; may be called from any thread."""
        return self._intake.status

    def close(self) -> None:
        """End it, and the process that listens; waits for that for up to five seconds."""
        self._news.close()
        self._thread.join(_CLOSE_SECONDS)

    def _run(self) -> None:
        kept: DoorStatus | None = None
        keep_at = time.monotonic()
        while not self._news.is_closed:
            pause = self._way.step()
            if self._intake.status != kept:
                if time.monotonic() >= keep_at:
                    kept = self._intake.status
                    self._keep(kept)
                    keep_at = time.monotonic() + _KEEP_SECONDS
                else:
                    pause = min(pause, _KEEP_SECONDS)
            news = self._news.next(pause)
            if news is not None:
                self._way.hear(news)
        self._way.close()
        if self._intake.status != kept:
            self._keep(self._intake.status)
