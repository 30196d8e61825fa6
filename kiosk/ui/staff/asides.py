"""What the machine itself says, in the small print under what staff are told."""

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.words import Words

_say = QCoreApplication

_MAY_BREAK: Final = "\u200b"
_AFTER: Final = re.compile(r"(?<=[/\\_.:-])(?=\w)")
_LONGEST: Final = 16
_RUN: Final = re.compile(rf"[^\s{_MAY_BREAK}]{{{_LONGEST}}}(?=[^\s{_MAY_BREAK}])")


def breakable(text: str) -> str:
    """The same text, whose paths and names may go on in the next line: nothing is cut off."""
    return _RUN.sub(rf"\g<0>{_MAY_BREAK}", _AFTER.sub(_MAY_BREAK, text))


class Aside(Words):
    """One line or more for whoever installed the machine, as the program says them: in English.

    It takes no room while there is nothing to say.
    """

    def __init__(self, theme: Theme, lines: Sequence[str] = ()) -> None:
        super().__init__(theme, Type.LABEL, colour="soft_ink")
        self.tell(lines)

    def tell(self, lines: Sequence[str]) -> None:
        """Say these from now on; empty ones are passed."""
        said = [" ".join(line.split()) for line in lines if line.strip()]
        words = _say.translate("Aside", "For the installer: {line}")
        # Read out as they are: the breaks are for the eye.
        self.setAccessibleName("\n".join(words.format(line=line) for line in said))
        self.say("\n".join(words.format(line=breakable(line)) for line in said))
        # Shown without a parent it would be a window of its own.
        if self.parentWidget() is not None:
            self.setVisible(bool(said))
