"""The phone page as a running kiosk has it: one thread that keeps one process serving.

Nothing here is in touch's way. The process is started again by itself when it ends, with growing
waits; the address is looked at again and again, and without one there is no QR code.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kiosk.adapters.phone import protocol
from kiosk.adapters.phone.good_offer import GoodOffer
from kiosk.adapters.phone.health import PhoneHealth
from kiosk.adapters.phone.network import NoAddress
from kiosk.adapters.phone.process import PageProcess
from kiosk.adapters.phone.protocol import (
    FROM_PROCESS,
    CannotListen,
    Content,
    Listening,
    Nonsense,
    Opened,
    RecordAnswer,
    RecordAsked,
    SaidNo,
    SaidYes,
)
from kiosk.adapters.phone.restarts import Restarts
from kiosk.adapters.phone.wishes import Wishes
from kiosk.application.own_program import own_program
from kiosk.application.phone import (
    Agreed,
    Declined,
    Ended,
    Ending,
    Offered,
    Pages,
    PhoneNews,
    ReceiptDesk,
    Story,
    hash_of,
)

LOOK_SECONDS: Final = 1.0
"""How often the address is looked at: a QR code that leads nowhere is gone within five."""

_STARTING_SECONDS: Final = 20.0
_CLOSING_SECONDS: Final = 3.0
_ENDED: Final = "its process has ended and is started again"


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is to be served; None of ``name``, ``certificate`` and ``key``, or all of them.

    ``port`` 0 is any that is free.
    """

    port: int
    name: str | None = None
    certificate: str | None = None
    key: str | None = None


Job = Callable[[], None]


