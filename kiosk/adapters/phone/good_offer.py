"""The one token that is good, as the kiosk itself knows it: by its hash, for a while, once."""

from __future__ import annotations

import threading

from kiosk.application.phone import OFFER_SECONDS


class GoodOffer:
    """May be asked and changed from several threads. All times are monotonic.

    The process that serves keeps the same for itself; but a yes counts only if it is good here.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._token_hash: str | None = None
        self._ends_at = 0.0

    def set(self, token_hash: str | None, now: float) -> None:
        """From now on this one is good, and no other; None: none is."""
        with self._lock:
            self._token_hash, self._ends_at = token_hash, now + OFFER_SECONDS

    def left(self, now: float) -> tuple[str, float] | None:
        """The hash of what is good, and for how many seconds yet."""
        with self._lock:
            if self._token_hash is None or now >= self._ends_at:
                return None
            return self._token_hash, self._ends_at - now

    def spend(self, untrusted_hash: str, now: float) -> bool:
        """True once, for what is good."""
        with self._lock:
            if untrusted_hash != self._token_hash or now >= self._ends_at:
                return False
            self._token_hash = None
            return True
