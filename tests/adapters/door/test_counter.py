"""The counter's thread: steps, news and the status that is kept, until it is closed."""

import threading
from collections.abc import Iterator
from queue import SimpleQueue

import pytest

from kiosk.adapters.door.counter import DoorCounter
from kiosk.adapters.door.process import News
from kiosk.application.door_intake import DoorStatus
from tests.adapters.door.http import PATIENCE
from tests.adapters.door.intakes import Intake


class Way:
    """A way in that reports every step and every word, and waits as long as it is told."""

    def __init__(self, intake: Intake, pause: float) -> None:
        self.did: SimpleQueue[object] = SimpleQueue()
        self.threads: set[str] = set()
        self._intake = intake
        self._pause = pause

    def step(self) -> float:
        self._note("step")
        return self._pause

    def hear(self, news: object) -> None:
        self._intake.door.note_refused(str(news))
        self._note(news)

    def close(self) -> None:
        self._note("close")

    def _note(self, what: object) -> None:
        self.threads.add(threading.current_thread().name)
        self.did.put(what)

    def next(self) -> object:
        return self.did.get(timeout=PATIENCE)


class Made:
    def __init__(self, pause: float) -> None:
        self.kept: SimpleQueue[DoorStatus] = SimpleQueue()
        self.news = News()
        self.intake = Intake("http")
        self.way = Way(self.intake, pause)
        self.counter = DoorCounter(self.way, self.news, self.intake.door, self.kept.put)


@pytest.fixture
def patient() -> Iterator[Made]:
    made = Made(3600.0)
    yield made
    made.counter.close()


def test_news_are_worked_off_one_after_the_other_on_its_own_thread(patient: Made) -> None:
    assert patient.way.next() == "step"
    patient.news.put("a")
    assert [patient.way.next(), patient.way.next()] == ["a", "step"]
    patient.news.put("b")
    assert [patient.way.next(), patient.way.next()] == ["b", "step"]
    patient.counter.close()
    assert patient.way.next() == "close"
    assert patient.way.threads == {"door"}


def test_without_news_it_goes_on_by_itself() -> None:
    made = Made(0.01)
    assert [made.way.next() for _ in range(5)] == ["step"] * 5
    made.counter.close()


def test_the_status_is_kept_at_the_start_and_once_more_at_the_end(patient: Made) -> None:
    assert patient.kept.get(timeout=PATIENCE) == DoorStatus("http")
    patient.news.put("a")
    patient.way.next()
    patient.counter.close()
    last = patient.kept.get(timeout=PATIENCE)
    assert (last.refused, last.last_reason) == (1, "a")
    assert patient.counter.status() == last


def test_closed_it_waits_for_nobody(patient: Made) -> None:
    for number in range(64):
        patient.news.put(number)
    patient.counter.close()
    # What comes now is dropped, and whoever brings it does not wait.
    patient.news.put("late")
    patient.counter.close()
