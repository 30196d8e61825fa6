"""What the store's thread holds and does with it: the recorder, what it owes, and how it fails."""

import logging
import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kiosk.adapters.records.ballast import BALLAST_FILE, Ballast
from kiosk.adapters.records.connection import StoreUnavailable, fault_of, reason_of
from kiosk.adapters.records.recorder import LastKept, Recorder
from kiosk.application.ports import Assessments
from kiosk.domain.consent import Moment
from kiosk.domain.events import Event, StoreFailed, StoreReady
from kiosk.domain.notice import Notice
from kiosk.domain.states import StoreFault

_NOT_ASSESSED: Final = "“askfirst pia status” says what is missing"

_log: Final = logging.getLogger(__name__)

Work = Callable[[Recorder], Event | None]


class HeldStore:
    """The recorder while it is open, and what has to be done once it is again.

    All but ``works_long`` is for the store's thread alone. What a method raises of the disk or
    the database is for ``failed``. Before the file is opened ``see_that_nobody_reads`` is called.
    """

    def __init__(
        self,
        folder: Path,
        open_recorder: Callable[[], Recorder],
        assessments: Assessments,
        see_that_nobody_reads: Callable[[], None],
    ) -> None:
        self._folder = folder
        self._open = open_recorder
        self._assessments = assessments
        self._see_that_nobody_reads = see_that_nobody_reads
        self._flaw: str | None = None
        self.assessed = False
        self.recorder: Recorder | None = None
        self._last_kept: LastKept | None = None
        self._fault: StoreFault | None = None
        self._works_long = False
        self._said: tuple[StoreFault, str] | None = None
        # What visitors were told will be undone, and could not be yet.
        self._owed: list[Work] = []
        # What was seen while it could not be written down.
        self._kept: list[Work] = []
        # The notices that visitors are asked with.
        self._shown: list[Notice] = []

    @property
    def works_long(self) -> bool:
        """Whether it is at something that may rightly take minutes."""
        recorder = self.recorder
        return self._works_long or (recorder is not None and recorder.is_rewriting)

    def failed(self, fault: StoreFault, reason: str) -> StoreFailed:
        """Say why, write it down where that is possible, and let go of a broken file."""
        before, self._fault = self._fault, fault
        if self._said != (fault, reason):
            # Once: a kiosk at rest asks every few seconds whether it still is so.
            _log.error("%s: %s", fault.value, reason)
            self._said = (fault, reason)
        if self.recorder is not None and fault is StoreFault.FULL and before is not fault:
            self._write_down_full(self.recorder)
        if self.recorder is not None and fault is StoreFault.BROKEN:
            # The next probe opens it anew, and checks it first.
            self._last_kept = self.recorder.last_kept
            self.recorder.abandon()
            self.recorder = None
        return StoreFailed(fault)

    def found(self, flaw: str) -> StoreUnavailable:
        """The night found this: the file is not used again while the program runs.

        A check at the next opening would not see it.
        """
        self._flaw = flaw
        return StoreUnavailable(StoreFault.BROKEN, flaw)

    def _write_down_full(self, recorder: Recorder) -> None:
        try:
            recorder.write_down_full()
        except (sqlite3.Error, OSError) as unwritten:
            _log.error("that could not be written into the ledger: %s", reason_of(unwritten))

    # What it is asked -------------------------------------------------------------------------

    def opened(self) -> Recorder:
        if self.recorder is None:
            raise StoreUnavailable(self._fault or StoreFault.SLOW, "the store is not open")
        return self.recorder

    def pay(self, work: Work, is_late: Callable[[], None]) -> Event | None:
        """Do this, and if it fails, remember it for ``probe`` and ``ask``, and call ``is_late``."""
        self._owed.append(work)
        try:
            event = self._pay_in_any_room(work)
        except (StoreUnavailable, sqlite3.Error, OSError):
            is_late()
            raise
        self._owed.remove(work)
        return event

    def _pay_in_any_room(self, work: Work) -> Event | None:
        recorder = self.opened()
        try:
            return work(recorder)
        except (sqlite3.Error, OSError) as error:
            if fault_of(error, self._folder) is not StoreFault.FULL:
                raise
            # The ballast's room is for this before it is for the word that the disk is full.
            recorder.rest_until_room()
            event = work(recorder)
            self._write_down_full(recorder)
            self._fault = StoreFault.FULL
            return event

    def _pay_all(self) -> None:
        while self._owed:
            self._owed[0](self.opened())
            del self._owed[0]

    def keep_for(self, work: Work) -> None:
        """Do this, and if it fails, remember it for ``probe``."""
        self._kept.append(work)
        self._do_kept()

    def _do_kept(self) -> None:
        while self._kept:
            self._kept[0](self.opened())
            del self._kept[0]

    def ask(self, moment: Moment) -> None:
        """Open an ask, once all that is owed is done."""
        recorder = self.opened()
        if not self.assessed:
            raise StoreUnavailable(self._fault or StoreFault.NOT_ASSESSED, _NOT_ASSESSED)
        self._pay_all()
        recorder.count_asked(moment)

    def probe(self) -> Event:
        """Open the file if it is not, and see that it can be written."""
        if self._flaw is not None:
            raise StoreUnavailable(StoreFault.BROKEN, self._flaw)
        if self.recorder is None:
            self._see_that_nobody_reads()
            with self.working_long():
                self.recorder = self._open_in_any_room()
            self.recorder.last_kept = self._last_kept
        self.recorder.check_room()
        self._pay_all()
        self._do_kept()
        for notice in self._shown:
            self.recorder.remember_notice(notice)
        self.check_assessed(self.recorder)
        self._fault = self._said = None
        return StoreReady()

    def _open_in_any_room(self) -> Recorder:
        """The open file; where the disk is full, in the ballast's room.

        Nobody is asked then, but what is there can be found and erased.
        """
        try:
            return self._open()
        except (sqlite3.Error, OSError) as error:
            if fault_of(error, self._folder) is not StoreFault.FULL:
                raise
            Ballast(self._folder / BALLAST_FILE).free()
            return self._open()

    def check_assessed(self, recorder: Recorder) -> None:
        """See that a sign-off is in force; without one nobody is asked."""
        assessment = self._assessments.in_force()
        self.assessed = assessment is not None
        if assessment is None:
            raise StoreUnavailable(StoreFault.NOT_ASSESSED, _NOT_ASSESSED)
        recorder.note_assessment(assessment)

    def remember(self, notice: Notice) -> None:
        self._shown.append(notice)
        self.opened().remember_notice(notice)

    def close(self) -> None:
        if self.recorder is not None:
            self.recorder.close()

    @contextmanager
    def working_long(self) -> Generator[None]:
        """What the block does may rightly take minutes: reading a file whole, closing a month."""
        self._works_long = True
        try:
            yield
        finally:
            self._works_long = False
