"""The notice's QR code, and what there is to do with a phone beside reading it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.domain.events import PhoneCodeOpened
from kiosk.ui.front import Front
from kiosk.ui.phone import PhoneCodes
from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.arrange import row
from kiosk.ui.widgets.buttons import Link
from kiosk.ui.widgets.qr import QrCode
from kiosk.ui.widgets.words import Words

_UNITS: Final = 164.0
_MODULE_MM: Final = 0.75
"""From 60 cm a telephone's camera has two pixels for each module, and reads it."""


class PhoneOffer(QWidget):
    """Words and a code, in a place that is kept while no phone could open what it holds.

    ``choices`` are what else there is to press, for the notice to put beside what it has. The
    camera's door belongs to a yes, so where there is no ``camera`` no digits are typed.
    """

    def __init__(
        self, parent: QWidget, theme: Theme, front: Front, phone: PhoneCodes, *, camera: bool
    ) -> None:
        super().__init__(parent)
        self._phone = phone
        self._camera = camera
        self._shows_wifi = False
        self._widest = 0
        self.words = Words(
            theme, Type.LABEL, "", align=Qt.AlignmentFlag.AlignTrailing, balanced=True
        )
        self.words.setFixedWidth(theme.px(172 if theme.larger else 210))
        self.code = QrCode(theme, "", "", _UNITS, _MODULE_MM)
        both = row(self.words, theme.px(24), self.code)
        both.setAlignment(self.words, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(both)
        self.digits: Link | None = None
        self.wifi: Link | None = None
        if phone.digits and camera:
            self.digits = Link(theme, self.tr("My phone shows four digits"))
            self.digits.clicked.connect(lambda: front.post(PhoneCodeOpened()))
        if phone.wifi is not None:
            self.wifi = Link(theme, self.tr("Now read the notice"))
            self._widest = self.wifi.sizeHint().width()
            self.wifi.say(self.tr("First join the Wi-Fi"))
            self.wifi.clicked.connect(self._turn)
        self.choices = tuple(each for each in (self.digits, self.wifi) if each is not None)
        for each in self.choices:
            each.setParent(parent)
        phone.changed.connect(self.refresh)
        self.refresh()

    @property
    def widest(self) -> int:
        """The width in pixels of the widest choice, whatever it comes to say."""
        return max(self._widest, *(each.sizeHint().width() for each in self.choices))

    def refresh(self) -> None:
        """Show what holds now; nothing where no phone could open it."""
        notice = self._phone.notice()
        content = notice and (self._phone.wifi if self._shows_wifi else notice)
        if content is not None and content != self.code.content:
            self._show(content)
        for piece in (self, *self.choices):
            # Whoever is about to press something else finds it where it was.
            piece.setHidden(content is None)

    def _show(self, content: str) -> None:
        if self._shows_wifi:
            self.words.say(self.tr("The shop’s guest network"))
            self.code.show_content(content, self.tr("QR code: the shop’s guest network"))
        else:
            # Without a camera a phone's yes would come to nothing.
            choose = self._camera and self._phone.may_choose
            read_it, both = (
                self.tr("Read it on your phone"),
                self.tr("Read and choose on your phone"),
            )
            self.words.say(both if choose else read_it)
            self.code.show_content(content, self.tr("QR code: the notice on your phone"))
        if self.wifi is not None:
            joins, reads = self.tr("First join the Wi-Fi"), self.tr("Now read the notice")
            self.wifi.say(reads if self._shows_wifi else joins)

    def _turn(self) -> None:
        self._shows_wifi = not self._shows_wifi
        self.refresh()
