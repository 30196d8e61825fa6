"""What a bug does: it ends the program, in whatever thread or slot, and is started again at Idle.

Qt would go on after an exception in a slot, with half a step done.
"""

import logging
import os
import sys
import threading
import traceback
from collections.abc import Generator
from contextlib import contextmanager
from types import TracebackType
from typing import Final

from kiosk.adapters.system.log import settle

SOFTWARE_FAULT: Final = 70
"""The exit code, by which scripts and service managers know it."""

_LAST_WORD_SECONDS: Final = 2.0
"""So long the line may take to its file: the disk may be what is wrong."""

_DEBUG: Final = "ASKFIRST_DEBUG"
_OURS: Final = "kiosk"
_ELSEWHERE: Final = "elsewhere"

_log: Final = logging.getLogger(__name__)


@contextmanager
def ending_on_any_bug() -> Generator[None]:
    """While the block runs, a bug is logged in one line, its kind and place, and all is over.

    Not what the exception says: that may quote anything. With ASKFIRST_DEBUG=1 all of it is
    printed as well.
    """
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook = _end
    threading.excepthook = lambda bug: _end(bug.exc_type, bug.exc_value, bug.exc_traceback)
    sys.unraisablehook = lambda bug: _end(bug.exc_type, bug.exc_value, bug.exc_traceback)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before


def log_bug(kind: type[BaseException], where: TracebackType | None) -> None:
    """Say in one line what kind of bug it was and where, and nothing of what it says."""
    module, line = _place_of(where)
    _log.critical("a fault of the program itself: %s in %s, line %d", kind.__name__, module, line)


def _end(kind: type[BaseException], bug: BaseException | None, where: TracebackType | None) -> None:
    try:
        if os.environ.get(_DEBUG) == "1":
            traceback.print_exception(kind, bug, where)
        log_bug(kind, where)
        settle(_LAST_WORD_SECONDS)
    finally:
        # Nothing is finished or put in order first: what was acknowledged is on disk, and nobody
        # knows what else can still be relied on. The camera's process ends with this one.
        os._exit(SOFTWARE_FAULT)


def _place_of(where: TracebackType | None) -> tuple[str, int]:
    """The innermost of our own modules that the bug came through, and its line."""
    found = (_ELSEWHERE, 0)
    for frame, line in traceback.walk_tb(where):
        module = frame.f_globals.get("__name__")
        if isinstance(module, str) and module.partition(".")[0] == _OURS:
            found = (module, line)
    return found
