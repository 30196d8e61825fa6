"""The shared picture: whole, wiped, sealed, and out of the reach of any file system."""

import fcntl
import os
from pathlib import Path

import pytest

from kiosk.adapters.analysis.preview import PreviewMemory, PreviewWriter

WIDTH, HEIGHT = 6, 4
LENGTH = WIDTH * HEIGHT * 3


def joined(after: int = 0) -> tuple[PreviewMemory, PreviewWriter]:
    memory = PreviewMemory(WIDTH, HEIGHT, after=after)
    assert memory.descriptor is not None
    writer = PreviewWriter(os.dup(memory.descriptor), WIDTH, HEIGHT)
    memory.hand_over()
    return memory, writer


def shown(memory: PreviewMemory) -> tuple[int, bytes] | None:
    picture = memory.latest()
    return None if picture is None else (picture.number, bytes(picture.pixels))


def open_descriptors() -> int:
    return len([*Path("/proc/self/fd").iterdir()])


def test_there_is_no_picture_before_the_first() -> None:
    memory, _ = joined()
    assert memory.latest() is None


def test_the_newest_picture_is_shown_and_its_number_rises() -> None:
    memory, writer = joined()
    for number in range(1, 6):
        pixels = bytes([number]) * LENGTH
        writer.show(memoryview(pixels))
        assert shown(memory) == (number, pixels)
    picture = memory.latest()
    assert picture is not None
    assert (picture.width, picture.height) == (WIDTH, HEIGHT)
    assert picture.pixels.readonly


def test_a_picture_being_written_does_not_touch_the_one_being_shown() -> None:
    memory, writer = joined()
    writer.show(memoryview(b"\1" * LENGTH))
    picture = memory.latest()
    assert picture is not None
    writer.show(memoryview(b"\2" * LENGTH))
    assert bytes(picture.pixels) == b"\1" * LENGTH


def test_numbers_go_on_where_the_last_child_ended() -> None:
    memory, writer = joined(after=41)
    writer.show(memoryview(b"\1" * LENGTH))
    assert shown(memory) == (42, b"\1" * LENGTH)
    assert memory.last_number == 42


def test_the_number_never_falls_whatever_the_child_writes() -> None:
    memory, writer = joined()
    for _ in range(3):
        writer.show(memoryview(b"\1" * LENGTH))
    assert memory.latest() is not None
    writer._memory[:8] = (1).to_bytes(8, "little")
    picture = memory.latest()
    assert picture is not None
    assert picture.number == 3
    writer._memory[:8] = b"\xff" * 8
    assert memory.latest() is not None


def test_wiping_leaves_nothing_even_for_a_view_that_is_still_held() -> None:
    memory, writer = joined()
    writer.show(memoryview(b"\7" * LENGTH))
    picture = memory.latest()
    assert picture is not None
    memory.close()
    assert bytes(picture.pixels) == bytes(LENGTH)
    assert not any(writer._memory)


def test_after_closing_there_is_no_picture() -> None:
    memory, writer = joined()
    writer.show(memoryview(b"\7" * LENGTH))
    memory.close()
    memory.wipe()
    assert memory.latest() is None


def test_the_memory_can_neither_shrink_nor_grow() -> None:
    memory = PreviewMemory(WIDTH, HEIGHT)
    assert memory.descriptor is not None
    size = os.fstat(memory.descriptor).st_size
    for other in (0, size - 1, size + 1):
        with pytest.raises(PermissionError):
            os.ftruncate(memory.descriptor, other)
    with pytest.raises(PermissionError):
        fcntl.fcntl(memory.descriptor, 1033, 0x8)
    memory.close()


def test_neither_side_keeps_the_descriptor_the_child_inherits() -> None:
    memory = PreviewMemory(WIDTH, HEIGHT)
    inherited = memory.descriptor
    assert inherited is not None
    memory.hand_over()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(inherited)
    memory.close()

    before = open_descriptors()
    memory, writer = joined()
    writer.show(memoryview(b"\1" * LENGTH))
    memory.close()
    assert open_descriptors() == before


def test_memory_that_cannot_be_mapped_is_an_error() -> None:
    out, into = os.pipe()
    with pytest.raises(OSError, match="could not be mapped"):
        PreviewWriter(out, WIDTH, HEIGHT)
    os.close(out)
    os.close(into)
