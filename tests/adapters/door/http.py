"""A real server for counts on loopback, and honest and dishonest clients of it."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kiosk.adapters.door.http_push import PushServer
from kiosk.adapters.door.protocol import Answer, Pushed
from kiosk.adapters.door.token import hash_of

TOKEN = "a-secret-of-more-than-twenty-letters"
PATIENCE = 20.0


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: dict[str, Any]


class Served:
    """A server whose kiosk takes everything, unless it is told to answer something else."""

    def __init__(self) -> None:
        self.pushed: list[Pushed] = []
        self.answer: Answer | None = Answer(0)
        self.server = PushServer("127.0.0.1", 0, hash_of(TOKEN), self._ask)
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def address(self) -> tuple[str, int]:
        return self.server.server_address[:2]  # pyright: ignore[reportReturnType]

    def _ask(self, pushed: Pushed) -> Answer | None:
        self.pushed.append(pushed)
        return self.answer

    def close(self) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()


def connect(address: tuple[str, int]) -> socket.socket:
    made = socket.create_connection(address)
    made.settimeout(PATIENCE)
    return made


def request(
    body: object = None,
    *,
    token: str | None = TOKEN,
    method: str = "POST",
    path: str = "/entered",
    length: str | None = "right",
    more: str = "",
) -> bytes:
    """One request as a client writes it; ``length`` None leaves the Content-Length out."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: kiosk"]
    if token is not None:
        lines += [f"Authorization: Bearer {token}"]
    if length is not None:
        lines += [f"Content-Length: {len(content) if length == 'right' else length}"]
    head = "".join(f"{line}\r\n" for line in lines) + more + "\r\n"
    return head.encode() + content


def send(address: tuple[str, int], raw: bytes) -> Reply:
    """Send these bytes, and read the answer to its end."""
    with connect(address) as connection:
        connection.sendall(raw)
        return reply_of(read_all(connection))


def read_all(connection: socket.socket) -> bytes:
    read = b""
    while piece := connection.recv(4096):
        read += piece
    return read


def reply_of(raw: bytes) -> Reply:
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Reply(int(first.split()[1]), headers, json.loads(body) if body else {})


@contextmanager
def served() -> Iterator[Served]:
    made = Served()
    try:
        yield made
    finally:
        made.close()
