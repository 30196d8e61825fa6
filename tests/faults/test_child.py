"""Faults 10 and 11 in a whole kiosk: the child is killed, hangs, or does what it must not.

The real child, ended or stopped by a real signal; then children gone bad, each for one visit.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.adapters.analysis import watch
from kiosk.adapters.analysis.health import FAILURES, Door
from kiosk.application.own_program import own_program
from kiosk.domain import states
from kiosk.domain.states import WatchFault
from tests.adapters.analysis.stand_in import MISBEHAVIOUR
from tests.adapters.analysis.visits import stand_in, wait_until_gone
from tests.adapters.camera import films
from tests.faults.whole_kiosk import (
    another_camera,
    child_of,
    doors,
    ends_with_an_apology,
    health_says,
    is_aborted,
    next_visit_is_fine,
    say_yes,
    wait_for_another_child,
    wait_for_open_camera,
)
from tests.journeys.kiosk import Kiosk, running

TREACHEROUS = [sys.executable, str(Path(__file__).with_name("treacherous_child.py"))]


@contextmanager
def kiosk_with(
    program: list[str], data: Path, monkeypatch: pytest.MonkeyPatch, source: str | None = None
) -> Iterator[Kiosk]:
    """A kiosk whose children are this program until ``mend``."""
    monkeypatch.setattr(watch, "own_program", lambda: program)
    with running(data, source) as kiosk:
        yield kiosk


def mend(kiosk: Kiosk) -> None:
    """From the next child on it is the real one."""
    bad = child_of(kiosk)
    kiosk.joined.watch._program = own_program()
    # The one that is warm by now was made of the other program.
    os.kill(bad, signal.SIGKILL)
    wait_for_another_child(kiosk, bad)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (signal.SIGKILL, WatchFault.CHILD_ENDED),
        (signal.SIGSEGV, WatchFault.CHILD_ENDED),
        (signal.SIGSTOP, WatchFault.CHILD_SILENT),
    ],
    ids=["killed", "crashed", "hung"],
)
def test_a_child_that_ends_or_hangs_ends_the_visit_and_the_next_is_fine(
    qtbot: QtBot, tmp_path: Path, number: signal.Signals, fault: WatchFault
) -> None:
    film = films.write_film(tmp_path / "film.avi", films.wall(60))
    with running(tmp_path / "data", f"video:{film}") as kiosk:
        say_yes(kiosk)
        wait_for_open_camera(kiosk)
        child = child_of(kiosk)
        os.kill(child, number)
        ends_with_an_apology(kiosk)
        wait_until_gone(child)
        is_aborted(kiosk, fault)
        another_camera(kiosk, film, films.astronaut(60))
        next_visit_is_fine(kiosk)


@pytest.mark.parametrize("how", MISBEHAVIOUR)
def test_a_child_that_misbehaves_ends_the_visit_and_the_next_is_fine(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    with kiosk_with(stand_in(how), tmp_path, monkeypatch) as kiosk:
        say_yes(kiosk)
        ends_with_an_apology(kiosk)
        fault = kiosk.joined.watch.health().last_fault
        assert fault in (
            WatchFault.CHILD_ENDED,
            WatchFault.CHILD_SILENT,
            WatchFault.CHILD_NONSENSE,
        )
        is_aborted(kiosk, fault)
        kiosk.wait_until(lambda: kiosk.joined.watch.health().door is Door.WARM, "warm child")
        mend(kiosk)
        next_visit_is_fine(kiosk)


def test_three_in_a_row_and_the_camera_door_rests_and_health_says_so(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kiosk_with(stand_in("talks nonsense"), tmp_path, monkeypatch) as kiosk:
        for _ in range(FAILURES):
            say_yes(kiosk)
            ends_with_an_apology(kiosk)
        is_aborted(kiosk, *[WatchFault.CHILD_NONSENSE] * FAILURES)
        kiosk.wait_until(lambda: kiosk.joined.watch.health().door is Door.RESTING, "rest")
        health_says(kiosk, "left alone for five minutes")
        kiosk.press("Read and choose")
        assert doors(kiosk) == {"I’ll tell you myself", "No, thanks"}


@pytest.mark.parametrize("act", ["socket", "program", "other process"])
def test_the_kernel_ends_a_child_that_tries_a_forbidden_call(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    """The real child, really confined, with a camera that turns against it once it is open."""
    photograph, source = films.astronaut_of_ones_own(tmp_path)
    program = [*TREACHEROUS, act]
    with kiosk_with(program, tmp_path / "data", monkeypatch, source) as kiosk:
        say_yes(kiosk)
        ends_with_an_apology(kiosk)
        assert "forbidden call" in kiosk.joined.watch.health().detail
        is_aborted(kiosk, WatchFault.CHILD_ENDED)
        assert photograph.exists()
        assert not any(isinstance(visit, states.ShowingResult) for visit in kiosk.seen)
