"""The process that listens for a door counter: no camera, no records, no settings.

It is told where to listen in one line, says what it hears, and ends when the kiosk does.
"""

import os
import sys
import threading
from contextlib import suppress
from typing import Final

from kiosk.adapters.door import protocol
from kiosk.adapters.door.protocol import (
    LONGEST_LINE,
    TO_PROCESS,
    Answer,
    Down,
    ListenHttp,
    ListenSerial,
    Message,
    Pushed,
    Up,
)

CHILD_ARGUMENT: Final = "door-counter"
"""By this the program knows that it is to be this process and not the kiosk."""

_MOST_FILES: Final = 256


def run() -> None:
    """Listen until the kiosk ends; does not return."""
    _limit()
    orders = protocol.understood(sys.stdin.buffer.readline(LONGEST_LINE + 1), TO_PROCESS)
    kiosk = _Kiosk()
    if isinstance(orders, ListenHttp):
        kiosk.hear_in_a_thread()
        _serve(orders, kiosk)
    if isinstance(orders, ListenSerial):
        from kiosk.adapters.door.serial_line import listen

        kiosk.hear_in_a_thread()
        listen(orders.device, orders.speed, kiosk.say)
    sys.exit(2)


class _Kiosk:
    """The other end of both pipes. When it is gone, so is this process."""

    def __init__(self) -> None:
        self._speaking = threading.Lock()
        self._waiting: dict[int, tuple[threading.Event, list[Answer]]] = {}

    def say(self, message: Message) -> None:
        with self._speaking:
            try:
                sys.stdout.buffer.write(protocol.packed(message))
                sys.stdout.buffer.flush()
            except OSError:
                os._exit(0)

    def ask(self, pushed: Pushed) -> Answer | None:
        """Hand a push over and wait for its answer; None if there is none in time."""
        from kiosk.adapters.door.http_push import ANSWER_SECONDS

        came, answers = threading.Event(), list[Answer]()
        self._waiting[pushed.number] = came, answers
        self.say(pushed)
        came.wait(ANSWER_SECONDS)
        del self._waiting[pushed.number]
        return answers[0] if answers else None

    def hear_in_a_thread(self) -> None:
        threading.Thread(target=self._hear, name="kiosk", daemon=True).start()

    def _hear(self) -> None:
        while line := sys.stdin.buffer.readline(LONGEST_LINE + 1):
            message = protocol.understood(line, TO_PROCESS)
            waiting = self._waiting.get(message.number) if isinstance(message, Answer) else None
            if waiting is not None and isinstance(message, Answer):
                waiting[1].append(message)
                waiting[0].set()
        os._exit(0)


def _serve(orders: ListenHttp, kiosk: _Kiosk) -> None:
    from kiosk.adapters.door.http_push import PushServer

    try:
        server = PushServer(orders.address, orders.port, orders.token_hash, kiosk.ask)
    except OSError as why:
        where = f"{orders.address}:{orders.port}"
        kiosk.say(Down(f"nothing can listen at {where} ({why.strerror or why})"))
        sys.exit(1)
    kiosk.say(Up(server.where))
    server.serve_forever()


def _limit() -> None:
    """Writes no file and leaves no core, whatever happens to it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        few = _MOST_FILES if most == resource.RLIM_INFINITY else min(_MOST_FILES, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (few, few))
