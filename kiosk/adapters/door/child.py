"""The process that listens for a door counter: no camera, no records, no settings.

It is told where to listen in one line, says what it hears, and ends when the kiosk does. Before it
hears anybody, it gives up what it does not need for that.
"""

import os
import sys
import threading
from collections.abc import Callable
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
from kiosk.adapters.processes import confine, policies

CHILD_ARGUMENT: Final = "door-counter"
"""By this the program knows that it is to be this process and not the kiosk."""

_MOST_FILES: Final = 256
_UNPLUGGED: Final = 1


def run() -> None:
    """Listen until the kiosk ends; does not return."""
    confine.limit(_MOST_FILES)
    orders = protocol.understood(sys.stdin.buffer.readline(LONGEST_LINE + 1), TO_PROCESS)
    kiosk = _Kiosk()
    if isinstance(orders, ListenHttp):
        _serve(orders, kiosk)
    if isinstance(orders, ListenSerial):
        # Before the library that reads the line is loaded.
        _give_up(lambda: confine.give_up_calls(policies.counting()))
        from kiosk.adapters.door.serial_line import listen

        kiosk.hear_in_a_thread()
        listen(orders.device, orders.speed, kiosk.say, _give_up_files)
        sys.exit(_UNPLUGGED)
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
    _give_up_files()
    _give_up(lambda: confine.give_up_calls(policies.serving()))
    # Only now, for a thread keeps the files that it had when it began.
    kiosk.hear_in_a_thread()
    kiosk.say(Up(server.where))
    server.serve_forever()


def _give_up_files() -> None:
    """Leave nothing in sight but the program itself, to be read."""
    _give_up(lambda: confine.give_up_files(confine.program_files()))


def _give_up(what: Callable[[], None]) -> None:
    # A system that cannot confine has a counter all the same: it has no camera to keep.
    with suppress(confine.NotConfined):
        what()
