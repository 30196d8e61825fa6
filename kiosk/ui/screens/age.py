"""The age question: one, before the camera and before telling."""

from typing_extensions import override

from kiosk.domain.consent import Way
from kiosk.domain.events import SaidTooYoung, WentBack
from kiosk.domain.states import AskingAge
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.words import Words


class AgeScreen(Screen):
    """Yes and No, equal; Back under both."""

    def __init__(self, stage: Stage, asking: AskingAge) -> None:
        super().__init__(stage)
        px = self.theme.px
        age = asking.ask.minimum_age
        self.question = Words(
            self.theme, Type.QUESTION, self.tr("Are you {age} or older?").format(age=age)
        )
        words = column(self.question, px(36), Words(self.theme, Type.LEAD, self._meaning(asking)))
        self.yes = Door(self.theme, self.tr("Yes"))
        self.yes.clicked.connect(lambda: self.front.say_old_enough())
        self.no = Door(self.theme, self.tr("No"))
        self.no.clicked.connect(lambda: self.front.post(SaidTooYoung()))
        self.back = Door(self.theme, self.tr("Back"))
        self.back.clicked.connect(self.way_out)
        choices = DoorRow(self.theme, (self.yes, self.no), 280)
        back = DoorRow(self.theme, (self.back,), 150)
        gap = max(px(40), self.theme.apart)
        if self.theme.portrait:
            self.fill(column(None, words, None, choices, gap, back))
        else:
            sides = row(column(None, words, None), px(96), column(None, choices, gap, back, None))
            sides.setStretch(0, 6)
            sides.setStretch(2, 5)
            self.fill(sides)

    def _meaning(self, asking: AskingAge) -> str:
        if asking.way is Way.CAMERA:
            seconds = self.stage.place.camera_seconds
            return self.tr(
                "Yes opens the camera for at most %n seconds. If you are younger, we don’t look.",
                "",
                seconds,
            )
        return self.tr("If you are younger, we don’t ask anything more. The camera stays closed.")

    @override
    def way_out(self) -> None:
        self.front.post(WentBack())

    @override
    def heading(self) -> str:
        return self.question.text()
