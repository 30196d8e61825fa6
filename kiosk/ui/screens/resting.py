"""Resting: nobody is asked, because nothing could be recorded, or nobody honestly asked."""

from typing_extensions import override

from kiosk.domain.events import MyRecordOpened
from kiosk.domain.states import Resting
from kiosk.ui import wording
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import Piece, column, row
from kiosk.ui.widgets.buttons import Link
from kiosk.ui.widgets.doorway import Doorway
from kiosk.ui.widgets.words import Words


class RestingScreen(Screen):
    """It says that the camera is closed, and that it is nobody's fault here.

    Where the records can be used, a yes can still be taken back; there is nothing else to press.
    Where they may not be, it says whom to write to.
    At its foot is a line for those who can mend it.
    """

    def __init__(self, stage: Stage, resting: Resting) -> None:
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
        words: list[Piece] = [self.name, px(32), why]
        if resting.fault.troubles_records:
            words += [px(24), Words(self.theme, Type.NOTE, self._otherwise())]
        if resting.fault.spares_records:
            self.record = Link(self.theme, self.tr("Delete my record"))
            self.record.clicked.connect(lambda: self.front.post(MyRecordOpened()))
            words += [px(40), row(self.record, None)]
        fault = wording.for_staff(resting.fault)
        self.for_staff = Words(self.theme, Type.LABEL, fault, colour="soft_ink")
        if self.theme.portrait:
            self.fill(column(None, picture, px(80), *words, None, None, self.for_staff))
        else:
            sides = row(column(None, picture, None), px(96), column(None, *words, None))
            sides.setStretch(0, 5)
            sides.setStretch(2, 7)
            whole = column(sides, self.for_staff)
            whole.setStretch(0, 1)
            self.fill(whole)

    def _otherwise(self) -> str:
        place, notice = self.stage.place, self.stage.notice
        return self.tr(
            "If you want your record deleted and cannot do it here, write to {contact}."
        ).format(contact=place.contact if notice is None else notice.contact)

    @override
    def heading(self) -> str:
        return self.name.text()
