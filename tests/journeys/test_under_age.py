"""An estimate under the minimum age: real frames, a real child, and a network that says 13.9."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.adapters.analysis.models import listed
from kiosk.bootstrap import assessment, parts
from kiosk.domain import states
from kiosk.domain.states import FarewellReason
from tests.adapters.analysis.portraits import MODELS
from tests.adapters.analysis.weights import models_that_say
from tests.journeys.kiosk import running


@pytest.mark.parametrize(("age", "is_kept"), ((13.9, False), (14.1, True)))
def test_an_estimate_under_the_age_leaves_no_row_and_shows_nothing(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: float, is_kept: bool
) -> None:
    models = models_that_say(age, tmp_path)
    monkeypatch.setattr(parts, "models_folder", lambda: models)
    # The demo's impact assessment is signed for the weights that are shipped.
    monkeypatch.setattr(assessment, "listed", lambda _folder: listed(MODELS))
    with running(tmp_path / "data") as kiosk:
        kiosk.wait_for(states.Idle)
        kiosk.wait_until(lambda: kiosk.joined.runner.camera_offered, "warm child")
        kiosk.press("Read and choose")
        kiosk.press("Yes, use the camera")
        kiosk.press("Yes")
        if is_kept:
            kiosk.wait_for(states.ShowingResult)
            kiosk.press("Keep it")
            kiosk.wait_for(states.ShowingReceipt)
        else:
            farewell = kiosk.wait_for(states.Farewell)
            assert farewell == states.Farewell(FarewellReason.LOOKS_YOUNG)
            assert not any(isinstance(visit, states.ShowingResult) for visit in kiosk.seen)
        outcomes = kiosk.outcomes()
        assert kiosk.visit_rows() == is_kept

    # Told from a visitor's own change of mind by nobody: docs/data.md.
    ending = "counted" if is_kept else "withdrawn"
    assert outcomes == {"asked": 1, "agreed": 1, ending: 1}
