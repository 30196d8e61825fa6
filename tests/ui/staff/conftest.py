"""A window in which staff have been called."""

import pytest

from kiosk.domain import states
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.staff.sample_desk import SampleDesk
from kiosk.ui.staff.screen import StaffScreen


@pytest.fixture
def desk(window: KioskWindow) -> SampleDesk:
    assert isinstance(window.desk, SampleDesk)
    return window.desk


@pytest.fixture
def staff(window: KioskWindow) -> StaffScreen:
    window.show_visit(states.Attended())
    assert isinstance(window.shown, StaffScreen)
    return window.shown
