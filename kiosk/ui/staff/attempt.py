"""What comes of a PIN or a code, in a sentence, and how long everybody has to wait."""

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kiosk.application.staff import SignedIn, SignInResult
from kiosk.ui.staff.part import Part
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.words import Words


class Attempt(Part):
    """Somebody tries to get in. Its keys are deaf while nothing typed would be looked at."""

    welcomed = Signal(object)
    """A SignInResult whose outcome is WELCOME."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.ask = self.asks()
        self.words = Words(self.theme, Type.BODY, self.ask)
        self._busy = self._is_open = self._ended = False
        self._until: float | None = None

    # What its subclasses say and have ----------------------------------------------------------

    def asks(self) -> str:
        """The sentence before anybody has tried."""
        raise NotImplementedError

    def keys(self) -> tuple[QWidget, ...]:
        """What is typed with."""
        raise NotImplementedError

    def forget(self) -> None:
        """Nothing is typed any more."""
        raise NotImplementedError

    def wrong(self, result: SignInResult) -> str:
        """The sentence after a wrong one, which somebody may mend at once."""
        raise NotImplementedError

    def too_many(self) -> str:
        """The sentence while it has to wait, with its ``{time}``."""
        raise NotImplementedError

    def waited(self) -> None:
        """The wait is over."""
        raise NotImplementedError

    def closed(self) -> None:
        """Nobody can get in by any way."""

    # What comes of it --------------------------------------------------------------------------

    @property
    @override
    def is_busy(self) -> bool:
        return self._busy

    @property
    def listens(self) -> bool:
        """True while what is typed counts."""
        return self._is_open and not self._busy

    def begin(self) -> None:
        """What was typed is being looked at."""
        self._busy = True
        self.words.say(self.tr("One moment"))

    def open(self, text: str) -> None:
        """Somebody may type."""
        self._until = None
        self.forget()
        self._allow(True, text)

    def told(self, result: SignInResult) -> None:
        """The desk's answer."""
        if self._ended:
            return
        tried, self._busy = self._busy, False
        match result.outcome:
            case SignedIn.WELCOME:
                self.forget()
                self.welcomed.emit(result)
            case SignedIn.NO_PIN:
                self.closed()
                self._allow(False, self._without_a_pin())
            case SignedIn.UNUSABLE:
                self.closed()
                self._allow(False, self._unusable())
            case SignedIn.MUST_WAIT | SignedIn.WRONG if result.wait_seconds > 0:
                self._wait(result.wait_seconds)
            case _:
                self.open(self.wrong(result) if tried else self.ask)

    def _wait(self, seconds: float) -> None:
        self._until = self.stage.clock() + seconds
        self._allow(False, self._countdown(seconds))

    def _allow(self, listens: bool, text: str) -> None:
        self._is_open = listens
        if not listens:
            self.forget()
        for key in self.keys():
            key.setEnabled(listens)
        self._say(text)

    def _say(self, text: str) -> None:
        self.words.say(text)
        if text != self.ask:
            self.said.emit(text)

    def _countdown(self, seconds: float) -> str:
        return self.too_many().format(time=as_time(seconds))

    def _without_a_pin(self) -> str:
        return self.tr(
            "No PIN is set yet. Set one on the command line of this machine:\n{command}"
        ).format(command="askfirst staff pin")

    def _unusable(self) -> str:
        return self.tr(
            "The PINs cannot be read, so nobody can sign in. What Health would show is on the "
            "command line of this machine:\n{command}"
        ).format(command="askfirst doctor")

    @override
    def tick(self) -> None:
        if self._until is None:
            return
        left = self._until - self.stage.clock()
        if left > 0:
            # Quietly: a screen reader that counts along says nothing else.
            self.words.say(self._countdown(left))
        else:
            self._until = None
            self.waited()

    @override
    def end(self) -> None:
        self._ended = True
        self.forget()


def as_time(seconds: float) -> str:
    """Minutes and seconds, as a clock that counts down shows them."""
    whole = math.ceil(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
