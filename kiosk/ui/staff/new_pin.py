"""A new PIN, typed twice."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication, Signal
from typing_extensions import override

from kiosk.application.staff import NewPin, Role
from kiosk.domain.sign_in import Weakness, weakness_of
from kiosk.ui.staff.part import Part
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.door import Door
from kiosk.ui.widgets.pin_pad import PinField, PinPad
from kiosk.ui.widgets.words import Words

_say = QCoreApplication


class NewPinEntry(Part):
    """Chosen, then typed once more. What is easy to guess is refused before that, with why.

    ``back`` is what its one door says: there is nothing to go back to where the PIN before it
    is forgotten.
    """

    chosen = Signal(str)
    """The new recovery code, or nothing where none was made."""

    def __init__(self, stage: Stage, role: Role, back: str) -> None:
        super().__init__(stage)
        self._role = role
        self._first = ""
        self._busy = self._ended = False
        px = self.theme.px
        self.name = Words(self.theme, Type.TITLE, self._title())
        self.ask = self.tr("Choose eight digits that nobody guesses: no date, no row, no pattern.")
        self.words = Words(self.theme, Type.BODY, self.ask)
        self.field = PinField(self.theme)
        self.pad = PinPad(self.theme, self.tr("Take back"))
        self.pad.pressed_key.connect(self.typed)
        self.pad.took_back.connect(self._take_back)
        self.back = Door(self.theme, back)
        self.back.clicked.connect(self.leaves)
        words = (self.name, px(20), self.words)
        self.arrange(words, self.field, self.pad, (self.door_row(self.back),))

    def _title(self) -> str:
        if self._role is Role.MANAGER:
            return self.tr("A new PIN for managers")
        return self.tr("A new PIN for staff")

    @override
    def typed(self, text: str) -> None:
        if self._busy:
            return
        if text == "\b":
            self._take_back()
            return
        self.field.take(text)
        if self.field.is_full:
            self._take(self.field.hand_over())

    def _take_back(self) -> None:
        if not self._busy:
            self.field.take_back()

    def _take(self, pin: str) -> None:
        weakness = weakness_of(pin)
        if not self._first and weakness is not None:
            self._again(why_not(weakness))
        elif not self._first:
            self._first = pin
            self.field.clear()
            self._tell(self.tr("Once more, the same eight digits."))
        elif pin != self._first:
            self._again(self.tr("The two were not the same. Choose eight digits again."))
        else:
            self._set_busy(True)
            self.words.say(self.tr("One moment"))
            self.desk.sign_in.set_pin(self._role, pin, self._told)

    def _told(self, outcome: NewPin, code: str) -> None:
        if self._ended:
            return
        self._set_busy(False)
        match outcome:
            case NewPin.SET:
                self.end()
                self.chosen.emit(code)
            case NewPin.TOO_EASY:
                self._again(self.tr("This PIN is too easy to guess. Choose another one."))
            case NewPin.NOT_ALLOWED:
                self._again(self.tr("You may not set this PIN. Leave, and sign in again."))
            case NewPin.UNUSABLE:
                self._again(
                    self.tr(
                        "The PIN could not be saved, and the one before it still counts. "
                        "{command} says what is wrong."
                    ).format(command="askfirst doctor")
                )
            case _:
                assert_never(outcome)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.back.setEnabled(not busy)

    @property
    @override
    def must_stay(self) -> bool:
        # The new code comes with the answer, and the one before it counts no longer.
        return self._busy

    def _again(self, text: str) -> None:
        self._first = ""
        self.field.clear()
        self._tell(text)

    def _tell(self, text: str) -> None:
        self.words.say(text)
        self.said.emit(text)

    @override
    def end(self) -> None:
        self._ended = True
        self._first = ""
        self.field.clear()

    @override
    def heading(self) -> str:
        return self.name.text()


def why_not(weakness: Weakness) -> str:
    """Why a PIN is not taken, and what to do, in one line."""
    match weakness:
        case Weakness.FEW_DIGITS:
            return _say.translate("NewPin", "Too easy: use at least four different digits.")
        case Weakness.STEPS:
            return _say.translate("NewPin", "Too easy: the digits stand in a row. Mix them.")
        case Weakness.HALVES:
            return _say.translate("NewPin", "Too easy: one half is the other half again.")
        case Weakness.DATE:
            return _say.translate("NewPin", "Too easy: it can be read as a date.")
        case Weakness.PUBLISHED:
            return _say.translate("NewPin", "Everybody knows this one: it is the demo’s.")
        case Weakness.FORM:
            return _say.translate("NewPin", "A PIN has exactly eight digits.")
        case _:
            assert_never(weakness)
