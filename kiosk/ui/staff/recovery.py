"""The recovery code: typed where the PIN is forgotten, and shown once where a new one is made."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kiosk.application.staff import SignInResult
from kiosk.domain.sign_in import RECOVERY_NUMBERS, NotARecoveryCode, RecoveryCode
from kiosk.ui.staff.attempt import Attempt
from kiosk.ui.staff.part import Part
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.door import Door
from kiosk.ui.widgets.keypad import CodeField, Keypad
from kiosk.ui.widgets.panel import Panel
from kiosk.ui.widgets.words import Words

_SYMBOLS = RECOVERY_NUMBERS + 1


class RecoveryEntry(Attempt):
    """Twenty characters, as they stand on the paper; the twentieth is the last thing to do."""

    goes_back = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        px = self.theme.px
        self.name = Words(self.theme, Type.TITLE, self.tr("Recovery code"))
        self.field = CodeField(self.theme, _SYMBOLS, spoken=False)
        room = self.theme.size.width() - 2 * self.theme.margin
        self.keypad = Keypad(self.theme, room, self.tr("Take back"))
        self.keypad.pressed_key.connect(self.typed)
        self.keypad.took_back.connect(self._take_back)
        self.back = Door(self.theme, self.tr("Back"))
        self.back.clicked.connect(self.goes_back)
        doors = self.door_row(self.back)
        gap = max(px(36), self.theme.apart)
        if self.theme.portrait:
            words = (self.name, px(20), self.words, px(40), None)
            self.setLayout(column(*words, self.field, px(56), None, self.keypad, gap, doors))
        else:
            words = column(self.name, px(10), self.words, px(16), None, self.field)
            top = row(words, px(64), column(None, doors))
            top.setStretch(0, 5)
            top.setStretch(2, 4)
            self.setLayout(column(top, gap, None, self.keypad))
        self.open(self.ask)

    @override
    def asks(self) -> str:
        return self.tr(
            "Type the twenty characters of the recovery code. It was shown when the manager’s PIN "
            "was set, to be kept on paper."
        )

    @override
    def keys(self) -> tuple[QWidget, ...]:
        return (*self.keypad.keys, self.keypad.back)

    @override
    def forget(self) -> None:
        self.field.clear()

    @override
    def wrong(self, result: SignInResult) -> str:
        return self.tr("This is not the recovery code of this machine. Try again.")

    @override
    def too_many(self) -> str:
        return self.tr("Too many wrong codes. Next try in {time}.")

    @override
    def waited(self) -> None:
        self.open(self.ask)

    @override
    def typed(self, text: str) -> None:
        if not self.listens:
            return
        if text == "\b":
            self._take_back()
            return
        if not self.field.is_full:
            self.field.take(text)
            self._look()

    def _look(self) -> None:
        if not self.field.is_full:
            return
        try:
            code = RecoveryCode.parse(self.field.typed)
        except NotARecoveryCode:
            # Nothing is asked of the desk: a slip of the hand shall not cost a wait.
            self._say(self.tr("At least one character is wrong. Take it back with ←."))
            return
        self.begin()
        self.desk.sign_in.try_recovery(code.symbols, self.told)

    def _take_back(self) -> None:
        if self.listens:
            self.field.take_back()
            self.words.say(self.ask)

    @override
    def heading(self) -> str:
        return self.name.text()


class RecoveryCodeShown(Part):
    """A new recovery code, this once. Nothing goes on before somebody says it is on paper."""

    written = Signal()

    def __init__(self, stage: Stage, code: str) -> None:
        super().__init__(stage)
        px = self.theme.px
        self.name = Words(self.theme, Type.TITLE, self.tr("Write this code down"))
        what = Words(
            self.theme,
            Type.BODY,
            self.tr(
                "If the PIN is ever forgotten, this recovery code lets you choose a new one. It is "
                "shown only now, and the one before it counts no longer. Keep it on paper, away "
                "from this machine."
            ),
        )
        self.code = Words(
            self.theme, Type.CODE, _in_lines(code), align=Qt.AlignmentFlag.AlignHCenter
        )
        # Read out one character after the other, to whoever goes to it.
        self.code.setAccessibleName(" ".join(code.replace(" ", "")))
        self.done = Door(self.theme, self.tr("I have written it down"))
        self.done.clicked.connect(self.written)
        panel, doors = Panel(self.theme, column(self.code)), self.door_row(self.done)
        if self.theme.portrait:
            words = (None, self.name, px(24), what, px(48))
            self.setLayout(column(*words, panel, None, None, doors))
        else:
            words = column(None, self.name, px(20), what, None, doors)
            sides = row(words, px(96), column(None, panel, None))
            sides.setStretch(0, 1)
            sides.setStretch(2, 1)
            self.setLayout(sides)

    @property
    @override
    def must_stay(self) -> bool:
        return True

    @override
    def end(self) -> None:
        self.code.say("")
        self.code.setAccessibleName("")

    @override
    def heading(self) -> str:
        return self.name.text()


def _in_lines(code: str) -> str:
    """Two groups of five a line, as they are typed."""
    groups = RecoveryCode(code.replace(" ", "")).grouped.split(" ")
    return "\n".join(" ".join(groups[at : at + 2]) for at in range(0, len(groups), 2))
