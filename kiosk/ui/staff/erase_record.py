"""Delete by code: ten characters in, and what came of it in words; nothing of the record."""

import math
from collections.abc import Callable, Sequence
from typing import Final, assert_never

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kiosk.application.staff import Erasing
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.visit import WRONG_CODES
from kiosk.ui.announce import announce
from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.code_typing import CodeTyping
from kiosk.ui.widgets.text_block import TextBlock
from kiosk.ui.widgets.words import Words

Erase = Callable[[ReceiptCode, Callable[[Erasing], None]], None]

_RAIL: Final = 40.0
"""Beside the keys there may be a rail, where all is too high for the screen."""


class _Saying(Words):
    """Says one of several things, and is always as high as the longest: no key ever moves."""

    def __init__(self, theme: Theme, texts: Sequence[str]) -> None:
        self._blocks: tuple[TextBlock, ...] = ()
        super().__init__(theme, Type.BODY, texts[0])
        self._blocks = tuple(self._make_block(text) for text in texts)

    @override
    def heightForWidth(self, width: int) -> int:
        heights = (math.ceil(block.size(width).height()) for block in self._blocks)
        return max(heights, default=0)


class EraseRecord(QWidget):
    """The tenth character is the last thing to do, as where visitors delete for themselves.

    Codes can be guessed here no better than there: after five that found nothing it is closed
    until it is opened anew.
    """

    def __init__(self, theme: Theme, erase: Erase) -> None:
        super().__init__()
        self._theme = theme
        self._erase = erase
        self._wrong = 0
        self._is_busy = False
        px = theme.px
        self.ask = self.tr(
            "Type the ten characters of the receipt, or scan its square. After the tenth the "
            "record is deleted for good. Nothing of it is shown."
        )
        self.mistyped = self.tr(
            "At least one character is wrong. Take it back with ←, or type the code again."
        )
        self.busy = self.tr("One moment")
        outcomes = [self._what_came_of_it(outcome) for outcome in Erasing]
        self.words = _Saying(
            theme, (self.ask, self.mistyped, self.busy, *outcomes, self._too_many())
        )
        room = theme.size.width() - 2 * theme.margin - px(_RAIL)
        self._typing = CodeTyping(theme, room, self.tr("Take back"), self)
        self._typing.complete.connect(self._look_up)
        # Nothing is asked of the records: a slip of the hand counts for nothing.
        self._typing.mistyped.connect(lambda: self._tell(self.mistyped))
        self._typing.went_on.connect(lambda: self.words.say(self.ask))
        self.field, self.keypad = self._typing.field, self._typing.keypad
        gap = max(px(36), theme.apart)
        if theme.portrait:
            self.setLayout(column(self.words, px(40), self.field, px(48), self.keypad))
        else:
            top = row(self.words, px(56), column(self.field, None))
            top.setStretch(0, 1)
            top.setStretch(2, 1)
            self.setLayout(column(top, gap, self.keypad))

    @property
    def is_closed(self) -> bool:
        """True after too many codes that found nothing."""
        return self._wrong >= WRONG_CODES

    # Opened and left --------------------------------------------------------------------------

    def open(self) -> None:
        """Begin anew, with nothing typed and nothing said of the code before."""
        self.wipe()
        self._wrong = 0
        self._listen()
        self.words.say(self.ask)

    def wipe(self) -> None:
        """Forget what was typed."""
        self._typing.wipe()

    # Typed ------------------------------------------------------------------------------------

    def typed(self, text: str) -> None:
        """A key of a keyboard, or of a scanner, which is one."""
        self._typing.typed(text)

    def _look_up(self, code: ReceiptCode) -> None:
        self.field.clear()
        self._is_busy = True
        self._listen()
        self.words.say(self.busy)
        self._erase(code, self._told)

    def _listen(self) -> None:
        self._typing.listens = not (self._is_busy or self.is_closed)
        self.keypad.setEnabled(self._typing.listens)

    def _told(self, outcome: Erasing) -> None:
        self._is_busy = False
        if outcome is Erasing.NOT_FOUND:
            self._wrong += 1
        self._listen()
        self._tell(self._what_came_of_it(outcome))

    def _what_came_of_it(self, outcome: Erasing) -> str:
        match outcome:
            case Erasing.ERASED:
                return self.tr("Deleted. The record is gone for good, and no backup holds it.")
            case Erasing.NOT_FOUND if self.is_closed:
                return self._too_many()
            case Erasing.NOT_FOUND:
                return self.tr(
                    "This code finds nothing. It was mistyped, or its record is deleted already, "
                    "or its time is over."
                )
            case Erasing.FAILED:
                return self.tr(
                    "Not yet confirmed: the disk does not answer. The record will be deleted as "
                    "soon as it does; the code need not be typed again."
                )
            case _:
                assert_never(outcome)

    def _too_many(self) -> str:
        return self.tr(
            "%n codes found nothing, so nothing more is taken here. Go back and open this anew to "
            "try again.",
            "",
            WRONG_CODES,
        )

    def _tell(self, text: str) -> None:
        self.words.say(text)
        announce(self, text)
