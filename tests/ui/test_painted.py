"""Whether the window is still being painted, as the watchdog asks."""

from PySide6.QtWidgets import QApplication

from kiosk.ui.painted import Painted
from tests.ui.conftest import MakeWindow


def test_each_round_of_the_event_loop_paints_what_was_asked_for(make_window: MakeWindow) -> None:
    window = make_window()
    painted = Painted(window)
    # Nothing has gone round since it watches.
    assert painted() is False
    QApplication.processEvents()
    assert painted() is True
    # Asked twice without a round in between: the loop hangs.
    assert painted() is False
    QApplication.processEvents()
    assert painted() is True


def test_under_what_covers_it_in_the_dark_it_is_painted_too(make_window: MakeWindow) -> None:
    window = make_window(may_be_dark=lambda: True)
    painted = Painted(window)
    window.care.look(window.theme, 1e6)
    assert window.care.dark is not None
    QApplication.processEvents()
    painted()
    for _ in range(3):
        QApplication.processEvents()
        assert painted() is True


def test_what_the_system_shows_nowhere_need_not_be(make_window: MakeWindow) -> None:
    window = make_window()
    painted = Painted(window)
    painted()
    QApplication.processEvents()
    assert painted() is True
    window.hide()
    QApplication.processEvents()
    painted()
    assert painted() is True
