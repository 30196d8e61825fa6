"""What the screens need of the Qt binding itself."""

import sys

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def test_calls_that_return_nothing_leave_none_alone() -> None:
    """PySide6 6.12.0 takes a reference to None away at every such call.

    On Python 3.11 the process dies of it after some thousand calls ("deallocating None"), so
    the binding has to be older, or the Python 3.12, where None cannot be counted away.
    """
    canvas = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    before = sys.getrefcount(None)
    for _ in range(100):
        painter.drawRect(QRectF(0, 0, 1, 1))
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < 50, "PySide6 counts None away: hold it under 6.12 on Python 3.11"


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
