"""Where frames come from, chosen by one short text: ``webcam:``, ``video:``, ``photograph:``.

Importing this loads no library: the child reads it before it is confined. No source opens
anything by itself: ``opening`` does, in the kiosk, and a source reads what it is given.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAMES_PER_SECOND = 30


class SourceKind(enum.Enum):
    """The kinds of source; the values are how the setting begins."""

    WEBCAM = "webcam"
    VIDEO = "video"
    PHOTOGRAPH = "photograph"


class BadSource(ValueError):
    """The text names no source of frames; says what would."""


@dataclass(frozen=True, slots=True)
class View:
    """The part of a photograph that is shown: its middle and its height, as fractions."""

    x: float
    y: float
    height: float

    def __str__(self) -> str:
        return f"@{self.x:g},{self.y:g},{self.height:g}"


_VIEW = re.compile(r"@(0?\.\d+),(0?\.\d+),(0?\.\d+)$")


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """Which source, as the settings name it. Equal texts are equal sources."""

    kind: SourceKind
    path: Path
    view: View | None = None

    @property
    def is_device(self) -> bool:
        """True for a camera: it must be written to and controlled, not only read."""
        return self.kind is SourceKind.WEBCAM

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.path}{self.view or ''}"

    @staticmethod
    def parse(text: str) -> SourceSpec:
        """Read ``webcam:/dev/video0``, ``video:/a/file`` or ``photograph:/a/file``.

        A photograph may end in ``@x,y,height``, the part of it to show. Raises BadSource for
        anything else, and for a path that is not absolute.
        """
        start, _, rest = text.partition(":")
        try:
            kind = SourceKind(start)
        except ValueError:
            kinds = ", ".join(f"{kind.value}:" for kind in SourceKind)
            raise BadSource(f"a source of frames begins with one of {kinds}") from None
        view = None
        if kind is SourceKind.PHOTOGRAPH and (found := _VIEW.search(rest)):
            view = View(*map(float, found.groups()))
            rest = rest[: found.start()]
        path = Path(rest)
        if not path.is_absolute():
            raise BadSource(f"the path after {start}: must be absolute")
        return SourceSpec(kind, path, view)


class Source(Protocol):
    """One camera, or what stands in for one."""

    spec: SourceSpec

    def warm_up(self) -> None:
        """Load every library that reading will need."""
        ...

    def open(self, descriptor: int) -> bool:
        """Begin to read from this descriptor, and own it; False if no pictures come from it."""
        ...

    def read(self) -> NDArray[np.uint8] | None:
        """Wait for the next frame: height x width x 3, BGR; None if none came in time."""
        ...

    def close(self) -> None:
        """Close the descriptor; does nothing without one."""
        ...


def source_for(spec: SourceSpec) -> Source:
    """The source of this kind, without a camera; imports libraries, and so only after stage 1."""
    match spec.kind:
        case SourceKind.WEBCAM:
            from kiosk.adapters.camera.webcam import Webcam

            return Webcam(spec)
        case SourceKind.VIDEO:
            from kiosk.adapters.camera.video_file import VideoFile

            return VideoFile(spec)
        case SourceKind.PHOTOGRAPH:
            from kiosk.adapters.camera.photograph import MovingPhotograph

            return MovingPhotograph(spec)
