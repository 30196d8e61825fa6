"""The one thread that writes: it works off what it is asked, and wakes when something falls due."""

import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.adapters.records.ballast import BALLAST_FILE, Ballast
from kiosk.adapters.records.connection import StoreUnavailable, fault_of, reason_of
from kiosk.adapters.records.night import NightWork
from kiosk.adapters.records.recorder import LastKept, Recorder
from kiosk.application.night import NightReport
from kiosk.application.ports import Assessments, Post
from kiosk.domain.consent import Moment
from kiosk.domain.events import Event, StoreFailed, StoreReady
from kiosk.domain.notice import Notice
from kiosk.domain.states import StoreFault

CLOSE_SECONDS: Final = 5.0

_SOONEST_SECONDS: Final = 0.1
"""Between two wakes, while something that is due has to wait."""

_NOT_ASSESSED: Final = "“askfirst pia status” says what is missing"

_log: Final = logging.getLogger(__name__)

Job = Callable[[], Event | None]
Work = Callable[[Recorder], Event | None]


class StoreThread:
    """Holds the recorder, outlives its failures, and posts what each call came to.

    Making one starts it; its first job is to open and check the file. Besides what it is asked,
    it wakes when a day or a window ends, and every ``wake_every`` seconds: a clock that is set
    meanwhile is found out then, and neither loses a close of day nor doubles one.
    """

    def __init__(
        self,
        post: Post,
        folder: Path,
        open_recorder: Callable[[], Recorder],
        assessments: Assessments,
        wake_every: float,
        night: NightWork | None,
    ) -> None:
        self._post = post
        self._folder = folder
        self._open = open_recorder
        self._assessments = assessments
        self._wake_every = wake_every
        self._night = night
        # The last closed day that was looked after, and what was found then.
        self._looked_after: date | None = None
        self.night_report: NightReport | None = None
        self._flaw: str | None = None
        self._assessed = False
        self._recorder: Recorder | None = None
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
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        # A daemon, so that a program that a bug ends is not kept alive by its store: what was
        # acknowledged is on disk by then.
        self._thread = threading.Thread(target=self._run, name="records", daemon=True)
        self._thread.start()

    # From any thread: each takes its place in the queue ---------------------------------------

    def later(self, work: Work) -> None:
        """Do this, or post why not."""
        self._jobs.put(lambda: work(self._opened()))

    def owe(self, work: Work, is_late: Callable[[], None] = lambda: None) -> None:
        """Do this, and if it fails, first of all when the store can work again.

        Then ``is_late`` is called, once, on the store's thread.
        """
        self._jobs.put(lambda: self._pay(work, is_late))

    def keep_for(self, work: Work) -> None:
        """Do this, and if it fails, when the store can work again; nobody waits for it."""
        self._jobs.put(lambda: self._keep_for(work))

    def ask(self, moment: Moment) -> None:
        """Open an ask, unless something that was taken back is still there."""
        self._jobs.put(lambda: self._ask(moment))

    def probe(self) -> None:
        """Open the file if it is not, and see that it can be written."""
        self._jobs.put(self._probe)

    def remember(self, notice: Notice) -> None:
        """Keep a notice's text, if not now then before the store says again that it is ready."""
        self._jobs.put(lambda: self._remember(notice))

    def catch_up(self) -> None:
        """Close the days that have ended and erase what is due."""
        self._jobs.put(lambda: self._catch_up(self._opened()))

    def answer(self, tell: Callable[[], None]) -> None:
        """Call this when its turn comes: nothing of the file is needed for it."""
        self._jobs.put(tell)

    def close(self) -> None:
        """Finish what was asked, then end; waits for that for up to five seconds."""
        if self._night is not None:
            # First, so that nothing that is asked waits for it.
            self._night.give_up()
        self._jobs.put(None)
        self._thread.join(CLOSE_SECONDS)
        if self._night is not None:
            self._night.stop()

    @property
    def works_long(self) -> bool:
        """Whether it is at something that may rightly take minutes."""
        recorder = self._recorder
        return self._works_long or (recorder is not None and recorder.is_rewriting)

    # In the thread ----------------------------------------------------------------------------

    def _run(self) -> None:
        self._attempt(self._probe)
        self._attempt(self._look_after)
        wake_at = self._next_wake()
        while True:
            try:
                job = self._jobs.get(timeout=max(0.0, wake_at - time.monotonic()))
            except queue.Empty:
                job = _nothing
            if job is None:
                break
            self._attempt(job)
            # However much it is asked, between two jobs it looks at the time.
            if time.monotonic() >= wake_at:
                self._attempt(self._wake)
                wake_at = self._next_wake()
        self._attempt(self._stop)

    def _attempt(self, job: Job) -> None:
        try:
            event = job()
        except (StoreUnavailable, sqlite3.Error, OSError) as error:
            fault = fault_of(error, self._folder)
            if fault is None:
                # A bug of ours: the program ends, and is started again at Idle.
                raise
            self._fail(fault, reason_of(error))
        else:
            if event is not None:
                self._post(event)

    def _fail(self, fault: StoreFault, reason: str) -> None:
        before, self._fault = self._fault, fault
        if self._said != (fault, reason):
            # Once: a kiosk at rest asks every few seconds whether it still is so.
            _log.error("%s: %s", fault.value, reason)
            self._said = (fault, reason)
        if self._recorder is not None and fault is StoreFault.FULL and before is not fault:
            self._write_down_full(self._recorder)
        if self._recorder is not None and fault is StoreFault.BROKEN:
            # The next probe opens it anew, and checks it first.
            self._last_kept = self._recorder.last_kept
            self._recorder.abandon()
            self._recorder = None
        self._post(StoreFailed(fault))

    def _write_down_full(self, recorder: Recorder) -> None:
        try:
            recorder.write_down_full()
        except (sqlite3.Error, OSError) as unwritten:
            _log.error("that could not be written into the ledger: %s", reason_of(unwritten))

    def _opened(self) -> Recorder:
        if self._recorder is None:
            raise StoreUnavailable(self._fault or StoreFault.SLOW, "the store is not open")
        return self._recorder

    # What it is asked -------------------------------------------------------------------------

    def _pay(self, work: Work, is_late: Callable[[], None]) -> Event | None:
        self._owed.append(work)
        try:
            event = self._pay_in_any_room(work)
        except (StoreUnavailable, sqlite3.Error, OSError):
            is_late()
            raise
        self._owed.remove(work)
        return event

    def _pay_in_any_room(self, work: Work) -> Event | None:
        recorder = self._opened()
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
            self._owed[0](self._opened())
            del self._owed[0]

    def _keep_for(self, work: Work) -> None:
        self._kept.append(work)
        self._do_kept()

    def _do_kept(self) -> None:
        while self._kept:
            self._kept[0](self._opened())
            del self._kept[0]

    def _ask(self, moment: Moment) -> None:
        recorder = self._opened()
        if not self._assessed:
            raise StoreUnavailable(self._fault or StoreFault.NOT_ASSESSED, _NOT_ASSESSED)
        self._pay_all()
        recorder.count_asked(moment)

    def _probe(self) -> Event:
        if self._flaw is not None:
            raise StoreUnavailable(StoreFault.BROKEN, self._flaw)
        if self._recorder is None:
            self._stop_night()
            with self._working_long():
                self._recorder = self._open_in_any_room()
            self._recorder.last_kept = self._last_kept
        self._recorder.check_room()
        self._pay_all()
        self._do_kept()
        for notice in self._shown:
            self._recorder.remember_notice(notice)
        self._check_assessed(self._recorder)
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

    def _stop_night(self) -> None:
        """See that nobody reads the file: a check of its bytes would take away their locks."""
        if self._night is None:
            return
        if not self._night.stop():
            raise StoreUnavailable(StoreFault.SLOW, "the night's work has not ended yet")
        # What was given up is begun anew.
        self._looked_after = None

    def _check_assessed(self, recorder: Recorder) -> None:
        assessment = self._assessments.in_force()
        self._assessed = assessment is not None
        if assessment is None:
            raise StoreUnavailable(StoreFault.NOT_ASSESSED, _NOT_ASSESSED)
        recorder.note_assessment(assessment)

    def _remember(self, notice: Notice) -> None:
        self._shown.append(notice)
        self._opened().remember_notice(notice)

    def _stop(self) -> None:
        if self._recorder is not None:
            self._recorder.close()

    @contextmanager
    def _working_long(self) -> Generator[None]:
        """What the block does may rightly take minutes: reading a file whole, closing a month."""
        self._works_long = True
        try:
            yield
        finally:
            self._works_long = False

    # What it does by itself -------------------------------------------------------------------

    def _next_wake(self) -> float:
        due = self._wake_every
        if self._recorder is not None:
            # A file that cannot be read just now is found out by the next wake.
            with suppress(sqlite3.Error):
                due = min(due, max(_SOONEST_SECONDS, self._recorder.days.seconds_until_due()))
        return time.monotonic() + due

    def _wake(self) -> None:
        # Without a recorder the store has failed, and a probe opens it.
        if self._recorder is None:
            return
        if self._assessed:
            # A sign-off that was taken away ends the asking while the kiosk runs, too.
            self._check_assessed(self._recorder)
        if not self._recorder.may_still_undo:
            self._catch_up(self._recorder)

    def _catch_up(self, recorder: Recorder) -> None:
        try:
            with self._working_long():
                recorder.catch_up()
            self._look_after()
        except sqlite3.OperationalError as error:
            if fault_of(error, self._folder) is not StoreFault.SLOW:
                raise
            # Somebody holds the file just now, and no visitor waits for this: whoever next asks
            # by code closes the day first, and so does the next wake.
            _log.warning("what is due could not be erased yet: %s", reason_of(error))

    def _look_after(self) -> None:
        """Begin the night's work, once after every start and every day that was closed."""
        if self._night is None or self._recorder is None:
            return
        closed = self._recorder.days.last_closed()
        # While the last run goes on there is no other: then at the next wake.
        if closed != self._looked_after and self._night.begin(self._will_hear):
            self._looked_after = closed

    def _will_hear(self, report: NightReport) -> None:
        self._jobs.put(lambda: self._hear(report))

    def _hear(self, report: NightReport) -> None:
        self.night_report = report
        if report.flaw is not None:
            # For as long as this program runs: a check at the next opening would not see it.
            self._flaw = report.flaw
            raise StoreUnavailable(StoreFault.BROKEN, report.flaw)


def _nothing() -> None:
    """The job of a thread that was asked for none."""
