"""The receipt: a code, its picture, what it is good for and until when."""

import math

from PySide6.QtCore import Qt
from typing_extensions import override

from kiosk.domain.events import AskedForTime, Finished, Withdrew
from kiosk.domain.states import ShowingReceipt
from kiosk.ui import wording
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.bars import Ebb
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.panel import Panel
from kiosk.ui.widgets.qr import QrCode
from kiosk.ui.widgets.words import Words

QR_PREFIX = "ASKFIRST:"
"""Upper case, so that the whole content fits the compact mode of a QR code."""


class ReceiptScreen(Screen):
    """Large enough to photograph or copy; gone by itself before the next one comes."""

    counts_down = True

    def __init__(self, stage: Stage, receipt: ShowingReceipt) -> None:
        super().__init__(stage)
        px = self.theme.px
        self._receipt = receipt
        self._seconds: int | None = None
        self.name = self.title(self.tr("Kept. This is your receipt."))
        until = wording.instant(receipt.until, stage.place.zone, stage.locale)
        meaning = Words(
            self.theme,
            Type.LEAD if self.theme.portrait else Type.BODY,
            self.tr(
                "Until {until} you can see, correct or delete your record here with this code. "
                "After that nobody can find it any more, not even you."
            ).format(until=until),
        )
        self.done = Door(self.theme, self.tr("Done"), "check", beside=True)
        self.done.clicked.connect(self.way_out)
        self.delete = Door(self.theme, self.tr("Delete it now"), "trash-2", beside=True)
        self.delete.clicked.connect(lambda: self.front.post(Withdrew()))
        choices = [self.done, self.delete]
        if not receipt.longer:
            # Once: the code must not be there for whoever comes next.
            self.more_time = Door(self.theme, self.tr("More time"), "clock", beside=True)
            self.more_time.clicked.connect(lambda: self.front.post(AskedForTime()))
            choices.insert(1, self.more_time)
        doors = DoorRow(self.theme, tuple(choices), 190)
        self.ebb = Ebb(self.theme)
        end = (doors, px(40), self.ebb)
        if self.theme.portrait:
            self.fill(
                column(None, self.name, px(36), self._panel(), px(36), meaning, px(36), None, *end)
            )
        else:
            words = column(None, self.name, px(32), meaning, px(32), None, *end)
            sides = row(column(None, self._panel(), None), px(96), words)
            sides.setStretch(0, 5)
            sides.setStretch(2, 6)
            self.fill(sides)

    def _panel(self) -> Panel:
        px = self.theme.px
        centre = Qt.AlignmentFlag.AlignHCenter
        code = self._receipt.code
        qr = QrCode(
            self.theme,
            QR_PREFIX + code.symbols,
            self.tr("QR code of your receipt"),
            450 if self.theme.portrait else 420,
        )
        self.code = Words(self.theme, Type.CODE, code.grouped, align=centre)
        # Read out one character after the other.
        self.code.setAccessibleName(" ".join(code.symbols))
        how = Words(
            self.theme,
            Type.BODY,
            self.tr("Photograph it or write it down."),
            align=centre,
        )
        return Panel(self.theme, column(row(None, qr, None), px(24), self.code, px(6), how), pad=44)

    @override
    def tick(self, left: float, warns: float) -> None:
        self.ebb.show_left(left / warns if warns else 0.0)
        seconds = max(0, math.ceil(left))
        if seconds != self._seconds:
            self._seconds = seconds
            self.foot_changed.emit()

    @override
    def foot(self) -> tuple[str, str]:
        end = self.tr("Notice {version}").format(version=self._receipt.notice.short)
        if self._seconds is None:
            return "", end
        return self.tr("This screen clears itself in %n seconds", "", self._seconds), end

    @override
    def way_out(self) -> None:
        self.front.post(Finished())

    @override
    def heading(self) -> str:
        return self.name.text()
