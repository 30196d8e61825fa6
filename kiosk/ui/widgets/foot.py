"""What stands under every screen: two short texts, one at each side."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStyle, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.words import Words


class Foot(QWidget):
    """Soft ink: who answers for the kiosk, and which notice; or what a countdown says."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        middle = Qt.AlignmentFlag.AlignVCenter
        self.start = Words(theme, Type.LABEL, colour="soft_ink", align=middle)
        self.end = Words(
            theme,
            Type.LABEL,
            colour="soft_ink",
            align=middle | Qt.AlignmentFlag.AlignTrailing,
        )
        for piece in (self.start, self.end):
            piece.setParent(self)

    def say(self, start: str, end: str) -> None:
        """Show these two texts."""
        self.start.say(start)
        self.end.say(end)
        self._place()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        margin, gap = self._theme.margin, self._theme.px(40)
        width = self.width() - 2 * margin
        # Whichever is short keeps its one line; the other has what is left.
        end = min(self.end.sizeHint().width(), round(width * 0.62))
        start = self.start.sizeHint().width()
        if start + gap + end > width and end > width / 2:
            end = max(round(width / 2), width - gap - start)
        box = QRect(margin, 0, width - end - gap, self.height())
        self.start.setGeometry(self._mirrored(box))
        box = QRect(self.width() - margin - end, 0, end, self.height())
        self.end.setGeometry(self._mirrored(box))

    def _mirrored(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
