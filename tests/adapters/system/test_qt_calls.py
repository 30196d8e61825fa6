import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from kiosk.adapters.system.qt_calls import QueuedCalls


def test_calls_of_another_thread_are_made_on_this_one_in_their_order(qtbot: QtBot) -> None:
    calls = QueuedCalls()
    made: list[tuple[int, threading.Thread]] = []

    def call(number: int) -> Callable[[], None]:
        return lambda: made.append((number, threading.current_thread()))

    def give() -> None:
        for number in range(100):
            calls(call(number))

    giver = threading.Thread(target=give)
    giver.start()
    giver.join()
    assert made == []
    qtbot.waitUntil(lambda: len(made) == 100)
    assert made == [(number, threading.current_thread()) for number in range(100)]
    calls.close()


def test_what_is_given_from_here_waits_for_its_turn_too(qtbot: QtBot) -> None:
    calls = QueuedCalls()
    made: list[str] = []
    calls(lambda: made.append("given"))
    made.append("after")
    qtbot.waitUntil(lambda: len(made) == 2)
    assert made == ["after", "given"]
    calls.close()


def test_after_its_end_nothing_is_called(qtbot: QtBot) -> None:
    calls, others = QueuedCalls(), QueuedCalls()
    made: list[str] = []
    calls(lambda: made.append("before"))
    calls.close()
    calls(lambda: made.append("after"))
    others(lambda: made.append("another's"))
    qtbot.waitUntil(lambda: "another's" in made)
    assert made == ["another's"]
    others.close()
