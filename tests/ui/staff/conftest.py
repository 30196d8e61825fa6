"""A window in which staff have been called."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.domain import states
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.staff.pages import Pages
from kiosk.ui.staff.sample_desk import MANAGER_PIN, SampleDesk
from kiosk.ui.staff.screen import StaffScreen
from kiosk.ui.staff.tabs import Tab
from tests.fakes.late_desk import LateDesk


@pytest.fixture
def desk(window: KioskWindow) -> SampleDesk:
    assert isinstance(window.desk, SampleDesk)
    return window.desk


@pytest.fixture
def staff(window: KioskWindow) -> StaffScreen:
    window.show_visit(states.Attended())
    assert isinstance(window.shown, StaffScreen)
    return window.shown


Opens = Callable[[Tab], StaffPage]


@pytest.fixture
def late(window: KioskWindow) -> LateDesk:
    """A desk that answers when a test says so, in place of the window's."""
    desk = LateDesk()
    window.desk = desk
    return desk


@pytest.fixture
def opens(window: KioskWindow) -> Opens:
    """Opens a page as a manager, at whatever desk the window has."""

    def open_page(tab: Tab) -> StaffPage:
        window.show_visit(states.Attended())
        assert isinstance(window.shown, StaffScreen)
        if window.shown.page is None:
            window.shown.typed(MANAGER_PIN)
        part = window.shown.part
        if not isinstance(part, Pages) or part.tab is not tab:
            window.shown.open_tab(tab)
        QApplication.processEvents()
        assert window.shown.page is not None
        return window.shown.page

    return open_page
