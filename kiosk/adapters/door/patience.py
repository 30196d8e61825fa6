"""Reading from somebody who may never finish: so many bytes, so many seconds, and no more."""

import io
import socket
import time
from collections import OrderedDict
from contextlib import suppress
from threading import Lock
from typing import Final

MOST_CONNECTIONS: Final = 64
MOST_OF_ONE: Final = 8
"""Of one address. Beyond either, the oldest connection is dropped, so that a new one is heard."""


class TooMuch(OSError):
    """More was sent than anybody is willing to read."""


class PatientReader(io.RawIOBase):
    """What a socket sends, until the deadline (monotonic) or the last byte of the allowance.

    Raises TimeoutError for the one and TooMuch for the other.
    """

    def __init__(self, connection: socket.socket, deadline: float, allowance: int) -> None:
        super().__init__()
        self._connection = connection
        self._deadline = deadline
        self._allowance = allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        self._connection.settimeout(seconds_left(self._deadline))
        if not self._allowance:
            raise TooMuch
        got = self._connection.recv_into(buffer, min(len(buffer), self._allowance))
        self._allowance -= got
        return got


def seconds_left(deadline: float) -> float:
    """How long until the deadline. Raises TimeoutError when it is past."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("too slow")
    return left


class Room:
    """The connections that are open, oldest first; takes one in by dropping another if it must."""

    def __init__(self, most: int = MOST_CONNECTIONS, most_of_one: int = MOST_OF_ONE) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._open: OrderedDict[socket.socket, str] = OrderedDict()
        self._lock = Lock()

    def take_in(self, connection: socket.socket, address: str) -> None:
        with self._lock:
            of_one = [each for each, of in self._open.items() if of == address]
            if len(of_one) >= self._most_of_one:
                self._drop(of_one[0])
            elif len(self._open) >= self._most:
                self._drop(next(iter(self._open)))
            self._open[connection] = address

    def let_go(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.pop(connection, None)

    def _drop(self, connection: socket.socket) -> None:
        del self._open[connection]
        # Its thread notices, and closes it.
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
