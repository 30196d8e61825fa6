"""The live picture between child and parent: sealed shared memory that no file system knows.

Layout: an 8-byte number, little-endian, then two pictures of width * height * 3 bytes, RGB.
The picture with number n lies in place n % 2; the number is written last. It is 0 as long as
there is no picture. Only Linux has this kind of memory.
"""

import contextlib
import mmap
import os
import struct
import threading
from typing import Final

from kiosk.adapters.processes.shared_memory import SharedMemory
from kiosk.application.ports import Picture

_NUMBER: Final = struct.Struct("<Q")
_HEADER: Final = 64  # a cache line, so that the number and the pixels do not share one

_ADD_SEALS: Final = 1033  # linux/fcntl.h; the names below are missing from some Python builds
_SEAL_SEAL: Final = 0x1
_SEAL_SHRINK: Final = 0x2
_SEAL_GROW: Final = 0x4


def _size(width: int, height: int) -> int:
    return _HEADER + 2 * width * height * 3


class PreviewMemory:
    """The parent's side of one child's pictures. ``after`` is the last number already shown."""

    def __init__(self, width: int, height: int, after: int = 0) -> None:
        # Not at the top: elsewhere there is no such module, and nothing to preview.
        import fcntl

        size = _size(width, height)
        self._width = width
        self._height = height
        self._after = after
        self._highest = 0
        # The window reads, and the watch's own thread unmaps.
        self._lock = threading.Lock()
        self.descriptor: int | None = os.memfd_create(
            "askfirst-preview", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING
        )
        os.ftruncate(self.descriptor, size)
        # It can be neither cut off under our feet nor grown into a hiding place.
        fcntl.fcntl(self.descriptor, _ADD_SEALS, _SEAL_SEAL | _SEAL_SHRINK | _SEAL_GROW)
        self._memory = mmap.mmap(self.descriptor, size)

    def hand_over(self) -> None:
        """Close the descriptor once the child has inherited it; the mapping stays."""
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None

    @property
    def last_number(self) -> int:
        return self._after + self._highest

    def latest(self) -> Picture | None:
        """The newest picture, or None before the first. What the child wrote is only pixels."""
        with self._lock:
            return None if self._memory.closed else self._newest()

    def _newest(self) -> Picture | None:
        (untrusted_number,) = _NUMBER.unpack_from(self._memory)
        if untrusted_number == 0:
            return None
        # Whatever the child writes there, the number shown never falls and stays a sane size.
        self._highest = max(self._highest, untrusted_number & 0xFFFF_FFFF)
        length = self._width * self._height * 3
        start = _HEADER + (untrusted_number % 2) * length
        pixels = memoryview(self._memory)[start : start + length].toreadonly()
        return Picture(self.last_number, self._width, self._height, pixels)

    def wipe(self) -> None:
        """Overwrite every picture. Only lasting once the child has ended."""
        with self._lock:
            if not self._memory.closed:
                self._memory[:] = bytes(len(self._memory))

    def close(self) -> None:
        """Wipe and unmap; if a screen still holds a view, it is unmapped when that one goes."""
        self.hand_over()
        self.wipe()
        # A view of it that is still held keeps the memory, which now shows nothing, by itself.
        with self._lock, contextlib.suppress(BufferError):
            self._memory.close()


class PreviewWriter:
    """The child's side. Maps the memory and closes the descriptor: nothing is left to pass on."""

    def __init__(self, descriptor: int, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._number = 0
        self._memory = SharedMemory(descriptor, _size(width, height), writable=True).view
        os.close(descriptor)

    def show(self, pixels: memoryview) -> None:
        """Publish one picture of exactly width * height * 3 bytes, RGB, C-contiguous."""
        number = self._number + 1
        length = self.width * self.height * 3
        start = _HEADER + (number % 2) * length
        self._memory[start : start + length] = pixels.cast("B")
        _NUMBER.pack_into(self._memory, 0, number)
        self._number = number
