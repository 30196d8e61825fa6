"""What has a half in Qt ends on Qt's own thread, whoever fills the memory meanwhile."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kiosk.adapters.system.qt_collecting import CollectingHere


class _Knot(QObject):
    """Unreachable from outside as soon as nobody holds it, and not freed before it is collected."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


@pytest.fixture
def collecting(qtbot: QtBot) -> Iterator[CollectingHere]:
    made = CollectingHere()
    yield made
    made.close()


def _fill_on_another_thread() -> list[list[int]]:
    """With so much that Python's own collector looks at everything there is, many times over."""
    filled: list[list[int]] = []
    thread = threading.Thread(target=lambda: filled.extend([number] for number in range(200_000)))
    thread.start()
    thread.join()
    return filled


def _ends() -> list[str]:
    """The name of the thread on which a knot ends, once it has."""
    ended: list[str] = []
    weakref.finalize(_Knot(), lambda: ended.append(threading.current_thread().name))
    return ended


@pytest.mark.slow
def test_it_ends_here_and_not_where_memory_is_filled(
    qtbot: QtBot, collecting: CollectingHere
) -> None:
    gc.collect()
    ended = _ends()
    filled = _fill_on_another_thread()
    assert filled
    assert ended == []
    qtbot.waitUntil(lambda: bool(ended), timeout=30_000)
    assert ended == [threading.main_thread().name]


@pytest.mark.slow
def test_without_it_the_end_is_where_memory_is_filled(qtbot: QtBot) -> None:
    gc.collect()
    ended = _ends()
    filled = _fill_on_another_thread()
    assert filled
    assert len(ended) == 1
    assert ended != [threading.main_thread().name]


def test_afterwards_python_collects_by_itself(qtbot: QtBot) -> None:
    made = CollectingHere()
    assert not gc.isenabled()
    made.close()
    assert gc.isenabled()
