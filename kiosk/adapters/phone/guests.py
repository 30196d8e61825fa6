"""Who is connected: so many of one address, so many in all, and nobody for ever.

Slow clients are the cheapest way to keep others out of a small server. Here a connection has five
seconds to have asked, encryption included. Where there is no room, somebody goes of the address
that has most connections, and of those the one that has done nothing for longest: whoever comes
with one connection and asks at once is heard beside all who come with many, or who do not ask.
"""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import struct
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Final

MOST: Final = 64
MOST_OF_ONE: Final = 6
"""Of one address; that is how many a browser opens."""

ASKING_SECONDS: Final = 5.0
"""From the connection, or from the last answer, to the last byte of a request."""

ANSWERING_SECONDS: Final = 10.0
"""From there until the answer is taken."""

_LEAVING_SECONDS: Final = 1.0
_NO_ROOM_SECONDS: Final = 0.05
_AT_A_TIME: Final = 4
_AT_ONCE: Final = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
"""Closing waits for nothing that is still to be sent."""


class Guest:
    """One connection, from the moment it is accepted."""

    def __init__(self, connection: socket.socket, address: str) -> None:
        self.address: Final = address
        self.is_answered = False
        self.last_did = 0.0
        self._connection = connection
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None

    def asks(self) -> None:
        """The time for a request begins."""
        self.is_answered = False
        self._within(ASKING_SECONDS)

    def waits(self) -> None:
        """It has asked, and now it is our turn."""
        self.is_answered = True
        self._within(ANSWERING_SECONDS)

    def enters(self, transport: asyncio.Transport) -> None:
        self._transport = transport

    def drop(self) -> None:
        """Be rid of it, whatever it is just doing, and of what the kernel holds for it."""
        with suppress(OSError):
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        if self._transport is not None:
            self._transport.abort()
            return
        # Still about to agree on keys; that notices.
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)

    def leaves(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _within(self, seconds: float) -> None:
        self.leaves()
        loop = asyncio.get_running_loop()
        self.last_did = loop.time()
        self._timer = loop.call_later(seconds, self.drop)


class Room:
    """The guests, oldest first; takes one in by dropping another if it must."""

    def __init__(self, most: int = MOST, most_of_one: int = MOST_OF_ONE) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._guests: OrderedDict[Guest, None] = OrderedDict()

    def take_in(self, guest: Guest) -> None:
        counts = Counter(each.address for each in self._guests)
        if counts[guest.address] >= self._most_of_one:
            self._drop_one({guest.address})
        elif len(self._guests) >= self._most:
            largest = max(counts.values())
            self._drop_one({address for address, count in counts.items() if count == largest})
        self._guests[guest] = None

    def let_go(self, guest: Guest) -> None:
        self._guests.pop(guest, None)
        guest.leaves()

    def _drop_one(self, addresses: Collection[str]) -> None:
        of_them = (each for each in self._guests if each.address in addresses)
        idlest = min(of_them, key=lambda guest: guest.last_did)
        self.let_go(idlest)
        idlest.drop()


async def welcome(
    listener: socket.socket,
    room: Room,
    protocol: Callable[[Guest], asyncio.Protocol],
    encryption: ssl.SSLContext | None,
) -> None:
    """Take in whoever connects, for ever. ``listener`` does not block."""
    loop = asyncio.get_running_loop()
    coming: set[asyncio.Task[None]] = set()

    async def let_in(connection: socket.socket, guest: Guest) -> None:
        try:
            await loop.connect_accepted_socket(
                lambda: protocol(guest),
                connection,
                ssl=encryption,
                ssl_handshake_timeout=ASKING_SECONDS if encryption else None,
                ssl_shutdown_timeout=_LEAVING_SECONDS if encryption else None,
            )
        except OSError:
            # It went away, or does not speak as it should.
            room.let_go(guest)
            connection.close()

    taken = 0
    while True:
        try:
            connection, (address, *_) = await loop.sock_accept(listener)
        except OSError:
            # No descriptor is free at this moment, or it has gone before it came.
            await asyncio.sleep(_NO_ROOM_SECONDS)
            continue
        guest = Guest(connection, address)
        room.take_in(guest)
        guest.asks()
        task = loop.create_task(let_in(connection, guest))
        coming.add(task)
        task.add_done_callback(coming.discard)
        # A few at a time: who is here is heard before the next many come, and drop them.
        if (taken := taken + 1) % _AT_A_TIME == 0:
            await asyncio.sleep(0)
