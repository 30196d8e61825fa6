"""A whole kiosk on a kernel without Landlock: ``python -m tests.faults.old_kernel DATA FILM``.

The kernel itself answers that there is no such call, by a filter that this process cannot take
off again and that every child inherits. Prints what was seen, as JSON.
"""

import ctypes
import errno
import json
import os
import struct
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk.adapters.analysis.health import Door
from kiosk.domain import states
from tests.adapters.camera.opened import Openings
from tests.faults.whole_kiosk import doors, health_says, tell
from tests.journeys.kiosk import running

_LANDLOCK_CREATE_RULESET = 444
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000
_NO_NEW_PRIVS = 38
_SECCOMP, _FILTER = 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def take_landlock_away() -> None:
    steps = (
        (0x20, 0, 0, 0),  # load the call's number
        (0x15, 0, 1, _LANDLOCK_CREATE_RULESET),
        (0x06, 0, 0, _REFUSE | errno.ENOSYS),
        (0x06, 0, 0, _ALLOW),
    )
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(steps), ctypes.cast(held, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    assert libc.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0, os.strerror(
        ctypes.get_errno()
    )


def main() -> None:
    data, film = map(Path, sys.argv[1:3])
    take_landlock_away()
    QApplication(["askfirst"])
    with Openings(film) as openings, running(data, f"video:{film}") as kiosk:
        kiosk.wait_for(states.Idle)
        kiosk.wait_until(
            lambda: kiosk.joined.watch.health().door is Door.NOT_CONFINED, "look at the kernel"
        )
        health_says(kiosk, "not locked away from the rest of the machine")
        kiosk.press("Read and choose")
        offered = sorted(doors(kiosk))
        tell(kiosk)
        seen = {
            "detail": kiosk.joined.watch.health().detail,
            "doors": offered,
            "told": kiosk.outcomes().get("told", 0),
            "openings": openings.count,
        }
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
