"""A store that remembers until the test ends, and answers before its call returns."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from kiosk.application.ports import Clock, Post
from kiosk.domain import events
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import ConsentRecord, Moment, ReceiptCode, Way
from kiosk.domain.estimate import Answer
from kiosk.domain.retention import Retention
from kiosk.domain.states import Inside, KeptRecord, Proof, StoreFault, WatchFault
from tests.fakes.days import FakeDays
from tests.fakes.figures import FakeFigures
from tests.fakes.signer import SIGNER
from tests.fakes.visit import FakeVisit

UNDONE_WITHIN_SECONDS = 10.0
"""Until then the last row may be undone, and no block closes at its time of day."""


class FakeRecords:
    """Implements ``ports.Records``. With ``fault`` set, every call fails with it.

    ``visits`` holds every ask ever made and ``entries`` the types of the ledger's rows: the
    figures are worked out from them anew each time.
    """

    def __init__(
        self,
        post: Post,
        clock: Clock,
        retention: Retention,
        rules: ReleaseRules = ReleaseRules(),  # noqa: B008 - frozen
        *,
        demo: bool = False,
        minimum_age: int = 14,
    ) -> None:
        self._post = post
        self._clock = clock
        self._demo, self._minimum_age = demo, minimum_age
        self.fault: StoreFault | None = None
        self.entries: list[str] = []
        self.days = FakeDays(clock, retention, rules, self.entries)
        self.camera_last_opened: Moment | None = None
        self.camera_opened_for: int | None = None
        self._consent_rows: dict[UUID, int] = {}
        self._last_given: UUID | None = None
        self._opened: list[int] = []
        self._last_kept: FakeVisit | None = None
        self._kept_at = 0.0
        self._unwritten: list[tuple[Moment, int, bool]] = []
        self._start()

    # The port --------------------------------------------------------------------------------

    def count_asked(self, moment: Moment) -> None:
        if self._works():
            self.days.end_left_open()
            self._last_kept = None
            self.visits.append(FakeVisit(moment))
            self.days.promise(moment.day)

    def count_declined(self, moment: Moment) -> None:
        if self._works():
            self._end_unasked(moment, "declined")

    def count_walked_away(self, moment: Moment) -> None:
        if self._works():
            self._end_unasked(moment, "walked_away")

    def store_consent(self, consent: ConsentRecord) -> None:
        if self._works() and self._give(consent):
            self._last_given = consent.record_id
            self._post(events.ConsentStored(consent.record_id, self._clock.monotonic()))

    def record_camera_opened(self, consent: ConsentRecord) -> None:
        row = self._row_of(consent) if self._works() else None
        if row is None or row in self._opened[-3:] or consent.way is not Way.CAMERA:
            return
        if any(visit.consent == consent and visit.proven for visit in self.visits):
            self.entries.append("camera opened")
            self._opened.append(row)
            self.camera_last_opened, self.camera_opened_for = self._clock.moment(), row

    def record_camera_closed(self, consent: ConsentRecord, seconds: int) -> None:
        if self._works() and self._row_of(consent) is not None:
            self.entries.append("camera closed")

    def record_analysis(self, consent: ConsentRecord, fault: WatchFault | None) -> None:
        if self._works() and self._row_of(consent) is not None:
            self.entries.append("analysis aborted" if fault else "analysis completed")

    def keep_visit(
        self,
        consent: ConsentRecord,
        answer: Answer,
        way: Way,
        shown: Answer | None,
        *,
        receipt: bool,
    ) -> None:
        if not self._works() or (way is Way.TOLD and not self._give(consent)):
            return
        visit = self._open_with(consent)
        if visit is None:
            self._post(events.StoreFailed(StoreFault.SLOW))
            return
        visit.ending, visit.answer, visit.way, visit.shown = "counted", answer, way, shown
        visit.found_by = consent.code if receipt else None
        self._last_kept, self._kept_at = visit, self._clock.monotonic()
        until = self.days.window_closes(visit.moment.day)
        self._post(events.VisitKept(consent.record_id, until))

    def close_uncounted(self, consent: ConsentRecord) -> None:
        if not self._works():
            return
        visit = self._open_with(consent) or self._last_kept
        if visit is None or visit.consent != consent:
            self._end_unasked(consent.moment, "walked_away")
        elif visit.ending in (None, "counted") and not visit.expired:
            visit.ending, visit.found_by, visit.answer = "not_counted", None, None

    def erase_visit(self, code: ReceiptCode) -> None:
        if not self._works():
            return
        self.erase_due()
        for visit in self.visits:
            is_open = visit.ending is None and visit.consent and visit.consent.code == code
            if is_open or visit.found_by == code:
                self.days.withdraw(visit)
                self.entries.append("consent withdrawn")
                self._post(events.Erased(code))
                return
        self._post(events.RecordNotFound(code))

    def find_record(self, code: ReceiptCode) -> None:
        if not self._works():
            return
        found = self._found_by(code)
        if found is None or found.answer is None or found.way is None:
            self._post(events.RecordNotFound(code))
            return
        until = self.days.window_closes(found.moment.day)
        proof = self._proof_of(found)
        record = KeptRecord(found.answer, found.way, found.moment, until, found.shown, proof)
        self._post(events.RecordFound(code, record))

    def correct_record(self, code: ReceiptCode, answer: Answer) -> None:
        if not self._works():
            return
        found = self._found_by(code)
        if found is None:
            self._post(events.RecordNotFound(code))
        else:
            found.answer, found.way = answer, Way.CORRECTED
            self._post(events.CorrectionStored(code))

    def record_entered(self, day: date, hour: int, entered: int, *, replace: bool = False) -> None:
        self._unwritten.append((Moment(day, hour), entered, replace))
        if self._works():
            self._write_entered()

    def probe(self) -> None:
        if self._works():
            self._write_entered()
            self._post(events.StoreReady())

    def inside(self, tell: Callable[[Inside], None]) -> None:
        if not self._works():
            return
        closed = self.days.blocks.closed
        tell(
            Inside(
                columns=("day", "hour", "gender", "age_band"),
                records=sum(visit.answer is not None for visit in self.visits),
                waiting=sum(v.answer is not None and not v.is_released for v in self.visits),
                blocks=len(closed),
                released=sum(block.visits for block in closed),
                pictures=0,
                openings=sum(visit.proven for visit in self.visits),
                camera_last_opened=self.camera_last_opened,
                camera_opened_for=self.camera_opened_for,
                next_erasure=min(map(self.days.window_closes, self.days.held()), default=None),
                ledger_rows=len(self.entries),
                head=None,
                public_key=SIGNER.public,
                checked=None,
            )
        )

    def close(self) -> None:
        self.entries.append("stopped")

    # What a test asks of it ------------------------------------------------------------------

    def crash_and_start(self) -> None:
        """End as a power cut would, and start again."""
        self._start()

    def set(self, retention: Retention, rules: ReleaseRules) -> None:
        """Have these settings from the next start on."""
        self.days.retention, self.days.blocks.rules = retention, rules

    def erase_due(self) -> None:
        """Close what is due, and erase whose window has closed and what is too old."""
        self.days.end(may_still_undo=self._may_still_undo())

    @property
    def visits(self) -> list[FakeVisit]:
        return self.days.visits

    @property
    def figures(self) -> FakeFigures:
        """What ``ReadingFigures`` would say."""
        return self.days.figures(self._demo, self._minimum_age)

    # How it comes about ----------------------------------------------------------------------

    def _start(self) -> None:
        if self.visits and self.visits[-1].ending is None and self.visits[-1].consent:
            self.entries.append("analysis aborted")
        if "key made" not in self.entries:
            self.entries.append("key made")
        self.days.end_left_open()
        self._last_kept = self._last_given = None
        self.erase_due()
        self.entries.append("started")
        if "assessment in force" not in self.entries:
            self.entries.append("assessment in force")
        self._post(events.StoreReady())

    def _may_still_undo(self) -> bool:
        waited = self._clock.monotonic() - self._kept_at
        return self._last_kept is not None and waited < UNDONE_WITHIN_SECONDS

    def _write_entered(self) -> None:
        for moment, entered, replace in self._unwritten:
            before = 0 if replace else self.days.entered.get(moment, 0)
            self.days.entered[moment] = entered + before
        self._unwritten.clear()

    def _works(self) -> bool:
        if self.fault is not None:
            self._post(events.StoreFailed(self.fault))
        return self.fault is None

    def _open_with(self, consent: ConsentRecord) -> FakeVisit | None:
        visit = self.days.open_visit()
        return visit if visit is not None and visit.consent == consent else None

    def _row_of(self, consent: ConsentRecord) -> int | None:
        """The row of one of the last three yeses that is proven, or of the last since the start."""
        row = self._consent_rows.get(consent.record_id)
        proven = any(visit.consent == consent and visit.proven for visit in self.visits)
        is_late = row not in sorted(self._consent_rows.values())[-3:]
        return row if consent.record_id == self._last_given or (proven and not is_late) else None

    def _end_unasked(self, moment: Moment, ending: str) -> None:
        visit = self.days.open_visit()
        if visit is not None and visit.moment == moment and visit.consent is None:
            visit.ending = ending

    def _give(self, consent: ConsentRecord) -> bool:
        visit = self.days.open_visit()
        if visit is None or visit.consent is not None or visit.moment != consent.moment:
            self._post(events.StoreFailed(StoreFault.SLOW))
            return False
        visit.consent, visit.proven = consent, True
        visit.given_on, visit.given_in = self._clock.now().date(), self._clock.moment()
        self.entries.append("consent given")
        self._consent_rows[consent.record_id] = len(self.entries)
        return True

    def _found_by(self, code: ReceiptCode) -> FakeVisit | None:
        self.erase_due()
        return next((visit for visit in self.visits if visit.found_by == code), None)

    def _proof_of(self, visit: FakeVisit) -> Proof:
        assert visit.consent is not None
        assert visit.given_on is not None
        assert visit.given_in is not None
        until = self.days.retention.proof_kept_until(visit.given_on)
        yes = visit.consent
        return Proof(yes.notice, yes.medium, yes.way, visit.given_in, until)
