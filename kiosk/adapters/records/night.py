"""What takes too long to be waited for: the whole ledger verified, a backup, a look at everything.

It runs after each close of day and after each start, on a thread of its own that only reads, in
strides of a few thousand rows: a visitor's deletion waits for one stride at most.
"""

import logging
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.adapters.records import backups, flaws, selfcheck, verification
from kiosk.adapters.records.connection import reason_of
from kiosk.application.night import NightReport
from kiosk.application.ports import Clock
from kiosk.domain.retention import Retention

_STOP_SECONDS: Final = 5.0

_log: Final = logging.getLogger(__name__)


class _Stopped(Exception):
    """The store is being closed: nobody waits for the report any more."""


class NightWork:
    """The checks of the store at ``path``. Tells nothing but its report.

    ``elsewhere`` is a folder on another disk that each backup is put into as well.
    """

    def __init__(
        self, path: Path, retention: Retention, clock: Clock, elsewhere: Path | None = None
    ) -> None:
        self._path = path
        self._elsewhere = elsewhere
        self._retention = retention
        self._clock = clock
        self._stops = threading.Event()
        self._is_at_work = False
        self._thread: threading.Thread | None = None

    def begin(self, done: Callable[[NightReport], None]) -> bool:
        """Start, and call ``done`` from its thread in the end; False if it is still at work."""
        # Not whether its thread is alive: whoever has heard its report may begin it again at once.
        if self._is_at_work:
            return False
        self._stops.clear()
        self._is_at_work = True
        # A daemon: a program that is ended leaves a half-made backup, which the next takes away.
        self._thread = threading.Thread(
            target=self._work, args=[done], name="records at night", daemon=True
        )
        self._thread.start()
        return True

    def give_up(self) -> None:
        """Have it end at the next stride, without a report; waits for nothing."""
        self._stops.set()

    def stop(self) -> bool:
        """Give it up, and wait up to five seconds until nothing of ours reads the file.

        False if it still does.
        """
        self.give_up()
        if self._thread is None:
            return True
        self._thread.join(_STOP_SECONDS)
        return not self._thread.is_alive()

    def _work(self, done: Callable[[NightReport], None]) -> None:
        try:
            report = self._report()
        except _Stopped:
            return
        finally:
            self._is_at_work = False
        done(report)

    def _report(self) -> NightReport:
        now = self._clock.now()
        rows, flaw = self._verify()
        # Of a ledger that is not whole there is no new backup: it would push out a good one.
        made, fault = (None, None) if flaw else self._back_up()
        self._go_on()
        look = selfcheck.examine(self._path, selfcheck.own_folders(self._path), now)
        for finding in look.findings:
            _log.error("self-check: %s", finding)
        return NightReport(now, rows, flaw, made, fault, look)

    def _verify(self) -> tuple[int | None, str | None]:
        try:
            verdict = verification.verify(self._path, progress=self._has_read)
        except sqlite3.Error as error:
            _log.warning("the ledger could not be verified just now: %s", reason_of(error))
            return None, None
        if verdict.broken is not None:
            try:
                flaws.remember(self._path, verdict.broken)
            except OSError as error:
                _log.error("the flaw is forgotten at the next start: %s", reason_of(error))
        return verdict.rows, verdict.broken

    def _back_up(self) -> tuple[str | None, str | None]:
        """The file beside the records, if one was made, and why one is missing, here or there."""
        made, fault = self._back_up_into(backups.folder_beside(self._path))
        if self._elsewhere is not None:
            _, fault_there = self._back_up_into(self._elsewhere, may_make=False)
            fault = fault or fault_there
        return made, fault

    def _back_up_into(
        self, folder: Path, *, may_make: bool = True
    ) -> tuple[str | None, str | None]:
        self._go_on()
        now = self._clock.now()
        try:
            if not (may_make or folder.is_dir()):
                # Made here, it would fill this disk in the name of the one that is not there.
                raise backups.BackupFailed(f"{folder} is not there: is its disk plugged in?")
            if not backups.is_due(self._path, folder, now, self._retention):
                return None, None
            made = backups.back_up(self._path, folder, now, self._retention, self._go_on)
            return made.name, None
        except backups.BackupFailed as why:
            _log.error("no backup: %s", why)
            return None, str(why)

    def _has_read(self, rows: int, of: int) -> None:
        self._go_on()

    def _go_on(self) -> None:
        if self._stops.is_set():
            raise _Stopped
