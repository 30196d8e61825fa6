"""Cameras to choose from: by the name their makers gave them, and a path that stays the same.

The numbers behind /dev/video change when a camera is plugged in elsewhere; the links that udev
makes for each do not. Nothing is opened. Only Linux tells of its cameras in this way; on others
there is none to choose, and none is offered to visitors either.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.adapters.camera.presence import webcams
from kiosk.adapters.camera.source import SourceKind, SourceSpec

_SYS: Final = Path("/sys/class/video4linux")
_DEV: Final = Path("/dev")
_LINKS: Final = ("v4l/by-id", "v4l/by-path")
"""The first names the camera itself, the second the socket that it is plugged into."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A camera that is there: its maker's name, and the source that a setting can name."""

    name: str
    source: str


def cameras(sys_folder: Path = _SYS, dev: Path = _DEV) -> tuple[Choice, ...]:
    """Every camera that gives pictures, in the order of their numbers."""
    found: list[Choice] = []
    for node in webcams(sys_folder):
        device = dev / node.path.name
        path = _stable(device, dev) or device
        found.append(Choice(node.name, str(SourceSpec(SourceKind.WEBCAM, path))))
    return tuple(found)


def name_of(source: Path, sys_folder: Path = _SYS) -> str | None:
    """What the maker calls the camera at this path, if the system tells."""
    try:
        node = source.resolve().name
        return (sys_folder / node / "name").read_text("utf-8", "replace").strip() or None
    except OSError:
        return None


def _stable(device: Path, dev: Path) -> Path | None:
    for folder in _LINKS:
        try:
            links = sorted((dev / folder).iterdir())
        except OSError:
            continue
        for link in links:
            if link.resolve() == device.resolve():
                return link
    return None
