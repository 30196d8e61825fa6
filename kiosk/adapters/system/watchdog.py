"""The watchdog's food: given from the window's thread, and only while every part answers.

Whatever hangs for good (the window, the store, what keeps the camera's process) ends the feeding,
and the service manager kills the kiosk and starts it again. A kiosk that rests for a known reason
(no camera, a full disk) answers and is fed: another start would mend none of these.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer

from kiosk.adapters.system.service_manager import ServiceManager

PATIENCE_SECONDS: Final = 10.0
"""So long a part may take to answer; it takes a thousandth of that."""

LONG_WORK_SECONDS: Final = 600.0
"""So long where a part is known to be at something long, such as reading a large file whole."""

FEEDINGS: Final = 4
"""In the time after which the manager would kill, so that one or two may come late."""

_WITHOUT_WATCHDOG_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class VitalSign:
    """A part that has to answer. ``ask`` has it call back, from any thread, when it gets to it.

    ``works_long`` says whether it is at something that takes long, and is known to.
    """

    name: str
    ask: Callable[[Callable[[], None]], None]
    works_long: Callable[[], bool] = lambda: False


class _Asked:
    """One part, and since when it owes an answer."""

    def __init__(self, sign: VitalSign) -> None:
        self.sign = sign
        self._asked_at: float | None = None

    def is_well(self, now: float) -> bool:
        if self._asked_at is None:
            self._asked_at = now
            self.sign.ask(self._answered)
            return True
        patience = LONG_WORK_SECONDS if self.sign.works_long() else PATIENCE_SECONDS
        return now - self._asked_at <= patience

    def _answered(self) -> None:
        # From the part's thread: one store of one reference, and the next look asks again.
        self._asked_at = None


class Watchdog(QObject):
    """Feeds while all is well, from the thread it was made on, until it is closed.

    ``is_painted`` says whether the window was painted since it was last asked. ``unwell`` is told
    the names of the parts that do not answer, once each time that changes.
    """

    def __init__(
        self,
        manager: ServiceManager,
        signs: Sequence[VitalSign],
        is_painted: Callable[[], bool],
        unwell: Callable[[tuple[str, ...]], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._manager = manager
        self._asked = [_Asked(sign) for sign in signs]
        self._is_painted = is_painted
        self._unwell = unwell
        self._clock = clock
        self._painted_at: float | None = None
        self._said: tuple[str, ...] = ()
        between = (manager.watchdog_seconds or 0) / FEEDINGS or _WITHOUT_WATCHDOG_SECONDS
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(round(between * 1000))

    def close(self) -> None:
        """Feed no more."""
        self._timer.stop()

    def look(self) -> None:
        """Feed if all is well. The first picture on the screen is the start."""
        now = self._clock()
        if self._is_painted():
            if self._painted_at is None:
                self._manager.started()
            self._painted_at = now
        missing = tuple(asked.sign.name for asked in self._asked if not asked.is_well(now))
        if self._painted_at is None or now - self._painted_at > PATIENCE_SECONDS:
            missing = ("window", *missing)
        if not missing:
            self._manager.still_well()
        if missing != self._said:
            self._said = missing
            self._unwell(missing)
