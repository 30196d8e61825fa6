"""How long each secret still waits: by the clock that nobody can set, anew after a start."""

from typing import Final

from kiosk.adapters.staff.file import Secret
from kiosk.application.ports import Clock
from kiosk.domain.sign_in import wait_after, wait_after_recovery

_WAIT_AFTER: Final = {
    Secret.STAFF: wait_after,
    Secret.MANAGER: wait_after,
    Secret.RECOVERY: wait_after_recovery,
}


class Waiting:
    """Begins a wait when it first hears of a number of failures.

    After a start that is what the file says: so a power cycle begins the wait anew, and a clock
    that is set shortens nothing. Where the command line set the number back it hears of another.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._heard: dict[Secret, tuple[int, float]] = {}

    def left(self, secret: Secret, failures: int) -> float:
        """Seconds until this secret is looked at again; 0 if it is now."""
        now = self._clock.monotonic()
        heard = self._heard.get(secret)
        if heard is None or heard[0] != failures:
            heard = self._heard[secret] = (failures, now)
        return max(0.0, heard[1] + _WAIT_AFTER[secret](failures) - now)
