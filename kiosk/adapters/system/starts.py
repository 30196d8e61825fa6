"""The last starts of this machine's kiosk, to tell one that keeps ending from one that was ended.

Counted by the clock that nobody can set, and only since the machine was switched on: somebody who
switches it off and on again, five times in a row, is no fault of the program.
"""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from kiosk.application.whole_file import write_whole

STARTS_FILE: Final = "starts"

MOST: Final = 5
"""So many starts in a short time that did not end well are a fault that another will not mend."""

WITHIN_SECONDS: Final = 600.0

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")


class Starts:
    """What is written down of them in ``folder``. What cannot be written down counts as none."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], float] = time.monotonic,
        boot: Callable[[], str] | None = None,
    ) -> None:
        self._path = folder / STARTS_FILE
        self._clock = clock
        self._boot = (boot or _this_boot)()

    def unfinished(self) -> int:
        """How many starts of the last minutes did not end well, or have not ended yet."""
        return len(self._recent())

    def begin(self) -> bool:
        """Write this start down; True where so many ended badly that it is to be a safe one."""
        before = self._recent()
        self._write([*before, self._clock()])
        return len(before) >= MOST

    def ended_well(self) -> None:
        """Whoever ended this one meant to: nothing of it, or of those before, counts any more."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _recent(self) -> list[float]:
        now = self._clock()
        try:
            found: Any = json.loads(self._path.read_text(encoding="utf-8"))
            began = [float(each) for each in found["began"] if found["boot"] == self._boot]
        except (OSError, ValueError, KeyError, TypeError):
            return []
        return [each for each in began if 0 <= now - each <= WITHIN_SECONDS][-MOST:]

    def _write(self, began: list[float]) -> None:
        content = json.dumps({"boot": self._boot, "began": began})
        with suppress(OSError):
            write_whole(self._path, content.encode())


def _this_boot() -> str:
    """What tells this switching-on from every other; empty where the system does not say."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""
