"""How often a receipt's code may be tried: by one page, from one address, and in all.

A page's secret is signed, so that showing the page leaves nothing behind: only tries do.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
import struct
from collections import deque
from collections.abc import Callable
from typing import Final

TRIES_A_PAGE: Final = 3
TRIES_A_MINUTE: Final = 20
"""From one address."""

TRIES_IN_ALL: Final = 120
"""A minute, from all addresses together."""

PAGE_SECONDS: Final = 1800.0
"""For how long a page's secret is good."""

_MINUTE: Final = 60.0
_NONCE_BYTES: Final = 12
_STAMP: Final = struct.Struct(">d")
_MARK_BYTES: Final = 16


class PageSecrets:
    """Secrets of pages that were shown, none of them remembered before it is used."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._key = secrets.token_bytes(32)
        self._tries: dict[bytes, tuple[int, float]] = {}

    def make(self) -> str:
        """A fresh one, for one page."""
        said = secrets.token_bytes(_NONCE_BYTES) + _STAMP.pack(self._now())
        return base64.urlsafe_b64encode(said + self._mark(said)).decode()

    def knows(self, untrusted_csrf: str) -> bool:
        """True if it is one of ours and not too old."""
        return self._nonce_of(untrusted_csrf) is not None

    def tries(self, csrf: str) -> int:
        """How many codes this page has tried."""
        nonce = self._nonce_of(csrf)
        return 0 if nonce is None else self._tries.get(nonce, (0, 0.0))[0]

    def count(self, csrf: str) -> None:
        """One more code was tried with it. Does nothing for one that is not known."""
        now = self._now()
        self._tries = {
            each: found for each, found in self._tries.items() if now - found[1] < PAGE_SECONDS
        }
        nonce = self._nonce_of(csrf)
        if nonce is not None:
            self._tries[nonce] = (self.tries(csrf) + 1, now)

    def _nonce_of(self, untrusted_csrf: str) -> bytes | None:
        try:
            whole = base64.b64decode(untrusted_csrf.encode(), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        said, mark = whole[:-_MARK_BYTES], whole[-_MARK_BYTES:]
        if len(said) != _NONCE_BYTES + _STAMP.size or not hmac.compare_digest(
            mark, self._mark(said)
        ):
            return None
        (made_at,) = _STAMP.unpack(said[_NONCE_BYTES:])
        return said[:_NONCE_BYTES] if self._now() - made_at < PAGE_SECONDS else None

    def _mark(self, said: bytes) -> bytes:
        return hmac.digest(self._key, said, "sha256")[:_MARK_BYTES]


class Pace:
    """What was tried within the last minute, and whether one more may be."""

    def __init__(
        self,
        now: Callable[[], float],
        most_of_one: int = TRIES_A_MINUTE,
        most: int = TRIES_IN_ALL,
    ) -> None:
        self._now = now
        self._most_of_one = most_of_one
        self._most = most
        self._tried: deque[tuple[float, str]] = deque()

    def allows(self, address: str) -> bool:
        """Count one try from there, unless it is one too many."""
        now = self._now()
        while self._tried and now - self._tried[0][0] >= _MINUTE:
            self._tried.popleft()
        of_one = sum(1 for _, each in self._tried if each == address)
        if of_one >= self._most_of_one or len(self._tried) >= self._most:
            return False
        self._tried.append((now, address))
        return True
