"""A shop's kiosk rests until somebody signs, and then goes on by itself."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.bootstrap import load_settings, withdraw
from kiosk.cli import main
from kiosk.cli.codes import OK
from kiosk.domain import states
from kiosk.domain.states import StoreFault
from kiosk.ui.screens.resting import RestingScreen
from kiosk.ui.widgets.press import Press
from tests.domain import samples
from tests.journeys.kiosk import Kiosk

EXAMPLE = Path(__file__).parents[2] / "packaging" / "askfirst.example.toml"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    shutil.copyfile(EXAMPLE, tmp_path / SETTINGS_FILE)
    return tmp_path


def test_it_rests_names_the_command_and_goes_on_when_it_is_signed(shop: Path, qtbot: QtBot) -> None:
    kiosk = Kiosk(load_settings(shop, demo=False), shop)
    try:
        assert kiosk.wait_for(states.Resting) == states.Resting(StoreFault.NOT_ASSESSED)
        screen = kiosk.joined.window.shown
        assert isinstance(screen, RestingScreen)
        assert "askfirst pia" in screen.for_staff.text()
        # Nobody is asked; a yes of before can still be taken back.
        assert [press.text() for press in screen.findChildren(Press)] == ["Delete my record"]
        kiosk.joined.runner.open_notice()
        assert isinstance(kiosk.visit, states.Resting)
        # While it runs, as it stands there.
        assert main(["--data-dir", str(shop), "pia", "sign", "--name", "Wang Min"]) == OK
        kiosk.wait_for(states.Idle)
        kiosk.joined.runner.open_notice()
        assert isinstance(kiosk.visit, states.Reading)
    finally:
        kiosk.joined.close()
    assert not any(
        isinstance(visit, states.Reading) for visit in kiosk.seen[: _first_idle(kiosk.seen)]
    )


def _first_idle(seen: list[states.Visit]) -> int:
    return next(place for place, visit in enumerate(seen) if isinstance(visit, states.Idle))


def test_what_is_taken_back_goes_without_a_signature_too(shop: Path) -> None:
    settings = load_settings(shop, demo=False)
    assert withdraw(shop, settings, samples.CODE, pytest.fail) is False
