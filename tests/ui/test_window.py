"""The window around the screens: lamp, strip, language, reading aids, and what it lets in."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.domain import states
from kiosk.domain.consent import Way
from kiosk.domain.states import Hint
from kiosk.ui import samples
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.languages import NoWords
from kiosk.ui.samples import SampleFront
from kiosk.ui.screens.idle import IdleScreen
from kiosk.ui.screens.looking import LookingScreen
from kiosk.ui.screens.notice import NoticeScreen
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.lamp import Lamp
from tests.ui.conftest import StoppedClock
from tests.ui.test_screens import EVERY_STATE, words_on

LEFT = Qt.MouseButton.LeftButton


# The lamp -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "visit", [visit for visit, _ in EVERY_STATE], ids=lambda visit: type(visit).__name__
)
def test_the_lamp_is_lit_only_while_the_camera_is_open(
    window: KioskWindow, visit: states.Visit
) -> None:
    window.show_visit(visit)
    lit = isinstance(visit, states.Looking) and visit.opened
    assert window.head.lamp.lit is lit
    assert window.head.lamp.accessibleName() == ("Camera on" if lit else "Camera off")
    assert window.head.lamp.isVisible()


def test_the_lamp_follows_the_camera(window: KioskWindow) -> None:
    closed = samples.looking(opened=False)
    window.show_visit(closed)
    assert not window.head.lamp.lit
    screen = window.shown
    opened = states.Looking(closed.ask, closed.grant, opened=True)
    window.show_visit(opened)
    assert window.head.lamp.lit
    assert window.shown is screen, "the picture would flicker if the screen were made anew"
    window.show_visit(states.Farewell(states.FarewellReason.NOT_ESTIMATED))
    assert not window.head.lamp.lit


# The picture ----------------------------------------------------------------------------------


def _on_screen(window: KioskWindow) -> QImage:
    """What is on the screen itself, not what the widgets would paint if they were asked."""
    QApplication.processEvents()
    return window.screen().grabWindow(window.winId()).toImage()


def _strange(image: QImage, box: tuple[int, int, int, int]) -> int:
    """How many of the looked-at pixels have none of the calm colours of an empty screen."""
    left, top, width, height = box
    strange = 0
    for x in range(left, left + width, 24):
        for y in range(top, top + height, 24):
            colour = QColor(image.pixel(x, y))
            strange += colour.saturation() > 90 or colour.value() < 120
    return strange


def test_the_last_picture_is_painted_over(window: KioskWindow) -> None:
    looking = samples.looking(hint=Hint.GOOD)
    window.show_visit(looking)
    assert isinstance(window.shown, LookingScreen)
    view = window.shown.view
    corner = view.mapTo(window, QPoint(0, 0))
    box = (corner.x(), corner.y(), view.width(), view.height())
    assert _strange(_on_screen(window), box) > 100
    window.show_visit(states.Withdrawing(samples.CODE, states.FarewellReason.WITHDRAWN))
    assert _strange(_on_screen(window), box) < 20
    assert not view.shows_picture


def test_no_picture_is_shown_before_the_camera_is_open(window: KioskWindow) -> None:
    window.show_visit(samples.looking(opened=False))
    assert isinstance(window.shown, LookingScreen)
    assert not window.shown.view.shows_picture


def test_the_seconds_are_counted_from_the_opening(window: KioskWindow, clock: StoppedClock) -> None:
    closed = samples.looking(opened=False)
    window.show_visit(closed)
    clock.now += 1.5
    window.show_visit(states.Looking(closed.ask, closed.grant, opened=True))
    clock.now += 2.5
    assert isinstance(window.shown, LookingScreen)
    window.shown.refresh()
    assert window.foot.start.text() == "2 of at most 8 seconds"
    clock.now += 20
    window.shown.refresh()
    assert window.foot.start.text() == "8 of at most 8 seconds"


@pytest.mark.parametrize("hint", Hint)
def test_every_hint_has_words(window: KioskWindow, hint: Hint) -> None:
    window.show_visit(samples.looking(hint=hint))
    assert isinstance(window.shown, LookingScreen)
    assert window.shown.hint.text()
    assert window.shown.hint.text() != "Looking for your face"


def test_the_preview_is_no_larger_than_it_is_drawn(window: KioskWindow) -> None:
    width, height = window.preview_size()
    window.show_visit(samples.looking())
    assert isinstance(window.shown, LookingScreen)
    view = window.shown.view
    assert width % 4 == 0 and height % 4 == 0
    assert 320 <= width <= min(640, view.width()) and height <= view.height()
    assert abs(width / height - view.width() / view.height()) < 0.01


# Still there? ---------------------------------------------------------------------------------


def test_it_asks_who_is_still_there(window: KioskWindow, front: SampleFront, qtbot: QtBot) -> None:
    front.left = (40.0, 15.0)
    window.show_visit(states.Reading(samples.ask()))
    assert window.still_there.isHidden()
    front.left = (14.0, 15.0)
    qtbot.waitUntil(window.still_there.isVisible)
    front.left = (120.0, 15.0)
    qtbot.mouseClick(window.still_there.here, LEFT)
    assert front.touches > 0
    qtbot.waitUntil(window.still_there.isHidden)


@pytest.mark.parametrize(
    "visit",
    [
        samples.result(),
        states.ShowingReceipt(samples.CODE, samples.NOTICES["en"].version, samples.UNTIL),
    ],
    ids=["result", "receipt"],
)
def test_screens_that_count_down_do_not_ask(
    window: KioskWindow, front: SampleFront, qtbot: QtBot, visit: states.Visit
) -> None:
    front.left = (5.0, 15.0)
    window.show_visit(visit)
    assert window.still_there.isHidden()


def test_every_press_tells_that_somebody_is_there(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    window.show_visit(states.Reading(samples.ask()))
    before = front.touches
    qtbot.mouseClick(window.shown, LEFT, pos=QPoint(10, 10))
    qtbot.keyClick(window, Qt.Key.Key_Tab)
    assert front.touches >= before + 2


# Language -------------------------------------------------------------------------------------


def test_the_language_changes_while_it_is_shown(window: KioskWindow) -> None:
    window.show_visit(states.Idle())
    assert "May we count you?" in words_on(window)
    window.show_language("zh_CN")
    text = words_on(window)
    assert "计入统计吗" in text and "May we" not in text
    assert window.head.lamp.accessibleName() == "摄像头已关闭"
    assert window.head.name.text() == "先问 · 北门"
    window.show_language("en")
    assert "May we count you?" in words_on(window)


def test_the_notice_changes_with_the_language(window: KioskWindow) -> None:
    window.show_visit(states.Reading(samples.ask("en")))
    assert isinstance(window.shown, NoticeScreen)
    window.shown.show_in_full(True)
    window.show_language("zh_CN")
    window.show_visit(states.Reading(samples.ask("zh_CN")))
    assert isinstance(window.shown, NoticeScreen)
    assert window.shown.in_full, "who reads the full text goes on reading it"
    assert samples.NOTICES["zh_CN"].sections[0].paragraphs[0] in words_on(window)
    assert samples.NOTICES["zh_CN"].version.short in window.foot.end.text()


def test_a_language_without_words_is_refused_by_name(window: KioskWindow) -> None:
    with pytest.raises(NoWords, match="askfirst_xx"):
        window.show_language("xx")
    window.show_visit(states.Idle())
    assert "May we count you?" in words_on(window)


def test_a_language_may_be_written_with_a_hyphen(window: KioskWindow) -> None:
    window.show_language("zh-CN")
    assert window.head.lamp.accessibleName() == "摄像头已关闭"


# Reading aids ---------------------------------------------------------------------------------


def test_reading_aids_last_for_one_visit(window: KioskWindow, qtbot: QtBot) -> None:
    window.show_visit(states.Idle())
    assert isinstance(window.shown, IdleScreen)
    small = window.theme
    qtbot.mouseClick(window.shown.aids[0], LEFT)
    assert isinstance(window.shown, IdleScreen)
    qtbot.mouseClick(window.shown.aids[1], LEFT)
    assert window.theme.larger and window.theme.colours != small.colours
    window.show_visit(states.AskingAge(samples.ask(), Way.TOLD))
    assert window.theme.larger
    window.show_visit(states.Idle())
    assert (window.theme.larger, window.theme.colours) == (False, small.colours)


def test_reading_aids_left_on_go_off_by_themselves(
    window: KioskWindow, clock: StoppedClock, qtbot: QtBot
) -> None:
    window.show_visit(states.Idle())
    window.aids.set_larger(True)
    assert window.theme.larger
    clock.now += 61
    qtbot.waitUntil(lambda: not window.theme.larger)


# What it does not let in ----------------------------------------------------------------------


def test_nobody_closes_it_without_leave(window: KioskWindow) -> None:
    assert not window.close()
    assert window.isVisible()


def test_there_are_no_menus_and_no_text_to_select(window: KioskWindow) -> None:
    for visit, _ in EVERY_STATE:
        window.show_visit(visit)
        for piece in (window, window.head, window.foot, window.shown):
            assert piece.contextMenuPolicy() != Qt.ContextMenuPolicy.ActionsContextMenu
        assert window.contextMenuPolicy() is Qt.ContextMenuPolicy.PreventContextMenu
        for words in window.findChildren(type(window.foot.start)):
            assert words.textInteractionFlags() == Qt.TextInteractionFlag.NoTextInteraction


def test_it_fits_another_size(window: KioskWindow, qtbot: QtBot) -> None:
    window.show_visit(states.Idle())
    window.resize(1280, 800)
    QApplication.processEvents()
    assert not window.theme.portrait
    assert window.shown.width() == 1280


def test_the_eye_of_the_lamp_opens_and_closes_at_once(fonts: None, qtbot: QtBot) -> None:
    lamp = Lamp(Theme(QSize(1080, 1920)))
    qtbot.addWidget(lamp)
    lamp.light(True)
    assert 0.3 < lamp.property("openness") < 1
    qtbot.waitUntil(lambda: lamp.property("openness") == 1.0)
    lamp.light(False)
    assert lamp.property("openness") == 0
