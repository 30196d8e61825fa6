"""A scanner types what it read like a keyboard, only faster than anybody can: told apart here."""

import re
from collections.abc import Callable
from typing import Final

from kiosk.domain.consent import NotAReceiptCode, ReceiptCode

PAUSE_SECONDS: Final = 0.15
"""Between two letters of a scanner there are milliseconds; a hand takes longer."""

_LONGEST: Final = 256
_RECEIPT: Final = re.compile(r"(?:askfirst:|https?://[^\s#]+/r#)([0-9a-z]{10})", re.IGNORECASE)
"""What the code on a receipt holds: its ten characters alone, or behind the page's address."""


class Scan:
    """Listens to keys until a receipt has come in one go and ended with Enter.

    ``clock`` is monotonic seconds. Whatever else is typed is forgotten.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._read = ""
        self._last = 0.0

    def take(self, untrusted_text: str) -> ReceiptCode | None:
        """The receipt that this key ends, if it does."""
        now = self._clock()
        if now - self._last > PAUSE_SECONDS:
            self._read = ""
        self._last = now
        if untrusted_text not in ("\r", "\n"):
            self._read = (self._read + untrusted_text)[-_LONGEST:]
            return None
        untrusted_read, self._read = self._read, ""
        return _receipt_in(untrusted_read)


def _receipt_in(untrusted_read: str) -> ReceiptCode | None:
    found = _RECEIPT.fullmatch(untrusted_read)
    if found is None:
        return None
    try:
        return ReceiptCode.parse(found[1])
    except NotAReceiptCode:
        return None
