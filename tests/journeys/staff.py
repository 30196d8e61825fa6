"""Staff at a running kiosk: in by the demo's PIN, to the page they want."""

from PySide6.QtTest import QTest

from kiosk.domain import events, states
from kiosk.domain.sign_in import DEMO_MANAGER_PIN
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.staff.pages import Pages
from kiosk.ui.staff.pin_entry import PinEntry
from kiosk.ui.staff.screen import StaffScreen
from kiosk.ui.staff.tabs import Tab
from tests.journeys.kiosk import Kiosk
from tests.ui.staff.looking import words_of


def sign_in(kiosk: Kiosk) -> None:
    kiosk.wait_for(states.Idle)
    kiosk.post(events.StaffCalled())
    kiosk.wait_for(states.Attended)
    kiosk.wait_until(lambda: kiosk.joined.window.takes_presses, "screen that listens")
    entry = screen(kiosk).part
    assert isinstance(entry, PinEntry)
    kiosk.wait_until(lambda: entry.listens, "pad that listens")
    QTest.keyClicks(kiosk.joined.window, DEMO_MANAGER_PIN)
    kiosk.wait_until(lambda: isinstance(screen(kiosk).part, Pages), "pages")


def screen(kiosk: Kiosk) -> StaffScreen:
    assert isinstance(kiosk.joined.window.shown, StaffScreen)
    return kiosk.joined.window.shown


def opened(kiosk: Kiosk, tab: Tab) -> StaffPage:
    screen(kiosk).open_tab(tab)
    page = screen(kiosk).page
    assert page is not None
    return page


def says(kiosk: Kiosk, page: StaffPage, words: str) -> None:
    kiosk.wait_until(lambda: words in words_of(page).replace("\u200b", ""), f"“{words}”")
