"""The process that serves the phone page: no records, no camera, no settings, no screen.

It is told everything in lines, says what was pressed in lines, and ends when the kiosk does. What
it does not need for that, it gives up before it hears the first stranger.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
import socket
import ssl
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Final, NoReturn

from kiosk.adapters.phone import protocol
from kiosk.adapters.phone.certificate import encryption_of
from kiosk.adapters.phone.protocol import (
    LONGEST_CONTENT,
    LONGEST_LINE,
    TO_PROCESS,
    CannotListen,
    Content,
    Listening,
    Message,
    Nonsense,
    Offer,
    RecordAnswer,
    RecordAsked,
    Told,
    Withdrawn,
)
from kiosk.adapters.processes import confine, policies
from kiosk.adapters.processes.confine import NotConfined
from kiosk.application.phone import Wish
from kiosk.domain.consent import ReceiptCode

_BACKLOG: Final = 1024
_OPEN_FILES: Final = 192
_NICE: Final = 10
_MOST_WAITING: Final = 8
_CANNOT: Final = 1
_SOFTWARE_FAULT: Final = 70


def run() -> None:
    """Serve until the kiosk ends; does not return."""
    confine.limit(_OPEN_FILES, nice=_NICE)
    # Whoever looks at the page, and with what, is nobody's to keep.
    logging.disable(logging.CRITICAL)
    line = sys.stdin.buffer.readline(LONGEST_CONTENT + 1)
    orders = protocol.understood(line, (Content,))
    assert isinstance(orders, Content)
    pipe = Pipe()
    try:
        encryption = encryption_of(orders.certificate, orders.key)
    except OSError as why:
        _cannot(pipe, "the certificate and its key cannot be used", why)
    try:
        listener = listening(orders.address, orders.port)
    except OSError as why:
        _cannot(pipe, f"nothing can listen at {orders.address}:{orders.port}", why)
    asyncio.run(_serve(orders, listener, encryption, pipe))


def listening(address: str, port: int) -> socket.socket:
    """A socket that connections can be made to. Raises OSError."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # On Windows that would let two programs have one port.
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((address, port))
        made.listen(_BACKLOG)
        made.setblocking(False)
    except OSError:
        made.close()
        raise
    return made


class Pipe:
    """The way to the kiosk. When nobody is there any more, this process ends."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[RecordAnswer]] = {}
        self._speaking = threading.Lock()

    def say(self, message: Message) -> None:
        with self._speaking:
            try:
                sys.stdout.buffer.write(protocol.packed(message))
                sys.stdout.buffer.flush()
            except OSError:
                os._exit(0)

    async def ask(
        self, wish: Wish, code: ReceiptCode, language: str, answer: tuple[str, str] | None
    ) -> RecordAnswer | None:
        """Hand a wish over and wait; None if there was no room, or no answer in time."""
        from kiosk.adapters.phone.site import ANSWER_SECONDS

        if len(self._waiting) >= _MOST_WAITING:
            return None
        number = next(self._numbers)
        came: asyncio.Future[RecordAnswer] = asyncio.get_running_loop().create_future()
        self._waiting[number] = came
        age, gender = answer or (None, None)
        self.say(RecordAsked(number, wish.value, code.symbols, language, age, gender))
        try:
            return await asyncio.wait_for(came, ANSWER_SECONDS)
        except TimeoutError:
            return None
        finally:
            del self._waiting[number]

    def answered(self, answer: RecordAnswer) -> None:
        came = self._waiting.get(answer.number)
        if came is not None and not came.done():
            came.set_result(answer)

    def hear(self, deliver: Callable[[Message], None]) -> None:
        """Read what the kiosk says until it ends, and this process with it."""
        try:
            while line := sys.stdin.buffer.readline(LONGEST_LINE + 1):
                deliver(protocol.understood(line, TO_PROCESS))
        except Nonsense as bug:
            _fault(bug)
        os._exit(0)


async def _serve(
    orders: Content, listener: socket.socket, encryption: ssl.SSLContext | None, pipe: Pipe
) -> None:
    # Before anything of a library runs, and any stranger is heard.
    unconfined = _confined()
    # uvicorn looks this one up by its name, which a frozen program's builder does not see.
    import uvicorn.lifespan.off  # noqa: F401
    from uvicorn.config import Config
    from uvicorn.protocols.http.h11_impl import H11Protocol

    from kiosk.adapters.phone.guard import Guard
    from kiosk.adapters.phone.guests import Room, welcome
    from kiosk.adapters.phone.patient_protocol import LONGEST_HEAD, protocol_for
    from kiosk.adapters.phone.site import Site

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_end_on_a_bug)
    address, port = listener.getsockname()
    site = Site(
        orders.served,
        orders.origin(port),
        pipe,
        time.monotonic,
        is_secret=orders.is_secret,
    )
    config = Config(
        Guard(site.app(), orders.host(port), _fault),
        http=H11Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )
    config.load()
    room = Room()
    threading.Thread(
        target=pipe.hear,
        args=(lambda message: loop.call_soon_threadsafe(_hear, site, pipe, message),),
        name="kiosk",
        daemon=True,
    ).start()
    pipe.say(Listening(address, port, unconfined))
    await welcome(listener, room, protocol_for(config, room), encryption)


def _hear(site: object, pipe: Pipe, message: Message) -> None:
    from kiosk.adapters.phone.site import Site

    assert isinstance(site, Site)
    match message:
        case Offer(token_hash, seconds):
            site.offers.offer(token_hash, seconds)
        case Withdrawn():
            site.offers.withdraw()
        case Told():
            site.offers.tell(message)
        case RecordAnswer():
            pipe.answered(message)
        case _:
            raise AssertionError("a line that is not for this process")


def _confined() -> str | None:
    """Give up what is not needed any more; None, or why some of it could not be."""
    whys: list[str] = []
    for give_up in (
        lambda: confine.give_up_files(confine.program_files()),
        lambda: confine.give_up_calls(policies.serving()),
    ):
        try:
            give_up()
        except (NotConfined, OSError) as why:
            whys.append(str(why))
    return "; ".join(whys)[:200] or None


def _cannot(pipe: Pipe, what: str, why: OSError) -> NoReturn:
    reason = why.reason if isinstance(why, ssl.SSLError) else why.strerror
    said = f"{what} ({reason or 'no reason given'})"
    pipe.say(CannotListen("".join(each for each in said if each.isprintable())[:200]))
    sys.exit(_CANNOT)


def _end_on_a_bug(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    bug = context.get("exception")
    # Somebody who goes away is no fault of ours.
    if isinstance(bug, Exception) and not isinstance(bug, OSError):
        _fault(bug)


def _fault(bug: Exception) -> None:
    """End at once: the kiosk starts another process."""
    traceback.print_exception(bug)
    os._exit(_SOFTWARE_FAULT)
