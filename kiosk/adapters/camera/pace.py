"""The speed of a camera, for sources that have none of their own."""

import time
from collections.abc import Callable


class Pace:
    """Lets one frame pass every 1/30 s; a reader that is late is not hurried afterwards."""

    def __init__(
        self,
        frames_per_second: float,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval = 1 / frames_per_second
        self._monotonic = monotonic
        self._sleep = sleep
        self._due: float | None = None

    def wait(self) -> None:
        """Wait until the next frame is due; the first one is due at once."""
        now = self._monotonic()
        if self._due is not None and now < self._due:
            self._sleep(self._due - now)
            now = self._due
        self._due = now + self._interval
