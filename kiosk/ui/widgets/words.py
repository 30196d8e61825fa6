"""A label that sets its text well: even headings, tight lines, never an ellipsis."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.text_block import TextBlock


class Words(QLabel):
    """Text on a screen. It takes the height its width asks for, and is read out as it stands."""

    def __init__(
        self,
        theme: Theme,
        kind: Type,
        text: str = "",
        *,
        colour: str = "ink",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
        balanced: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = kind
        self._colour = colour
        self._align = align
        self._balanced = kind.is_heading if balanced is None else balanced
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._block = self._make_block("")
        self.say(text)

    @property
    def block(self) -> TextBlock:
        """The text as set; for measuring."""
        return self._block

    def say(self, text: str) -> None:
        """Show this text from now on."""
        if text == self.text() and text == self._block.text:
            return
        self._block = self._make_block(text)
        self.setText(text)
        self.updateGeometry()
        self.update()

    @property
    def kind(self) -> Type:
        """The size of its type."""
        return self._kind

    def _make_block(self, text: str) -> TextBlock:
        font = self._theme.font(self._kind)
        leading = self._kind.value[2]
        return TextBlock(text, font, leading, self._align, balanced=self._balanced)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return math.ceil(self._block.size(width).height()) if self._block.text else 0

    @override
    def sizeHint(self) -> QSize:
        width = math.ceil(self._block.natural_width())
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(math.ceil(self._block.least_width()), 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._align & Qt.AlignmentFlag.AlignVCenter:
            height = self._block.size(box.width()).height()
            box.setTop(box.top() + max(0.0, (box.height() - height) / 2))
        self._block.draw(painter, box, self._theme.colour(self._colour))
