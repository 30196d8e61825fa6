"""The only place that imports mediapipe: without the libraries that it never needs.

Importing it pulls in matplotlib (a quarter of a second, and a font cache that it writes) and
sounddevice (a microphone library). Nothing used here touches either, so both are replaced by
empty modules first. Everything else takes ``mediapipe`` and ``vision`` from here.
"""

import sys
import types

_NEVER_NEEDED = ("matplotlib", "matplotlib.pyplot", "sounddevice")


class _Empty(types.ModuleType):
    """Has every name, bound to None, but no dunder: import machinery and inspect look for those."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


def _leave_out(name: str) -> None:
    if name in sys.modules:
        return
    empty = _Empty(name)
    empty.__path__ = []
    sys.modules[name] = empty
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, empty)


for _name in _NEVER_NEEDED:
    _leave_out(_name)

import mediapipe  # noqa: E402  # only after the stand-ins are in place
from mediapipe.tasks.python import BaseOptions, vision  # noqa: E402  # as above

__all__ = ["BaseOptions", "mediapipe", "vision"]
