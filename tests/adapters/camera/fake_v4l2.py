"""A V4L2 driver made of ioctls and memory, as a capturing camera's behaves."""

import errno
import os
from dataclasses import dataclass, field

import cv2
import numpy as np

from kiosk.adapters.camera import v4l2
from tests.adapters.camera.films import Picture

CAN_CAPTURE = 0x1
CAN_STREAM = 0x0400_0000
KNOWS_ITS_NODES = 0x8000_0000


@dataclass
class Memory:
    """A buffer as it is mapped: whether it still is, is known."""

    view: memoryview
    mapped: bool = True

    def unmap(self) -> None:
        self.mapped = False


@dataclass
class FakeCamera:
    """``shoot`` fills the next queued buffer; ``descriptor`` is readable while one is full.

    ``refuses`` are ioctls that fail, each with its error's number.
    """

    codings: tuple[bytes, ...] = (v4l2.MJPG, v4l2.YUYV)
    size: tuple[int, int] = (640, 480)
    padding: int = 0
    of_device: int = CAN_CAPTURE | CAN_STREAM | KNOWS_ITS_NODES
    of_node: int = CAN_CAPTURE | CAN_STREAM
    most_buffers: int = 8
    refuses: dict[int, int] = field(default_factory=dict)
    streaming: bool = False
    speed: tuple[int, int] = (1, 15)
    coding: bytes = b""
    buffers: list[Memory] = field(default_factory=list)
    names_buffer: int | None = None
    _queued: list[int] = field(default_factory=list)
    _filled: list[tuple[int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.descriptor = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)

    def ioctl(self, descriptor: int, number: int, argument: bytearray) -> int:
        if descriptor != self.descriptor:
            raise OSError(errno.ENOTTY, "no camera")
        if number in self.refuses:
            raise OSError(self.refuses[number], "refused")
        match number:
            case v4l2.QUERYCAP:
                v4l2.CAPABILITY.pack_into(
                    argument, 0, b"fake", b"A camera", b"usb", 0, self.of_device, self.of_node
                )
            case v4l2.S_FMT:
                kind, _, _, coding, *_ = v4l2.FORMAT.unpack(argument)
                assert kind == v4l2.CAPTURE
                self.coding = coding if coding in self.codings else self.codings[0]
                width, height = self.size
                line = 2 * width + self.padding if self.coding == v4l2.YUYV else 0
                v4l2.FORMAT.pack_into(
                    argument, 0, kind, width, height, self.coding, 1, line, 2 * width * height
                )
            case v4l2.S_PARM:
                _, _, _, *speed = v4l2.PARAMETERS.unpack(argument)
                self.speed = speed[0], speed[1]
            case v4l2.REQBUFS:
                count, kind, memory = v4l2.REQUEST.unpack(argument)
                length = (2 * self.size[0] + self.padding) * self.size[1]
                self.buffers = [
                    Memory(memoryview(bytearray(length)))
                    for _ in range(min(count, self.most_buffers))
                ]
                v4l2.REQUEST.pack_into(argument, 0, len(self.buffers), kind, memory)
            case v4l2.QUERYBUF:
                index, kind, _, _, memory, _, _ = v4l2.BUFFER.unpack(argument)
                length = len(self.buffers[index].view)
                # The upper half of the union is left as it was: rubbish.
                offset = index * length | 0xABCD << 32
                v4l2.BUFFER.pack_into(argument, 0, index, kind, 0, 0, memory, offset, length)
            case v4l2.QBUF:
                index, *_ = v4l2.BUFFER.unpack(argument)
                assert index not in self._queued
                self._queued.append(index)
            case v4l2.DQBUF:
                if not self._filled:
                    raise BlockingIOError(errno.EAGAIN, "nothing is full")
                index, used, flags = self._filled.pop(0)
                os.eventfd_read(self.descriptor)
                if self._filled:
                    os.eventfd_write(self.descriptor, 1)
                named = index if self.names_buffer is None else self.names_buffer
                v4l2.BUFFER.pack_into(argument, 0, named, v4l2.CAPTURE, used, flags, 1, 0, 0)
            case v4l2.STREAMON:
                self.streaming = True
            case v4l2.STREAMOFF:
                self.streaming = False
            case _:
                raise OSError(errno.ENOTTY, "no such ioctl")
        return 0

    def map_buffer(self, descriptor: int, length: int, offset: int) -> Memory:
        index = offset // length
        assert len(self.buffers[index].view) == length
        return self.buffers[index]

    def shoot(self, coded: bytes, flags: int = 0) -> None:
        """Write this picture into the buffer that waits longest; without one it is lost."""
        assert self.streaming
        if self._queued:
            index = self._queued.pop(0)
            self.buffers[index].view[: len(coded)] = coded
            self._filled.append((index, len(coded), flags))
            if len(self._filled) == 1:
                os.eventfd_write(self.descriptor, 1)

    def pull_out(self) -> None:
        for number in (v4l2.DQBUF, v4l2.QBUF, v4l2.STREAMOFF):
            self.refuses[number] = errno.ENODEV
        os.eventfd_write(self.descriptor, 1)


def as_jpeg(picture: Picture) -> bytes:
    done, coded = cv2.imencode(".jpg", picture)
    assert done
    return coded.tobytes()


def as_yuyv(picture: Picture, padding: int = 0) -> bytes:
    """Two bytes a pixel: its light, and in turn one of the two colours of a pair."""
    height, width, _ = picture.shape
    lines = np.zeros((height, 2 * width + padding), np.uint8)
    coded = cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_YUYV)
    lines[:, : 2 * width] = coded.reshape(height, 2 * width)
    return lines.tobytes()
