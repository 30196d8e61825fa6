"""What is around every screen, in its place: head, lamp, foot, and "Are you still there?"."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.foot import Foot
from kiosk.ui.widgets.head import Head
from kiosk.ui.widgets.still_there import StillThere


class Frame:
    """The pieces in ``window``, made for one theme and one language; hidden until shown."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        name: str,
        badges: tuple[str, ...],
        touched: Callable[[], None],
    ) -> None:
        self._theme = theme
        self.head = Head(theme, name, badges)
        self.foot = Foot(theme)
        self.still_there = StillThere(theme, touched)
        for piece in self._pieces():
            piece.setParent(window)

    def remove(self) -> None:
        """Another one takes its place."""
        for piece in self._pieces():
            piece.hide()
            piece.deleteLater()

    def place(self, window: QRect, moved: QPoint) -> QRect:
        """Put each piece where it belongs, ``moved`` by so much; where the screen belongs."""
        head, foot = self._theme.head_height, self._theme.foot_height
        width, height = window.width(), window.height()
        self.head.setGeometry(QRect(0, 0, width, head).translated(moved))
        bottom = QRect(0, height - foot, width, foot).translated(moved)
        self.foot.setGeometry(bottom)
        free = bottom if self._theme.portrait else QRect(0, 0, self.head.free_width, head)
        self.still_there.setGeometry(free)
        return QRect(0, head, width, height - head - foot).translated(moved)

    def warn(self, *, is_due: bool) -> None:
        """Ask whether anyone is still there, or no more."""
        if is_due == self.still_there.isHidden():
            self.still_there.setVisible(is_due)
            self.foot.setVisible(not (is_due and self._theme.portrait))
            self.still_there.raise_()

    def _pieces(self) -> tuple[QWidget, ...]:
        return self.head, self.foot, self.still_there
