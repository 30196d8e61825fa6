"""HTTP for one guest: uvicorn's, within the time and the bytes that a guest has."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from kiosk.adapters.phone.guard import RAW_HEADERS
from kiosk.adapters.phone.guests import Guest, Room

LONGEST_HEAD: Final = 8 * 1024
"""More lines than any browser sends."""

_MOST_BYTES: Final = 64 * 1024
"""Of one request, most of it thrown away: so long somebody who sends too much gets an answer."""

_UNREADABLE: Final = b'{"reason": "bad_request"}'


class PatientProtocol(H11Protocol):
    def __init__(self, config: Config, state: ServerState, guest: Guest, room: Room) -> None:
        super().__init__(config, state, {}, asyncio.get_running_loop())
        self._guest = guest
        self._room = room
        self._bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._guest.enters(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._room.let_go(self._guest)

    def data_received(self, data: bytes) -> None:
        self._bytes += len(data)
        if self._bytes > _MOST_BYTES:
            self.transport.abort()
            return
        super().data_received(data)
        self._note_whole_request()

    def on_response_complete(self) -> None:
        self._bytes = 0
        self._guest.asks()
        super().on_response_complete()
        # The next request may have been here already.
        self._note_whole_request()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP is answered in our own words; uvicorn's go without our headers."""
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(_UNREADABLE)).encode()),
            (b"connection", b"close"),
            *RAW_HEADERS,
        ]
        response = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
        try:
            head = self.conn.send(response)
            body = self.conn.send(h11.Data(data=_UNREADABLE))
        except h11.LocalProtocolError:
            # It came behind a request that is being answered.
            self.transport.abort()
            return
        self.transport.write((head or b"") + (body or b""))
        self.transport.close()

    def _note_whole_request(self) -> None:
        cycle = self.cycle
        if self._guest.is_answered or cycle is None:
            return
        if not cycle.more_body and not cycle.response_complete:
            self._guest.waits()


def protocol_for(config: Config, room: Room) -> Callable[[Guest], asyncio.Protocol]:
    """What makes a protocol for each guest; all of them share uvicorn's state."""
    state = ServerState()
    return lambda guest: PatientProtocol(config, state, guest, room)
