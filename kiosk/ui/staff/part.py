"""What the staff screen shows one after the other: the PIN, what follows it, and the pages."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from kiosk.application.staff import StaffDesk
from kiosk.ui.stage import Stage
from kiosk.ui.widgets.arrange import Piece, column, row
from kiosk.ui.widgets.door import Door, DoorRow


class Part(QWidget):
    """One of them. It is made anew each time, so that nothing typed is ever found again."""

    said = Signal(str)
    """Something a screen reader is to say though nobody moved the focus; never a digit typed."""

    leaves = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.theme = stage.theme
        self.desk: StaffDesk = stage.staff_desk
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def heading(self) -> str:
        """The first thing a screen reader says of it."""
        raise NotImplementedError

    @property
    def is_busy(self) -> bool:
        """True while an answer may still make somebody be in."""
        return False

    @property
    def must_stay(self) -> bool:
        """True while leaving would lose for good what nobody has seen yet."""
        return False

    def typed(self, text: str) -> None:
        """A key with a letter on it was pressed, and no button took it."""

    def tick(self) -> None:
        """Called about five times a second."""

    def end(self) -> None:
        """It is about to go: what was typed is forgotten, and late answers are passed."""

    def arrange(
        self, words: tuple[Piece, ...], field: QWidget, keys: QWidget, rest: tuple[Piece, ...]
    ) -> None:
        """Words, field, keys and the ``rest``, downwards; field and keys beside where it is wide.

        What may change its height stands above what is pressed, so that no key ever moves.
        """
        px = self.theme.px
        whole: QLayout
        if self.theme.portrait:
            apart = max(px(56), self.theme.apart)
            typing = (_middle(field), px(64), _middle(keys), apart)
            whole = column(*words, None, *typing, *rest)
        else:
            start = column(*words, None, *rest)
            whole = row(start, px(110), column(None, _middle(field), px(48), keys, None))
            whole.setStretch(0, 1)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)

    def door_row(self, *doors: Door, units: float = 150) -> DoorRow:
        """Doors side by side, across the whole foot."""
        return DoorRow(self.theme, doors, units)


def _middle(piece: QWidget) -> QHBoxLayout:
    return row(None, piece, None)
