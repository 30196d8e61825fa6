"""What holds for every request before any page is asked: whose host, how large, which headers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY: Final = 1024

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Robots-Tag": "noindex, nofollow",
}
"""Every answer has these, whatever it is."""

RAW_HEADERS: Final = tuple(
    (name.lower().encode(), value.encode()) for name, value in HEADERS.items()
)


def refused(status: int, reason: str, **more: str) -> Response:
    """A reason of one word, for the page's script; the page has the words for people."""
    body = json.dumps({"reason": reason})
    return Response(body, status, more, media_type="application/json")


class Guard:
    """Lets through what is meant for this host and small enough; all answers get HEADERS.

    A fault of ours is not answered: ``fault`` is called with it, and ends the process.
    """

    def __init__(self, app: ASGIApp, host: str, fault: Callable[[Exception], None]) -> None:
        self._app = app
        self._host = host.lower().encode()
        self._fault = fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *RAW_HEADERS]}
            await send(message)

        try:
            answer = self._objection(scope) or self._app
            await answer(scope, receive, with_headers)
        except Exception as bug:
            # Not only logged: a bug ends the process, and the kiosk starts another.
            self._fault(bug)
            raise

    def _objection(self, scope: Scope) -> Response | None:
        sent = [value for name, value in scope["headers"] if name == b"host"]
        # A page elsewhere that has its own name resolve to our address is not ours.
        if len(sent) != 1 or sent[0].strip().lower() != self._host:
            return refused(421, "other_host")
        for name, value in scope["headers"]:
            if name == b"content-length" and not _is_small(value):
                return refused(413, "too_large")
        return None


def _is_small(untrusted_length: bytes) -> bool:
    # h11 lets only digits through; of a longer number those alone say enough.
    return len(untrusted_length) <= 9 and int(untrusted_length) <= LARGEST_BODY
