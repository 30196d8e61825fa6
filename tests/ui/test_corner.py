"""The corner that staff press, and the keys for those who cannot."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.domain import events, states
from kiosk.domain.states import StoreFault
from kiosk.ui.corner import HOLD_MS
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.samples import SampleFront
from tests.ui.conftest import MakeWindow, StoppedClock
from tests.ui.test_screens import EVERY_STATE

LEFT = Qt.MouseButton.LeftButton
CORNER = QPoint(8, 8)
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier

CALLS_STAFF = (states.Idle, states.Resting)


def press(window: KioskWindow, qtbot: QtBot, at: QPoint = CORNER) -> None:
    qtbot.mousePress(window.head, LEFT, pos=at)


def two_seconds_pass(window: KioskWindow) -> None:
    """What a held finger brings about: the timer fires, if it is running."""
    if window.corner.timer.isActive():
        window.corner.timer.stop()
        window.corner.timer.timeout.emit()


@pytest.mark.parametrize(
    "visit", [states.Idle(), *(states.Resting(fault) for fault in StoreFault)], ids=str
)
def test_two_seconds_on_the_corner_call_staffs_pages(
    window: KioskWindow, front: SampleFront, qtbot: QtBot, visit: states.Visit
) -> None:
    window.show_visit(visit)
    press(window, qtbot)
    assert window.corner.timer.remainingTime() <= HOLD_MS == 2000
    two_seconds_pass(window)

    assert front.posted == [events.StaffCalled()]


def test_a_finger_on_a_touch_screen_counts(window: KioskWindow, front: SampleFront) -> None:
    window.show_visit(states.Idle())
    QTest.qWaitForWindowExposed(window)
    screen = QTest.createTouchDevice()
    QTest.touchEvent(window, screen).press(1, QPoint(30, 30), window)
    QTest.touchEvent(window, screen).move(1, QPoint(34, 31), window)
    two_seconds_pass(window)
    assert front.posted == [events.StaffCalled()]
    QTest.touchEvent(window, screen).release(1, QPoint(34, 31), window)

    QTest.touchEvent(window, screen).press(1, QPoint(30, 30), window)
    QTest.touchEvent(window, screen).release(1, QPoint(30, 30), window)
    two_seconds_pass(window)
    assert front.posted == [events.StaffCalled()], "a tap is none"


def test_a_tap_before_it_changes_nothing(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    window.show_visit(states.Idle())
    qtbot.mouseClick(window.head, LEFT, pos=CORNER)
    # As a window system tells of a press that follows at once.
    sent = QMouseEvent(
        QEvent.Type.MouseButtonDblClick,
        QPointF(CORNER),
        QPointF(window.head.mapToGlobal(CORNER)),
        LEFT,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window.head, sent)
    two_seconds_pass(window)

    assert front.posted == [events.StaffCalled()]


def test_what_covers_the_corner_may_be_the_name(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    window.show_visit(states.Idle())
    window.head.name.setGeometry(window.head.rect())
    qtbot.mousePress(window.head.name, LEFT, pos=CORNER)
    two_seconds_pass(window)

    assert front.posted == [events.StaffCalled()]


def test_a_tap_does_nothing(window: KioskWindow, front: SampleFront, qtbot: QtBot) -> None:
    window.show_visit(states.Idle())
    press(window, qtbot)
    qtbot.mouseRelease(window.head, LEFT, pos=CORNER)
    two_seconds_pass(window)

    assert (front.posted, front.asked) == ([], [])
    assert front.touches > 0, "somebody is there all the same"


def test_a_finger_that_slides_off_calls_nobody(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    window.show_visit(states.Idle())
    press(window, qtbot)
    qtbot.mouseMove(window.head, QPoint(300, 8))
    two_seconds_pass(window)

    assert front.posted == []


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_only_what_a_finger_is_counts(
    window: KioskWindow, front: SampleFront, qtbot: QtBot, button: Qt.MouseButton
) -> None:
    window.show_visit(states.Idle())
    qtbot.mousePress(window.head, button, pos=CORNER)
    two_seconds_pass(window)

    assert front.posted == []
    # Else Qt takes it for held in every test that comes after.
    qtbot.mouseRelease(window.head, button, pos=CORNER)


def test_the_lamps_side_is_no_corner(window: KioskWindow, front: SampleFront, qtbot: QtBot) -> None:
    window.show_visit(states.Idle())
    press(window, qtbot, QPoint(window.head.width() - 8, 8))
    two_seconds_pass(window)

    assert front.posted == []


def test_a_screen_that_comes_meanwhile_is_not_left(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    window.show_visit(states.Idle())
    press(window, qtbot)
    window.show_visit(states.Resting(StoreFault.FULL))
    two_seconds_pass(window)

    assert front.posted == []


def test_a_deaf_screen_has_a_deaf_corner(
    make_window: MakeWindow, front: SampleFront, clock: StoppedClock, qtbot: QtBot
) -> None:
    window = make_window(guard_seconds=0.35)
    window.show_visit(states.Idle())
    press(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_S, BOTH)
    two_seconds_pass(window)
    assert front.posted == []

    clock.now += 0.36
    press(window, qtbot)
    two_seconds_pass(window)
    assert front.posted == [events.StaffCalled()]


def _by_finger(window: KioskWindow, qtbot: QtBot) -> None:
    press(window, qtbot)
    two_seconds_pass(window)


def _by_keys(window: KioskWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_S, BOTH)


WAYS = pytest.mark.parametrize("call", [_by_finger, _by_keys], ids=["finger", "keys"])
Call = Callable[[KioskWindow, QtBot], None]


@WAYS
def test_nobody_calls_staff_in_the_middle_of_a_visit(
    window: KioskWindow, front: SampleFront, qtbot: QtBot, call: Call
) -> None:
    for visit, _ in EVERY_STATE:
        if not isinstance(visit, CALLS_STAFF):
            window.show_visit(visit)
            call(window, qtbot)
            called = [event for event in front.posted if isinstance(event, events.StaffCalled)]
            assert not called, type(visit).__name__


@WAYS
def test_where_there_is_nothing_for_staff_nothing_leads_there(
    window: KioskWindow, front: SampleFront, qtbot: QtBot, call: Call
) -> None:
    window.desk = None
    window.show_visit(states.Idle())
    call(window, qtbot)

    assert front.posted == []


def test_keys_call_them_too(window: KioskWindow, front: SampleFront, qtbot: QtBot) -> None:
    window.show_visit(states.Idle())
    for key, modifiers in (
        (Qt.Key.Key_S, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_S, BOTH | Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_T, BOTH),
    ):
        qtbot.keyClick(window, key, modifiers)
    assert front.posted == []

    qtbot.keyClick(window, Qt.Key.Key_S, BOTH)
    assert front.posted == [events.StaffCalled()]


def test_there_is_nothing_to_be_seen_of_it(window: KioskWindow, qtbot: QtBot) -> None:
    def corner() -> QImage:
        return window.grab(window.head.geometry()).toImage()

    window.show_visit(states.Idle())
    before = corner()
    press(window, qtbot)
    assert corner() == before
