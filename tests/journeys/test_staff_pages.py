"""The pages behind the PIN over the real desk: the doctor, the store, a receipt, a new look."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.application.staff import Role
from kiosk.domain import states
from kiosk.ui.colours import DARK, LIGHT
from kiosk.ui.staff.health import HealthPage
from kiosk.ui.staff.records import RecordsPage
from kiosk.ui.staff.reports import ReportsPage
from kiosk.ui.staff.settings import SettingsPage
from kiosk.ui.staff.tabs import Tab
from tests.adapters.camera import films
from tests.journeys.kiosk import Kiosk, running
from tests.journeys.staff import opened, says, screen, sign_in
from tests.ui.staff.looking import words_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def kiosk(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    film = films.write_film(tmp_path_factory.mktemp("film") / "film.avi", films.astronaut(60))
    with running(tmp_path_factory.mktemp("data"), f"video:{film}") as started:
        yield started


@pytest.fixture
def manager(kiosk: Kiosk) -> Iterator[Kiosk]:
    """A kiosk at which a manager has just signed in; they leave in the end."""
    sign_in(kiosk)
    yield kiosk
    kiosk.press("Leave")
    kiosk.wait_for(states.Idle)


def test_health_is_the_real_doctors_in_the_shops_words(manager: Kiosk) -> None:
    page = opened(manager, Tab.HEALTH)
    assert isinstance(page, HealthPage)
    manager.wait_until(
        lambda: page.health is not None and not page.health.is_looking, "the doctor's answer"
    )

    for name in ("Settings file", "Impact assessment", "Records", "The notice in English"):
        assert name in words_of(page)


def test_a_visitors_record_is_deleted_at_the_counter_by_its_code(kiosk: Kiosk) -> None:
    kiosk.read_notice()
    kiosk.tell()
    code = kiosk.take_receipt()
    assert kiosk.visit_rows() == 1

    sign_in(kiosk)
    page = opened(kiosk, Tab.RECORDS)
    assert isinstance(page, RecordsPage)
    says(kiosk, page, "Records of 1 day can still be found by their code")
    page.turn.click()
    QTest.keyClicks(kiosk.joined.window, code)
    says(kiosk, page, "Deleted. The record is gone for good")
    assert kiosk.visit_rows() == 0
    QTest.keyClicks(kiosk.joined.window, code)
    says(kiosk, page, "This code finds nothing.")
    kiosk.press("Leave")
    kiosk.wait_for(states.Idle)


def test_a_report_is_written_into_the_folder_it_names(manager: Kiosk) -> None:
    page = opened(manager, Tab.REPORTS)
    assert isinstance(page, ReportsPage)
    page.forms.chips[1].click()
    page.forms.chips[0].click()
    page.write.click()
    says(manager, page, "Written: the report of")

    (file,) = (manager.data / "demo" / "reports").iterdir()
    assert file.suffix == ".csv"
    assert file.name in words_of(page).replace("\u200b", "")


def test_a_new_look_is_shown_at_once_and_the_manager_stays_in(manager: Kiosk) -> None:
    window = manager.joined.window
    for chip, colours in ((1, DARK), (0, LIGHT)):
        page = opened(manager, Tab.SETTINGS)
        assert isinstance(page, SettingsPage)
        manager.wait_until(lambda page=page: page.look.picked != frozenset(), "the settings")
        manager.wait_until(lambda: window.takes_presses, "screen that listens")
        QTest.mouseClick(page.look.chips[chip], LEFT)
        assert window.theme.colours == colours
        again = screen(manager).page
        assert isinstance(again, SettingsPage) and again is not page
        assert again.role is Role.MANAGER
        manager.wait_until(
            lambda again=again, chip=chip: again.look.picked == {chip}, "tick where it was tapped"
        )
    assert manager.visit == states.Attended()
