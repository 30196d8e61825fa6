"""Video4Linux, from a descriptor that somebody else has opened: ioctls and mapped buffers.

Numbers and layouts are those of Linux's ``linux/videodev2.h`` on a 64-bit machine. Only what a
camera of one plane needs: say what it is, set a format and a speed, and stream.
"""

import contextlib
import errno
import select
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from kiosk.adapters.processes.shared_memory import SharedMemory

QUERYCAP: Final = 0x80685600
S_FMT: Final = 0xC0D05605
S_PARM: Final = 0xC0CC5616
REQBUFS: Final = 0xC0145608
QUERYBUF: Final = 0xC0585609
QBUF: Final = 0xC058560F
DQBUF: Final = 0xC0585611
STREAMON: Final = 0x40045612
STREAMOFF: Final = 0x40045613

CAPTURE: Final = 1
"""V4L2_BUF_TYPE_VIDEO_CAPTURE."""

BY_MMAP: Final = 1
DAMAGED: Final = 0x40
"""V4L2_BUF_FLAG_ERROR: the frame came, and is not whole."""

MJPG: Final = b"MJPG"
JPEG: Final = b"JPEG"
YUYV: Final = b"YUYV"

_CAN_CAPTURE: Final = 0x1
_CAN_STREAM: Final = 0x0400_0000
_KNOWS_ITS_NODES: Final = 0x8000_0000
_NO_INTERLACING: Final = 1

# Capability: driver, card, bus, version, capabilities of the device, and of this node.
CAPABILITY: Final = struct.Struct("=16s32s32sIII12x")
# Format: type, then width, height, pixel format, field, bytes a line, bytes a picture.
FORMAT: Final = struct.Struct("=I4xII4sIII176x")
# Stream parameters: type, capability, mode, seconds a frame as a fraction.
PARAMETERS: Final = struct.Struct("=IIIII184x")
# Request: how many, type, memory.
REQUEST: Final = struct.Struct("=III8x")
# Buffer: index, type, bytes used, flags, (field to sequence), memory, offset, length.
BUFFER: Final = struct.Struct("=IIII44xIQI12x")
_TYPE: Final = struct.Struct("=I")

Ioctl = Callable[[int, int, bytearray], object]


class Buffer(Protocol):
    """Memory that the camera writes into, mapped here."""

    @property
    def view(self) -> memoryview: ...

    def unmap(self) -> None: ...


Map = Callable[[int, int, int], Buffer]


class NoCamera(Exception):
    """The descriptor leads to nothing that gives pictures we can read; says which step failed."""


@dataclass(frozen=True, slots=True)
class Format:
    """What the camera gives: four letters for the coding, size in pixels, and bytes a line."""

    coding: bytes
    width: int
    height: int
    line: int


@dataclass(frozen=True, slots=True)
class _Filled:
    index: int
    length: int
    flags: int


