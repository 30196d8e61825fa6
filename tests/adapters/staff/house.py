"""A shop's file of PINs, with hashes that take no time."""

from pathlib import Path

from kiosk.adapters.staff.choosing import choose_pin
from kiosk.adapters.staff.file import STAFF_FILE, Secret, StaffFile
from kiosk.adapters.staff.guard import Guard
from kiosk.adapters.staff.hashing import Hashing
from kiosk.application.staff import Role
from kiosk.domain.sign_in import Noted
from tests.fakes.time import FakeClock

QUICK = Hashing(memory_kib=8, iterations=1, lanes=1)
STAFF_PIN = "48291756"
MANAGER_PIN = "90316427"
WRONG_PIN = "55170938"


class House:
    """Both PINs set; ``code`` is the manager's recovery code."""

    def __init__(self, folder: Path, roles: tuple[Role, ...] = (Role.MANAGER, Role.STAFF)) -> None:
        self.path = folder / STAFF_FILE
        self.clock = FakeClock()
        self.file = StaffFile(self.path)
        self.code = ""
        for role in roles:
            self.code = self.choose(role) or self.code
        self.guard = self.power_cycle()

    def choose(self, role: Role, pin: str | None = None) -> str:
        pin = pin or (MANAGER_PIN if role is Role.MANAGER else STAFF_PIN)
        code = choose_pin(self.file, QUICK, role, pin, self.clock.now(), None)
        return code.grouped if code else ""

    def power_cycle(self) -> Guard:
        """What a start makes of the same file; the monotonic clock goes on, as it must not."""
        self.guard = Guard(self.file, self.clock, QUICK)
        self.guard.state()
        return self.guard

    def fail(self, times: int) -> None:
        """Wrong PINs, each as soon as it is looked at."""
        for _ in range(times):
            self.clock.forward(self.guard.state().wait_seconds)
            self.guard.try_pin(WRONG_PIN)

    def failures(self, secret: Secret) -> int:
        return self.file.secrets()[secret].failures

    def noted(self) -> list[Noted]:
        """What the audit says, without the setting of PINs that every house begins with."""
        began = (Noted.STAFF_PIN_SET, Noted.MANAGER_PIN_SET)
        return [entry.what for entry in self.file.audit() if entry.what not in began]
