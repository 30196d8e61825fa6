"""A phone said yes: whose is it, and are they old enough? Only then does a camera open."""

import math

from PySide6.QtCore import Qt
from typing_extensions import override

from kiosk.domain.events import NotMe, SaidTooYoung
from kiosk.domain.states import Armed
from kiosk.domain.waits import ARMED_SECONDS
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import Piece, column, row
from kiosk.ui.widgets.bars import Ebb
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.panel import Panel
from kiosk.ui.widgets.words import Words


class ArmedScreen(Screen):
    """Yes, No and “This is not me”, equal; silence is a no.

    No touch prolongs it, so it says how long it stays and does not ask whether anybody is there.
    """

    counts_down = True
    comes_unasked = True

    def __init__(self, stage: Stage, armed: Armed) -> None:
        super().__init__(stage)
        px = self.theme.px
        self._armed = armed
        self._seconds: int | None = None
        self.yes = Door(self.theme, self.tr("Yes"))
        self.yes.clicked.connect(lambda: self.front.say_old_enough())
        self.no = Door(self.theme, self.tr("No"))
        self.no.clicked.connect(lambda: self.front.post(SaidTooYoung()))
        self.not_me = Door(self.theme, self.tr("This is not me"))
        self.not_me.clicked.connect(self.way_out)
        self.doors = DoorRow(self.theme, (self.yes, self.no, self.not_me), 260)
        self.ebb = Ebb(self.theme)
        end = (self.doors, px(40), self.ebb)
        words = (*self._number(), *self._questions())
        if self.theme.portrait:
            self.fill(column(None, *words, None, *end))
        else:
            sides = row(column(None, *words, None), px(96), column(None, *end, None))
            sides.setStretch(0, 1)
            sides.setStretch(2, 1)
            self.fill(sides)

    def _number(self) -> tuple[Piece, ...]:
        """The first question with its number, as large as it is on the phone."""
        if self._armed.number is None:
            return ()
        px = self.theme.px
        whose = self.title(self.tr("Does your phone show this number?"))
        self.number = Words(
            self.theme, Type.NUMBER, str(self._armed.number), align=Qt.AlignmentFlag.AlignHCenter
        )
        return whose, px(28), Panel(self.theme, column(self.number), pad=20), px(44)

    def _questions(self) -> tuple[Piece, ...]:
        age = self._armed.ask.minimum_age
        size = Type.QUESTION if self._armed.number is None else Type.TITLE
        question = Words(self.theme, size, self.tr("Are you {age} or older?").format(age=age))
        return question, self.theme.px(24), Words(self.theme, Type.LEAD, self._meaning())

    def _meaning(self) -> str:
        seconds = self.stage.place.camera_seconds
        if self._armed.number is None:
            return self.tr(
                "Yes opens the camera for at most %n seconds. If you are younger, we don’t look.",
                "",
                seconds,
            )
        return self.tr(
            "Yes to both opens the camera for at most %n seconds. If you are younger, we don’t "
            "look.",
            "",
            seconds,
        )

    @override
    def tick(self, left: float, warns: float) -> None:
        self.ebb.show_left(left / ARMED_SECONDS)
        seconds = max(0, math.ceil(left))
        if seconds != self._seconds:
            self._seconds = seconds
            self.foot_changed.emit()

    @override
    def foot(self) -> tuple[str, str]:
        if self._seconds is None:
            return super().foot()
        _, end = super().foot()
        return self.tr("This question goes away in %n seconds", "", self._seconds), end

    @override
    def way_out(self) -> None:
        self.front.post(NotMe())

    @override
    def heading(self) -> str:
        age, number = self._armed.ask.minimum_age, self._armed.number
        if number is None:
            return self.tr("Are you {age} or older?").format(age=age)
        return self.tr("Does your phone show {number}? Are you {age} or older?").format(
            number=number, age=age
        )
