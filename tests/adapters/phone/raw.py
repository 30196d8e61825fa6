"""Clients that do not keep to HTTP, from as many addresses as are wanted."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress

from tests.adapters.phone.serving import PATIENCE, Shop


def connect(shop: Shop, of: str = "127.0.0.1") -> socket.socket:
    made = socket.socket()
    made.settimeout(PATIENCE)
    made.bind((of, 0))
    made.connect(("127.0.0.1", shop.port))
    return made


def exchange(shop: Shop, raw: bytes, of: str = "127.0.0.1") -> bytes:
    """Send these bytes, and read until the connection is closed."""
    with connect(shop, of) as connection:
        connection.sendall(raw)
        return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    read = b""
    with suppress(ConnectionResetError):
        while piece := connection.recv(65536):
            read += piece
    return read


def head(shop: Shop, *lines: str, first: str = "GET /r HTTP/1.1") -> bytes:
    return "\r\n".join((first, f"Host: {shop.host}", *lines, "", "")).encode()


def addresses() -> Iterator[str]:
    """Addresses of loopback, none twice."""
    for third in range(1, 255):
        for fourth in range(1, 255):
            yield f"127.9.{third}.{fourth}"
