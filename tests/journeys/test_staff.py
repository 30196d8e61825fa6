"""Staff at the machine: hold the corner, type the PIN, look, leave. No camera, nothing counted."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.domain import events, states
from kiosk.domain.sign_in import DEMO_STAFF_PIN
from kiosk.domain.states import StoreFault
from kiosk.ui.staff.pages import Pages
from kiosk.ui.staff.pin_entry import PinEntry
from kiosk.ui.staff.screen import StaffScreen
from tests.adapters.camera import films
from tests.adapters.camera.opened import Openings
from tests.journeys.kiosk import Kiosk, running

LEFT = Qt.MouseButton.LeftButton
CORNER = QPoint(8, 8)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return films.write_film(tmp_path_factory.mktemp("film") / "film.avi", films.astronaut(60))


@pytest.fixture(scope="module")
def kiosk(qapp: object, film: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    with running(tmp_path_factory.mktemp("data"), f"video:{film}") as started:
        yield started


def _hold_the_corner(kiosk: Kiosk) -> StaffScreen:
    window = kiosk.joined.window
    kiosk.wait_until(lambda: window.takes_presses, "screen that listens")
    QTest.mousePress(window.head, LEFT, pos=CORNER)
    kiosk.wait_for(states.Attended)
    QTest.mouseRelease(window.head, LEFT, pos=CORNER)
    assert isinstance(window.shown, StaffScreen)
    return window.shown


def _type(kiosk: Kiosk, staff: StaffScreen, pin: str) -> None:
    """Type a PIN, and wait until it has been looked at."""
    entry = staff.part
    assert isinstance(entry, PinEntry)
    kiosk.wait_until(lambda: entry.listens, "pad that listens")
    QTest.keyClicks(kiosk.joined.window, pin)
    kiosk.wait_until(lambda: not entry.is_busy, "answer")


def _ledger_rows(kiosk: Kiosk) -> int:
    kiosk.settle_store()
    with sqlite3.connect(f"file:{kiosk.records_file}?mode=ro", uri=True) as connection:
        return connection.execute("SELECT count(*) FROM consent_ledger").fetchone()[0]


def test_corner_pin_pages_leave(kiosk: Kiosk, film: Path) -> None:
    kiosk.wait_for(states.Idle)
    outcomes, rows = kiosk.outcomes(), _ledger_rows(kiosk)
    with Openings(film) as openings:
        staff = _hold_the_corner(kiosk)
        assert isinstance(staff.part, PinEntry)
        kiosk.wait_until(lambda: kiosk.joined.window.takes_presses, "screen that listens")
        _type(kiosk, staff, "48271906")
        assert isinstance(staff.part, PinEntry)
        _type(kiosk, staff, DEMO_STAFF_PIN)
        assert isinstance(staff.part, Pages)
        for chip in staff.part.chips.values():
            QTest.mouseClick(chip, LEFT)
        assert not kiosk.joined.window.head.lamp.lit
        kiosk.press("Leave")
        assert kiosk.visit == states.Idle()
        assert openings.count == 0

    assert kiosk.outcomes() == outcomes
    assert _ledger_rows(kiosk) == rows


def test_a_resting_kiosk_lets_them_in_and_goes_on_resting(kiosk: Kiosk) -> None:
    kiosk.wait_for(states.Idle)
    kiosk.post(events.StoreFailed(StoreFault.FULL))
    _hold_the_corner(kiosk)
    kiosk.press("Leave")

    assert kiosk.visit == states.Resting(StoreFault.FULL)


def test_the_next_visitor_is_asked_as_ever(kiosk: Kiosk) -> None:
    kiosk.wait_for(states.Idle)
    _hold_the_corner(kiosk)
    kiosk.press("Leave")
    kiosk.wait_for_camera_door()

    assert isinstance(kiosk.visit, states.Reading)
