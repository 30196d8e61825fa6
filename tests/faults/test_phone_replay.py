"""Row 22: a code replayed, shared and stale, a thousand times: not once is it taken."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.bootstrap import assessment
from kiosk.domain import states
from tests.adapters.camera import films
from tests.adapters.camera.opened import Openings
from tests.fakes.assessment import FakeAssessments
from tests.journeys.kiosk import Kiosk
from tests.journeys.phone import Phone, arm, code_on, serving

pytestmark = [
    pytest.mark.timeout(600),
]

TIMES = 334
"""Of each of the three kinds."""


def press_again(kiosk: Kiosk, phone: Phone, *, status: int, reason: str) -> None:
    """Both buttons by turns, as somebody does who has kept the whole page."""
    for number in range(TIMES):
        heard = phone.press("refuse" if number % 2 else "agree")
        assert (heard.status, heard.said["reason"]) == (status, reason)
        assert isinstance(kiosk.visit, states.Reading)


def test_no_code_is_taken_twice_or_later(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assessment, "assessments_of", lambda *_: FakeAssessments())
    film = films.write_film(tmp_path / "film.avi", films.wall(30))
    with Openings(film) as openings, serving(tmp_path / "data", f"video:{film}") as kiosk:
        phone, _ = arm(kiosk)
        shared = Phone(kiosk, phone.url)
        assert shared.open().status == 200
        kiosk.press("This is not me")
        kiosk.wait_for(states.Reading)
        before = openings.count

        press_again(kiosk, phone, status=409, reason="used")
        press_again(kiosk, shared, status=409, reason="used")
        assert "number" not in shared.story()

        stale = Phone.at(kiosk)
        kiosk.press("中文")
        kiosk.wait_until(lambda: code_on(kiosk) not in (None, stale.url), "other code")
        kiosk.wait_until(lambda: stale.open().status == 410, "end of the old one")
        # What it read while it was good, it still has.
        stale.page = shared.page
        press_again(kiosk, stale, status=410, reason="expired")

        assert sum(isinstance(visit, states.Armed) for visit in kiosk.seen) == 1
        assert not any(isinstance(visit, states.Looking | states.Farewell) for visit in kiosk.seen)
        assert openings.count == before
        outcomes = kiosk.outcomes()
    assert not {"agreed", "declined"} & outcomes.keys()
