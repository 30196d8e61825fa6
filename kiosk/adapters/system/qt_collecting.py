"""Unreachable objects are collected on the window's thread, and on no other."""

import gc
from typing import Final

from PySide6.QtCore import QTimer

from kiosk.adapters.system import heap

_LOOK_MS: Final = 1000
_YOUNGEST: Final = 0


class CollectingHere:
    """Does what Python's own collector does, on the thread it was made on, until ``close``.

    Python collects on whichever thread happens to allocate. Objects that have a half in Qt must not
    end on another thread than their own: Qt would go on with what is not there any more.
    """

    def __init__(self) -> None:
        gc.disable()
        self._timer = QTimer()
        self._timer.timeout.connect(self._collect_what_is_due)
        self._timer.start(_LOOK_MS)

    def close(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()

    def _collect_what_is_due(self) -> None:
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        over = [generation for generation, (count, limit) in enumerate(due) if count > limit]
        if over:
            gc.collect(over[-1])
        if over and over[-1] > _YOUNGEST:
            heap.give_back()
