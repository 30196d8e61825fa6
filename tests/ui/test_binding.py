"""What the screens need of the Qt binding itself."""

import sys

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter


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
