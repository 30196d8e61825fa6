"""What makes a yes a free one, as far as screens can spoil it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain import events, states
from kiosk.domain.consent import Way
from kiosk.ui import samples
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.samples import SampleFront
from kiosk.ui.screens.age import AgeScreen
from kiosk.ui.screens.armed import ArmedScreen
from kiosk.ui.screens.idle import IdleScreen
from kiosk.ui.screens.notice import NoticeScreen
from kiosk.ui.screens.result import ResultScreen
from kiosk.ui.widgets.door import Door
from tests.ui.conftest import MakeWindow, StoppedClock
from tests.ui.test_screens import EVERY_STATE

LEFT = Qt.MouseButton.LeftButton


def _reading() -> states.Visit:
    return states.Reading(samples.ask())


def _asking() -> states.Visit:
    return states.AskingAge(samples.ask(), Way.CAMERA)


def _armed() -> states.Visit:
    return states.Armed(samples.ask(), 47)


def test_a_tap_meant_for_the_notice_opens_no_camera_when_a_phone_says_yes(
    make_window: MakeWindow, front: SampleFront, clock: StoppedClock, qtbot: QtBot
) -> None:
    window = make_window(guard_seconds=0.35)
    window.show_visit(_reading())
    clock.now += 60
    window.show_visit(_armed())
    assert isinstance(window.shown, ArmedScreen)
    # Longer than for a second tap: nobody here had this screen come, and a hand is on its way.
    clock.now += 1.0
    qtbot.mouseClick(window.shown.yes, LEFT)
    assert (front.asked, front.posted) == ([], [])
    clock.now += 0.1
    qtbot.mouseClick(window.shown.yes, LEFT)
    assert front.asked == ["say_old_enough"]


def test_a_second_tap_never_falls_through(
    make_window: MakeWindow, front: SampleFront, clock: StoppedClock, qtbot: QtBot
) -> None:
    window = make_window(guard_seconds=0.35)
    window.show_visit(_asking())
    assert isinstance(window.shown, AgeScreen)
    clock.now += 0.34
    qtbot.mouseClick(window.shown.yes, LEFT)
    qtbot.mouseDClick(window.shown.no, LEFT)
    assert (front.asked, front.posted) == ([], [])
    clock.now += 0.02
    qtbot.mouseClick(window.shown.yes, LEFT)
    assert front.asked == ["say_old_enough"]


def test_keys_do_not_fall_through_either(
    make_window: MakeWindow, front: SampleFront, clock: StoppedClock, qtbot: QtBot
) -> None:
    window = make_window(guard_seconds=0.35)
    window.show_visit(_asking())
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert front.posted == []
    clock.now += 0.36
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert front.posted == [events.WentBack()]


def test_a_press_begun_on_one_screen_does_not_end_on_the_next(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    window.show_visit(_reading())
    assert isinstance(window.shown, NoticeScreen)
    door = window.shown.doors.doors[0]
    qtbot.mousePress(door, LEFT)
    window.show_visit(_asking())
    QApplication.processEvents()
    assert isinstance(window.shown, AgeScreen)
    qtbot.mouseRelease(window.shown.yes, LEFT)
    assert (front.asked, front.posted) == ([], [])


@pytest.mark.parametrize(
    "visit", [visit for visit, _ in EVERY_STATE], ids=lambda visit: type(visit).__name__
)
def test_enter_chooses_nothing(
    window: KioskWindow, front: SampleFront, qtbot: QtBot, visit: states.Visit
) -> None:
    window.show_visit(visit)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(window, key)
        for button in window.shown.findChildren(QPushButton):
            qtbot.keyClick(button, key)
    assert (front.asked, front.posted) == ([], [])


@pytest.mark.parametrize(
    "visit", [visit for visit, _ in EVERY_STATE], ids=lambda visit: type(visit).__name__
)
def test_no_button_is_the_default_and_none_has_the_focus(
    window: KioskWindow, visit: states.Visit
) -> None:
    window.show_visit(visit)
    for button in window.findChildren(QPushButton):
        assert not button.isDefault() and not button.autoDefault()
        assert not button.hasFocus()


def test_tab_goes_through_the_doors_in_reading_order(window: KioskWindow, qtbot: QtBot) -> None:
    window.show_visit(_reading())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert isinstance(window.shown, NoticeScreen)
    order: list[QPushButton] = []
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and focused not in order:
            order.append(focused)
    doors = [button for button in order if isinstance(button, Door)]
    assert tuple(doors) == window.shown.doors.doors


@pytest.mark.parametrize("size", [QSize(1080, 1920), QSize(1280, 800)], ids=["tall", "wide"])
def test_tab_comes_to_the_action_of_idle_first(
    make_window: MakeWindow, qtbot: QtBot, size: QSize
) -> None:
    window = make_window(size=size)
    window.show_visit(states.Idle())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    idle = window.shown
    assert isinstance(idle, IdleScreen)
    order: list[object] = []
    for _ in range(7):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    assert order == [idle.action, *idle.languages, *idle.aids, idle.record, idle.inside]


def test_space_presses_what_has_the_focus(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    window.show_visit(_reading())
    assert isinstance(window.shown, NoticeScreen)
    for door in window.shown.doors.doors:
        qtbot.keyClick(door, Qt.Key.Key_Space)
    assert front.posted == [events.ChoseCamera(), events.ChoseTelling(), events.Refused()]


@pytest.mark.parametrize(
    ("visit", "doors_of"),
    [
        (_reading(), lambda screen: screen.doors.doors),
        (_asking(), lambda screen: (screen.yes, screen.no)),
        (_armed(), lambda screen: screen.doors.doors),
        (samples.result(), lambda screen: screen.doors.doors),
    ],
    ids=["notice", "age", "armed", "result"],
)
def test_doors_are_equal(
    window: KioskWindow,
    visit: states.Visit,
    doors_of: Callable[[object], tuple[Door, ...]],
) -> None:
    window.show_visit(visit)
    assert isinstance(window.shown, NoticeScreen | AgeScreen | ArmedScreen | ResultScreen)
    doors = doors_of(window.shown)
    assert len(doors) >= 2
    assert {type(door) for door in doors} == {Door}
    assert len({(door.width(), door.height(), door.y()) for door in doors}) == 1
    assert len({door.settled()[0].name() + door.settled()[1].name() for door in doors}) == 1


def test_nothing_but_doors_and_reading_stands_on_the_notice(window: KioskWindow) -> None:
    window.show_visit(_reading())
    buttons = window.shown.findChildren(QPushButton)
    texts = {button.text() for button in buttons if button.isVisible()}
    assert texts == {
        "Yes, use the camera",
        "I’ll tell you myself",
        "No, thanks",
        "Read the full notice",
        "中文",
    }
