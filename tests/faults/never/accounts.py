"""Grants on one side, openings of the film on the other: each opening has to be some grant's.

The books are balanced at each grant, before the camera's process is told of it, and again as soon
as the look is over. Everything here is on the window's thread, which is the one that grants.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from kiosk.adapters.analysis.camera_opening import THREAD
from kiosk.adapters.analysis.orders import CHILD_ARGUMENT
from kiosk.domain import states
from kiosk.domain.visit import ConsentGrant
from tests.faults.never.film import Openings
from tests.journeys.kiosk import PATIENCE
from tests.processes import children


@dataclass
class Look:
    """One grant, and what became of it. ``said_open``: the visit was told of an open camera."""

    record_id: UUID
    children: list[int]
    said_open: bool = False
    opened: int = 0
    closed: int = 0
    seconds_to_close: float = 0.0


class Accounts:
    """``wrong`` is what did not balance, a sentence each; empty at the end if all is well."""

    def __init__(self, openings: Openings, records_file: Path) -> None:
        self.looks: list[Look] = []
        self.wrong: list[str] = []
        self._openings = openings
        self._records_file = records_file
        self._open: Look | None = None
        self._booked = (0, 0)

    def granting(self, start: Callable[[ConsentGrant], None]) -> Callable[[ConsentGrant], None]:
        """The watch's ``start``, with the books balanced before it."""

        def started(grant: ConsentGrant) -> None:
            if self._open is not None:
                self.wrong.append("a grant, and the look before it was not over")
                self.settle(None)
            self._nothing_has_happened("before a yes")
            record_id = grant.consent.record_id
            if not self._is_on_disk(record_id):
                self.wrong.append("a grant whose consent is not on the disk")
            self._open = Look(record_id, camera_processes())
            self.looks.append(self._open)
            start(grant)

        return started

    # Part of visit_runner.Audience ------------------------------------------------------------

    def show_visit(self, visit: states.Visit) -> None:
        if isinstance(visit, states.Looking):
            look = self._open
            if look is None or look.record_id != visit.grant.consent.record_id:
                self.wrong.append("a look without its grant")
            elif visit.opened:
                look.said_open = True

    def show_language(self, tag: str) -> None:
        pass

    # Between two deeds ------------------------------------------------------------------------

    def settle(self, visit: states.Visit | None) -> None:
        """Balance the books if the look is over; ``visit`` is the present state.

        What had the camera is waited for to be gone: it was killed, and may not have ended yet. So
        is the thread that may still be opening it: it closes at once what nobody wants any more.
        """
        look = self._open
        if isinstance(visit, states.Looking):
            return
        if look is None:
            self._nothing_has_happened(f"in {type(visit).__name__}")
            return
        if isinstance(visit, states.Idle):
            self.wrong.append("a visit was over, and its look was not")
        began = time.monotonic()
        while is_opening() or any(Path(f"/proc/{child}").exists() for child in look.children):
            if time.monotonic() - began > PATIENCE:
                self.wrong.append("a camera's process lives on after its look")
                break
            time.sleep(0.001)
        look.seconds_to_close = time.monotonic() - began
        opened, closed = self._openings.counted()
        look.opened, look.closed = opened - self._booked[0], closed - self._booked[1]
        self._booked = opened, closed
        self._open = None
        if look.opened != look.closed:
            self.wrong.append(f"opened {look.opened} times, closed {look.closed} times")
        if not look.said_open <= look.opened <= 1:
            self.wrong.append(f"{look.opened} openings where it was told of {look.said_open:d}")

    def _nothing_has_happened(self, when: str) -> None:
        counted = self._openings.counted()
        if counted != self._booked:
            self.wrong.append(f"opened or closed {when}: {counted}, not {self._booked}")
            self._booked = counted

    def _is_on_disk(self, record_id: UUID) -> bool:
        with sqlite3.connect(f"file:{self._records_file}?mode=ro", uri=True) as connection:
            rows = connection.execute(
                "SELECT payload FROM ledger_opening WHERE instr(payload, ?)", [str(record_id)]
            ).fetchall()
        return len(rows) == 1 and '"way":"camera"' in rows[0][0]


def is_opening() -> bool:
    """True while the kiosk opens the camera, or closes what it opened in vain."""
    return any(thread.name == THREAD for thread in threading.enumerate())


def below(pid: int) -> list[int]:
    """The processes that this one has started, and theirs."""
    found: list[int] = []
    for each in children(pid):
        found += [each, *below(each)]
    return found


def camera_processes() -> list[int]:
    """The camera's processes that there are just now, warm or not."""
    return [pid for pid in below(os.getpid()) if CHILD_ARGUMENT in command_line(pid)]


def command_line(pid: int) -> list[str]:
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return []
    return line.decode(errors="replace").split("\0")
