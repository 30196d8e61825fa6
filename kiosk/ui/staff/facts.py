"""Facts one under the other or in columns: what each is called, and how it stands."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.arrange import Piece, column
from kiosk.ui.widgets.panel import Panel
from kiosk.ui.widgets.words import Words


def fact(theme: Theme, what: str, value: str, about: str = "") -> QLayout:
    """One fact: a small label, what there is to know, and a line about it where it needs one."""
    pieces: list[Piece] = [
        Words(theme, Type.LABEL, what, colour="soft_ink"),
        theme.px(2),
        Words(theme, Type.BODY, value),
    ]
    if about:
        pieces += [theme.px(4), Words(theme, Type.LABEL, about, colour="soft_ink")]
    return column(*pieces, None)


def grid(theme: Theme, cells: Sequence[QLayout], columns: int, down: float = 24) -> QGridLayout:
    """Cells in columns of the same width, row by row; ``down`` is between rows."""
    whole = QGridLayout()
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setHorizontalSpacing(theme.px(40))
    whole.setVerticalSpacing(theme.px(down))
    for place, cell in enumerate(cells):
        whole.addLayout(cell, place // columns, place % columns)
    for place in range(columns):
        whole.setColumnStretch(place, 1)
        # Even where a word is long, columns stay equal.
        whole.setColumnMinimumWidth(place, 1)
    return whole


def titled(theme: Theme, title: str, *pieces: Piece) -> Panel:
    """A card with its heading."""
    heading = Words(theme, Type.HEADING, title)
    return Panel(theme, column(heading, theme.px(16), *pieces), pad=36)


class Place(QWidget):
    """Where what is shown is taken away as a whole and made anew, when there is news."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = column()
        self.setLayout(self._whole)
        self._shown: QWidget | None = None

    def show_piece(self, piece: QWidget) -> None:
        """Show this from now on, in place of what was here."""
        before, self._shown = self._shown, piece
        self._whole.addWidget(piece)
        piece.show()
        if before is not None:
            self._whole.removeWidget(before)
            before.hide()
            before.deleteLater()
