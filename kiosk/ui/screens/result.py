"""The result: an estimate for one reader, nothing saved, and three equal doors."""

import math

from typing_extensions import override

from kiosk.domain.events import ChoseCorrecting, ChoseKeeping, Withdrew
from kiosk.domain.states import ShowingResult
from kiosk.ui import wording
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.bars import Ebb, RangeBar
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.doorway import Doorway
from kiosk.ui.widgets.panel import Panel
from kiosk.ui.widgets.words import Words


class ResultScreen(Screen):
    """Keep, Correct, Delete. Whoever walks off sees it kept: the last seconds say so."""

    counts_down = True

    def __init__(self, stage: Stage, result: ShowingResult) -> None:
        super().__init__(stage)
        px = self.theme.px
        self._seconds: int | None = None
        self.name = self.title(self.tr("Thank you.\nThe camera is closed."))
        panel = self._panel(result)
        self.keep = Door(self.theme, self.tr("Keep it"), "check")
        self.keep.clicked.connect(lambda: self.front.post(ChoseKeeping()))
        self.correct = Door(self.theme, self.tr("Correct it"), "pencil")
        self.correct.clicked.connect(lambda: self.front.post(ChoseCorrecting()))
        self.delete = Door(self.theme, self.tr("Delete it"), "trash-2")
        self.delete.clicked.connect(self.way_out)
        self.doors = DoorRow(self.theme, (self.keep, self.correct, self.delete), 280)
        self.ebb = Ebb(self.theme)
        if self.theme.portrait:
            # As low as it goes: the estimate is for the one who stands in front of it.
            picture, end = Doorway(self.theme), (self.doors, px(40), self.ebb)
            self.fill(column(None, picture, px(44), self.name, px(36), panel, px(52), *end))
        else:
            end = column(None, self.name, px(40), None, self.doors, px(40), self.ebb)
            sides = row(column(None, panel, None), px(96), end)
            sides.setStretch(0, 1)
            sides.setStretch(2, 1)
            self.fill(sides)

    def _panel(self, result: ShowingResult) -> Panel:
        px = self.theme.px
        estimate = result.estimate
        youngest = result.ask.minimum_age
        words = wording.estimate(estimate)
        counted = self.tr("It would be counted as: {answer}, today {hour}.").format(
            answer=wording.answer(estimate.answer(youngest)),
            hour=wording.hour(result.consent.moment.hour),
        )
        sure = self.tr(
            "{sureness} For about 8 people in 10 the true age lies in this range."
        ).format(sureness=wording.sureness(estimate.sureness))
        return Panel(
            self.theme,
            column(
                Words(
                    self.theme,
                    Type.LABEL,
                    self.tr("Our estimate, for you to check"),
                    colour="soft_ink",
                ),
                px(8),
                Words(self.theme, Type.LEAD, words),
                px(18),
                RangeBar(self.theme, youngest, estimate.low, estimate.high, words),
                px(22),
                Words(self.theme, Type.NOTE, sure),
                px(14),
                Words(self.theme, Type.NOTE, counted),
            ),
        )

    @override
    def tick(self, left: float, warns: float) -> None:
        counting = 0 <= left <= warns
        self.ebb.show_left(left / warns if counting and warns else 0.0)
        seconds = math.ceil(left) if counting else None
        if seconds != self._seconds:
            self._seconds = seconds
            self.foot_changed.emit()

    @override
    def foot(self) -> tuple[str, str]:
        saved = self.tr("Nothing is saved yet")
        if self._seconds is None:
            return saved, ""
        return saved, self.tr("Kept in %n s as agreed, without a receipt", "", self._seconds)

    @override
    def way_out(self) -> None:
        self.front.post(Withdrew())

    @override
    def heading(self) -> str:
        return self.name.text()
