"""Memory that a descriptor stands for, mapped without keeping a copy of the descriptor."""

import ctypes
import mmap
from typing import Final

_MAP_FAILED: Final = ctypes.c_void_p(-1).value


class SharedMemory:
    """``size`` bytes of what the descriptor leads to. ``view`` is invalid once it is unmapped.

    Not ``mmap.mmap``: that one duplicates the descriptor, and whoever maps memory in a sandbox
    must be left with none to pass on. Raises OSError.
    """

    def __init__(
        self, descriptor: int, size: int, *, offset: int = 0, writable: bool = False
    ) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        libc.mmap.restype = ctypes.c_void_p
        protection = mmap.PROT_READ | (mmap.PROT_WRITE if writable else 0)
        start = libc.mmap(
            None,
            ctypes.c_size_t(size),
            protection,
            mmap.MAP_SHARED,
            descriptor,
            ctypes.c_long(offset),
        )
        if start in (None, _MAP_FAILED):
            raise OSError(ctypes.get_errno(), "the memory could not be mapped")
        self._libc = libc
        self._start = start
        self._size = size
        self.view = memoryview((ctypes.c_ubyte * size).from_address(start)).cast("B")

    def unmap(self) -> None:
        """Give the memory back to the kernel. What still looks into it then crashes."""
        self._libc.munmap(ctypes.c_void_p(self._start), ctypes.c_size_t(self._size))
