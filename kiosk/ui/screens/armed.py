"""A phone said yes: whose is it, and are they old enough? Only then does a camera open."""

from typing_extensions import override

from kiosk.domain.events import NotMe, SaidTooYoung
from kiosk.domain.states import Armed
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.words import Words


class ArmedScreen(Screen):
    """Yes, No and “This is not me”, equal; silence is a no."""

    counts_down = False

    def __init__(self, stage: Stage, armed: Armed) -> None:
        super().__init__(stage)
        px = self.theme.px
        self.question = Words(self.theme, Type.QUESTION, self._question(armed))
        self.meaning = Words(
            self.theme,
            Type.LEAD,
            self.tr(
                "Yes opens the camera for at most %n seconds. If you are younger, we don’t look.",
                "",
                stage.place.camera_seconds,
            ),
        )
        self.yes = Door(self.theme, self.tr("Yes"))
        self.yes.clicked.connect(self.front.say_old_enough)
        self.no = Door(self.theme, self.tr("No"))
        self.no.clicked.connect(lambda: self.front.post(SaidTooYoung()))
        self.not_me = Door(self.theme, self.tr("This is not me"))
        self.not_me.clicked.connect(self.way_out)
        words = column(self.question, px(36), self.meaning)
        doors = DoorRow(self.theme, (self.yes, self.no, self.not_me), 260)
        if self.theme.portrait:
            self.fill(column(None, words, None, doors))
        else:
            sides = row(column(None, words, None), px(96), column(None, doors, None))
            sides.setStretch(0, 1)
            sides.setStretch(2, 1)
            self.fill(sides)

    def _question(self, armed: Armed) -> str:
        age = armed.ask.minimum_age
        if armed.number is None:
            return self.tr("Are you {age} or older?").format(age=age)
        return self.tr("Does your phone show {number}? Are you {age} or older?").format(
            number=armed.number, age=age
        )

    @override
    def way_out(self) -> None:
        self.front.post(NotMe())

    @override
    def heading(self) -> str:
        return self.question.text()
