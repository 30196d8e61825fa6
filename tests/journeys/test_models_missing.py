"""Without the list of its models a kiosk looks at nobody, and asks for what visitors say."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.bootstrap import load_settings, parts
from kiosk.cli import main
from kiosk.cli.codes import OK, WRONG
from kiosk.domain import states
from kiosk.domain.states import StoreFault
from tests.journeys.kiosk import Kiosk

EXAMPLE = Path(__file__).parents[2] / "packaging" / "askfirst.example.toml"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    shutil.copyfile(EXAMPLE, tmp_path / SETTINGS_FILE)
    return tmp_path


@pytest.fixture
def lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the models are where they were, and the list of them is not."""
    models = tmp_path / "program" / "models"
    shutil.copytree(parts.models_folder(), models)
    (models / "models.json").unlink()
    monkeypatch.setattr(parts, "models_folder", lambda: models)


def askfirst(shop: Path, *words: str) -> int:
    return main(["--data-dir", str(shop), *words])


def test_what_was_signed_stays_signed_and_the_camera_stays_shut(
    qtbot: QtBot, shop: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    assert askfirst(shop, "pia", "sign", "--name", "Wang Min") == OK
    request.getfixturevalue("lost")
    kiosk = Kiosk(load_settings(shop, demo=False), shop)
    try:
        kiosk.read_notice()
        reading = kiosk.wait_for(states.Reading)
        assert isinstance(reading, states.Reading)
        assert not reading.ask.camera
        kiosk.tell()
        kiosk.receipt()
        assert not kiosk.joined.runner.camera_offered
    finally:
        kiosk.joined.close()
    capsys.readouterr()
    assert askfirst(shop, "pia", "status") == OK
    assert askfirst(shop, "doctor") == WRONG
    assert "models.json: missing" in capsys.readouterr().out


@pytest.mark.usefixtures("lost")
def test_unsigned_it_rests_and_cannot_be_signed_for_models_that_are_not_there(
    qtbot: QtBot, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk = Kiosk(load_settings(shop, demo=False), shop)
    try:
        assert kiosk.wait_for(states.Resting) == states.Resting(StoreFault.NOT_ASSESSED)
    finally:
        kiosk.joined.close()
    assert askfirst(shop, "pia", "sign", "--name", "Wang Min") == WRONG
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "models.json: missing. Copy it again" in said.err
