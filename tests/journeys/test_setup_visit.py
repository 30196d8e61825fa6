"""The visit that is played while a kiosk is set up: real, over records that are thrown away."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.adapters.settings.reading import load_settings
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system import process
from kiosk.bootstrap import parts, setup_visit
from kiosk.bootstrap.kiosk import JoinedKiosk
from kiosk.domain import states
from kiosk.ui.gallery import take_down
from kiosk.ui.play import PlayedVisit
from tests.adapters.settings.test_reading import AGES
from tests.commands.terminal import AtATerminal
from tests.commands.test_setup_terminal import answer_all
from tests.frozen.built import screen
from tests.journeys.kiosk import PATIENCE

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where folders are made that are thrown away; nothing of a visit may be left in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    QApplication.processEvents()


@pytest.fixture
def shop() -> Settings:
    """A shop's settings, with the demo's photograph where its camera would be."""
    settings = load_settings(ROOT / "packaging" / "askfirst.example.toml", AGES)
    demo = parts.load_settings(Path(), demo=True)
    source = parts.source_of(demo)
    return replace(settings, camera=replace(settings.camera, source=source))


class Installer:
    """Presses through one visit, and looks where the records are meanwhile."""

    def __init__(self, temporary: Path) -> None:
        self._temporary = temporary
        self.files: set[str] = set()
        self.joined: JoinedKiosk | None = None

    def __call__(self, joined: JoinedKiosk) -> None:
        self.joined = joined
        # Its end is seen by whoever witnesses it. A second one would come when nothing runs any
        # more, and no loop could be entered until the next program begins.
        self._player = PlayedVisit(joined.window, None, plays=True, done=lambda: None)
        joined.runner.show_to(self)

    def show_visit(self, visit: states.Visit) -> None:
        if isinstance(visit, states.ShowingReceipt):
            self.files = {path.name for path in self._temporary.rglob("*")}

    def show_language(self, tag: str) -> None:
        """It is played in the first one."""


def test_a_whole_visit_is_played_and_nothing_of_it_is_left(
    qapp: QApplication, shop: Settings, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # For good: the process of these tests could never be dumped again, nor any that it starts.
    monkeypatch.setattr(process, "leave_no_core", lambda: None)
    installer = Installer(temporary)
    seen = setup_visit.play(shop, installer)
    assert installer.joined is not None
    take_down(installer.joined.window)
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    assert loop.exec() == 0
    assert (seen.camera_opened, seen.estimated, seen.receipt) == (True, True, True)
    assert seen.rested is None
    assert {"askfirst.sqlite3", "assessment", "signing.key"} <= installer.files
    assert list(temporary.iterdir()) == []


def test_ctrl_c_ends_the_visit_and_not_the_set_up(tmp_path: Path, temporary: Path) -> None:
    data = tmp_path / "data"
    with screen() as name:
        place = {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "TMPDIR": str(temporary)}
        session = AtATerminal(
            *("--data-dir", str(data), "setup", "--language", "en"), environment=place
        )
        try:
            answer_all(session)
            session.expect("a number changes that answer: ")
            session.type("")
            session.answer("Shall we play one whole visit now", "maybe")
            session.expect("Please answer yes or no.")
            session.expect("[yes]: ")
            session.type("yes")
            session.expect("The visit is on the screen.")
            wait_for(lambda: any(temporary.rglob("askfirst.sqlite3")))
            session.press("\x03")
            session.expect("The visit was ended.")
            session.answer("Was everything as it should be?", "no")
            session.expect("a number changes that answer: ")
            session.type("")
            session.answer("Shall we play one whole visit now", "no")
            session.answer("Write all of this now?", "yes")
            assert session.end() == 0
        finally:
            session.give_up()
    assert parts.load_settings(data, demo=False).kiosk.name["en"] == "South Door"
    assert not (data / "askfirst.sqlite3").exists()
    assert list(temporary.iterdir()) == []


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        QTest.qWait(50)


def test_without_a_screen_it_is_said_and_nothing_is_opened(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    example = ROOT / "packaging" / "askfirst.example.toml"
    (data / "askfirst.toml").write_bytes(example.read_bytes())
    ended = subprocess.run(
        [sys.executable, "-m", "kiosk", "--data-dir", data, "setup", "--only-visit"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert ended.returncode == 1
    assert "This session has no screen" in ended.stderr
    assert {path.name for path in data.iterdir()} == {"askfirst.toml"}
