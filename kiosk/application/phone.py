"""The phone page as the use cases see it: what it shows, what it is told, what it brings.

The page is served by a process of its own, which knows neither records nor camera. It is a second
way to the kiosk and never the only one: where it is off or gone, touch goes on as ever.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from kiosk.domain.consent import ReceiptCode
from kiosk.domain.estimate import Answer

OFFER_SECONDS: Final = 600.0
"""For how long what a QR code carries is good, from being shown, by the monotonic clock."""

CSRF_SLOT: Final = "askfirst-csrf-slot"
"""Stands in a page where the server puts that page's own secret; escaping leaves it as it is."""


@dataclass(frozen=True, slots=True)
class LanguagePages:
    """Three whole HTML documents in one language, and the hash of the notice in the first.

    ``expired`` is shown where nothing is offered (any more). ``notice`` and ``receipt`` hold
    CSRF_SLOT.
    """

    notice_hash: str
    notice: str
    expired: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Everything that is served, by language tag in the order of the settings.

    ``style`` and ``script`` are the files ``/page.css`` and ``/page.js``: pages may use no others.
    """

    languages: Mapping[str, LanguagePages]
    style: str
    script: str


class Ending(enum.Enum):
    """Why the kiosk went no further with a phone's yes."""

    NO = "no"
    NOT_ME = "not_me"
    EXPIRED = "expired"
    TOO_YOUNG = "too_young"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Armed:
    """The kiosk asks whether the phone shows ``number``, and waits so many seconds for a yes."""

    number: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Busy:
    """Somebody else is at the kiosk."""


@dataclass(frozen=True, slots=True)
class LookingNow:
    """The camera is open."""


@dataclass(frozen=True, slots=True)
class Done:
    """The rest is on the kiosk's screen."""


@dataclass(frozen=True, slots=True)
class Ended:
    ending: Ending


Story = Armed | Busy | LookingNow | Done | Ended
"""What the kiosk makes of a phone's yes, as the phone is told it."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A phone said yes to the notice of this hash: the kiosk now asks who stands before it.

    ``token_hash`` names the offer, which is spent by it.
    """

    token_hash: str
    language: str
    notice_hash: str


@dataclass(frozen=True, slots=True)
class Declined:
    """A phone said no; the offer is spent by it."""

    token_hash: str


@dataclass(frozen=True, slots=True)
class Offered:
    """The page can be reached, or cannot any more: without it there is no QR code."""

    offered: bool


PhoneNews = Agreed | Declined | Offered


class Wish(enum.Enum):
    """What the reader of a receipt wants done; all but the first only over HTTPS."""

    ERASE = "erase"
    SHOW = "show"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class RecordWish:
    """``answer`` is there for a correction, ``language`` for the words of what is shown."""

    wish: Wish
    code: ReceiptCode
    language: str
    answer: Answer | None = None


class Outcome(enum.Enum):
    """What came of a wish. LATER: nothing did, and it may be asked again."""

    ERASED = "erased"
    SHOWN = "shown"
    CORRECTED = "corrected"
    NOT_FOUND = "not_found"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class RecordReply:
    """``lines`` are a record's labels and values, in the visitor's language."""

    outcome: Outcome
    lines: tuple[tuple[str, str], ...] = ()


class ReceiptDesk(Protocol):
    def asked(self, wish: RecordWish, reply: Callable[[RecordReply], None]) -> None:
        """Do what was asked and say what came of it, on any thread; does not wait.

        A reply after three seconds comes too late for the phone, which is told LATER.
        """
        ...


class Phone(Protocol):
    """The served page. Every call returns at once and may be made from the window's thread."""

    def offer(self, token: str) -> None:
        """Make this token good for OFFER_SECONDS, once. The last one is good no more."""
        ...

    def withdraw_offer(self) -> None:
        """No token is good until the next offer."""
        ...

    def tell(self, token_hash: str, story: Story) -> None:
        """Say to the phone that spent this offer how it goes on."""
        ...

    def url(self, token: str) -> str | None:
        """What a QR code for this token holds, or None while no phone could open it."""
        ...

    def receipt_url(self) -> str | None:
        """The receipts' page, to which a code is added as fragment; None as for ``url``."""
        ...

    def close(self) -> None:
        """End the process for good."""
        ...


def hash_of(token: str) -> str:
    """The SHA-256 in hex by which a token goes wherever it is stored or compared."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def wifi_text(name: str, password: str | None) -> str:
    """What a QR code holds that lets a phone join the shop's guest network."""
    if password is None:
        return f"WIFI:T:nopass;S:{_escaped(name)};;"
    return f"WIFI:T:WPA;S:{_escaped(name)};P:{_escaped(password)};;"


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in '\\;,:"' else letter for letter in text)
