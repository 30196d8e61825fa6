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
        # Larger body text is as large as the lead is else, and leaves the code its whole place.
        lead = self.theme.portrait and not self.theme.larger
        self.meaning = Words(self.theme, Type.LEAD if lead else Type.BODY)
        self.qr = QrCode(
            self.theme,
            QR_PREFIX + receipt.code.symbols,
            self.tr("QR code of your receipt"),
            450 if self.theme.portrait else 420,
        )
        self._say_where()
        stage.phone.changed.connect(self._say_where)
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
                column(
                    None, self.name, px(36), self._panel(), px(36), self.meaning, px(36), None, *end
                )
            )
        else:
            words = column(None, self.name, px(32), self.meaning, px(32), None, *end)
            sides = row(column(None, self._panel(), None), px(96), words)
            sides.setStretch(0, 5)
            sides.setStretch(2, 6)
            self.fill(sides)

    def _say_where(self) -> None:
        """What the code is good for, and where: at a phone only while one can get there."""
        page = self.stage.phone.receipts()
        if page is None:
            words = self.tr(
                "Until {until} you can see, correct or delete your record here with this code. "
                "After that nobody can find it any more, not even you."
            )
        elif page.startswith("https:"):
            words = self.tr(
                "Until {until} you can see, correct or delete your record with this code, here "
                "or on your phone in the shop’s network. After that nobody can find it any "
                "more, not even you."
            )
        else:
            # Whatever a phone was shown here, others in that network could read along.
            words = self.tr(
                "Until {until} you can see, correct or delete your record here with this code, "
                "or delete it on your phone in the shop’s network. After that nobody can find "
                "it any more, not even you."
            )
        receipt, place = self._receipt, self.stage.place
        until = wording.instant(receipt.until, place.zone, self.stage.locale)
        self.meaning.say(words.format(until=until))
        symbols = receipt.code.symbols
        content = QR_PREFIX + symbols if page is None else f"{page}#{symbols}"
        self.qr.show_content(content, self.tr("QR code of your receipt"))

    def _panel(self) -> Panel:
        px = self.theme.px
        centre = Qt.AlignmentFlag.AlignHCenter
        code = self._receipt.code
        self.code = Words(self.theme, Type.CODE, code.grouped, align=centre)
        # Read out one character after the other.
        self.code.setAccessibleName(" ".join(code.symbols))
        how = Words(
            self.theme,
            Type.BODY,
            self.tr("Photograph it or write it down."),
            align=centre,
        )
        return Panel(
            self.theme, column(row(None, self.qr, None), px(24), self.code, px(6), how), pad=44
        )

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
