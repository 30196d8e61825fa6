"""A stand-in camera is as slow as a camera."""

from kiosk.adapters.camera.pace import Pace


class Time:
    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_the_first_frame_comes_at_once_and_the_others_in_time() -> None:
    time = Time()
    pace = Pace(10, time.monotonic, time.sleep)
    pace.wait()
    time.now += 0.04
    pace.wait()
    pace.wait()
    assert [round(seconds, 6) for seconds in time.slept] == [0.06, 0.1]


def test_a_late_reader_is_not_hurried() -> None:
    time = Time()
    pace = Pace(10, time.monotonic, time.sleep)
    pace.wait()
    time.now += 5
    pace.wait()
    assert time.slept == []
    pace.wait()
    assert [round(seconds, 6) for seconds in time.slept] == [0.1]
