"""A staff desk that answers when a test says so."""

from collections.abc import Callable
from datetime import date

from typing_extensions import override

from kiosk.application.figures import PeriodFigures
from kiosk.domain.periods import Period
from kiosk.ui.staff.sample_desk import SampleDesk
from kiosk.ui.staff.sample_figures import TODAY

Tell = Callable[[PeriodFigures | None, str], None]


class LateDesk(SampleDesk):
    """``asked`` is every period that was asked for, in order, with whom to tell."""

    def __init__(self) -> None:
        super().__init__()
        self.day = TODAY
        self.asked: list[tuple[Period, Tell]] = []

    @override
    def today(self) -> date:
        return self.day

    @override
    def figures(self, period: Period, tell: Tell) -> None:
        self.asked.append((period, tell))

    @property
    def wanted(self) -> Period:
        """The period asked for last."""
        return self.asked[-1][0]

    def answer(self, figures: PeriodFigures | None, fault: str = "") -> None:
        """Answer what was asked last."""
        self.asked[-1][1](figures, fault)
