"""The one place that opens a camera: by spending a visitor's yes, in the kiosk's own process.

Who may import it stands in ``pyproject.toml``. What it opens is handed to the confined child,
which can open nothing itself.
"""

import os
from typing import Final

from kiosk.adapters.camera.presence import identity, present
from kiosk.adapters.camera.source import SourceSpec
from kiosk.domain.visit import ConsentGrant

# Windows, where no camera is opened yet, has none of these.
_FLAGS: Final = (
    getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0)
)


class CameraUnavailable(OSError):
    """There is no camera, or it is in use, forbidden, broken, or something else altogether."""


def open_for(spec: SourceSpec, grant: ConsentGrant, now: float) -> int:
    """Spend the grant and open the source, in this order: a descriptor, the caller's to close.

    If the opening fails the grant is spent all the same: the visitor is asked again rather than
    filmed on an old answer. A driver may take seconds, or for ever; not for the window's thread.
    Raises GrantSpent, GrantExpired, CameraUnavailable.
    """
    grant.spend(now)
    return _open(spec)


def _open(spec: SourceSpec) -> int:
    known = present(spec)
    if known is None:
        # Nothing but a camera is opened, and be it to find out that it is none.
        raise CameraUnavailable(f"{spec.path} is no camera")
    try:
        descriptor = os.open(spec.path, _FLAGS | (os.O_RDWR if spec.is_device else os.O_RDONLY))
    except OSError as why:
        raise CameraUnavailable(f"{spec.path}: {why.strerror}") from why
    if identity(spec, os.fstat(descriptor)) != known:
        os.close(descriptor)
        raise CameraUnavailable(f"{spec.path} was exchanged while it was opened")
    return descriptor