class PhonePageServer:
    """Phone, by a process of its own. Nothing is started before this object is made.

    ``address`` gives the address to listen at now, or raises NoAddress. ``tell`` gets news on
    this object's thread and must not wait for whoever calls ``close``.
    """

    def __init__(
        self,
        pages: Pages,
        place: Place,
        address: Callable[[], str],
        minimum_age: int,
        desk: ReceiptDesk,
        tell: Callable[[PhoneNews], None],
        *,
        program: Sequence[str] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pages = pages
        self._place = place
        self._address = address
        self._wishes = Wishes(desk, minimum_age, now, is_secret=place.certificate is not None)
        self._tell = tell
        self._program = own_program() if program is None else program
        self._now = now
        self._jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
        self._good = GoodOffer()
        self._health = PhoneHealth(trouble="it is being started")
        self._origin: str | None = None
        # Of this thread alone.
        self._process: PageProcess | None = None
        self._running: Content | None = None
        self._made_of: tuple[object, ...] = ()
        self._is_up = False
        self._up_since = 0.0
        self._reason: str | None = None
        self._restarts = Restarts(now())
        self._patience = 0.0
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="phone", daemon=True)
        self._thread.start()

    # What is asked of it, on any thread ---------------------------------------------------------

    def offer(self, token: str) -> None:
        self._good.set(hash_of(token), self._now())
        self._jobs.put(self._say_offer)

    def withdraw_offer(self) -> None:
        self._good.set(None, self._now())
        self._jobs.put(self._say_offer)

    def tell(self, token_hash: str, story: Story) -> None:
        self._jobs.put(lambda: self._say(protocol.told(token_hash, story)))

    def url(self, token: str) -> str | None:
        origin = self._origin
        return None if origin is None else f"{origin}/n/{token}"

    def receipt_url(self) -> str | None:
        origin = self._origin
        return None if origin is None else f"{origin}/r"

    @property
    def health(self) -> PhoneHealth:
        return self._health

    @property
    def pid(self) -> int | None:
        """The process that serves just now."""
        process = self._process
        return None if process is None else process.pid

    def close(self) -> None:
        self._jobs.put(self._close)
        self._thread.join(_CLOSING_SECONDS)

    # The thread ---------------------------------------------------------------------------------

    def _run(self) -> None:
        look_at = self._now()
        while not self._is_closed:
            if self._now() >= look_at:
                self._look()
                look_at = self._now() + LOOK_SECONDS
            with suppress(queue.Empty):
                self._jobs.get(timeout=LOOK_SECONDS)()
        # What a process said to the last is dropped with the queue.

    def _close(self) -> None:
        self._is_closed = True
        self._go_down("it is closed")
        self._end_process()

    def _look(self) -> None:
        """Whether what runs is still what is wanted, and whether it is time to start it."""
        try:
            address = self._address()
        except NoAddress as why:
            self._go_down(str(why))
            self._end_process()
            return
        made_of = (address, *_stamps(self._place))
        if self._process is not None and made_of != self._made_of:
            self._go_down("the address or the certificate has changed")
            self._end_process()
            # That is no fault of the process, and nobody has to wait for it.
            self._restarts.was_ended(self._now())
        if self._process is not None and not self._is_up and self._now() >= self._patience:
            self._lose("its process says nothing and is started again")
        if self._process is None and self._restarts.is_due(self._now()):
            self._start(address, made_of)

    def _start(self, address: str, made_of: tuple[object, ...]) -> None:
        self._restarts.started(self._now())
        self._patience = self._now() + _STARTING_SECONDS
        self._made_of = made_of
        self._reason = None
        place = self._place
        self._running = protocol.content(
            self._pages,
            address,
            place.port,
            name=place.name,
            certificate=place.certificate,
            key=place.key,
        )
        try:
            self._process = PageProcess(self._program, self._running, self._heard)
        except OSError as why:
            self._go_down(f"its process cannot be started ({why.strerror or why})")

    def _heard(self, process: PageProcess, untrusted_line: bytes) -> None:
        self._jobs.put(lambda: self._hear(process, untrusted_line))

    def _hear(self, process: PageProcess, untrusted_line: bytes) -> None:
        if process is not self._process:
            # Of one that was ended.
            return
        if not untrusted_line:
            self._lose(_ENDED)
            return
        try:
            self._act_on(protocol.understood(untrusted_line, FROM_PROCESS))
        except Nonsense as why:
            self._lose(f"its process said {why} and is started again")

    def _act_on(self, message: protocol.Message) -> None:
        match message:
            case Listening(address, port, unconfined) if not self._is_up:
                self._come_up(address, port, unconfined)
            case CannotListen(why) if not self._is_up:
                # It ends by itself; this says more than that it has.
                self._reason = why
            case Opened() if self._is_up:
                self._health = replace(self._health, opened=self._health.opened + 1)
            case SaidYes(token_hash, language, notice_hash) if self._is_up:
                self._take_yes(token_hash, language, notice_hash)
            case SaidNo(token_hash) if self._is_up:
                if self._good.spend(token_hash, self._now()):
                    self._tell(Declined(token_hash))
            case RecordAsked() if self._is_up:
                self._wishes.take(message, self._reply)
            case _:
                raise Nonsense("something out of turn")

    def _take_yes(self, token_hash: str, language: str, notice_hash: str) -> None:
        pages = self._pages.languages.get(language)
        if pages is None or pages.notice_hash != notice_hash:
            raise Nonsense("a yes to a notice that there is not")
        if self._good.spend(token_hash, self._now()):
            self._tell(Agreed(token_hash, language, notice_hash))
        else:
            # Replaced or too old by the time it got here.
            self._say(protocol.told(token_hash, Ended(Ending.EXPIRED)))

    def _reply(self, answer: RecordAnswer) -> None:
        self._jobs.put(lambda: self._say(answer))

    # Up and down --------------------------------------------------------------------------------

    def _come_up(self, address: str, port: int, unconfined: str | None) -> None:
        running = self._running
        assert running is not None
        if address != running.address or running.port not in (0, port):
            raise Nonsense("an address that it was not told")
        self._is_up = True
        self._up_since = self._now()
        self._health = replace(
            self._health,
            where=running.origin(port),
            trouble=None,
            unconfined=unconfined,
            is_secret=running.is_secret,
        )
        self._say_offer()
        self._origin = running.origin(port)
        self._tell(Offered(True))

    def _go_down(self, why: str) -> None:
        was_up, self._is_up = self._is_up, False
        self._origin = None
        self._health = replace(self._health, where=None, trouble=why, unconfined=None)
        if was_up:
            self._tell(Offered(False))

    def _lose(self, why: str) -> None:
        now = self._now()
        self._restarts.ended(now, now - self._up_since if self._is_up else 0.0)
        self._go_down(self._reason or why)
        self._end_process()
        self._health = replace(self._health, restarts=self._health.restarts + 1)

    def _end_process(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None

    def _say(self, message: protocol.Message) -> None:
        if self._process is not None and self._is_up:
            self._process.say(message)

    def _say_offer(self) -> None:
        good = self._good.left(self._now())
        self._say(protocol.Withdrawn() if good is None else protocol.Offer(*good))


def _stamps(place: Place) -> tuple[object, ...]:
    """Another certificate in the same file is another one, and is used from then on."""
    return tuple(_stamp(each) for each in (place.certificate, place.key) if each is not None)


def _stamp(path: str) -> object:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


__all__ = ["LOOK_SECONDS", "PhonePageServer", "Place"]
