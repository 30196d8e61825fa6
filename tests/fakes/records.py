"""A store that remembers until the test ends, and answers before its call returns."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from kiosk.application.ports import Clock, Post
from kiosk.domain import events
from kiosk.domain.consent import ConsentRecord, Moment, ReceiptCode, Way
from kiosk.domain.estimate import Answer
from kiosk.domain.retention import Retention, Terms
from kiosk.domain.states import Inside, KeptRecord, Proof, StoreFault, WatchFault
from tests.fakes.batches import FakeBatches
from tests.fakes.figures import FakeFigures
from tests.fakes.signer import SIGNER
from tests.fakes.visit import FakeVisit


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
        *,
        k: int = 5,
        demo: bool = False,
        minimum_age: int = 14,
    ) -> None:
        self._post = post
        self._clock = clock
        self._retention = retention
        self._k, self._demo, self._minimum_age = k, demo, minimum_age
        self.fault: StoreFault | None = None
        self.visits: list[FakeVisit] = []
        self.entries: list[str] = []
        self.camera_last_opened: Moment | None = None
        self.camera_opened_for: int | None = None
        self._consent_rows: dict[UUID, int] = {}
        self._last_given: UUID | None = None
        self._opened: list[int] = []
        self._last_kept: FakeVisit | None = None
        self._terms: dict[date, Terms] = {}
        self._batches = FakeBatches(k, minimum_age, self._terms)
        self._closed: date | None = None
        self.entered: dict[Moment, int] = {}
        self._unwritten: list[tuple[Moment, int, bool]] = []
        self._start()

    # The port --------------------------------------------------------------------------------

    def count_asked(self, moment: Moment) -> None:
        if self._works():
            self._end_left_open()
            self._last_kept = None
            self._batches.draw_full(self.visits, moment.day, at_close=False)
            self.visits.append(FakeVisit(moment))
            told = self._retention.terms(self._k)
            self._terms[moment.day] = self._terms.get(moment.day, told).and_also(told)

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
        self._last_kept = visit
        until = self._window_closes(visit.moment.day)
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
                visit.ending, visit.found_by, visit.answer = "withdrawn", None, None
                visit.proven = False
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
        until = self._window_closes(found.moment.day)
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
        held = {visit.moment.day for visit in self.visits if self._is_held(visit)}
        tell(
            Inside(
                columns=("day", "hour", "gender", "age_band"),
                records=sum(visit.answer is not None for visit in self.visits),
                waiting=sum(visit.answer is not None for visit in self.visits),
                batches=0,
                batched=0,
                pictures=0,
                openings=sum(visit.proven for visit in self.visits),
                camera_last_opened=self.camera_last_opened,
                camera_opened_for=self.camera_opened_for,
                next_erasure=min(map(self._window_closes, held), default=None),
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

    def set(self, retention: Retention, k: int) -> None:
        """Have these settings from the next start on."""
        self._retention, self._k = retention, k
        self._batches.k = k

    def erase_due(self) -> None:
        """Erase the days whose window has closed, and the counts and proofs that are too old."""
        ended = self._close_days()
        held = {visit.moment.day for visit in self.visits if self._is_held(visit)}
        for day in sorted(d for d in held if self._window_closes(d) <= self._clock.now()):
            self._batches.draw_window(self.visits, day, ended)
            self.entries.append("records expired")
            left_open = self._open_visit()
            if left_open is not None and left_open.moment.day <= day:
                self._end_left_open()
            for visit in self.visits:
                if visit.moment.day == day:
                    visit.found_by = visit.answer = None
                    visit.expired = True
        today = self._clock.moment().day

        def is_old(first: date, last: date) -> bool:
            own = [terms for day, terms in self._terms.items() if first <= day <= last]
            kept_from = [self._retention.under(each).counts_kept_from(today) for each in own]
            return last < max(kept_from, default=self._retention.counts_kept_from(today))

        left_open = self._open_visit()
        if left_open is not None and is_old(left_open.moment.day, left_open.moment.day):
            self._end_left_open()
        counts = [v for v in self.visits if is_old(v.moment.day, v.moment.day) and not v.forgotten]
        for visit in counts:
            visit.forgotten = True
        old = self._retention.proofs_kept_from(today)
        proofs = [v for v in self.visits if v.proven and v.given_on and v.given_on < old]
        for visit in proofs:
            visit.proven = False
        doors = [moment for moment in self.entered if is_old(moment.day, moment.day)]
        for moment in doors:
            del self.entered[moment]
        fewer = self._batches.forget(is_old)
        self.entries += ["counts expired"] * bool(counts or doors or fewer)
        self.entries += ["consent expired"] * bool(proofs)

    @property
    def figures(self) -> FakeFigures:
        """What ``ReadingFigures`` would say."""
        return FakeFigures(
            self.visits,
            self.entered,
            self._batches.of,
            self._terms,
            self._retention,
            self._k,
            self._demo,
            self._minimum_age,
        )

    # How it comes about ----------------------------------------------------------------------

    def _start(self) -> None:
        if self.visits and self.visits[-1].ending is None and self.visits[-1].consent:
            self.entries.append("analysis aborted")
        if "key made" not in self.entries:
            self.entries.append("key made")
        self._end_left_open()
        self._last_kept = self._last_given = None
        self.erase_due()
        self.entries.append("started")
        if "assessment in force" not in self.entries:
            self.entries.append("assessment in force")
        self._post(events.StoreReady())

    def _window_closes(self, day: date) -> datetime:
        return self._retention.under(self._terms.get(day)).window_closes(day)

    def _close_days(self) -> date:
        """Draw the batches of the days that ended since it was called last; the last of them."""
        ended = self._clock.moment().day - timedelta(days=1)
        if self._closed is None or self._closed < ended:
            waiting = {v.moment.day for v in self.visits if v.answer and not v.is_drawn}
            for day in [*sorted(day for day in waiting if day < ended), ended]:
                self._batches.draw_full(self.visits, day, at_close=True)
            self._closed = ended
        return ended

    def _write_entered(self) -> None:
        for moment, entered, replace in self._unwritten:
            self.entered[moment] = entered + (0 if replace else self.entered.get(moment, 0))
        self._unwritten.clear()

    def _works(self) -> bool:
        if self.fault is not None:
            self._post(events.StoreFailed(self.fault))
        return self.fault is None

    def _open_visit(self) -> FakeVisit | None:
        return self.visits[-1] if self.visits and self.visits[-1].ending is None else None

    def _open_with(self, consent: ConsentRecord) -> FakeVisit | None:
        visit = self._open_visit()
        return visit if visit is not None and visit.consent == consent else None

    def _row_of(self, consent: ConsentRecord) -> int | None:
        """The row of one of the last three yeses that is proven, or of the last since the start."""
        row = self._consent_rows.get(consent.record_id)
        proven = any(visit.consent == consent and visit.proven for visit in self.visits)
        is_late = row not in sorted(self._consent_rows.values())[-3:]
        return row if consent.record_id == self._last_given or (proven and not is_late) else None

    def _end_left_open(self) -> None:
        visit = self._open_visit()
        if visit is not None:
            visit.ending = "not_counted" if visit.consent else "walked_away"

    def _end_unasked(self, moment: Moment, ending: str) -> None:
        visit = self._open_visit()
        if visit is not None and visit.moment == moment and visit.consent is None:
            visit.ending = ending

    def _give(self, consent: ConsentRecord) -> bool:
        visit = self._open_visit()
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
        until = self._retention.proof_kept_until(visit.given_on)
        yes = visit.consent
        return Proof(yes.notice, yes.medium, yes.way, visit.given_in, until)

    def _is_held(self, visit: FakeVisit) -> bool:
        # A day's key is made with its first consent and held until its window closes.
        return visit.consent is not None and not visit.expired
