"""A text that is moved by finger; and nothing of one that is closed stays behind."""

import gc

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScroller
from pytestqt.qtbot import QtBot

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.scroll import Scroll

LEFT = Qt.MouseButton.LeftButton
_TALL = QSize(1080, 1920)


@pytest.mark.usefixtures("fonts")
def test_each_text_in_turn_is_moved_by_a_finger(qtbot: QtBot) -> None:
    for _ in range(2):
        scroll = _a_long_text(qtbot)
        assert _bar(scroll).value() == 0
        _drag(scroll, up=300)
        qtbot.waitUntil(lambda scroll=scroll: _bar(scroll).value() > 100)
        scroll.close()


@pytest.mark.usefixtures("fonts")
def test_a_text_that_is_gone_glides_no_more(qtbot: QtBot) -> None:
    """Else the one that comes in its place is moved by no finger for as long."""
    scroll = _a_long_text(qtbot)
    scroller = QScroller.scroller(scroll._area.viewport())
    scroller.scrollTo(QPointF(0, 3000), 60_000)
    assert scroller.state() is QScroller.State.Scrolling
    scroll.hide()
    assert scroller.state() is QScroller.State.Inactive


@pytest.mark.usefixtures("fonts")
def test_a_text_leaves_no_kind_of_gesture_behind(qtbot: QtBot) -> None:
    _a_long_text(qtbot)
    before = _kinds_of_gesture()
    for _ in range(5):
        _a_long_text(qtbot)
    assert _kinds_of_gesture() == before


@pytest.mark.usefixtures("fonts")
def test_on_a_broad_screen_the_button_takes_no_height(qtbot: QtBot) -> None:
    scroll = _a_long_text(qtbot, QSize(1280, 800))
    for _ in range(2):
        assert scroll._area.height() == scroll.height()
        assert scroll.button.x() > scroll._area.width()
        assert scroll.rect().contains(scroll.button.geometry())
        # The other words are longer, and nothing moves for them.
        width = scroll._area.width()
        _bar(scroll).setValue(_bar(scroll).maximum())
        assert scroll.button.text() == "To the top"
        assert scroll._area.width() == width
    tall = _a_long_text(qtbot)
    assert tall._area.height() < tall.button.y()


def _a_long_text(qtbot: QtBot, screen: QSize = _TALL) -> Scroll:
    piece = QLabel("\n".join(f"line {number}" for number in range(400)))
    scroll = Scroll(Theme(screen), piece, "More", "To the top")
    qtbot.addWidget(scroll)
    scroll.resize(600, 800)
    scroll.show()
    qtbot.waitExposed(scroll)
    return scroll


def _bar(scroll: Scroll):
    return scroll._area.verticalScrollBar()


def _drag(scroll: Scroll, up: int) -> None:
    viewport = scroll._area.viewport()
    start = QPoint(200, 600)
    QTest.mousePress(viewport, LEFT, pos=start)
    for step in range(1, 11):
        QTest.mouseMove(viewport, start - QPoint(0, up * step // 10))
        QTest.qWait(16)
    QTest.mouseRelease(viewport, LEFT, pos=start - QPoint(0, up))


def _kinds_of_gesture() -> int:
    gc.collect()
    made = (each for each in gc.get_objects() if isinstance(each, type))
    return sum(each.__name__ == Qt.GestureType.__name__ for each in made)
