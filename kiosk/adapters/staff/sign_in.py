"""Signing in, on a thread of its own: a hash takes tenths of a second, and a disk its time."""

import logging
import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from kiosk.adapters.staff.faults import FileUnusable
from kiosk.adapters.staff.file import Secret, StaffFile, StaffInMemory
from kiosk.adapters.staff.guard import Guard
from kiosk.adapters.staff.hashing import Hashing
from kiosk.application.ports import Clock
from kiosk.application.staff import NewPin, Role, SignedIn, SignInResult
from kiosk.domain.sign_in import DEMO_MANAGER_PIN, DEMO_STAFF_PIN, Noted

Deliver = Callable[[Callable[[], None]], None]
"""Has a call made on the window's thread, in the order given; from any thread."""

CLOSE_SECONDS: Final = 5.0

_UNUSABLE: Final = SignInResult(SignedIn.UNUSABLE)

_log: Final = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")


class StaffSignIn:
    """Implements ``staff.SignIn``. Making one starts its thread; nobody is in."""

    def __init__(
        self, file: StaffFile, clock: Clock, deliver: Deliver, hashing: Hashing | None = None
    ) -> None:
        self._guard = Guard(file, clock, hashing or Hashing())
        self._deliver = deliver
        self._said: str | None = None
        # How often somebody came or went, as it was asked for and as far as it was worked off.
        self._asked = self._settled = 0
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        # A daemon, so that a program that a bug ends is not kept alive by it.
        self._thread = threading.Thread(target=self._run, name="sign-in", daemon=True)
        self._thread.start()
        # From now on waits go by, whether anybody comes to the pad or not.
        self._jobs.put(lambda: self._attempt(self._guard.state, _UNUSABLE, _nobody))

    @property
    def role(self) -> Role | None:
        """Who is in, for whoever has to refuse what they may not do.

        Nobody from the moment on at which somebody leaves, or tries to get in, however long the
        thread is still busy with what was before; and nobody who has to choose a PIN first.
        """
        return self._guard.may_act if self._settled == self._asked else None

    def state(self, tell: Callable[[SignInResult], None]) -> None:
        self._ask(self._guard.state, _UNUSABLE, tell)

    def try_pin(self, pin: str, tell: Callable[[SignInResult], None]) -> None:
        self._change(partial(self._guard.try_pin, pin), _UNUSABLE, tell)

    def try_recovery(self, code: str, tell: Callable[[SignInResult], None]) -> None:
        self._change(partial(self._guard.try_recovery, code), _UNUSABLE, tell)

    def set_pin(self, role: Role, pin: str, tell: Callable[[NewPin, str], None]) -> None:
        self._ask(
            partial(self._guard.set_pin, role, pin),
            (NewPin.UNUSABLE, ""),
            lambda answer: tell(*answer),
        )

    def leave(self) -> None:
        self._change(self._guard.leave, None, _nobody)

    def note(self, role: Role, what: Noted) -> None:
        """Write into the audit what this role, which was in when it was asked for, has done."""
        self._ask(partial(self._guard.note, role, what), None, _nobody)

    def close(self) -> None:
        """Nobody is in any more; waits until that is written down, for up to five seconds."""
        self.leave()
        self._jobs.put(None)
        self._thread.join(CLOSE_SECONDS)

    def _change(
        self, work: Callable[[], _Answer], unusable: _Answer, tell: Callable[[_Answer], None]
    ) -> None:
        """Ask for what makes another be in, or nobody."""
        self._asked += 1
        number = self._asked

        def change() -> _Answer:
            try:
                return work()
            finally:
                self._settled = number

        self._ask(change, unusable, tell)

    def _ask(
        self, work: Callable[[], _Answer], unusable: _Answer, tell: Callable[[_Answer], None]
    ) -> None:
        self._jobs.put(lambda: self._attempt(work, unusable, tell))

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _attempt(
        self, work: Callable[[], _Answer], unusable: _Answer, tell: Callable[[_Answer], None]
    ) -> None:
        try:
            answer = work()
            self._said = None
        except FileUnusable as why:
            answer = unusable
            if self._said != str(why):
                # Once: whoever stands at the pad tries again and again.
                self._said = str(why)
                _log.error("%s", why)
        if tell is not _nobody:
            self._deliver(partial(tell, answer))


def demo_sign_in(clock: Clock, deliver: Deliver) -> StaffSignIn:
    """The demo's: two PINs that everybody may know, in memory, and never a file.

    They are put there without being chosen, for no shop could choose them.
    """
    # Cheap, for there is nothing to keep secret, and the window waits for this.
    file, hashing = StaffInMemory(), Hashing(memory_kib=64, iterations=1, lanes=1)
    for secret, pin, noted in (
        (Secret.STAFF, DEMO_STAFF_PIN, Noted.STAFF_PIN_SET),
        (Secret.MANAGER, DEMO_MANAGER_PIN, Noted.MANAGER_PIN_SET),
    ):
        file.put({secret: hashing.hash(pin)}, (), clock.now(), None, noted)
    return StaffSignIn(file, clock, deliver, hashing)


def _nobody(answer: object) -> None:
    """Whom to tell what nobody waits for."""
