"""Resting: nobody is asked, because nothing could be recorded, or nobody honestly asked."""

from typing_extensions import override

from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.doorway import Doorway
from kiosk.ui.widgets.words import Words


class RestingScreen(Screen):
    """Nothing to press. It says that the camera is closed, and that it is nobody's fault here."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        px = self.theme.px
        self.name = Words(self.theme, Type.QUESTION, self.tr("This screen is resting"))
        why = Words(
            self.theme,
            Type.LEAD,
            self.tr(
                "The camera is off, nobody is asked and nothing is recorded. Walk on in: you "
                "need not do anything here."
            ),
        )
        picture = Doorway(self.theme, grand=True)
        words = (self.name, px(32), why)
        if self.theme.portrait:
            self.fill(column(None, picture, px(80), *words, None, None))
        else:
            sides = row(column(None, picture, None), px(96), column(None, *words, None))
            sides.setStretch(0, 5)
            sides.setStretch(2, 7)
            self.fill(sides)

    @override
    def heading(self) -> str:
        return self.name.text()
