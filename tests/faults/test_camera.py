"""Faults 1, 2, 3 and 5 in a whole kiosk: the camera is missing, goes, or shows nobody.

A film stands in for the camera; it is pulled out as a file is, by moving it away.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.adapters.analysis.health import Door
from kiosk.domain import states
from kiosk.domain.states import WatchFault
from tests.adapters.camera import films
from tests.faults.whole_kiosk import (
    another_camera,
    doors,
    ends_with_an_apology,
    health_says,
    is_aborted,
    next_visit_is_fine,
    say_yes,
    tell,
    wait_for_open_camera,
)
from tests.journeys.kiosk import running


def test_missing_at_start_the_other_doors_are_there_and_it_is_found_by_itself(
    qtbot: QtBot, tmp_path: Path
) -> None:
    away = films.write_film(tmp_path / "away.avi", films.astronaut(60))
    film = tmp_path / "film.avi"
    with running(tmp_path / "data", f"video:{film}") as kiosk:
        kiosk.wait_for(states.Idle)
        kiosk.wait_until(
            lambda: kiosk.joined.watch.health().door is Door.NO_CAMERA, "look for a camera"
        )
        health_says(kiosk, "Not found")
        kiosk.press("Read and choose")
        assert doors(kiosk) == {"I’ll tell you myself", "No, thanks"}
        tell(kiosk)
        assert kiosk.outcomes()["told"] == 1

        away.rename(film)
        # Nobody says so: it looks again by itself.
        kiosk.wait_until(lambda: kiosk.joined.runner.camera_offered, "camera")
        kiosk.press("Read and choose")
        assert len(doors(kiosk)) == 3


def test_gone_while_it_looks_the_visit_ends_and_the_next_is_fine(
    qtbot: QtBot, tmp_path: Path
) -> None:
    film = films.write_film(tmp_path / "film.avi", films.wall(60))
    with running(tmp_path / "data", f"video:{film}") as kiosk:
        say_yes(kiosk)
        wait_for_open_camera(kiosk)
        film.unlink()
        ends_with_an_apology(kiosk)
        is_aborted(kiosk, WatchFault.CAMERA_LOST)
        kiosk.wait_until(lambda: not kiosk.joined.runner.camera_offered, "door that is gone")

        films.write_film(film, films.astronaut(60))
        next_visit_is_fine(kiosk)


Frames = Callable[[], list[films.Picture]]


@pytest.mark.parametrize(
    ("frames", "fault"),
    [
        (lambda: films.black(30), WatchFault.BLACK_FRAMES),
        (lambda: films.frozen(30), WatchFault.FROZEN_FRAMES),
        (lambda: [*films.astronaut(5), *films.wall(60)], WatchFault.FACE_LEFT),
    ],
    ids=["black", "frozen", "the person leaves"],
)
def test_frames_of_nobody_end_the_visit(
    qtbot: QtBot, tmp_path: Path, frames: Frames, fault: WatchFault
) -> None:
    film = films.write_film(tmp_path / "film.avi", frames())
    with running(tmp_path / "data", f"video:{film}") as kiosk:
        say_yes(kiosk)
        ends_with_an_apology(kiosk)
        is_aborted(kiosk, fault)
        another_camera(kiosk, film, films.astronaut(60))
        # A new consent is needed, and is asked for from the beginning.
        next_visit_is_fine(kiosk)
