"""A counter on a serial line, for real: a pair of pseudo-terminals, and the process at its end."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.adapters.door.protocol import ListenSerial
from tests.adapters.door.listening import Listening


class Counter:
    """The other end of a line. ``plug_in`` and ``unplug`` are what somebody does to its cable."""

    def __init__(self, device: Path) -> None:
        self.device = device
        self._end: int | None = None

    def plug_in(self) -> None:
        self._end, theirs = os.openpty()
        self.device.unlink(missing_ok=True)
        self.device.symlink_to(os.ttyname(theirs))
        os.close(theirs)

    def unplug(self) -> None:
        assert self._end is not None
        self.device.unlink()
        os.close(self._end)
        self._end = None

    def say(self, said: bytes) -> None:
        assert self._end is not None
        os.write(self._end, said)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = Counter(tmp_path / "counter")
    made.plug_in()
    yield made
    if made._end is not None:
        made.unplug()


@pytest.fixture
def listening(counter: Counter) -> Iterator[Listening]:
    made = Listening(ListenSerial(str(counter.device), 9600))
    yield made
    made.close()


def came_in(listening: Listening) -> int:
    line = listening.door._line
    assert line is not None
    return line._entered


def test_whoever_comes_in_is_counted_when_the_hour_is_over(
    listening: Listening, counter: Counter
) -> None:
    listening.work_until_up()
    counter.say(b"E\n+1\r\nN=3\n")
    listening.work_until(lambda: came_in(listening) == 5, "five who came in")
    assert listening.entered == {}
    listening.clock.forward(3600)
    listening.door.step()
    assert listening.entered == {14: 5}
    # And one in which nobody came.
    listening.clock.forward(3600)
    listening.door.step()
    assert listening.entered == {14: 5, 15: 0}


def test_noise_is_left_out_and_said(listening: Listening, counter: Counter) -> None:
    listening.work_until_up()
    counter.say(b"\xff\xfe\x80 hello\nE\n" + b"U" * 500 + b"\n+2\n")
    listening.work_until(lambda: came_in(listening) == 3, "three who came in")
    status = listening.intake.door.status
    assert status.last_reason is not None
    assert "none of a counter's: is the speed right?" in status.last_reason


@pytest.mark.system
def test_unplugged_it_is_said_and_tried_again(listening: Listening, counter: Counter) -> None:
    listening.work_until_up()
    counter.say(b"E\n")
    listening.work_until(lambda: came_in(listening) == 1, "one who came in")
    counter.unplug()
    listening.work_until(lambda: listening.trouble is not None, "trouble")
    assert str(counter.device) in str(listening.trouble)
    # It cannot reach the device again: another process does.
    listening.work_until(lambda: listening.door._process is None, "end of that process")
    listening.clock.forward(600)
    counter.plug_in()
    listening.work_until_up()
    assert listening.trouble is None
    counter.say(b"E\n")
    listening.work_until(lambda: came_in(listening) == 2, "another who came in")
    # Ten minutes are missing of this hour: nobody knows how many came in it.
    listening.clock.forward(3000)
    listening.door.step()
    assert listening.entered == {}
    assert "nobody listened to the line for 10 minutes" in str(
        listening.intake.door.status.last_reason
    )


@pytest.mark.system
def test_a_device_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    counter = Counter(tmp_path / "later")
    listening = Listening(ListenSerial(str(counter.device), 9600))
    try:
        listening.work_until(lambda: listening.trouble is not None, "trouble")
        counter.plug_in()
        listening.work_until_up()
        counter.say(b"E\n")
        listening.work_until(lambda: came_in(listening) == 1, "one who came in")
    finally:
        listening.close()
        counter.unplug()


def test_a_file_is_no_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("E\n")
    listening = Listening(ListenSerial(str(tmp_path / "file"), 9600))
    try:
        listening.work_until(lambda: listening.trouble is not None, "trouble")
        assert came_in(listening) == 0
    finally:
        listening.close()
