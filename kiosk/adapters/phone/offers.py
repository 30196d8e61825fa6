"""The token that is good just now, the one that was spent last, and how its story goes.

Only hashes of tokens are ever held. Which one is good does the kiosk say; that it is good once,
and not for long, is seen to here as well as there.
"""

from __future__ import annotations

import asyncio
import enum
import hmac
import secrets
from collections.abc import Callable, Collection
from typing import Final

from kiosk.adapters.phone.protocol import Told
from kiosk.application.phone import OFFER_SECONDS, hash_of


class Verdict(enum.Enum):
    """What becomes of a press on one of the notice's two buttons; the values are the reasons."""

    TAKEN = "taken"
    EXPIRED = "expired"
    USED = "used"
    CSRF = "csrf"
    NOTICE_CHANGED = "notice_changed"


class Held:
    """One token's page: its own secret, and the story once it is spent.

    ``key`` is for the phone that spent it, and for no other that has the same link: otherwise
    somebody else's yes would have the kiosk's number appear on it, too.
    """

    def __init__(self, token_hash: str, ends_at: float) -> None:
        self.token_hash: Final = token_hash
        self.csrf: Final = secrets.token_urlsafe(16)
        self.key: Final = secrets.token_urlsafe(16)
        self.ends_at = ends_at
        self.was_opened = False
        self.is_spent = False
        self.has_news: Final = asyncio.Event()
        self._story: dict[str, object] = {"story": "waiting"}
        self._armed_until: float | None = None

    def refuse(self) -> None:
        self._story = {"story": "refused"}
        self.has_news.set()

    def hear(self, told: Told, now: float) -> None:
        """The kiosk's side; its seconds count from now."""
        self._story = {"story": told.story}
        self._armed_until = None
        if told.story == "armed":
            self._story["number"] = told.number
            self._armed_until = now + told.seconds
        if told.story == "ended":
            self._story["reason"] = told.reason
        self.has_news.set()

    def is_of(self, untrusted_key: str) -> bool:
        """True if the phone that asks is the one that spent it."""
        return self.is_spent and is_same(untrusted_key, self.key)

    def story(self, now: float) -> dict[str, object]:
        """As the page is told it."""
        if self._armed_until is None:
            return self._story
        return self._story | {"seconds": max(0, round(self._armed_until - now))}


class Offers:
    """At most one token is good, and at most one that was spent still has a page."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._live: Held | None = None
        self._spent: Held | None = None

    def offer(self, token_hash: str, seconds: float) -> None:
        """From now on this one is good, and the last one is not."""
        if self._spent is not None and self._spent.token_hash == token_hash:
            return
        self._live = Held(token_hash, self._now() + min(seconds, OFFER_SECONDS))

    def withdraw(self) -> None:
        self._live = None

    def tell(self, told: Told) -> None:
        """Pass the story on; of an offer that is gone it is dropped."""
        for held in (self._spent, self._live):
            if held is not None and held.token_hash == told.token_hash:
                held.hear(told, self._now())

    def find(self, untrusted_token: str) -> Held | None:
        """Its page, if it has one (still). Looking changes nothing."""
        hashed = hash_of(untrusted_token)
        for held in (self._live, self._spent):
            if held is not None and hmac.compare_digest(hashed, held.token_hash):
                return held if self._now() < held.ends_at else None
        return None

    def answer(
        self,
        untrusted_token: str,
        untrusted_csrf: str,
        untrusted_notice: str,
        notices: Collection[str],
    ) -> Verdict:
        """Spend the token, if everything about the press is right; no other call spends one."""
        held = self.find(untrusted_token)
        if held is None:
            return Verdict.EXPIRED
        if not is_same(untrusted_csrf, held.csrf):
            return Verdict.CSRF
        if held.is_spent:
            return Verdict.USED
        if untrusted_notice not in notices:
            return Verdict.NOTICE_CHANGED
        held.is_spent = True
        # As long as an offer is good, its reader may want to see how it went.
        held.ends_at = self._now() + OFFER_SECONDS
        self._live, self._spent = None, held
        return Verdict.TAKEN


def is_same(untrusted_text: str, secret: str) -> bool:
    """Compare without telling by the time it takes how much was right."""
    return hmac.compare_digest(untrusted_text.encode("utf-8", "replace"), secret.encode())
