"""Farewell: thanks, and exactly what was recorded and what was not."""

from typing_extensions import override

from kiosk.domain.events import Finished
from kiosk.domain.states import Farewell
from kiosk.ui import farewells
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.doorway import Doorway
from kiosk.ui.widgets.words import Words


class FarewellScreen(Screen):
    """The same shape after a yes, after a no and after a fault: only the words differ."""

    def __init__(self, stage: Stage, farewell: Farewell) -> None:
        super().__init__(stage)
        px = self.theme.px
        reason = farewell.reason
        happened = farewells.what_happened(reason, stage.place.minimum_age)
        self.name = self.title(farewells.first_words(reason))
        self.happened = Words(self.theme, Type.LEAD, happened)
        self.done = Door(self.theme, self.tr("Done"), "check", beside=True)
        self.done.clicked.connect(self.way_out)
        doors = DoorRow(self.theme, (self.done,), 168)
        words = (self.name, px(32), self.happened)
        picture = Doorway(self.theme)
        if self.theme.portrait:
            self.fill(column(None, picture, px(72), *words, px(40), None, doors))
        else:
            end = column(None, *words, px(40), None, doors)
            sides = row(column(None, picture, None), px(96), end)
            sides.setStretch(0, 4)
            sides.setStretch(2, 6)
            self.fill(sides)

    @override
    def way_out(self) -> None:
        self.front.post(Finished())

    @override
    def heading(self) -> str:
        return self.name.text()
