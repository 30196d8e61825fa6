"""What the parent orders of a child before it is born: its command line, as one argument."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.adapters.processes.confine import LEAST_LANDLOCK

CHILD_ARGUMENT: Final = "analysis-child"
"""The internal argument by which our own executable knows that it is to be the child."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Written by the parent, so trusted; says nothing about any visitor.

    ``source`` is a source of frames as the settings name it. ``picture`` is width and height
    of the preview, ``preview`` the inherited descriptor of its memory. ``least_landlock`` can
    only be raised. ``prove`` names forbidden acts to try once confined, instead of looking.
    """

    source: str
    models: str
    picture: tuple[int, int]
    preview: int | None
    unreadable: tuple[str, ...] = ()
    confined: bool = True
    least_landlock: int = LEAST_LANDLOCK
    prove: tuple[str, ...] = ()

    def argument(self) -> str:
        return json.dumps(dataclasses.asdict(self))

    @staticmethod
    def parse(argument: str) -> Orders:
        """Raises ValueError, TypeError or KeyError if this is not what ``argument()`` wrote."""
        given = json.loads(argument)
        width, height = given.pop("picture")
        return Orders(
            picture=(int(width), int(height)),
            unreadable=tuple(given.pop("unreadable")),
            prove=tuple(given.pop("prove")),
            **given,
        )


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """What every child is started with.

    ``source`` is a source of frames as the settings name it, ``picture`` the width and height
    of the preview as it is drawn. ``camera_seconds`` is how long the camera may be open, as the
    notice says. ``unreadable`` must be out of the child's sight: the kiosk's own data.
    """

    source: str
    models: Path
    picture: tuple[int, int]
    camera_seconds: float
    unreadable: tuple[Path, ...] = ()
    confined: bool = True
    least_landlock: int = LEAST_LANDLOCK

    def orders(self, preview: int | None) -> Orders:
        """What a child of this watch is told; ``preview`` is its inherited descriptor."""
        return Orders(
            source=self.source,
            models=str(self.models),
            picture=self.picture,
            preview=preview,
            unreadable=tuple(str(path) for path in self.unreadable),
            confined=self.confined,
            least_landlock=self.least_landlock,
        )
