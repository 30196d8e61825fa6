"""The store's own thread, and the queue of what it is to record, in that order."""

import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.adapters.records.connection import StoreUnavailable, fault_of, reason_of
from kiosk.adapters.records.ledger import Entry
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import LastKept, Recorder
from kiosk.application.ports import Clock, Post, Signer
from kiosk.domain.consent import ConsentRecord, Moment, ReceiptCode, Way
from kiosk.domain.estimate import Answer
from kiosk.domain.events import Event, StoreFailed, StoreReady
from kiosk.domain.notice import Notice
from kiosk.domain.retention import Retention
from kiosk.domain.states import Inside, StoreFault, WatchFault

ERASE_EVERY_SECONDS: Final = 3600.0
CLOSE_SECONDS: Final = 5.0

_log: Final = logging.getLogger(__name__)

Job = Callable[[], Event | None]
Work = Callable[[Recorder], Event | None]


class RecordsStore:
    """Implements the Records port on SQLite; what a call came to is posted from its thread.

    Making one starts the thread, whose first job is to open and check the file; that posts
    StoreReady or StoreFailed. ``k``, ``demo`` and ``minimum_age`` are written into the file for
    those who read it; a demo's file is refused outside the demo, and the other way round.
    ``signer`` signs the ledger's heads. ``model`` names what estimates. Raises ValueError for a
    ``k`` under 5 outside the demo.
    """

    def __init__(
        self,
        post: Post,
        clock: Clock,
        path: Path,
        retention: Retention,
        k: int,
        demo: bool,
        *,
        minimum_age: int,
        signer: Signer,
        model: str | None = None,
        erase_every: float = ERASE_EVERY_SECONDS,
    ) -> None:
        self._post = post
        self._folder = path.parent
        publication = Publication(k, demo, minimum_age)
        self._open = lambda: Recorder(path, publication, retention, signer, clock, model)
        self._recorder: Recorder | None = None
        self._last_kept: LastKept | None = None
        self._fault: StoreFault | None = None
        self._erase_every = erase_every
        # What visitors were told will be undone, and could not be yet; only the thread uses it.
        self._owed: list[Work] = []
        # The notices that visitors are asked with; only the thread uses them.
        self._shown: list[Notice] = []
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        # A daemon, so that a program that a bug ends is not kept alive by its store: what was
        # acknowledged is on disk by then.
        self._thread = threading.Thread(target=self._work, name="records", daemon=True)
        self._thread.start()

    # The port: every call only takes its place in the queue ----------------------------------

    def count_asked(self, moment: Moment) -> None:
        self._jobs.put(lambda: self._count_asked(moment))

    def count_declined(self, moment: Moment) -> None:
        self._later(lambda recorder: recorder.count_declined(moment))

    def count_walked_away(self, moment: Moment) -> None:
        self._later(lambda recorder: recorder.count_walked_away(moment))

    def store_consent(self, consent: ConsentRecord) -> None:
        """Posts ConsentStored once the ledger row and its opening are on disk."""
        self._later(lambda recorder: recorder.store_consent(consent))

    def record_camera_opened(self, consent: ConsentRecord) -> None:
        self._later(lambda recorder: recorder.record(Entry.CAMERA_OPENED, consent, {}))

    def record_camera_closed(self, consent: ConsentRecord, seconds: int) -> None:
        """``seconds`` is how long it was open, in whole seconds."""
        payload = {"seconds": seconds}
        self._later(lambda recorder: recorder.record(Entry.CAMERA_CLOSED, consent, payload))

    def record_analysis(self, consent: ConsentRecord, fault: WatchFault | None) -> None:
        entry = Entry.ANALYSIS_COMPLETED if fault is None else Entry.ANALYSIS_ABORTED
        payload = {} if fault is None else {"fault": fault.value}
        self._later(lambda recorder: recorder.record(entry, consent, payload))

    def keep_visit(
        self,
        consent: ConsentRecord,
        answer: Answer,
        way: Way,
        shown: Answer | None,
        *,
        receipt: bool,
    ) -> None:
        """Posts VisitKept. ``Way.TOLD`` stores consent and visit in the one transaction."""
        self._later(
            lambda recorder: recorder.keep_visit(consent, answer, way, shown, receipt=receipt)
        )

    def close_uncounted(self, consent: ConsentRecord) -> None:
        """End the visit as not counted; a row that was kept after all is undone."""
        self._owe(lambda recorder: recorder.close_uncounted(consent))

    def erase_visit(self, code: ReceiptCode) -> None:
        """Posts Erased once nothing of it is on disk, or RecordNotFound."""
        self._owe(lambda recorder: recorder.erase_visit(code))

    def find_record(self, code: ReceiptCode) -> None:
        """Posts RecordFound or RecordNotFound."""
        self._later(lambda recorder: recorder.find_record(code))

    def correct_record(self, code: ReceiptCode, answer: Answer) -> None:
        """Posts CorrectionStored or RecordNotFound."""
        self._later(lambda recorder: recorder.correct_record(code, answer))

    def probe(self) -> None:
        """Ask whether the store can record; posts StoreReady or StoreFailed."""
        self._jobs.put(self._probe)

    def inside(self, tell: Callable[[Inside], None]) -> None:
        """Report what is kept; ``tell`` is called from the store's thread."""
        self._later(lambda recorder: tell(recorder.inside()))

    def close(self) -> None:
        """Finish what was asked, then end the thread; waits for that for up to five seconds."""
        self._jobs.put(None)
        self._thread.join(CLOSE_SECONDS)

    # Beside the port -------------------------------------------------------------------------

    def remember_notice(self, notice: Notice) -> None:
        """Keep the notice's exact text under its hash, before anyone is asked with it.

        If the store cannot do so now, it does before it says again that it is ready.
        """
        self._jobs.put(lambda: self._remember(notice))

    def erase_due(self) -> None:
        """Erase what is due now; the store does so by itself at start and every hour."""
        self._later(_erase_due)

    # The thread ------------------------------------------------------------------------------

    def _later(self, work: Work) -> None:
        self._jobs.put(lambda: work(self._opened()))

    def _owe(self, work: Work) -> None:
        """Do this, and if it fails, first of all when the store can work again."""
        self._jobs.put(lambda: self._pay(work))

    def _pay(self, work: Work) -> Event | None:
        self._owed.append(work)
        event = work(self._opened())
        self._owed.remove(work)
        return event

    def _pay_all(self) -> None:
        while self._owed:
            self._owed[0](self._opened())
            del self._owed[0]

    def _count_asked(self, moment: Moment) -> None:
        self._pay_all()
        self._opened().count_asked(moment)

    def _work(self) -> None:
        self._attempt(self._probe)
        erase_at = time.monotonic() + self._erase_every
        while True:
            try:
                job = self._jobs.get(timeout=max(0.0, erase_at - time.monotonic()))
            except queue.Empty:
                erase_at = time.monotonic() + self._erase_every
                self._later(_erase_due)
                continue
            if job is None:
                break
            self._attempt(job)
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
        _log.error("%s: %s", fault.value, reason)
        before, self._fault = self._fault, fault
        if self._recorder is not None and fault is StoreFault.FULL and before is not fault:
            try:
                self._recorder.write_down_full()
            except (sqlite3.Error, OSError) as unwritten:
                _log.error("that could not be written into the ledger: %s", reason_of(unwritten))
        if self._recorder is not None and fault is StoreFault.BROKEN:
            # The next probe opens it anew, and checks it first.
            self._last_kept = self._recorder.last_kept
            self._recorder.abandon()
            self._recorder = None
        self._post(StoreFailed(fault))

    def _opened(self) -> Recorder:
        if self._recorder is None:
            raise StoreUnavailable(self._fault or StoreFault.SLOW, "the store is not open")
        return self._recorder

    def _probe(self) -> Event:
        if self._recorder is None:
            self._recorder = self._open()
            self._recorder.last_kept = self._last_kept
        self._recorder.check_room()
        self._pay_all()
        for notice in self._shown:
            self._recorder.remember_notice(notice)
        self._fault = None
        return StoreReady()

    def _remember(self, notice: Notice) -> None:
        self._shown.append(notice)
        self._opened().remember_notice(notice)

    def _stop(self) -> None:
        if self._recorder is not None:
            self._recorder.close()


def _erase_due(recorder: Recorder) -> None:
    try:
        recorder.erase_due()
    except sqlite3.OperationalError as error:
        if fault_of(error, recorder.folder) is not StoreFault.SLOW:
            raise
        # Somebody holds the file just now, and no visitor waits for this: whoever next asks by
        # code erases it first, and so does the next hour.
        _log.warning("what is due could not be erased yet: %s", reason_of(error))
