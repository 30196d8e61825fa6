"""Whether the camera's door is offered: a camera is there, and a child will be warm for it."""

from collections.abc import Callable, Hashable
from typing import Final

from kiosk.adapters.analysis.companion import Companion, Phase
from kiosk.adapters.analysis.health import Door, Troubles

PRESENCE_SECONDS: Final = 5.0
"""How often the camera's presence is looked up, by its name in /dev, never by opening it."""

_DOOR_OF_PHASE: Final = {
    Phase.WARMING: Door.WARMING,
    Phase.WARM: Door.WARM,
    Phase.GRANTED: Door.IN_USE,
    Phase.OPENING: Door.IN_USE,
    Phase.LOOKING: Door.IN_USE,
    Phase.ENDED: Door.WARMING,
}


class CameraDoor:
    """What is known of the camera and of the children made for it; times are monotonic seconds.

    ``present`` tells which camera is there (None: none) without opening it; another answer is
    another camera. Whoever holds this one calls it under a lock of their own.
    """

    def __init__(self, present: Callable[[], Hashable | None]) -> None:
        self.troubles: Final = Troubles()
        self.due = 0.0
        self._present = present
        self._camera: Hashable | None = None
        # A child of this camera has been warm and no other has failed since: so will the next be.
        self._proven = False
        self._told: bool | None = None

    @property
    def has_camera(self) -> bool:
        return self._camera is not None

    def look_at_once(self) -> None:
        """Look for the camera at the next occasion, whenever that would have been due."""
        self.due = 0.0

    def is_another_camera(self, now: float) -> bool:
        """Look for the camera if that is due; True if another one, or none, is there now."""
        if now < self.due:
            return False
        self.due = now + PRESENCE_SECONDS
        camera = self._present()
        if camera == self._camera:
            return False
        self._camera = camera
        return True

    def believe(self) -> None:
        """A child of this camera is warm."""
        self._proven = True

    def doubt(self) -> None:
        """Whether there will be a warm child is open again."""
        self._proven = False

    def is_offered(self, child: Companion | None) -> bool:
        """True while a visitor's yes would be followed by a look.

        Between two visits the door stays, though the next child is still getting warm: a door
        that comes and goes would move the others under a finger.
        """
        if self._camera is None or self.troubles.door is not None:
            return False
        return self._proven or (child is not None and child.phase is not Phase.WARMING)

    def news(self, child: Companion | None) -> bool | None:
        """Whether it is offered now, if that is not what was said last; else None."""
        offered = self.is_offered(child)
        if offered is self._told:
            return None
        self._told = offered
        return offered

    def state(self, child: Companion | None, *, wanted: bool) -> Door:
        """How the door is, in the words of Health and doctor."""
        if child is not None:
            return _DOOR_OF_PHASE[child.phase]
        if self.troubles.door is not None:
            return self.troubles.door
        if not wanted:
            return Door.NOT_WANTED
        return Door.NO_CAMERA if self._camera is None else Door.WARMING
