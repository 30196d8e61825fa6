"""The one thread that writes: it works off what it is asked, and wakes when something falls due."""

import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.adapters.records.connection import StoreUnavailable, fault_of, reason_of
from kiosk.adapters.records.held_store import HeldStore, Work
from kiosk.adapters.records.night import NightWork
from kiosk.adapters.records.recorder import Recorder
from kiosk.application.night import NightReport
from kiosk.application.ports import Assessments, Post
from kiosk.domain.consent import Moment
from kiosk.domain.events import Event
from kiosk.domain.notice import Notice
from kiosk.domain.states import StoreFault

CLOSE_SECONDS: Final = 5.0

_SOONEST_SECONDS: Final = 0.1
"""Between two wakes, while something that is due has to wait."""

_log: Final = logging.getLogger(__name__)

Job = Callable[[], Event | None]


class StoreThread:
    """Holds the recorder, outlives its failures, and posts what each call came to.

    Making one starts it; its first job is to open and check the file. Besides what it is asked,
    it wakes when a block may close, when a day or a window ends, and every ``wake_every``
    seconds: a clock that is set meanwhile is found out then, and neither loses a close nor
    doubles one.
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
        self._held = HeldStore(folder, open_recorder, assessments, self._stop_night)
        self._wake_every = wake_every
        self._night = night
        # The last closed day that was looked after, and what was found then.
        self._looked_after: date | None = None
        self.night_report: NightReport | None = None
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        # A daemon, so that a program that a bug ends is not kept alive by its store: what was
        # acknowledged is on disk by then.
        self._thread = threading.Thread(target=self._run, name="records", daemon=True)
        self._thread.start()

    # From any thread: each takes its place in the queue ---------------------------------------

    def later(self, work: Work) -> None:
        """Do this, or post why not."""
        self._jobs.put(lambda: work(self._held.opened()))

    def owe(self, work: Work, is_late: Callable[[], None] = lambda: None) -> None:
        """Do this, and if it fails, first of all when the store can work again.

        Then ``is_late`` is called, once, on the store's thread.
        """
        self._jobs.put(lambda: self._held.pay(work, is_late))

    def keep_for(self, work: Work) -> None:
        """Do this, and if it fails, when the store can work again; nobody waits for it."""
        self._jobs.put(lambda: self._held.keep_for(work))

    def ask(self, moment: Moment) -> None:
        """Open an ask, unless something that was taken back is still there."""
        self._jobs.put(lambda: self._held.ask(moment))

    def probe(self) -> None:
        """Open the file if it is not, and see that it can be written."""
        self._jobs.put(self._held.probe)

    def remember(self, notice: Notice) -> None:
        """Keep a notice's text, if not now then before the store says again that it is ready."""
        self._jobs.put(lambda: self._held.remember(notice))

    def catch_up(self) -> None:
        """Close the days that have ended and erase what is due."""
        self._jobs.put(lambda: self._catch_up(self._held.opened()))

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
        return self._held.works_long

    # In the thread ----------------------------------------------------------------------------

    def _run(self) -> None:
        self._attempt(self._held.probe)
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
        self._attempt(self._held.close)

    def _attempt(self, job: Job) -> None:
        try:
            event = job()
        except (StoreUnavailable, sqlite3.Error, OSError) as error:
            fault = fault_of(error, self._folder)
            if fault is None:
                # A bug of ours: the program ends, and is started again at Idle.
                raise
            self._post(self._held.failed(fault, reason_of(error)))
        else:
            if event is not None:
                self._post(event)

    # What it does by itself -------------------------------------------------------------------

    def _next_wake(self) -> float:
        due = self._wake_every
        if self._held.recorder is not None:
            # A file that cannot be read just now is found out by the next wake.
            with suppress(sqlite3.Error):
                due = min(due, max(_SOONEST_SECONDS, self._held.recorder.days.seconds_until_due()))
        return time.monotonic() + due

    def _wake(self) -> None:
        # Without a recorder the store has failed, and a probe opens it.
        if self._held.recorder is None:
            return
        if self._held.assessed:
            # A sign-off that was taken away ends the asking while the kiosk runs, too.
            self._held.check_assessed(self._held.recorder)
        if not self._held.recorder.may_still_undo:
            self._catch_up(self._held.recorder)

    def _catch_up(self, recorder: Recorder) -> None:
        try:
            with self._held.working_long():
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
        if self._night is None or self._held.recorder is None:
            return
        closed = self._held.recorder.days.last_closed()
        # While the last run goes on there is no other: then at the next wake.
        if closed != self._looked_after and self._night.begin(self._will_hear):
            self._looked_after = closed

    def _stop_night(self) -> None:
        """See that nobody reads the file: a check of its bytes would take away their locks."""
        if self._night is None:
            return
        if not self._night.stop():
            raise StoreUnavailable(StoreFault.SLOW, "the night's work has not ended yet")
        # What was given up is begun anew.
        self._looked_after = None

    def _will_hear(self, report: NightReport) -> None:
        self._jobs.put(lambda: self._hear(report))

    def _hear(self, report: NightReport) -> None:
        self.night_report = report
        if report.flaw is not None:
            raise self._held.found(report.flaw)


def _nothing() -> None:
    """The job of a thread that was asked for none."""