class CaptureDevice:
    """A camera that streams into a few buffers; ``descriptor`` stays the caller's to close.

    Raises NoCamera if it cannot be made to.
    """

    def __init__(
        self,
        descriptor: int,
        width: int,
        height: int,
        frames_per_second: int,
        buffers: int,
        ioctl: Ioctl | None = None,
        map_buffer: Map | None = None,
    ) -> None:
        self._descriptor = descriptor
        self._ioctl = ioctl or _kernels_ioctl()
        self._map = map_buffer or _mapped
        self._buffers: list[Buffer] = []
        try:
            self._be_a_camera()
            self.format = self._agree_on_format(width, height)
            self._set_speed(frames_per_second)
            self._make_buffers(buffers)
            self._do(STREAMON, bytearray(_TYPE.pack(CAPTURE)))
        except (OSError, struct.error, ValueError) as why:
            self.stop()
            raise NoCamera(str(why)) from why

    def read(self, seconds: float) -> bytes | None:
        """The next whole picture as the camera coded it, or None if none came in time.

        Raises OSError when the camera is gone.
        """
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        if not poll.poll(seconds * 1000):
            return None
        filled = self._take()
        if filled is None:
            return None
        whole = not filled.flags & DAMAGED and filled.length > 0
        memory = self._buffers[filled.index].view
        picture = bytes(memory[: filled.length]) if whole else None
        self._give(filled.index)
        return picture

    def stop(self) -> None:
        """End the stream and unmap its buffers; the camera's light goes out when it is closed."""
        # It may be gone, or have never begun.
        with contextlib.suppress(OSError):
            self._do(STREAMOFF, bytearray(_TYPE.pack(CAPTURE)))
        for memory in self._buffers:
            memory.unmap()
        self._buffers.clear()

    def _be_a_camera(self) -> None:
        told = bytearray(CAPABILITY.size)
        self._do(QUERYCAP, told)
        *_, of_device, of_node = CAPABILITY.unpack(told)
        abilities = of_node if of_device & _KNOWS_ITS_NODES else of_device
        if not (abilities & _CAN_CAPTURE and abilities & _CAN_STREAM):
            raise ValueError("it is no camera that streams")

    def _agree_on_format(self, width: int, height: int) -> Format:
        # A driver answers with what it will do, not with what it was asked.
        for coding in (MJPG, YUYV):
            asked = FORMAT.pack(CAPTURE, width, height, coding, _NO_INTERLACING, 0, 0)
            answer = bytearray(asked)
            self._do(S_FMT, answer)
            _, wide, high, given, _, line, _ = FORMAT.unpack(answer)
            if given in (MJPG, JPEG, YUYV) and wide > 0 and high > 0:
                return Format(given, wide, high, max(line, 2 * wide) if given == YUYV else 0)
        raise ValueError("it gives neither Motion JPEG nor YUYV")

    def _set_speed(self, frames_per_second: int) -> None:
        # Many cameras have one speed, and say so by an error.
        with contextlib.suppress(OSError):
            self._do(S_PARM, bytearray(PARAMETERS.pack(CAPTURE, 0, 0, 1, frames_per_second)))

    def _make_buffers(self, count: int) -> None:
        answer = bytearray(REQUEST.pack(count, CAPTURE, BY_MMAP))
        self._do(REQBUFS, answer)
        granted, _, _ = REQUEST.unpack(answer)
        if granted < 1:
            raise ValueError("it gives no buffers")
        for index in range(granted):
            told = bytearray(BUFFER.pack(index, CAPTURE, 0, 0, BY_MMAP, 0, 0))
            self._do(QUERYBUF, told)
            *_, offset, length = BUFFER.unpack(told)
            # Half of a union of eight bytes; the other half is nobody's.
            self._buffers.append(self._map(self._descriptor, length, offset & 0xFFFF_FFFF))
            self._give(index)

    def _give(self, index: int) -> None:
        """Have the camera fill this buffer."""
        self._do(QBUF, bytearray(BUFFER.pack(index, CAPTURE, 0, 0, BY_MMAP, 0, 0)))

    def _take(self) -> _Filled | None:
        """The buffer that has been full for longest, or None if there is none after all."""
        told = bytearray(BUFFER.pack(0, CAPTURE, 0, 0, BY_MMAP, 0, 0))
        try:
            self._do(DQBUF, told)
        except BlockingIOError:
            return None
        index, _, used, flags, *_ = BUFFER.unpack(told)
        if index >= len(self._buffers):
            raise OSError(errno.EIO, "the camera named a buffer that it was not given")
        return _Filled(index, min(used, len(self._buffers[index].view)), flags)

    def _do(self, number: int, argument: bytearray) -> None:
        self._ioctl(self._descriptor, number, argument)


def _kernels_ioctl() -> Ioctl:
    # Not at the top: elsewhere there is no such module, and no such camera.
    import fcntl

    return fcntl.ioctl


def _mapped(descriptor: int, length: int, offset: int) -> SharedMemory:
    return SharedMemory(descriptor, length, offset=offset)
