"""Memory that is free here, given back to the system."""

import ctypes
from collections.abc import Callable


def _c_library() -> Callable[[int], int] | None:
    """``malloc_trim`` of GNU's C library, the only one that has to be asked; None elsewhere."""
    try:
        found: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        # Another C library, or a system whose loader knows no "what is there already".
        return None
    return found


_trim = _c_library()


def give_back() -> None:
    """Give the system every whole page that is free, of every thread's heap; under a millisecond.

    Without it the C library keeps what once was used: pages between two that are in use are
    given back by this call alone.
    """
    if _trim is not None:
        _trim(0)
