"""Typing the code of a receipt, by finger, keyboard or scanner."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.domain.consent import NotAReceiptCode, ReceiptCode
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.keypad import CodeField, Keypad

PAUSE_MS: Final = 150
"""A scanner is silent for so long only at its end: its letters come milliseconds apart."""


class CodeTyping(QObject):
    """A field and its keys, wherever they stand: the tenth character is the last thing to do.

    From the keyboard the tenth is looked up after a pause: of what a scanner sends, it may be a
    letter before the code. Ten characters that can be no code are shown, until somebody goes on.
    """

    complete = Signal(object)
    """A ReceiptCode."""
    mistyped = Signal()
    went_on = Signal()
    """Another character is there, or one less: what was said of those before is over."""

    def __init__(self, theme: Theme, room: int, take_back: str, parent: QObject) -> None:
        """``room`` is the width there will be for the keys."""
        super().__init__(parent)
        self.listens = True
        """False while nothing is to be typed."""
        self.field = CodeField(theme)
        self.keypad = Keypad(theme, room, take_back)
        self.keypad.pressed_key.connect(self._press)
        self.keypad.took_back.connect(self._take_back)
        self._is_wrong = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look_up)

    def typed(self, text: str) -> None:
        """A key of a keyboard, or of a scanner, which is one."""
        if text == "\b":
            self._take_back()
        elif text in ("\r", "\n"):
            self._look_up()
        else:
            self._take(text)
            if self.listens and self.field.is_full:
                self._pause.start()

    def wipe(self) -> None:
        """Forget what was typed."""
        self.stop()
        self._is_wrong = False
        self.field.clear()

    def stop(self) -> None:
        """Look up nothing more by itself."""
        self._pause.stop()

    def _press(self, text: str) -> None:
        self._take(text)
        self._look_up()

    def _take(self, text: str) -> None:
        if not self.listens:
            return
        if self._is_wrong:
            self.field.clear()
        self.field.take(text)
        self._go_on()

    def _take_back(self) -> None:
        if self.listens:
            self.field.take_back()
            self._go_on()

    def _go_on(self) -> None:
        self.stop()
        self._is_wrong = False
        self.went_on.emit()

    def _look_up(self) -> None:
        self.stop()
        if not self.listens or not self.field.is_full or self._is_wrong:
            return
        try:
            code = ReceiptCode.parse(self.field.typed)
        except NotAReceiptCode:
            self._is_wrong = True
            self.mistyped.emit()
            return
        self.complete.emit(code)
