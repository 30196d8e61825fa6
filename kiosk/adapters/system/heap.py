"""Memory that is free here, given back to the system: what GNU's C library has to be asked for."""

import ctypes
from typing import Final

_MMAP_THRESHOLD: Final = -3
"""``M_MMAP_THRESHOLD`` of mallopt(3)."""

_LARGE: Final = 128 * 1024
"""Bytes: what the library itself begins with, mallopt(3)."""


def _c_library() -> ctypes.CDLL | None:
    """None where there is another one, which has no such calls and needs none."""
    try:
        found = ctypes.CDLL(None)
        _ = found.malloc_trim, found.mallopt
    except (AttributeError, OSError, TypeError):
        return None
    return found


_library = _c_library()


def keep_no_large_pieces() -> None:
    """From now on every large piece is the system's again as soon as it is freed.

    By itself the library learns from the first large piece that is freed, such as a picture, to
    take the next ones out of the heap of whatever thread asks, and there they stay.
    """
    if _library is not None:
        _library.mallopt(_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """Give the system every whole page that is free between two that are used; takes under a
    millisecond.
    """
    if _library is not None:
        _library.malloc_trim(0)
