"""Settings: what a manager changes at the screen, and where it goes wrong."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.application.staff import Role, ScreenSettings
from kiosk.ui.colours import DARK, LIGHT
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.place import Appearance
from kiosk.ui.staff.new_pin import NewPinEntry
from kiosk.ui.staff.recovery import RecoveryCodeShown
from kiosk.ui.staff.sample_desk import SampleDesk
from kiosk.ui.staff.settings import SettingsPage
from kiosk.ui.staff.tabs import Tab
from kiosk.ui.widgets.press import Press
from tests.fakes.waiting_desk import WaitingDesk
from tests.ui.staff.looking import listen, open_page, page_of, staff_of, words_of
from tests.wording import a_line_has

LEFT = Qt.MouseButton.LeftButton
NEW_PIN = "48271906"
ALL = ("pdf", "csv", "json")


class DeskOfAWindow(SampleDesk):
    """As the real one does: the window takes on the look at once, and answers come later."""

    def __init__(self, window: KioskWindow) -> None:
        super().__init__()
        self._window = window
        self.late: list[Callable[[], None]] = []

    def settings(self, tell: Callable[[ScreenSettings], None]) -> None:
        self.late.append(lambda: super(DeskOfAWindow, self).settings(tell))

    def change_settings(self, changed: ScreenSettings, tell: Callable[[str], None]) -> None:
        self.changed.append(changed)
        look = Appearance(changed.theme == "dark", changed.reduced_motion, 2.71)
        self._window.show_look(look)
        self.late.append(lambda: tell(""))

    def answer_all(self) -> None:
        while self.late:
            self.late.pop(0)()


def settings(window: KioskWindow, desk: SampleDesk) -> SettingsPage:
    page = open_page(window, desk, Tab.SETTINGS)
    assert isinstance(page, SettingsPage)
    return page


@pytest.fixture
def desk() -> SampleDesk:
    return SampleDesk()


@pytest.fixture
def page(window: KioskWindow, desk: SampleDesk) -> SettingsPage:
    return settings(window, desk)


def said(page: SettingsPage) -> str:
    QApplication.processEvents()
    return words_of(page).replace("\u200b", "")


def ticked(page: SettingsPage) -> list[str]:
    picks = (page.look, page.motion, page.reports)
    return [chip.text() for each in picks for chip in each.chips if chip.isChecked()]


def test_what_holds_is_ticked(page: SettingsPage) -> None:
    assert ticked(page) == ["Light", "Gently", "PDF", "CSV"]
    assert "Saved" not in said(page)


@pytest.mark.parametrize(
    ("pick", "wanted"),
    [
        (lambda page: page.look.chips[1], ScreenSettings("dark", False, ("pdf", "csv"))),
        (lambda page: page.motion.chips[1], ScreenSettings("light", True, ("pdf", "csv"))),
        (lambda page: page.reports.chips[0], ScreenSettings("light", False, ("csv",))),
        (
            lambda page: page.reports.chips[2],
            ScreenSettings("light", False, ALL),
        ),
    ],
    ids=["look", "motion", "fewer reports", "more reports"],
)
def test_one_tap_changes_one_thing(
    page: SettingsPage,
    desk: SampleDesk,
    monkeypatch: pytest.MonkeyPatch,
    pick: Callable[[SettingsPage], Press],
    wanted: ScreenSettings,
) -> None:
    heard = listen(monkeypatch)
    pick(page).click()

    assert desk.changed == [wanted]
    assert pick(page).isChecked() is (pick(page) is not page.reports.chips[0])
    assert said(page).startswith("Saved.")
    assert heard == ["Saved."]


def test_a_tap_on_what_holds_already_changes_nothing(
    page: SettingsPage, desk: SampleDesk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.look.chips[0], LEFT)

    assert desk.changed == []
    assert page.look.chips[0].isChecked()


def test_the_tick_moves_when_it_is_on_disk_and_not_before(
    window: KioskWindow, qtbot: QtBot
) -> None:
    desk = WaitingDesk()
    page = settings(window, desk)
    qtbot.mouseClick(page.look.chips[1], LEFT)
    qtbot.mouseClick(page.motion.chips[1], LEFT)
    assert desk.asked == ["change"], "one at a time"
    assert ticked(page)[0] == "Light"
    desk.answer()

    assert ticked(page) == ["Dark", "Gently", "PDF", "CSV"]


def test_what_could_not_be_saved_is_said_and_nothing_is_ticked(
    window: KioskWindow, qtbot: QtBot
) -> None:
    page = settings(window, SampleDesk(troubled=True))
    qtbot.mouseClick(page.look.chips[1], LEFT)
    words = said(page)

    assert words.startswith("Not saved")
    assert "/var/lib/askfirst/askfirst.toml: Read-only file system" in words
    assert ticked(page) == ["Light", "Gently", "PDF", "CSV"]


def test_until_the_settings_are_known_nothing_can_be_changed(window: KioskWindow) -> None:
    desk = DeskOfAWindow(window)
    page = settings(window, desk)
    page.look.chips[1].click()
    page.motion.chips[1].click()
    page.reports.chips[1].click()

    assert desk.changed == []
    assert ticked(page) == []


def test_a_new_look_is_shown_at_once_and_its_manager_stays_in_on_this_page(
    window: KioskWindow, qtbot: QtBot
) -> None:
    desk = DeskOfAWindow(window)
    page = settings(window, desk)
    desk.answer_all()
    assert window.theme.colours == LIGHT
    qtbot.mouseClick(page.look.chips[1], LEFT)
    desk.answer_all()
    assert window.theme.colours == DARK

    again = page_of(window)
    assert isinstance(again, SettingsPage) and again is not page
    assert again.role is Role.MANAGER
    assert desk.sign_in.left == 0
    assert ticked(again)[0] == "Dark"
    qtbot.mouseClick(again.look.chips[0], LEFT)
    desk.answer_all()
    assert window.theme.colours == LIGHT


def test_a_change_that_is_no_look_leaves_the_page_and_says_so(
    window: KioskWindow,
) -> None:
    window.show_look(Appearance(pixels_per_mm=2.71))
    desk = DeskOfAWindow(window)
    page = settings(window, desk)
    desk.answer_all()
    page.reports.chips[2].click()
    desk.answer_all()

    assert page_of(window) is page
    assert said(page).startswith("Saved.")


def test_a_new_pin_for_staff_is_chosen_and_said(
    window: KioskWindow, page: SettingsPage, desk: SampleDesk
) -> None:
    page.pins[Role.STAFF].click()
    assert isinstance(staff_of(window).part, NewPinEntry)
    staff_of(window).typed(NEW_PIN)
    staff_of(window).typed(NEW_PIN)

    again = page_of(window)
    assert isinstance(again, SettingsPage)
    assert desk.sign_in.pins[NEW_PIN] is Role.STAFF
    assert a_line_has(said(again).splitlines()[0], "PIN for staff", "counts")


def test_a_new_pin_for_managers_is_said_after_its_recovery_code(
    window: KioskWindow, page: SettingsPage, qtbot: QtBot
) -> None:
    page.pins[Role.MANAGER].click()
    staff_of(window).typed(NEW_PIN)
    staff_of(window).typed(NEW_PIN)
    shown = staff_of(window).part
    assert isinstance(shown, RecoveryCodeShown)
    qtbot.mouseClick(shown.done, LEFT)

    again = page_of(window)
    assert isinstance(again, SettingsPage)
    assert a_line_has(said(again).splitlines()[0], "PIN for managers", "counts")


def test_a_pin_that_was_not_chosen_after_all_is_not_said_to_count(
    window: KioskWindow, page: SettingsPage, qtbot: QtBot
) -> None:
    page.pins[Role.STAFF].click()
    entry = staff_of(window).part
    assert isinstance(entry, NewPinEntry)
    qtbot.mouseClick(entry.back, LEFT)

    again = page_of(window)
    assert isinstance(again, SettingsPage)
    assert "counts" not in said(again)


def test_it_says_where_everything_else_is(page: SettingsPage) -> None:
    assert a_line_has(said(page), "settings file", "askfirst doctor")


def test_the_pins_chips_say_aloud_what_they_are_for(page: SettingsPage) -> None:
    assert page.pins[Role.STAFF].accessibleName() == "A new PIN: For staff"
