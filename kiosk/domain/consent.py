"""What a visitor agreed to, how, and the code with which it can be taken back."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from kiosk.domain.notice import NoticeVersion

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so a code read aloud or by hand has one spelling."""

_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})
RANDOM_SYMBOLS: Final = 9


class NotAReceiptCode(ValueError):
    """What was typed cannot be any receipt's code: wrong length, letters or check character."""


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """Nine random characters and a check character: 45 bits nobody guesses.

    Its ``repr`` hides it, so that no traceback or log can ever print one.
    """

    symbols: str = field(repr=False)

    @property
    def grouped(self) -> str:
        """As shown: two groups of five."""
        return f"{self.symbols[:5]} {self.symbols[5:]}"

    @staticmethod
    def from_random(values: Sequence[int]) -> "ReceiptCode":
        """Make a code from nine random numbers of 0 to 31.

        The check character is the sum of value times place modulo 31. It catches a wrong
        character and a swap of neighbours, except 0 read as Z. Raises ValueError for another
        count or range.
        """
        if len(values) != RANDOM_SYMBOLS or not all(0 <= value < 32 for value in values):
            raise ValueError("a receipt code is made from nine numbers of 0 to 31")
        return ReceiptCode("".join(ALPHABET[value] for value in values) + check_symbol(values))

    @staticmethod
    def parse(untrusted_text: str) -> "ReceiptCode":
        """Read a code as typed or scanned: case, spaces and hyphens are free, O is 0, I and L 1.

        Raises NotAReceiptCode, whose text never holds what was typed.
        """
        symbols = as_written(untrusted_text)
        values = [ALPHABET.find(symbol) for symbol in symbols]
        if len(values) != RANDOM_SYMBOLS + 1 or -1 in values:
            raise NotAReceiptCode("a receipt code has ten letters and digits")
        if check_symbol(values[:RANDOM_SYMBOLS]) != symbols[-1]:
            raise NotAReceiptCode("one of the ten characters is not as it was on the receipt")
        return ReceiptCode(symbols)


def as_written(untrusted_text: str) -> str:
    """What was typed or scanned, in the letters that our codes are written with."""
    return untrusted_text.strip().upper().translate(_MISREAD)


def check_symbol(values: Sequence[int]) -> str:
    """The last symbol of a code: it finds a wrong one, and neighbours that were swapped.

    ``values`` are at most thirty numbers of 0 to 31.
    """
    return ALPHABET[sum(place * value for place, value in enumerate(values, start=1)) % 31]


class Purpose(enum.Enum):
    """Why anything is asked at all: one purpose, and no other is ever added to a yes."""

    VISITOR_STATISTICS = "visitor-statistics"


class Way(enum.Enum):
    """How a visitor's answer came about; the values stand in the visit's row."""

    CAMERA = "camera"
    CORRECTED = "corrected"
    TOLD = "told"


class Medium(enum.Enum):
    """Where the yes was given."""

    TOUCH = "touch"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Moment:
    """When, as precisely as anything about a visit may be kept: a business day and an hour."""

    day: date
    hour: int


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One visitor's yes: to this notice, for this purpose, in this way, in this hour.

    Holds what was agreed to and never what was estimated or answered.
    """

    record_id: UUID
    code: ReceiptCode
    notice: NoticeVersion
    purpose: Purpose
    way: Way
    medium: Medium
    moment: Moment
