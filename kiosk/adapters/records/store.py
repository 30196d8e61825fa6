"""The store as the kiosk sees it: every call returns at once, and what came of it is posted."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.adapters.records.ledger import Entry
from kiosk.adapters.records.night import NightWork
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.adapters.records.thread import StoreThread
from kiosk.application.night import NightReport
from kiosk.application.ports import Assessments, Clock, Post, Signer
from kiosk.application.staff import Erasing
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import ConsentRecord, Moment, ReceiptCode, Way
from kiosk.domain.estimate import Answer
from kiosk.domain.events import CorrectionStored, Erased, RecordFound
from kiosk.domain.notice import Notice
from kiosk.domain.retention import Retention
from kiosk.domain.states import Inside, KeptRecord, WatchFault

WAKE_EVERY_SECONDS: Final = 60.0


class RecordsStore:
    """Implements the Records port on SQLite; what a call came to is posted from its thread.

    Making one starts the thread, whose first job is to open and check the file; that posts
    StoreReady or StoreFailed. The epsilon of ``rules``, ``demo`` and ``minimum_age`` are written
    into the file for those who read it; a demo's file is refused outside the demo, and the other
    way round.
    ``signer`` signs the ledger's heads; None signs none. Without an assessment in force nobody is
    asked, but what there is can be found, corrected and erased. ``model`` names what estimates.
    ``looks_after_itself`` has the ledger verified, a backup made and everything looked through
    after each close of day and each start; each backup is put into ``backups_elsewhere`` as well,
    if that is named.
    """

    def __init__(
        self,
        post: Post,
        clock: Clock,
        path: Path,
        retention: Retention,
        rules: ReleaseRules,
        demo: bool,
        *,
        minimum_age: int,
        signer: Signer | None,
        assessments: Assessments,
        model: str | None = None,
        looks_after_itself: bool = False,
        backups_elsewhere: Path | None = None,
        wake_every: float = WAKE_EVERY_SECONDS,
    ) -> None:
        publication = Publication(rules, demo, minimum_age)
        self._thread = StoreThread(
            post,
            path.parent,
            lambda: Recorder(path, publication, retention, signer, clock, model),
            assessments,
            wake_every,
            NightWork(path, retention, clock, backups_elsewhere) if looks_after_itself else None,
        )

    # The port: every call only takes its place in the queue ----------------------------------

    def count_asked(self, moment: Moment) -> None:
        self._thread.ask(moment)

    def count_declined(self, moment: Moment) -> None:
        self._thread.later(lambda recorder: recorder.count_declined(moment))

    def count_walked_away(self, moment: Moment) -> None:
        self._thread.later(lambda recorder: recorder.count_walked_away(moment))

    def store_consent(self, consent: ConsentRecord) -> None:
        """Posts ConsentStored once the ledger row and its opening are on disk."""
        self._thread.later(lambda recorder: recorder.store_consent(consent))

    def record_camera_opened(self, consent: ConsentRecord) -> None:
        self._thread.later(lambda recorder: recorder.record(Entry.CAMERA_OPENED, consent, {}))

    def record_camera_closed(self, consent: ConsentRecord, seconds: int) -> None:
        """``seconds`` is how long it was open, in whole seconds."""
        payload = {"seconds": seconds}
        self._thread.later(lambda recorder: recorder.record(Entry.CAMERA_CLOSED, consent, payload))

    def record_analysis(self, consent: ConsentRecord, fault: WatchFault | None) -> None:
        entry = Entry.ANALYSIS_COMPLETED if fault is None else Entry.ANALYSIS_ABORTED
        payload = {} if fault is None else {"fault": fault.value}
        self._thread.later(lambda recorder: recorder.record(entry, consent, payload))

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
        self._thread.later(
            lambda recorder: recorder.keep_visit(consent, answer, way, shown, receipt=receipt)
        )

    def close_uncounted(self, consent: ConsentRecord) -> None:
        """End the visit as not counted; a row that was kept after all is undone."""
        self._thread.owe(lambda recorder: recorder.close_uncounted(consent))

    def erase_visit(self, code: ReceiptCode) -> None:
        """Posts Erased once nothing of it is on disk, or RecordNotFound."""
        self._thread.owe(lambda recorder: recorder.erase_visit(code))

    def find_record(self, code: ReceiptCode) -> None:
        """Posts RecordFound or RecordNotFound."""
        self._thread.later(lambda recorder: recorder.find_record(code))

    def correct_record(self, code: ReceiptCode, answer: Answer) -> None:
        """Posts CorrectionStored or RecordNotFound."""
        self._thread.later(lambda recorder: recorder.correct_record(code, answer))

    def record_entered(self, day: date, hour: int, entered: int, *, replace: bool = False) -> None:
        """Written when the store can write again, if it cannot now."""
        self._thread.keep_for(
            lambda recorder: recorder.record_entered(day, hour, entered, replace=replace)
        )

    def probe(self) -> None:
        """Ask whether the store can record; posts StoreReady or StoreFailed."""
        self._thread.probe()

    def inside(self, tell: Callable[[Inside], None]) -> None:
        """Report what is kept; ``tell`` is called from the store's thread."""
        report = self._thread.night_report
        checked = None if report is None else report.self_check
        self._thread.later(lambda recorder: tell(recorder.inside(checked)))

    def close(self) -> None:
        """Finish what was asked, then end the thread; waits for that for up to five seconds."""
        self._thread.close()

    # Beside the port -------------------------------------------------------------------------

    def remember_notice(self, notice: Notice) -> None:
        """Keep the notice's exact text under its hash, before anyone is asked with it.

        If the store cannot do so now, it does before it says again that it is ready.
        """
        self._thread.remember(notice)

    def erase_for_staff(self, code: ReceiptCode, tell: Callable[[Erasing], None]) -> None:
        """Like ``erase_visit``, and ``tell``, from the store's thread, what came of it.

        FAILED is not the end of it: what could not be erased now is, as soon as it can be.
        """

        def erase(recorder: Recorder) -> None:
            ended = recorder.erase_visit(code)
            tell(Erasing.ERASED if isinstance(ended, Erased) else Erasing.NOT_FOUND)

        self._thread.owe(erase, lambda: tell(Erasing.FAILED))

    def find_for_phone(self, code: ReceiptCode, tell: Callable[[KeptRecord | None], None]) -> None:
        """``tell``, from the store's thread, what the code finds; nothing if the store fails."""

        def find(recorder: Recorder) -> None:
            found = recorder.find_record(code)
            tell(found.record if isinstance(found, RecordFound) else None)

        self._thread.later(find)

    def correct_for_phone(
        self, code: ReceiptCode, answer: Answer, tell: Callable[[bool], None]
    ) -> None:
        """``tell``, from the store's thread, whether the code found what is now corrected."""

        def correct(recorder: Recorder) -> None:
            tell(isinstance(recorder.correct_record(code, answer), CorrectionStored))

        self._thread.later(correct)

    def answer(self, tell: Callable[[], None]) -> None:
        """Call ``tell`` from the store's thread when its turn comes, however the store is."""
        self._thread.answer(tell)

    @property
    def works_long(self) -> bool:
        """True while the store's thread is at something that may rightly take minutes."""
        return self._thread.works_long

    def night_report(self) -> NightReport | None:
        """What the store last found when it looked after itself; None: it has not yet."""
        return self._thread.night_report

    def erase_due(self) -> None:
        """Close the days that ended and erase what is due; by itself it does so when they end."""
        self._thread.catch_up()
