"""One moment: something is on its way to the disk, and nothing can be decided meanwhile."""

from PySide6.QtCore import Qt
from typing_extensions import override

from kiosk.domain.events import Withdrew
from kiosk.domain.states import (
    FindingRecord,
    Keeping,
    SavingCorrection,
    StoringConsent,
    Withdrawing,
)
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.doorway import Doorway
from kiosk.ui.widgets.words import Words

Waited = StoringConsent | Keeping | Withdrawing | FindingRecord | SavingCorrection


class WaitingScreen(Screen):
    """Says what is being done. Only while a yes is being stored is there a way to take it back."""

    def __init__(self, stage: Stage, waited: Waited) -> None:
        super().__init__(stage)
        px = self.theme.px
        centre = Qt.AlignmentFlag.AlignHCenter
        self.name = Words(self.theme, Type.TITLE, self.tr("One moment"), align=centre)
        what = Words(self.theme, Type.LEAD, self._doing(waited), align=centre)
        words = (None, Doorway(self.theme), px(56), self.name, px(20), what, None)
        self.stop: Door | None = None
        if isinstance(waited, StoringConsent):
            self.stop = Door(self.theme, self.tr("Stop and forget"))
            self.stop.clicked.connect(self.way_out)
            stop = row(None, DoorRow(self.theme, (self.stop,), 168), None)
            stop.setStretch(1, 100 if self.theme.portrait else 2)
            self.fill(column(*words, stop))
        else:
            self.fill(column(*words))

    def _doing(self, waited: Waited) -> str:
        match waited:
            case StoringConsent():
                return self.tr("Your yes is being noted. The camera is still closed.")
            case Keeping():
                return self.tr("Your answer is being saved.")
            case Withdrawing():
                return self.tr("Being deleted.")
            case FindingRecord():
                return self.tr("Looking for your record.")
            case SavingCorrection():
                return self.tr("Your correction is being saved.")

    @override
    def foot(self) -> tuple[str, str]:
        return "", ""

    @override
    def way_out(self) -> None:
        if self.stop is not None:
            self.front.post(Withdrew())

    @override
    def heading(self) -> str:
        return self.name.text()
