"""How the watch is, in words for whoever looks after the machine: never about a visitor."""

import enum
from dataclasses import dataclass
from typing import Final

from kiosk.domain.states import WatchFault

FAILURES: Final = 3
"""After so many failed children in a row the camera's door rests."""

REST_SECONDS: Final = 300.0


class Door(enum.Enum):
    """Why the camera's door is or is not offered, in the words that Health and doctor use."""

    WARM = "ready"
    WARMING = "getting ready"
    IN_USE = "looking"
    NO_CAMERA = "no camera"
    NO_MODEL = "a model is missing or altered"
    NOT_CONFINED = "the camera's process cannot be confined"
    RESTING = "failed too often in a row and rests"
    NOT_WANTED = "not wanted"


@dataclass(frozen=True, slots=True)
class WatchHealth:
    """How the watch is. ``detail`` is empty or a clause about the machine."""

    door: Door
    detail: str
    camera_present: bool
    confined: bool
    failures: int
    last_fault: WatchFault | None


class Troubles:
    """What went wrong with the children so far, and whether another one should be made."""

    def __init__(self) -> None:
        self.failures = 0
        self.door: Door | None = None
        self.detail = ""
        self.last_fault: WatchFault | None = None
        self._rest_until = 0.0

    def failed(self, fault: WatchFault, detail: str, now: float) -> None:
        """A child came to a bad end; the third in a row is the last for a while."""
        self.last_fault = fault
        self.detail = detail
        self.failures += 1
        if self.failures >= FAILURES:
            self.give_up(Door.RESTING, detail, now)

    def give_up(self, door: Door, detail: str, now: float) -> None:
        """Another child would fare no better: rest for five minutes."""
        self.door = door
        self.detail = detail
        self._rest_until = now + REST_SECONDS

    def ended_well(self, fault: WatchFault | None) -> None:
        """A look ended as it should, if perhaps for a fault of the camera or the visitor."""
        self.failures = 0
        if fault is not None:
            self.last_fault = fault

    def forgive(self) -> None:
        """End the rest: somebody has seen to what was wrong."""
        self._rest_until = 0.0

    def may_try(self, now: float) -> bool:
        """True unless at rest; when a rest is over, what led to it is forgotten."""
        if self.door is None:
            return True
        if now < self._rest_until:
            return False
        self.door, self.failures, self.detail = None, 0, ""
        return True
