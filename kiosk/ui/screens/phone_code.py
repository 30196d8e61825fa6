"""The four digits that a phone shows after its yes, typed here."""

from typing import Final

from typing_extensions import override

from kiosk.domain.events import WentBack
from kiosk.domain.states import EnteringPhoneCode
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.keypad import CodeField
from kiosk.ui.widgets.pin_pad import PinPad
from kiosk.ui.widgets.words import Words

DIGITS: Final = 4


class PhoneCodeScreen(Screen):
    """The fourth digit is the last thing to do: no button asks to confirm them."""

    def __init__(self, stage: Stage, entering: EnteringPhoneCode) -> None:
        super().__init__(stage)
        px = self.theme.px
        self.name = self.title(self.tr("Your phone’s four digits"))
        ask = self.tr("After “I agree”, your phone shows four digits. Type them here.")
        wrong = self.tr("These are not the digits of this machine’s code. Look at them once more.")
        self.words = Words(self.theme, Type.BODY, wrong if entering.wrong else ask)
        self.field = CodeField(self.theme, DIGITS)
        self.pad = PinPad(self.theme, self.tr("Take back"))
        self.pad.pressed_key.connect(self.typed)
        self.pad.took_back.connect(self.field.take_back)
        self.back = Door(self.theme, self.tr("Back"))
        self.back.clicked.connect(self.way_out)
        doors = DoorRow(self.theme, (self.back,), 150)
        gap = max(px(36), self.theme.apart)
        pad = row(None, self.pad, None)
        field = row(None, self.field, None)
        if self.theme.portrait:
            words = column(self.name, px(20), self.words)
            self.fill(column(None, words, px(56), field, px(56), None, pad, gap, doors))
        else:
            start = column(None, self.name, px(16), self.words, px(40), field, None, doors)
            sides = row(start, px(96), column(None, pad, None))
            sides.setStretch(0, 1)
            self.fill(sides)

    @override
    def typed(self, text: str) -> None:
        self.field.take("".join(letter for letter in text if letter in "0123456789"))
        if self.field.is_full:
            self.front.enter_phone_code(self.field.typed)

    @override
    def way_out(self) -> None:
        self.front.post(WentBack())

    @override
    def heading(self) -> str:
        return self.name.text()
