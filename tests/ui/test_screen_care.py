"""The panel is spared: the picture wanders by points, and the screen sleeps in the dark hours."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from kiosk.domain import states
from kiosk.domain.consent import Way
from kiosk.domain.states import StoreFault
from kiosk.ui.drift import EVERY_SECONDS, REACH, place_after
from kiosk.ui.gate import GUARD_SECONDS
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.samples import SampleFront
from kiosk.ui.screen_care import AWAKE_SECONDS
from kiosk.ui.screens.idle import IdleScreen
from tests.domain.samples import ASK
from tests.ui.conftest import MakeWindow, StoppedClock

LANDSCAPE = QSize(1280, 800)
MINUTE = EVERY_SECONDS


def picture(window: KioskWindow) -> QImage:
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def let_pass(window: KioskWindow, clock: StoppedClock, seconds: float) -> None:
    """Let time go by, and the window look at it."""
    clock.now += seconds
    window._tick()


# The picture wanders ------------------------------------------------------------------------


def test_every_place_within_reach_is_stood_at_and_each_step_is_one_point() -> None:
    round_trip = 2 * (2 * REACH + 1) ** 2 - 2
    places = [place_after(step) for step in range(round_trip + 1)]
    assert places[0] == QPoint(0, 0) == places[-1]
    steps = [(after - before).manhattanLength() for before, after in pairwise(places)]
    assert set(steps) == {1}
    seen = {(place.x(), place.y()) for place in places}
    side = range(-REACH, REACH + 1)
    assert seen == {(x, y) for x in side for y in side}


@pytest.mark.parametrize("size", [QSize(1080, 1920), LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize(
    "visit", [states.Idle(), states.Resting(StoreFault.FULL)], ids=["idle", "rest"]
)
def test_after_a_minute_the_same_picture_stands_one_point_elsewhere(
    make_window: MakeWindow, clock: StoppedClock, size: QSize, visit: states.Visit
) -> None:
    window = make_window(size=size, reduced_motion=False)
    window.show_visit(visit)
    let_pass(window, clock, 2 * MINUTE)
    before, shown = picture(window), window.shown
    let_pass(window, clock, MINUTE)
    after = picture(window)
    # Nothing was made anew for it, so nothing can have flickered.
    assert window.shown is shown
    moved = place_after(3) - place_after(2)
    assert moved.manhattanLength() == 1
    inner = QRect(8, 8, size.width() - 16, size.height() - 16)
    assert before != after
    assert before.copy(inner) == after.copy(inner.translated(moved))


def test_while_somebody_is_there_nothing_moves(
    make_window: MakeWindow, clock: StoppedClock
) -> None:
    window = make_window(reduced_motion=False)
    window.show_visit(states.Idle())
    for _ in range(5):
        QTest.mouseClick(window.shown, Qt.MouseButton.LeftButton)
        before = picture(window)
        let_pass(window, clock, MINUTE)
        assert picture(window) == before


def test_a_visit_stands_still(make_window: MakeWindow, clock: StoppedClock) -> None:
    window = make_window(reduced_motion=False)
    window.show_visit(states.AskingAge(ASK, Way.CAMERA))
    before = picture(window)
    let_pass(window, clock, 10 * MINUTE)
    assert picture(window) == before


def test_where_motion_is_unwelcome_it_moves_with_the_screens_only(
    make_window: MakeWindow, clock: StoppedClock
) -> None:
    window = make_window(reduced_motion=True)
    window.show_visit(states.Idle())
    before = picture(window)
    let_pass(window, clock, 3 * MINUTE)
    assert picture(window) == before
    window.show_visit(states.Resting(StoreFault.FULL))
    assert window.head.pos() == place_after(3)


# The screen sleeps --------------------------------------------------------------------------


@pytest.fixture
def night(make_window: MakeWindow, clock: StoppedClock) -> KioskWindow:
    """A window in the dark hours to which nobody has come for long."""
    window = make_window(may_be_dark=lambda: True, guard_seconds=GUARD_SECONDS)
    window.show_visit(states.Idle())
    let_pass(window, clock, AWAKE_SECONDS + 1)
    return window


def bright_points(image: QImage) -> set[tuple[int, int]]:
    return {
        (x, y)
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
        if image.pixelColor(x, y).lightness() > 8
    }


def test_it_is_black_but_for_a_dim_eye_that_stands_elsewhere_each_minute(
    night: KioskWindow, clock: StoppedClock
) -> None:
    first = picture(night)
    lit = bright_points(first)
    assert 0 < len(lit) < first.width() * first.height() / 4 / 100
    assert max(first.pixelColor(x, y).lightness() for x, y in lit) < 160
    let_pass(night, clock, MINUTE)
    second = bright_points(picture(night))
    assert second
    assert not lit & second


def test_a_touch_wakes_it_and_does_nothing_else(
    night: KioskWindow, front: SampleFront, clock: StoppedClock
) -> None:
    assert isinstance(night.shown, IdleScreen)
    assert night.care.dark is not None
    action = night.shown.action
    place = action.mapTo(night, action.rect().center())
    QTest.mouseClick(night.care.dark, Qt.MouseButton.LeftButton, pos=place)
    assert night.care.dark is None
    # The same finger once more, before anything could be read.
    QTest.mouseClick(action, Qt.MouseButton.LeftButton)
    assert (front.posted, front.asked) == ([], [])
    before = picture(night)
    let_pass(night, clock, AWAKE_SECONDS - 1)
    assert night.care.dark is None
    assert len(bright_points(before)) > before.width() * before.height() / 8


def test_a_key_wakes_it_and_chooses_nothing(night: KioskWindow, front: SampleFront) -> None:
    QTest.keyClick(night, Qt.Key.Key_Space)
    assert night.care.dark is None
    assert (front.posted, front.asked) == ([], [])


def test_it_sleeps_again_when_they_have_gone(night: KioskWindow, clock: StoppedClock) -> None:
    QTest.keyClick(night, Qt.Key.Key_Space)
    let_pass(night, clock, AWAKE_SECONDS + 1)
    assert night.care.dark is not None


def test_it_wakes_by_itself_when_the_hours_are_over(
    make_window: MakeWindow, clock: StoppedClock
) -> None:
    dark = [True]
    window = make_window(may_be_dark=lambda: dark[0])
    window.show_visit(states.Resting(StoreFault.FULL))
    let_pass(window, clock, AWAKE_SECONDS + 1)
    assert window.care.dark is not None
    dark[0] = False
    let_pass(window, clock, 1)
    assert window.care.dark is None


def test_a_yes_on_a_phone_wakes_it(night: KioskWindow, clock: StoppedClock) -> None:
    night.show_visit(states.Armed(ASK, 42))
    let_pass(night, clock, AWAKE_SECONDS + 1)
    assert night.care.dark is None


def test_it_covers_a_window_of_another_size(night: KioskWindow) -> None:
    night.resize(LANDSCAPE)
    assert night.care.dark is not None
    assert night.care.dark.geometry() == QRect(QPoint(0, 0), LANDSCAPE)
    assert len(bright_points(picture(night))) < 1280 * 800 / 4 / 20


def test_outside_the_demo_no_key_ends_it(make_window: MakeWindow) -> None:
    ended: list[bool] = []
    for demo in (False, True):
        window = make_window(demo=demo, end=lambda: ended.append(True))
        window.show_visit(states.Idle())
        for key in (Qt.Key.Key_C, Qt.Key.Key_Q, Qt.Key.Key_W):
            QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert ended == [True, True] * demo
