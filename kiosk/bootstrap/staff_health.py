"""What staff are told of the machine: at once what is known of it, then what the doctor finds."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from kiosk.adapters.analysis.watch import ConfinedWatch
from kiosk.adapters.records import corrections
from kiosk.adapters.records.reading import NoRecords
from kiosk.adapters.records.store import RecordsStore
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.staff.sign_in import Deliver
from kiosk.adapters.system.own_commands import CommandFailed, lines_of
from kiosk.adapters.system.version import version_and_commit
from kiosk.adapters.system.worker import Worker
from kiosk.application.doctor import Check
from kiosk.application.ports import Clock
from kiosk.application.staff import CorrectionsSeen, Health
from kiosk.bootstrap import parts, staff_facts
from kiosk.bootstrap.figures import worst_gender

_DOCTOR_SECONDS: Final = 60.0
_ENDS_WELL: Final = (0, 1)
"""The doctor ends with 1 where something is wrong, and has said what."""

_HEAD_START: Final = 0.1
"""Seconds that a page has for painting what is known: to start a process takes them from it."""

Tell = Callable[[Health], None]


@dataclass(frozen=True)
class Machine:
    """What is told of. ``phone`` says how the phone page does, from inside."""

    data: Path
    settings: Settings
    store: RecordsStore
    watch: ConfinedWatch
    clock: Clock
    phone: Callable[[], Check | None] | None = None


class Examinations:
    """Every method belongs to the window's thread, and returns at once.

    ``quick`` has what is known of the machine read, which needs no more than a few files; ``slow``
    waits for the doctor. ``deliver`` brings a call to the window's thread.
    """

    def __init__(self, machine: Machine, quick: Worker, slow: Worker, deliver: Deliver) -> None:
        self._machine = machine
        self._path = parts.records_file(machine.data, demo=machine.settings.demo)
        self._quick = quick
        self._slow = slow
        self._deliver = deliver
        self._started = machine.clock.now()
        self._found: tuple[Sequence[Check], datetime] | None = None
        """By the last examination, and when. Replaced as a whole: two threads read it."""
        self._joining: list[Tell] | None = None
        """Who is told of the examination that was begun before anybody asked; None: none goes on.
        """

    def begin(self) -> None:
        """Look now, for somebody has come in and may ask soon; whoever asks meanwhile is told."""
        if self._joining is None:
            self._joining = []
            self._look(self._told_those_who_joined)

    def ask(self, tell: Tell) -> None:
        """Told twice: at once, with what was found before, and when it was looked at anew."""
        self._quick.do(lambda: self._deliver(partial(tell, self._known(is_looking=True))))
        if self._joining is None:
            self._look(tell)
        else:
            self._joining.append(tell)

    def ask_anew(self, tell: Tell) -> None:
        """The same where something was changed just now: no examination that goes on will do."""
        self._quick.do(lambda: self._deliver(partial(tell, self._known(is_looking=True))))
        self._look(tell)

    def _told_those_who_joined(self, health: Health) -> None:
        joined, self._joining = self._joining, None
        for tell in joined or ():
            tell(health)

    def _look(self, tell: Tell) -> None:
        self._slow.do(partial(self._examine, tell))

    def _examine(self, tell: Tell) -> None:
        """In a process of its own: the doctor opens files that the store holds open here."""
        time.sleep(_HEAD_START)
        said: list[str] = []
        which = ["--demo"] if self._machine.settings.demo else []
        arguments = ["doctor", "--json", *which, "--data-dir", str(self._machine.data)]
        try:
            lines_of(arguments, said.append, seconds=_DOCTOR_SECONDS, ends_well=_ENDS_WELL)
            checks = [Check(**each) for each in json.loads("\n".join(said))["checks"]]
        except (CommandFailed, ValueError, KeyError, TypeError) as why:
            cure = "Start the machine anew; if it stays so, run askfirst doctor on its command line"
            checks = [Check("doctor", ok=False, says=f"no answer: {why}", cure=cure)]
        seen = self._machine.phone and self._machine.phone()
        if seen is not None:
            # Whoever serves knows more than whoever looks on.
            checks = [seen if each.name == seen.name else each for each in checks]
        self._found = checks, self._machine.clock.now()
        self._deliver(partial(tell, self._known(is_looking=False)))

    def _known(self, *, is_looking: bool) -> Health:
        checks, checked = self._found or ((), None)
        report, zone = self._machine.store.night_report(), self._machine.settings.kiosk.time_zone
        return Health(
            checks=checks,
            camera=self._machine.watch.health().door.value,
            model=parts.MODEL,
            last_backup=staff_facts.last_backup(self._path, zone),
            backup_fault=None if report is None else report.backup_fault,
            ledger_checked=None if report is None else report.when,
            ledger_rows=None if report is None else report.rows,
            disk_free_bytes=staff_facts.free_bytes(self._path.parent),
            started=self._started,
            version=version_and_commit(),
            corrections=self._corrections(),
            checked=checked,
            is_looking=is_looking,
        )

    def _corrections(self) -> CorrectionsSeen | None:
        try:
            return corrections.seen(self._path, parts.MODEL, worst_gender())
        except NoRecords:
            # The doctor says so.
            return None
