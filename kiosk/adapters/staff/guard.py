"""Who is in, and how one gets in: each try is counted, and on disk, before it is looked at."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kiosk.adapters.staff.choosing import PinRefused, choose_pin
from kiosk.adapters.staff.file import FORGIVEN_WITH, Kept, Secret, StaffFile
from kiosk.adapters.staff.hashing import Hashing
from kiosk.adapters.staff.waiting import Waiting
from kiosk.application.ports import Clock
from kiosk.application.staff import NewPin, Role, SignedIn, SignInResult
from kiosk.domain.sign_in import NotARecoveryCode, Noted, RecoveryCode, is_pin

_PINS: Final = (Secret.STAFF, Secret.MANAGER)
_NO_PIN: Final = SignInResult(SignedIn.NO_PIN)
_WRONG: Final = SignInResult(SignedIn.WRONG)


class Guard:
    """Answers at once and takes its time: one hash a secret. Every call may raise FileUnusable.

    A PIN is tried for both roles, and counted against both until it turns out to be one's.
    """

    def __init__(self, file: StaffFile, clock: Clock, hashing: Hashing) -> None:
        self._file = file
        self._clock = clock
        self._hashing = hashing
        self._waiting = Waiting(clock)
        self._wait_noted: dict[Secret, int] = {}
        self.role: Role | None = None
        self._recovered = False

    @property
    def may_act(self) -> Role | None:
        """Who is in and may do what this role may: not by a recovery code alone."""
        return None if self._recovered else self.role

    def state(self) -> SignInResult:
        """What somebody who comes to the PIN pad is told, and from when on waits count."""
        kept = self._file.secrets()
        waits = self._waits(kept)
        if not waits:
            return _NO_PIN
        return _must_wait(min(waits.values())) if all(waits.values()) else _WRONG

    def try_pin(self, pin: str) -> SignInResult:
        """In, or wrong, or not looked at. Whoever was in is out."""
        self.role, self._recovered = None, False
        kept = self._file.secrets()
        waits = self._waits(kept)
        if not waits:
            return _NO_PIN
        tried = [secret for secret, seconds in waits.items() if not seconds]
        if not tried:
            return self._refuse_to_look(kept, waits)
        if not is_pin(pin):
            # Nothing is guessed by what nobody's can be.
            return _WRONG
        kept = self._file.count(tried)
        fits = {secret: self._fits(pin, kept.get(secret)) for secret in _PINS}
        right = next((secret for secret in tried if fits[secret]), None)
        if right is None:
            self._file.note(self._clock.now(), None, Noted.WRONG)
            waits = self._waits(kept)
            # It may have been right, and nobody looked.
            unseen = 0.0 if Secret.MANAGER in tried else waits.get(Secret.MANAGER, 0.0)
            return replace(_wrong(min(waits.values())), managers_wait=unseen)
        role = Role(right.value)
        forgiven = FORGIVEN_WITH[right]
        not_meant = [secret for secret in tried if secret not in forgiven]
        self._file.settle(forgiven, not_meant, self._clock.now(), role, Noted.SIGNED_IN)
        self.role = role
        return SignInResult(SignedIn.WELCOME, role)

    def try_recovery(self, untrusted_code: str) -> SignInResult:
        """In as a manager, who has to choose a new PIN first; the code is good until then."""
        self.role, self._recovered = None, False
        kept = self._file.secrets()
        if Secret.RECOVERY not in kept:
            return _NO_PIN
        waits = self._waits(kept, (Secret.RECOVERY,))
        if any(waits.values()):
            return self._refuse_to_look(kept, waits)
        try:
            code = RecoveryCode.parse(untrusted_code)
        except NotARecoveryCode:
            # Mistyped: its check symbol says so, and nothing was guessed.
            return _WRONG
        kept = self._file.count((Secret.RECOVERY,))
        if not self._fits(code.symbols, kept.get(Secret.RECOVERY)):
            self._file.note(self._clock.now(), None, Noted.WRONG_RECOVERY)
            return _wrong(max(self._waits(kept, (Secret.RECOVERY,)).values(), default=0.0))
        now = self._clock.now()
        forgiven = FORGIVEN_WITH[Secret.RECOVERY]
        self._file.settle(forgiven, (), now, Role.MANAGER, Noted.RECOVERED)
        self.role, self._recovered = Role.MANAGER, True
        return SignInResult(SignedIn.WELCOME, Role.MANAGER, recovered=True)

    def set_pin(self, role: Role, pin: str) -> tuple[NewPin, str]:
        """The second is the new recovery code, grouped, where there is one."""
        must_first = self._recovered and role is not Role.MANAGER
        if self.role is not Role.MANAGER or must_first:
            return NewPin.NOT_ALLOWED, ""
        try:
            code = choose_pin(self._file, self._hashing, role, pin, self._clock.now(), self.role)
        except PinRefused:
            return NewPin.TOO_EASY, ""
        self._recovered = False
        return NewPin.SET, code.grouped if code else ""

    def leave(self) -> None:
        """Nobody is in any more."""
        left, self.role, self._recovered = self.role, None, False
        if left is not None:
            self.note(left, Noted.LEFT)

    def note(self, role: Role | None, what: Noted) -> None:
        """Write into the audit what was done by whoever was in then."""
        self._file.note(self._clock.now(), role, what)

    def _waits(
        self, kept: Mapping[Secret, Kept], secrets: tuple[Secret, ...] = _PINS
    ) -> dict[Secret, float]:
        """How long each of these that is set still waits."""
        return {
            secret: self._waiting.left(secret, kept[secret].failures)
            for secret in secrets
            if secret in kept
        }

    def _fits(self, text: str, kept: Kept | None) -> bool:
        # As much work where nothing is set: how long it takes says nothing about what is.
        compared = self._hashing.matches(text, kept.hash if kept else self._hashing.of_nothing)
        return compared and kept is not None

    def _refuse_to_look(
        self, kept: Mapping[Secret, Kept], waits: Mapping[Secret, float]
    ) -> SignInResult:
        failures = {secret: kept[secret].failures for secret in waits}
        if any(self._wait_noted.get(secret) != count for secret, count in failures.items()):
            # Once a wait, or whoever hammers at the screen would fill the audit with it.
            self._wait_noted |= failures
            self.note(None, Noted.WAITED)
        return _must_wait(min(waits.values()))


def _must_wait(seconds: float) -> SignInResult:
    return SignInResult(SignedIn.MUST_WAIT, wait_seconds=seconds)


def _wrong(seconds: float) -> SignInResult:
    return SignInResult(SignedIn.WRONG, wait_seconds=seconds)
