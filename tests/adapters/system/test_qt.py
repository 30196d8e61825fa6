"""That this very Qt binding can run for a year: see decision 9."""

import sys

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

TIMES = 500


class Painted(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        pass


class Filter(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return False


def test_painting_takes_no_reference_from_none(qtbot: QtBot) -> None:
    widget = Painted()
    qtbot.addWidget(widget)
    widget.show()
    widget.repaint()
    before = sys.getrefcount(None)

    for _ in range(TIMES):
        widget.repaint()

    assert sys.getrefcount(None) > before - TIMES // 2


def test_an_event_filter_takes_no_reference_from_false(qtbot: QtBot) -> None:
    widget, filtering = Painted(), Filter()
    qtbot.addWidget(widget)
    widget.installEventFilter(filtering)
    before = sys.getrefcount(False)

    # Few enough to fail without ending the whole program.
    for _ in range(TIMES // 5):
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.User))

    assert sys.getrefcount(False) > before - TIMES // 10
