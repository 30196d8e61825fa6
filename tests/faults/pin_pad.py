"""Somebody at the PIN pad with wrong PINs without end, in a process that is made to be ended.

``python -m tests.faults.pin_pad FILE`` says "looked" whenever a PIN is about to be compared, and
nothing before the try was counted. With ``killed`` behind it, it ends itself at that very point.
"""

import os
import signal
import sys
from pathlib import Path

from kiosk.adapters.staff.file import StaffFile
from kiosk.adapters.staff.guard import Guard
from kiosk.adapters.staff.hashing import Hashing
from tests.adapters.staff.house import QUICK, WRONG_PIN
from tests.fakes.time import FakeClock

AN_HOUR = 3600.0


class Telling(Hashing):
    """Says each time that it is used, which is twice a try: for the manager and for staff."""

    def matches(self, text: str, kept: str) -> bool:
        if sys.argv[2:] == ["killed"]:
            os.kill(os.getpid(), signal.SIGKILL)
        # One write, so that an end leaves no half of a line.
        os.write(1, b"looked\n")
        return super().matches(text, kept)


def main(path: Path) -> None:
    clock = FakeClock()
    telling = Telling(QUICK.memory_kib, QUICK.iterations, QUICK.lanes)
    guard = Guard(StaffFile(path), clock, telling)
    guard.state()
    while True:
        clock.forward(AN_HOUR)
        guard.try_pin(WRONG_PIN)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
