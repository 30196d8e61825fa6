"""What a period is chosen with: a few by their names, and one step back or on."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kiosk.domain.periods import Period
from kiosk.ui.staff import period_words
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.arrange import column, holder, row
from kiosk.ui.widgets.buttons import Chip
from kiosk.ui.widgets.flow import Flow

Way = Callable[[Period, date], Period]
"""From the period in sight, and today, to the one that is meant."""


_CHIP: Final = 76.0


class Named(Chip):
    """A period by its name, close enough to fit with three others and two arrows in a row."""

    @override
    def sizeHint(self) -> QSize:
        height = self.theme.tap(_CHIP)
        return QSize(max(height, self.content_width() + 2 * self.theme.px(26)), height)


class Step(Chip):
    """An arrow. Where it leads nowhere it is pale and stays in its place, so that no finger
    that goes on tapping meets another one.
    """

    def __init__(self, theme: Theme, text: str, icon: str) -> None:
        super().__init__(theme, text, icon, shown=False)

    @override
    def sizeHint(self) -> QSize:
        side = self.theme.tap(_CHIP)
        return QSize(side, side)

    @override
    def paint(self, painter: QPainter) -> None:
        if self.isEnabled():
            super().paint(painter)
            return
        # Without its ring, for in high contrast no line is pale.
        self.draw_content(painter, QRectF(self.rect()), "trough")


class PeriodBar(QWidget):
    """Chips by name, if any are, and a step back and on."""

    wanted = Signal(object)
    """The Period that is to be shown."""

    def __init__(self, theme: Theme, ways: Sequence[tuple[str, Way]]) -> None:
        super().__init__()
        self._ways = tuple(way for _, way in ways)
        self.chips = tuple(Named(theme, text) for text, _ in ways)
        self.back = Step(theme, self.tr("Earlier"), "arrow-left")
        self.on = Step(theme, self.tr("Later"), "arrow-right")
        self._period: Period | None = None
        self._today = date.min
        for chip, way in zip(self.chips, self._ways, strict=True):
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._take, way))
        self.back.clicked.connect(self._step_back)
        self.on.clicked.connect(self._step_on)
        # One piece, so that no line begins with half of it.
        steps = holder(row(self.back, theme.apart, self.on))
        self.setLayout(column(Flow(theme, self.chips, (steps,))))

    def show_period(self, period: Period, today: date, *, goes_back: bool = True) -> None:
        """Mark what is meant, and offer the steps there are from it."""
        self._period, self._today = period, today
        for chip, way in zip(self.chips, self._ways, strict=True):
            chip.setChecked(way(period, today) == period)
        self.back.setEnabled(goes_back)
        self.on.setEnabled(period_words.later(period, today) is not None)

    def _take(self, way: Way) -> None:
        if self._period is None:
            return
        meant = way(self._period, self._today)
        # A second tap changes nothing, also not the tick that Qt has just taken away.
        self.show_period(self._period, self._today, goes_back=self.back.isEnabled())
        if meant != self._period:
            self.wanted.emit(meant)

    def _step_back(self) -> None:
        if self._period is not None:
            self.wanted.emit(period_words.earlier(self._period))

    def _step_on(self) -> None:
        if self._period is None:
            return
        following = period_words.later(self._period, self._today)
        if following is not None:
            self.wanted.emit(following)
