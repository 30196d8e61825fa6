"""What a screen reader is told."""

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain import states
from kiosk.ui import announce, samples
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.screens.receipt import ReceiptScreen
from kiosk.ui.screens.telling import TellingScreen
from kiosk.ui.widgets.press import Press
from kiosk.ui.widgets.words import Words
from tests.ui.test_screens import EVERY_STATE

VISITS = [visit for visit, _ in EVERY_STATE]


def role(piece: QWidget) -> QAccessible.Role:
    interface = QAccessible.queryAccessibleInterface(piece)
    assert interface is not None
    return interface.role()


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: type(visit).__name__)
def test_everything_to_press_has_a_name_and_a_role(
    window: KioskWindow, visit: states.Visit
) -> None:
    window.show_visit(visit)
    pressable = {
        QAccessible.Role.Button,
        QAccessible.Role.CheckBox,
        QAccessible.Role.RadioButton,
    }
    for button in window.findChildren(Press):
        assert button.accessibleName().strip()
        assert role(button) in pressable


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: type(visit).__name__)
def test_all_words_are_read_out(window: KioskWindow, visit: states.Visit) -> None:
    window.show_visit(visit)
    for words in window.shown.findChildren(Words):
        assert role(words) is QAccessible.Role.StaticText


def test_answers_are_radio_buttons(window: KioskWindow) -> None:
    window.show_visit(states.Telling(samples.ask(), samples.consent()))
    assert isinstance(window.shown, TellingScreen)
    assert role(window.shown.ages.choices[0]) is QAccessible.Role.RadioButton


def test_a_code_is_read_out_letter_by_letter(window: KioskWindow) -> None:
    version = samples.NOTICES["en"].version
    window.show_visit(states.ShowingReceipt(samples.CODE, version, samples.UNTIL))
    assert isinstance(window.shown, ReceiptScreen)
    assert window.shown.code.accessibleName() == " ".join(samples.CODE.symbols)


def test_a_new_screen_is_announced(window: KioskWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    announced: list[str] = []

    class Reader:
        """Stands in for the platform's side of accessibility."""

        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:
            assert isinstance(event, QAccessibleAnnouncementEvent)
            announced.append(event.message())

    monkeypatch.setattr(announce, "QAccessible", Reader)
    window.show_visit(states.Idle())
    window.show_visit(samples.result())
    assert announced == ["May we count you?", "Thank you. The camera is closed."]
