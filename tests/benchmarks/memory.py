"""How much memory a kiosk and its child have together."""

import os
from pathlib import Path

from PySide6.QtTest import QTest

from kiosk.domain import events, states
from tests.journeys.kiosk import Kiosk
from tests.processes import children


def processes() -> list[int]:
    """This process and its children."""
    return [os.getpid(), *children(os.getpid())]


def proportional_mb(pids: list[int]) -> float:
    """Proportional set size in MB: what is shared counts once, divided among the sharers."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def peak_of_a_look(kiosk: Kiosk) -> float:
    """The most that kiosk and child had together during one look, in MB, seen every 20 ms."""
    kiosk.wait_for_camera_door()
    kiosk.post(events.ChoseCamera())
    kiosk.joined.runner.say_old_enough()
    kiosk.wait_for(states.Looking)
    most = 0.0
    while isinstance(kiosk.visit, states.Looking):
        try:
            most = max(most, proportional_mb(processes()))
        except (FileNotFoundError, ProcessLookupError):
            break
        QTest.qWait(20)
    kiosk.wait_for(states.ShowingResult)
    kiosk.post(events.Withdrew())
    kiosk.wait_for(states.Farewell)
    return most
