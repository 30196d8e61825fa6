"""Fault 8: one byte of a model is not as it was made; it is refused by name, and people can tell.

That a model is missing, and the list of them, is in tests/adapters/analysis/test_watch_door.py and
tests/journeys/test_models_missing.py.
"""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.adapters.analysis.health import Door
from kiosk.bootstrap import parts
from kiosk.domain import states
from tests.adapters.camera import films
from tests.adapters.camera.opened import Openings
from tests.faults.whole_kiosk import doors, health_says, tell
from tests.journeys.kiosk import running


@pytest.mark.parametrize("model", ["age-v1.onnx", "gender-v1.onnx", "face_landmarker.task"])
def test_a_changed_byte_shuts_the_camera_and_visitors_can_tell(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    models = tmp_path / "program" / "models"
    shutil.copytree(parts.models_folder(), models)
    content = bytearray((models / model).read_bytes())
    content[len(content) // 2] ^= 1
    (models / model).write_bytes(content)
    monkeypatch.setattr(parts, "models_folder", lambda: models)
    photograph, source = films.astronaut_of_ones_own(tmp_path)
    with Openings(photograph) as openings, running(tmp_path / "data", source) as kiosk:
        kiosk.wait_for(states.Idle)
        kiosk.wait_until(lambda: kiosk.joined.watch.health().door is Door.NO_MODEL, "refusal")
        health = kiosk.joined.watch.health()
        assert model in health.detail
        health_says(kiosk, "A part of the camera’s program is missing or altered")
        kiosk.press("Read and choose")
        assert doors(kiosk) == {"I’ll tell you myself", "No, thanks"}
        tell(kiosk)
        assert kiosk.outcomes()["told"] == 1
        assert openings.count == 0
