"""Every line that the log may hold. What is not on this list is not written down.

A log is read by whoever mends the machine, and kept by systems that know nothing of visitors: so
it holds faults, starts, ends and durations, in fixed words and numbers. A text that came from
elsewhere (a path, an address, what a database or a settings file said) could hold anything, and is
left out; ``askfirst doctor`` says it to whoever stands at the machine. A test reads the program for
lines that are not listed here, and for listed ones that nothing says.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from kiosk.domain.states import StoreFault

_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,79}")
_VERSION: Final = re.compile(r"[0-9][0-9a-z.+-]{0,29}")

UNNAMED: Final = "?"
"""Stands where a part was something else than it may be."""

Part = Callable[[object], str]


def _fits(pattern: re.Pattern[str]) -> Part:
    return lambda value: value if isinstance(value, str) and pattern.fullmatch(value) else UNNAMED


def _one_of(words: Iterable[str]) -> Part:
    known = frozenset(words)
    return lambda value: value if isinstance(value, str) and value in known else UNNAMED


def number(value: object) -> str:
    """A whole number; True and False are none."""
    return str(value) if type(value) is int else UNNAMED


name = _fits(_IDENTIFIER)
"""What the program itself is made of: a module, a function, a kind of exception."""

release = _fits(_VERSION)
fault = _one_of(each.value for each in StoreFault)
parts = _one_of(("window", "store", "watch"))

LEFT_OUT: Final = None
"""The part is not written down."""


@dataclass(frozen=True, slots=True)
class Line:
    """``says`` has a place for each of the call's ``parts`` that is not left out, in order."""

    says: str
    parts: tuple[Part | None, ...] = ()

    def of(self, given: tuple[object, ...]) -> str:
        shown = [part(value) for part, value in zip(self.parts, given, strict=True) if part]
        return self.says.format(*shown)


_KIOSK: Final = "kiosk.bootstrap.kiosk"
_VIGIL: Final = "kiosk.bootstrap.vigil"
_NIGHT: Final = "kiosk.adapters.records.night"
_STORE: Final = "kiosk.adapters.records.thread"
_HELD: Final = "kiosk.adapters.records.held_store"

LINES: Final[dict[tuple[str, str], Line]] = {
    (_KIOSK, "started: %s"): Line("started, version {}", (release,)),
    (_KIOSK, "ended with code %d"): Line("ended with code {}", (number,)),
    (_KIOSK, "notice: %s"): Line("a language is not offered: see askfirst doctor", (LEFT_OUT,)),
    (_KIOSK, "old sign-offs could not be erased: %s"): Line(
        "old sign-offs could not be erased", (LEFT_OUT,)
    ),
    (_KIOSK, "since when visitors are told of the chain cannot be noted: %s"): Line(
        "since when visitors are told of the chain could not be noted yet", (LEFT_OUT,)
    ),
    (_KIOSK, "signing key: %s"): Line(
        "the signing key cannot be used: see askfirst doctor", (LEFT_OUT,)
    ),
    ("kiosk.bootstrap.place", "the model card cannot be read: %s"): Line(
        "the model card cannot be read: install the program anew", (LEFT_OUT,)
    ),
    ("kiosk.bootstrap.bugs", "a fault of the program itself: %s in %s, line %d"): Line(
        "a fault of the program itself: {} in {}, line {}", (name, name, number)
    ),
    ("kiosk.bootstrap.safe_start", "%d starts did not end well: at rest for %d minutes"): Line(
        "{} starts did not end well: at rest for {} minutes, see askfirst doctor",
        (number, number),
    ),
    (_VIGIL, "no answer from %s for %d seconds"): Line(
        "no answer from the {} for {} seconds", (parts, number)
    ),
    (_VIGIL, "all parts answer again"): Line("all parts answer again"),
    ("kiosk.bootstrap.health", "the health file cannot be written: %s"): Line(
        "the health file cannot be written", (LEFT_OUT,)
    ),
    ("kiosk.bootstrap.phone_desk", "the phone page cannot be made: %s"): Line(
        "the phone page cannot be made: see askfirst doctor", (LEFT_OUT,)
    ),
    ("kiosk.bootstrap.reports_at_close", "reports: %s"): Line(
        "the reports could not be written: see askfirst doctor", (LEFT_OUT,)
    ),
    ("kiosk.bootstrap.reports_at_close", "fleet: %s"): Line(
        "the chain's file of a day could not be written: see askfirst doctor", (LEFT_OUT,)
    ),
    (_HELD, "%s: %s"): Line("nobody is asked: {}", (fault, LEFT_OUT)),
    (_HELD, "that could not be written into the ledger: %s"): Line(
        "that could not be written into the ledger", (LEFT_OUT,)
    ),
    (_STORE, "what is due could not be erased yet: %s"): Line(
        "what is due could not be erased yet", (LEFT_OUT,)
    ),
    (_NIGHT, "self-check: %s"): Line(
        "something does not belong here: see askfirst doctor", (LEFT_OUT,)
    ),
    (_NIGHT, "the ledger could not be verified just now: %s"): Line(
        "the ledger could not be verified just now", (LEFT_OUT,)
    ),
    (_NIGHT, "the flaw is forgotten at the next start: %s"): Line(
        "a flaw of the ledger could not be written down", (LEFT_OUT,)
    ),
    (_NIGHT, "no backup: %s"): Line("no backup was made: see askfirst doctor", (LEFT_OUT,)),
    ("kiosk.adapters.staff.sign_in", "%s"): Line(
        "the file of the PINs cannot be used: see askfirst doctor", (LEFT_OUT,)
    ),
}
