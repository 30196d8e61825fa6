"""Start a demo kiosk in this fresh process, and print when it was what, as one JSON object.

``python -m tests.benchmarks.start DATA [SECONDS]``: seconds since the process was started until
the first screen was painted, until Idle, and until a child was warm; then, if SECONDS are given,
what it used of the processor in that time, doing nothing, and the memory of all its processes.
"""

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.benchmarks.memory import processes, proportional_mb

_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 60
_AT_REST = 0.1
"""Seconds of a processor in a second, those of the waiting itself among them."""


def _since_start() -> float:
    """Seconds since the kernel made this process."""
    started = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19]) / _TICKS
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started


def _processor_seconds() -> float:
    total = 0
    for pid in processes():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / _TICKS


def _wait_until_at_rest() -> None:
    """A start has the ledger looked through, beside everything else; that is not Idle."""
    QTest.qWait(2000)
    for _ in range(_PATIENCE):
        before = _processor_seconds()
        QTest.qWait(1000)
        if _processor_seconds() - before < _AT_REST:
            return


def main() -> None:
    from kiosk.bootstrap import parts
    from kiosk.bootstrap.kiosk import JoinedKiosk
    from kiosk.domain import states

    data = Path(sys.argv[1])
    idle_seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 0.0
    parts.records_folder(data, demo=True).mkdir(parents=True, exist_ok=True)
    app = QApplication(["askfirst"])
    kiosk = JoinedKiosk(parts.load_settings(data, demo=True), data, windowed=True)
    kiosk.window.repaint()
    found = {"painted": _since_start()}
    while not isinstance(kiosk.runner.visit, states.Idle):
        QTest.qWait(1)
    kiosk.window.repaint()
    found["idle"] = _since_start()
    while not kiosk.runner.camera_offered:
        QTest.qWait(1)
    found["warm"] = _since_start()
    if idle_seconds:
        _wait_until_at_rest()
        before = _processor_seconds()
        end = time.monotonic() + idle_seconds
        # Not qWait, which polls: the event loop as the kiosk runs it.
        QTimer.singleShot(round(idle_seconds * 1000), lambda: app.exit(0))
        app.exec()
        took = idle_seconds + time.monotonic() - end
        found["idle_core"] = (_processor_seconds() - before) / took
        found["idle_mb"] = proportional_mb(processes())
    print(json.dumps(found))
    kiosk.close()


if __name__ == "__main__":
    main()
