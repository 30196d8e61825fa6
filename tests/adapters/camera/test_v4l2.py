"""Frames from a V4L2 descriptor, against a driver made of ioctls; no real camera was at hand."""

import errno
import os
from collections.abc import Iterator

import numpy as np
import pytest

from kiosk.adapters.camera import v4l2, webcam
from kiosk.adapters.camera.source import SourceSpec
from kiosk.adapters.camera.v4l2 import CaptureDevice, Format, NoCamera
from kiosk.adapters.camera.webcam import Webcam, decoded
from tests.adapters.camera import films
from tests.adapters.camera.fake_v4l2 import (
    CAN_CAPTURE,
    CAN_STREAM,
    KNOWS_ITS_NODES,
    FakeCamera,
    as_jpeg,
    as_yuyv,
)
from tests.adapters.camera.opened import is_open

SPEC = SourceSpec.parse("webcam:/dev/video0")
SOON = 0.2


@pytest.fixture
def camera() -> Iterator[FakeCamera]:
    made = FakeCamera()
    yield made
    if is_open(made.descriptor):
        os.close(made.descriptor)


def capturing(camera: FakeCamera) -> CaptureDevice:
    return CaptureDevice(camera.descriptor, 640, 480, 30, 2, camera.ioctl, camera.map_buffer)


@pytest.fixture
def wired(camera: FakeCamera, monkeypatch: pytest.MonkeyPatch) -> Webcam:
    """A webcam whose ioctls and memory are the fake camera's."""
    monkeypatch.setattr(v4l2, "_kernels_ioctl", lambda: camera.ioctl)
    monkeypatch.setattr(v4l2, "_mapped", camera.map_buffer)
    return Webcam(SPEC)


def request_number(direction: int, number: int, size: int) -> int:
    """As the kernel's _IOC makes it: who writes (1), who reads (2), size, letter, number."""
    return direction << 30 | size << 16 | ord("V") << 8 | number


def test_layouts_and_numbers_are_the_kernels() -> None:
    """Sizes on a 64-bit machine, and the numbers of the ioctls, which hold them."""
    known = {
        v4l2.QUERYCAP: request_number(2, 0, v4l2.CAPABILITY.size),
        v4l2.S_FMT: request_number(3, 5, v4l2.FORMAT.size),
        v4l2.S_PARM: request_number(3, 22, v4l2.PARAMETERS.size),
        v4l2.REQBUFS: request_number(3, 8, v4l2.REQUEST.size),
        v4l2.QUERYBUF: request_number(3, 9, v4l2.BUFFER.size),
        v4l2.QBUF: request_number(3, 15, v4l2.BUFFER.size),
        v4l2.DQBUF: request_number(3, 17, v4l2.BUFFER.size),
        v4l2.STREAMON: request_number(1, 18, 4),
        v4l2.STREAMOFF: request_number(1, 19, 4),
    }
    assert all(number == made for number, made in known.items())
    sizes = [104, 208, 204, 20, 88]
    layouts = (v4l2.CAPABILITY, v4l2.FORMAT, v4l2.PARAMETERS, v4l2.REQUEST, v4l2.BUFFER)
    assert [layout.size for layout in layouts] == sizes


def test_fields_lie_where_the_kernel_puts_them() -> None:
    def at(packed: bytes, offset: int) -> int:
        return int.from_bytes(packed[offset : offset + 4], "little")

    buffer = v4l2.BUFFER.pack(11, 12, 13, 14, 15, 16, 17)
    assert [at(buffer, offset) for offset in (0, 4, 8, 12, 60, 64, 72)] == [*range(11, 18)]
    form = v4l2.FORMAT.pack(1, 640, 480, b"MJPG", 1, 1280, 99)
    assert [at(form, offset) for offset in (0, 8, 12, 20, 24, 28)] == [1, 640, 480, 1, 1280, 99]
    assert form[16:20] == b"MJPG"
    speed = v4l2.PARAMETERS.pack(1, 0, 0, 1, 30)
    assert [at(speed, offset) for offset in (0, 12, 16)] == [1, 1, 30]
    told = v4l2.CAPABILITY.pack(b"", b"", b"", 1, 2, 3)
    assert [at(told, offset) for offset in (84, 88)] == [2, 3]


def test_a_camera_streams_at_the_speed_it_was_asked_for(camera: FakeCamera) -> None:
    device = capturing(camera)
    assert device.format == Format(v4l2.MJPG, 640, 480, 0)
    assert (camera.speed, camera.streaming) == ((1, 30), True)
    for number in range(5):
        camera.shoot(b"picture %d" % number)
        assert device.read(SOON) == b"picture %d" % number
    device.stop()
    assert not camera.streaming
    assert not any(memory.mapped for memory in camera.buffers)


def test_pictures_come_in_their_order_and_what_finds_no_buffer_is_lost(camera: FakeCamera) -> None:
    device = capturing(camera)
    for number in range(4):
        camera.shoot(b"%d" % number)
    assert [device.read(SOON), device.read(SOON)] == [b"0", b"1"]
    camera.shoot(b"4")
    assert device.read(SOON) == b"4"


def test_no_picture_in_time_is_none(camera: FakeCamera) -> None:
    assert capturing(camera).read(0.01) is None


