"""When the camera's door is offered, and what Health says when it is not."""

import shutil
from pathlib import Path

import pytest

from kiosk.adapters.analysis.health import FAILURES, REST_SECONDS, Door
from kiosk.adapters.camera.presence import present
from kiosk.adapters.camera.source import SourceSpec
from kiosk.domain import events
from kiosk.domain.states import WatchFault
from tests.adapters.analysis.visits import MODELS, Kit, stand_in, wait_until_gone, watching
from tests.adapters.camera import films
from tests.adapters.camera.opened import Openings


def test_the_door_comes_and_goes_with_the_camera() -> None:
    cameras: list[str | None] = [None]
    with watching(camera=lambda: cameras[0]) as kit:
        kit.watch.prepare()
        kit.ear.wait_until_offered(False)
        assert kit.door() is Door.NO_CAMERA
        assert not kit.watch.health().camera_present

        cameras[0] = "plugged in"
        kit.watch.prepare()
        kit.ear.wait_until_offered()
        first = kit.child()

        cameras[0] = "another, or the same again: a new device node"
        kit.watch.prepare()
        kit.ear.wait_until_offered(False)
        kit.ear.wait_until_offered()
        assert kit.child() != first
        wait_until_gone(first)

        cameras[0] = None
        kit.watch.prepare()
        kit.ear.wait_until_offered(False)
        assert kit.door() is Door.NO_CAMERA
        assert kit.watch.health().failures == 0


def test_a_missing_camera_is_looked_for_again_by_itself() -> None:
    asked: list[None] = []

    def camera() -> str | None:
        asked.append(None)
        return "here" if len(asked) > 1 else None

    with watching(camera=camera) as kit:
        kit.warm()
        assert len(asked) > 1


def test_presence_is_told_without_opening(tmp_path: Path) -> None:
    photograph, source = films.astronaut_of_ones_own(tmp_path)
    with Openings(photograph) as openings, watching(source=source) as kit:
        kit.warm()
        assert present(SourceSpec.parse(source)) is not None
        assert openings.count == 0


def gives_up(kit: Kit, door: Door) -> str:
    kit.watch.prepare()
    kit.wait_for_door(door)
    offers = [event for event in kit.ear.heard if isinstance(event, events.CameraOffered)]
    assert events.CameraOffered(True) not in offers
    return kit.watch.health().detail


@pytest.mark.parametrize("harm", ["altered", "missing"])
def test_a_bad_model_is_refused_by_name(tmp_path: Path, harm: str) -> None:
    models = shutil.copytree(MODELS, tmp_path / "models")
    model = models / "age-v1.onnx"
    if harm == "missing":
        model.unlink()
    else:
        with model.open("r+b") as file:
            file.seek(1000)
            file.write(b"\xff\xff")
    with watching(models=models) as kit:
        detail = gives_up(kit, Door.NO_MODEL)
        assert "age-v1.onnx" in detail
        assert harm in detail


def test_no_landlock_no_camera(tmp_path: Path) -> None:
    photograph, source = films.astronaut_of_ones_own(tmp_path)
    with watching(source=source, least_landlock=99) as kit, Openings(photograph) as openings:
        assert "Landlock" in gives_up(kit, Door.NOT_CONFINED)
        assert openings.count == 0


def test_data_in_a_readable_place_no_camera(tmp_path: Path) -> None:
    models = shutil.copytree(MODELS, tmp_path / "models")
    with watching(models=models, unreadable=(models / "data",)) as kit:
        assert "lies within" in gives_up(kit, Door.NOT_CONFINED)


def test_a_camera_that_gives_nothing_three_times_makes_the_door_rest(tmp_path: Path) -> None:
    film = films.write_film(tmp_path / "film.avi", films.frozen(12))
    with watching(source=f"video:{film}") as kit:
        for _ in range(FAILURES):
            kit.look()
            kit.ear.wait_for(events.WatchFailed)
        kit.watch.prepare()
        kit.wait_for_door(Door.RESTING)
        assert kit.watch.health().last_fault is WatchFault.FROZEN_FRAMES


def test_three_failures_in_a_row_make_the_door_rest() -> None:
    with watching(program=stand_in("dies at once")) as kit:
        assert "code 3" in gives_up(kit, Door.RESTING)
        health = kit.watch.health()
        assert health.failures == FAILURES
        assert health.last_fault is WatchFault.CHILD_ENDED


def test_a_rest_ends_by_itself_or_on_request(tmp_path: Path) -> None:
    born = tmp_path / "born"
    with watching(program=stand_in("dies at once", born)) as kit:
        gives_up(kit, Door.RESTING)
        assert births(born) == FAILURES

        kit.watch.prepare()
        kit.clock.forward(REST_SECONDS - 10)
        kit.watch.prepare()
        kit.wait_for_door(Door.RESTING)
        assert births(born) == FAILURES

        kit.clock.forward(11)
        kit.watch.prepare()
        kit.wait_until(lambda: births(born) == 2 * FAILURES)

        kit.wait_for_door(Door.RESTING)
        kit.watch.retry()
        kit.wait_until(lambda: births(born) == 3 * FAILURES)


def births(born: Path) -> int:
    return len(born.read_text("ascii"))


def test_a_program_that_is_not_there_is_a_reason_to_rest() -> None:
    with watching(program=["/nothing/here"]) as kit:
        assert "No such file" in gives_up(kit, Door.RESTING)


def test_a_look_that_ends_well_forgives_what_went_before() -> None:
    with watching() as kit:
        kit.kill_warm_child()
        kit.kill_warm_child()
        assert kit.watch.health().failures == FAILURES - 1
        kit.look()
        kit.ear.wait_for(events.Estimated)
        assert kit.watch.health().failures == 0
        kit.kill_warm_child()
        kit.warm()
