"""Small things to switch on and off, and to pick one of."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.arrange import column
from kiosk.ui.widgets.buttons import Chip
from kiosk.ui.widgets.flow import Flow


class Pick(Chip):
    """A pill that is on or off. On, it has a tick; its width has room for it from the start."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(theme, text)
        self.setCheckable(True)
        self.toggled.connect(self._draw_tick)

    def _draw_tick(self, on: bool) -> None:
        self._icon = "check" if on else None
        self.update()

    @override
    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        tick = 0 if self.isChecked() else self.icon_side() + self.theme.px(14)
        return QSize(size.width() + tick, size.height())


class Picks(QWidget):
    """Pills side by side. What is picked moves only when ``show_picked`` says so.

    So that none of them shows what has not happened.
    """

    wanted = Signal(int)
    """The place of the one that was tapped, counted from 0."""

    def __init__(self, theme: Theme, answers: Sequence[str], asked: str) -> None:
        super().__init__()
        self.chips = tuple(Pick(theme, answer) for answer in answers)
        self._picked: frozenset[int] = frozenset()
        for place, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self._tapped, place))
        self.setAccessibleName(asked)
        self.setLayout(column(Flow(theme, self.chips)))

    @property
    def picked(self) -> frozenset[int]:
        """The places of those that are on."""
        return self._picked

    def show_picked(self, places: frozenset[int]) -> None:
        """From now on these are on, and the others off."""
        self._picked = places
        for place, chip in enumerate(self.chips):
            chip.setChecked(place in places)

    def _tapped(self, place: int) -> None:
        # Qt has switched it already.
        self.show_picked(self._picked)
        self.wanted.emit(place)
