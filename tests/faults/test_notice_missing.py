"""Fault 24: a language's text is missing, its words are, or all are: only what is whole is offered.

Each flaw of a text by itself is in tests/adapters/notices/test_notices.py.
"""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.bootstrap import parts
from kiosk.domain import states
from kiosk.domain.states import StoreFault
from kiosk.ui.screens.resting import RestingScreen
from tests.faults.whole_kiosk import tell
from tests.journeys.kiosk import Kiosk, running


@pytest.fixture
def notices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's notices, where a test may lose them."""
    copied = Path(shutil.copytree(parts.notices_folder(), tmp_path / "program" / "notices"))
    monkeypatch.setattr(parts, "notices_folder", lambda: copied)
    return copied


def languages(kiosk: Kiosk) -> list[str]:
    kiosk.wait_for(states.Idle)
    return [name for name in ("English", "中文") if kiosk.offers(name)]


@pytest.mark.parametrize("harm", ["gone", "cut short", "no text"])
def test_a_language_that_is_not_whole_is_not_offered_and_the_other_is(
    qtbot: QtBot, tmp_path: Path, notices: Path, harm: str
) -> None:
    chinese = notices / "zh_CN.toml"
    content = chinese.read_bytes()
    match harm:
        case "gone":
            chinese.unlink()
        case "cut short":
            chinese.write_bytes(content[: len(content) // 2])
        case _:
            chinese.write_bytes(b"\xff\xfe" + content)
    with running(tmp_path / "data") as kiosk:
        assert "中文" not in languages(kiosk)
        kiosk.press("Read and choose")
        tell(kiosk)
        assert kiosk.outcomes()["told"] == 1


def test_with_no_text_left_it_rests_and_asks_nobody(
    qtbot: QtBot, tmp_path: Path, notices: Path
) -> None:
    for text in notices.iterdir():
        text.unlink()
    with running(tmp_path / "data") as kiosk:
        assert kiosk.wait_for(states.Resting) == states.Resting(StoreFault.NO_NOTICE)
        assert isinstance(kiosk.joined.window.shown, RestingScreen)
        kiosk.joined.runner.open_notice()
        assert isinstance(kiosk.visit, states.Resting)
        assert kiosk.outcomes() == {}
