"""The PIN: the first thing behind the corner, and all that a passer-by gets to see of it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kiosk.application.staff import SignInResult
from kiosk.domain.sign_in import DEMO_MANAGER_PIN, DEMO_STAFF_PIN
from kiosk.ui.screens.language_chips import language_chips
from kiosk.ui.staff import tabs
from kiosk.ui.staff.attempt import Attempt, as_time
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import Piece
from kiosk.ui.widgets.buttons import Link
from kiosk.ui.widgets.door import Door
from kiosk.ui.widgets.flow import Flow
from kiosk.ui.widgets.pin_pad import PinField, PinPad
from kiosk.ui.widgets.words import Words


class PinEntry(Attempt):
    """Eight digits, by finger or keyboard; the eighth is the last thing to do."""

    wants_recovery = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        px = self.theme.px
        self.name = Words(self.theme, Type.TITLE, self.tr("For staff"))
        self.field = PinField(self.theme)
        self.pad = PinPad(self.theme, self.tr("Take back"))
        self.pad.pressed_key.connect(self.typed)
        self.pad.took_back.connect(self._take_back)
        self.recovery = Link(self.theme, self.tr("PIN forgotten?"))
        self.recovery.clicked.connect(self.wants_recovery)
        self.languages = language_chips(stage)
        self.leave = Door(self.theme, self.tr("Leave"))
        self.leave.clicked.connect(self.leaves)
        words: list[Piece] = [self.name, px(20), self.words]
        if stage.place.demo:
            words += [px(16), Words(self.theme, Type.LABEL, self._demo_pins(), colour="soft_ink")]
        gap = self.theme.apart
        ways = Flow(self.theme, (self.recovery,), self.languages)
        self.arrange(tuple(words), self.field, self.pad, (ways, gap, self.door_row(self.leave)))
        self.desk.sign_in.state(self.told)

    def _demo_pins(self) -> str:
        return self.tr("This is a demo. Staff: {staff}. Manager: {manager}.").format(
            staff=_grouped(DEMO_STAFF_PIN), manager=_grouped(DEMO_MANAGER_PIN)
        )

    @override
    def asks(self) -> str:
        return self.tr("Type your PIN of eight digits.")

    @override
    def keys(self) -> tuple[QWidget, ...]:
        return (*self.pad.keys, self.pad.back)

    @override
    def forget(self) -> None:
        self.field.clear()

    @override
    def wrong(self, result: SignInResult) -> str:
        if result.managers_wait > 0:
            words = self.tr("That is not staff’s PIN. A manager’s counts again in {time}.")
            return words.format(time=as_time(result.managers_wait))
        return self.tr("That PIN is not right. Try again.")

    @override
    def too_many(self) -> str:
        return self.tr("Too many wrong PINs. Next try in {time}.")

    @override
    def waited(self) -> None:
        self.desk.sign_in.state(self.told)

    @override
    def closed(self) -> None:
        self.recovery.hide()

    @override
    def typed(self, text: str) -> None:
        if not self.listens:
            return
        if text == "\b":
            self._take_back()
            return
        self.field.take(text)
        if self.field.is_full:
            self.begin()
            for piece in (self.words, self.field):
                piece.repaint()
            self.desk.sign_in.try_pin(self.field.hand_over(), self.told)
            # The desk takes its time to look; the pages come in the meantime.
            QTimer.singleShot(0, tabs.load)

    def _take_back(self) -> None:
        if self.listens:
            self.field.take_back()

    @override
    def heading(self) -> str:
        return self.name.text()


def _grouped(pin: str) -> str:
    """As the dots stand: two groups of four."""
    return f"{pin[:4]} {pin[4:]}"
