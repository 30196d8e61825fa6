"""Opening a staff page in a window, and reading what is in sight on it."""

import pytest
from PySide6.QtGui import QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.domain import states
from kiosk.ui import announce
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.staff.sample_desk import MANAGER_PIN, SampleDesk
from kiosk.ui.staff.screen import StaffScreen
from kiosk.ui.staff.tabs import Tab
from kiosk.ui.widgets.press import Press
from kiosk.ui.widgets.words import Words


def open_page(window: KioskWindow, desk: SampleDesk, tab: Tab, pin: str = MANAGER_PIN) -> StaffPage:
    """The page behind this tab, over this desk, for whoever this PIN lets in."""
    window.desk = desk
    # English has words of its own for one thing and for several.
    window.show_language("en")
    window.show_visit(states.Attended())
    staff_of(window).typed(pin)
    staff_of(window).open_tab(tab)
    QApplication.processEvents()
    return page_of(window)


def staff_of(window: KioskWindow) -> StaffScreen:
    assert isinstance(window.shown, StaffScreen)
    return window.shown


def page_of(window: KioskWindow) -> StaffPage:
    page = staff_of(window).page
    assert page is not None
    return page


def words_of(page: QWidget) -> str:
    """All that can be read on it now, line by line."""
    return "\n".join(words.text() for words in page.findChildren(Words) if words.isVisible())


def press_named(page: QWidget, text: str) -> Press:
    """What can be pressed and says this."""
    (found,) = [press for press in page.findChildren(Press) if press.text() == text]
    return found


def listen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told from now on, though nobody moved the focus."""
    heard: list[str] = []

    class Reader:
        """Stands in for the platform's side of accessibility."""

        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:
            assert isinstance(event, QAccessibleAnnouncementEvent)
            heard.append(event.message())

    monkeypatch.setattr(announce, "QAccessible", Reader)
    return heard
