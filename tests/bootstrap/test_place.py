"""What the screens are told of the machine that they stand on."""

import pytest

from kiosk.adapters.camera.source import SourceSpec
from kiosk.adapters.processes import confine
from kiosk.bootstrap.place import place_of
from tests.cli.fake_bootstrap import SHOP

WEBCAM = SourceSpec.parse("webcam:/dev/video0")


def test_where_the_look_can_be_locked_away_nothing_else_is_said() -> None:
    assert confine.obstacle() is None
    place = place_of(SHOP, WEBCAM)
    assert not place.unconfinable
    assert not place.unconfined


def test_on_windows_the_screens_are_told_that_it_never_looks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(confine.sys, "platform", "win32")
        obstacle = confine.obstacle()
    assert obstacle is not None
    assert "only on Linux" in obstacle
    monkeypatch.setattr(confine, "obstacle", lambda: obstacle)
    place = place_of(SHOP, WEBCAM)
    assert place.unconfinable
    assert not place.unconfined
