"""What a PIN may be, how long wrong ones make everybody wait, and the code that stands in for it.

The figures of the waits are argued in ``docs/decisions/0029-the-pin.md``.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final

from kiosk.domain.consent import ALPHABET, as_written, check_symbol

PIN_DIGITS: Final = 8

IDLE_SECONDS: Final = 300.0
"""So long after the last touch whoever is in is out."""

DEMO_MANAGER_PIN: Final = "25801397"
DEMO_STAFF_PIN: Final = "13972580"
"""The demo shows its two PINs on its own screen; no shop may have either of them."""

# What a PIN may be ----------------------------------------------------------------------------

_DIGITS: Final = frozenset("0123456789")
_FEWEST_DIFFERENT: Final = 4
_YEARS: Final = range(1900, 2100)


class Weakness(enum.Enum):
    """Why a PIN is not taken; the text goes behind "it" and never holds a digit of it."""

    FORM = "is not exactly eight digits"
    FEW_DIGITS = "has fewer than four different digits"
    STEPS = "is a row of digits with equal steps between them"
    HALVES = "is one half written twice, or forwards and then backwards"
    DATE = "can be read as a date"
    PUBLISHED = "is the demo's, which everybody can read"


def is_pin(text: str) -> bool:
    """True for eight ASCII digits, easy or not."""
    return len(text) == PIN_DIGITS and _DIGITS.issuperset(text)


def weakness_of(pin: str) -> Weakness | None:
    """The first reason not to take this PIN, or None.

    What is refused is what people choose when nobody stops them: of all eight digits it is less
    than one in a hundred, so that guessing at random gains nothing by it.
    """
    if not is_pin(pin):
        return Weakness.FORM
    if pin in (DEMO_MANAGER_PIN, DEMO_STAFF_PIN):
        return Weakness.PUBLISHED
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1:
        return Weakness.STEPS
    if len(set(pin)) < _FEWEST_DIFFERENT:
        return Weakness.FEW_DIGITS
    half = pin[: PIN_DIGITS // 2]
    if pin in (half + half, half + half[::-1]):
        return Weakness.HALVES
    return Weakness.DATE if _is_a_date(pin) else None


def _is_a_date(pin: str) -> bool:
    """True if it is a day of 1900 to 2099 in any order that people write dates in."""
    first, second, year = pin[:2], pin[2:4], pin[4:]
    orders = (
        (pin[:4], pin[4:6], pin[6:]),
        (year, second, first),
        (year, first, second),
    )
    return any(int(each[0]) in _YEARS and _is_day(*map(int, each)) for each in orders)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


# How long wrong ones make everybody wait ------------------------------------------------------

FREE_TRIES: Final = 4
"""So many wrong PINs in a row cost nothing but themselves: hands slip."""

_WAITS: Final = (30.0, 60.0, 120.0, 300.0, 900.0, 3600.0)
_LONGEST_FOR_RECOVERY: Final = 60.0


def wait_after(failures: int) -> float:
    """Seconds until a PIN is looked at again, after so many wrong ones in a row.

    Ten are looked at in the first hour, then one an hour.
    """
    beyond = failures - FREE_TRIES
    return _WAITS[min(beyond, len(_WAITS)) - 1] if beyond > 0 else 0.0


def wait_after_recovery(failures: int) -> float:
    """The same for recovery codes, never longer than a minute.

    Nobody guesses 95 bits at any speed; the wait only keeps the audit from being flooded. A
    longer one would let a passer-by lock out whoever holds the code.
    """
    return min(wait_after(failures), _LONGEST_FOR_RECOVERY)


# The code that stands in for a forgotten PIN ----------------------------------------------------

RECOVERY_NUMBERS: Final = 19
"""From how many random numbers a recovery code is made."""
_GROUP: Final = 5


class NotARecoveryCode(ValueError):
    """What was typed cannot be any recovery code; the text never holds what was typed."""


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """Nineteen random symbols and a check symbol: 95 bits, shown once and kept on paper.

    Its ``repr`` hides it, so that no traceback or log can ever print one.
    """

    symbols: str = field(repr=False)

    @property
    def grouped(self) -> str:
        """As shown and written down: four groups of five."""
        return " ".join(
            self.symbols[start : start + _GROUP] for start in range(0, len(self.symbols), _GROUP)
        )

    @staticmethod
    def from_random(values: Sequence[int]) -> "RecoveryCode":
        """Make a code from nineteen random numbers of 0 to 31. Raises ValueError for others."""
        if len(values) != RECOVERY_NUMBERS or not all(0 <= value < 32 for value in values):
            raise ValueError("a recovery code is made from nineteen numbers of 0 to 31")
        return RecoveryCode("".join(ALPHABET[value] for value in values) + check_symbol(values))

    @staticmethod
    def parse(untrusted_text: str) -> "RecoveryCode":
        """Read a code as typed, as freely as a receipt's. Raises NotARecoveryCode."""
        symbols = as_written(untrusted_text)
        values = [ALPHABET.find(symbol) for symbol in symbols]
        if len(values) != RECOVERY_NUMBERS + 1 or -1 in values:
            raise NotARecoveryCode("a recovery code has twenty letters and digits")
        if check_symbol(values[:RECOVERY_NUMBERS]) != symbols[-1]:
            raise NotARecoveryCode("one of the twenty characters is not as it was written down")
        return RecoveryCode(symbols)


# What is written down of it ---------------------------------------------------------------------


class Noted(enum.Enum):
    """Everything the audit can say: fixed words, so that no digit ever gets into it."""

    SIGNED_IN = "signed in"
    WRONG = "wrong PIN"
    WAITED = "tried while it had to wait"
    LEFT = "left"
    RECOVERED = "in by the recovery code"
    WRONG_RECOVERY = "wrong recovery code"
    STAFF_PIN_SET = "staff's PIN set"
    MANAGER_PIN_SET = "manager's PIN and recovery code set"
    SETTINGS_CHANGED = "settings changed"
    REPORTS_WRITTEN = "reports written"
    RECORD_ERASED = "record erased"
    PROGRAM_ENDED = "program ended"


AUDIT_ROWS: Final = 1000
AUDIT_DAYS: Final = 90
"""What is more or older is erased when the next is written."""