def test_a_damaged_picture_is_none_and_its_buffer_goes_back(camera: FakeCamera) -> None:
    device = capturing(camera)
    for _ in range(5):
        camera.shoot(b"half", flags=v4l2.DAMAGED)
        assert device.read(SOON) is None
    camera.shoot(b"whole")
    assert device.read(SOON) == b"whole"


def test_an_older_driver_tells_of_the_device_alone(camera: FakeCamera) -> None:
    camera.of_device, camera.of_node = CAN_CAPTURE | CAN_STREAM, 0
    assert capturing(camera).format.coding == v4l2.MJPG


def test_a_camera_with_one_speed_is_taken_as_it_is(camera: FakeCamera) -> None:
    camera.refuses[v4l2.S_PARM] = errno.ENOTTY
    camera_streams = capturing(camera)
    camera.shoot(b"picture")
    assert camera_streams.read(SOON) == b"picture"


@pytest.mark.parametrize(
    "changes",
    [
        {"of_node": CAN_STREAM},
        {"of_node": CAN_CAPTURE},
        {"of_device": KNOWS_ITS_NODES, "of_node": 0},
        {"codings": (b"H264",)},
        {"size": (0, 0)},
        {"most_buffers": 0},
    ],
    ids=str,
)
def test_what_gives_no_pictures_we_can_read_is_no_camera(
    camera: FakeCamera, changes: dict[str, object]
) -> None:
    for name, value in changes.items():
        setattr(camera, name, value)
    with pytest.raises(NoCamera):
        capturing(camera)
    assert not camera.streaming


REFUSED = [v4l2.QUERYCAP, v4l2.S_FMT, v4l2.REQBUFS, v4l2.QUERYBUF, v4l2.QBUF, v4l2.STREAMON]


@pytest.mark.parametrize("number", REFUSED, ids=hex)
@pytest.mark.parametrize("error", [errno.ENODEV, errno.EBUSY, errno.ENOTTY, errno.EINVAL])
def test_a_camera_that_goes_while_it_is_set_up_leaves_nothing(
    wired: Webcam, camera: FakeCamera, number: int, error: int
) -> None:
    camera.refuses[number] = error
    assert not wired.open(camera.descriptor)
    assert wired.read() is None
    assert not is_open(camera.descriptor)
    mapped = [memory for memory in camera.buffers if number != v4l2.QUERYBUF and memory.mapped]
    assert len(mapped) <= (number == v4l2.QBUF)


def test_a_descriptor_that_is_no_camera_is_closed_again() -> None:
    """By the real ioctl, of the kernel."""
    for path in ("/dev/null", "/dev/zero"):
        descriptor = os.open(path, os.O_RDWR)
        assert not Webcam(SPEC).open(descriptor)
        assert not is_open(descriptor)
    ours, theirs = os.pipe()
    assert not Webcam(SPEC).open(ours)
    os.close(theirs)


def test_a_camera_that_is_pulled_out_gives_nothing_any_more(
    wired: Webcam, camera: FakeCamera
) -> None:
    assert wired.open(camera.descriptor)
    camera.shoot(as_jpeg(films.wall(1)[0]))
    assert wired.read() is not None
    camera.pull_out()
    assert wired.read() is None
    assert wired.read() is None
    assert not is_open(camera.descriptor)


def test_a_buffer_that_was_never_given_is_a_camera_that_is_lost(
    wired: Webcam, camera: FakeCamera
) -> None:
    assert wired.open(camera.descriptor)
    camera.names_buffer = 9
    camera.shoot(as_jpeg(films.wall(1)[0]))
    assert wired.read() is None
    assert not is_open(camera.descriptor)


@pytest.mark.parametrize("padding", [0, 64])
@pytest.mark.parametrize("coding", [v4l2.MJPG, v4l2.JPEG, v4l2.YUYV])
def test_a_frame_is_the_picture_that_was_taken(
    wired: Webcam, camera: FakeCamera, coding: bytes, padding: int
) -> None:
    (astronaut,) = films.astronaut(1)
    camera.codings, camera.padding = (coding,), padding
    assert wired.open(camera.descriptor)
    is_plain = coding == v4l2.YUYV
    camera.shoot(as_yuyv(astronaut, padding) if is_plain else as_jpeg(astronaut))
    frame = wired.read()
    wired.close()
    assert frame is not None
    assert frame.shape == astronaut.shape
    assert np.abs(frame.astype(int) - astronaut).mean() < 4
    assert not camera.streaming


@pytest.mark.parametrize("coding", [v4l2.MJPG, v4l2.YUYV])
@pytest.mark.parametrize("rubbish", [b"\0", b"\xff\xd8\xff", b"picture" * 50])
def test_a_broken_picture_is_none(coding: bytes, rubbish: bytes) -> None:
    assert decoded(rubbish, Format(coding, 640, 480, 1280)) is None


def test_warming_up_needs_no_camera(wired: Webcam, camera: FakeCamera) -> None:
    wired.warm_up()
    assert not camera.streaming
    assert decoded(webcam._GREY_JPEG, Format(v4l2.MJPG, 8, 8, 0)) is not None
