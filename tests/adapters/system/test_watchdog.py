"""The watchdog's rule, on a clock that stands still until it is moved."""

from collections.abc import Callable

import pytest

from kiosk.adapters.system.service_manager import ServiceManager
from kiosk.adapters.system.watchdog import (
    LONG_WORK_SECONDS,
    PATIENCE_SECONDS,
    VitalSign,
    Watchdog,
)


class Manager(ServiceManager):
    """Writes down what it is told."""

    def __init__(self) -> None:
        super().__init__({})
        self.heard: list[str] = []

    def _tell(self, words: str) -> None:
        self.heard.append(words)


class House:
    """A watchdog over one part, which answers when a test has it answer."""

    def __init__(self) -> None:
        self.now = 100.0
        self.manager = Manager()
        self.owed: list[Callable[[], None]] = []
        self.answers = True
        self.works_long = False
        self.painted = True
        self.missing: list[tuple[str, ...]] = []
        sign = VitalSign("store", self._ask, lambda: self.works_long)
        self.dog = Watchdog(
            self.manager, (sign,), lambda: self.painted, self.missing.append, lambda: self.now
        )

    def _ask(self, tell: Callable[[], None]) -> None:
        if self.answers:
            tell()
        else:
            self.owed.append(tell)

    def look(self, later: float = 0.0) -> list[str]:
        """What is said at a look, so many seconds later."""
        self.now += later
        self.manager.heard = []
        self.dog.look()
        return self.manager.heard


@pytest.fixture
def house(qapp: object) -> House:
    return House()


def test_it_starts_with_the_first_picture_and_not_before(house: House) -> None:
    house.painted = False
    assert house.look() == []
    house.painted = True
    assert house.look(1) == ["READY=1", "WATCHDOG=1"]
    assert house.look(1) == ["WATCHDOG=1"]


def test_a_part_that_does_not_answer_ends_the_feeding_and_one_that_does_begins_it(
    house: House,
) -> None:
    house.look()
    house.answers = False
    assert house.look(1) == ["WATCHDOG=1"]
    assert house.look(PATIENCE_SECONDS) == ["WATCHDOG=1"]
    assert house.look(0.1) == []
    assert house.look(1000) == []
    house.answers = True
    house.owed.pop()()
    assert house.look(1) == ["WATCHDOG=1"]
    assert house.missing == [("store",), ()]


def test_what_is_known_to_take_long_may(house: House) -> None:
    house.look()
    house.answers = False
    house.works_long = True
    house.look(1)
    assert house.look(LONG_WORK_SECONDS) == ["WATCHDOG=1"]
    assert house.look(0.1) == []


def test_a_window_that_is_not_painted_any_more_ends_the_feeding(house: House) -> None:
    house.look()
    house.painted = False
    assert house.look(PATIENCE_SECONDS) == ["WATCHDOG=1"]
    assert house.look(0.1) == []
    assert house.missing == [("window",)]
    house.painted = True
    assert house.look(0.1) == ["WATCHDOG=1"]


def test_a_part_is_asked_once_until_it_answers(house: House) -> None:
    house.answers = False
    for _ in range(5):
        house.look(1)
    assert len(house.owed) == 1
