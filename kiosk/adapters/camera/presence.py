"""Whether the camera is there, told from names in /dev and /sys: never by opening it."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from kiosk.adapters.camera.source import SourceSpec

_SYS = Path("/sys/class/video4linux")
_VIDEO_MAJOR = 81


@dataclass(frozen=True, slots=True)
class CameraIdentity:
    """Which camera this is. A replugged one is another one, for its device node is new."""

    device: int
    inode: int
    number: int


@dataclass(frozen=True, slots=True)
class CameraNode:
    """A camera of this machine: its device node, and its name as its maker wrote it."""

    path: Path
    name: str


def present(spec: SourceSpec) -> CameraIdentity | None:
    """The camera or file now at the source's path, or None if there is none."""
    try:
        found = spec.path.stat()
    except OSError:
        return None
    return identity(spec, found)


def identity(spec: SourceSpec, found: os.stat_result) -> CameraIdentity | None:
    """The camera or file that this was found of, or None if it is another kind of thing."""
    if spec.is_device:
        is_camera = stat.S_ISCHR(found.st_mode) and os.major(found.st_rdev) == _VIDEO_MAJOR
    else:
        is_camera = stat.S_ISREG(found.st_mode)
    return CameraIdentity(found.st_dev, found.st_ino, found.st_rdev) if is_camera else None


def webcams(sys_folder: Path = _SYS) -> list[CameraNode]:
    """The cameras that give pictures, in the order of their numbers.

    A camera has several nodes; the one with index 0 gives pictures, the others tell about them.
    """
    found: list[CameraNode] = []
    try:
        nodes = sorted(sys_folder.iterdir(), key=lambda node: (len(node.name), node.name))
    except OSError:
        return found
    for node in nodes:
        try:
            if (node / "index").read_text("ascii").strip() != "0":
                continue
            name = (node / "name").read_text("utf-8", "replace").strip()
        except OSError:
            # Pulled out between the listing and the look.
            continue
        found.append(CameraNode(Path("/dev") / node.name, name))
    return found
