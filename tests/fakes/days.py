"""The business days of the fake store: what was promised on each, and what ends with it."""

from collections import Counter
from datetime import date, datetime, timedelta

from kiosk.application.ports import Clock
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import Moment
from kiosk.domain.retention import Retention, Terms
from tests.fakes.blocks import FakeBlocks
from tests.fakes.figures import FakeFigures
from tests.fakes.visit import FakeVisit


class FakeDays:
    """Every ask ever made, and what is left of its day; the ledger's rows go to ``entries``."""

    def __init__(
        self, clock: Clock, retention: Retention, rules: ReleaseRules, entries: list[str]
    ) -> None:
        self._clock = clock
        self.retention = retention
        self._entries = entries
        self._terms: dict[date, Terms] = {}
        self._withdrawn_later: Counter[date] = Counter()
        self.blocks = FakeBlocks(retention.business_day, rules, self._terms)
        self.visits: list[FakeVisit] = []
        self.entered: dict[Moment, int] = {}

    def promise(self, day: date) -> None:
        """Whoever is asked on this day is told what is set now."""
        told = self.retention.terms(self.blocks.rules.epsilon)
        self._terms[day] = self._terms.get(day, told).and_also(told)

    def window_closes(self, day: date) -> datetime:
        return self.retention.under(self._terms.get(day)).window_closes(day)

    def held(self) -> set[date]:
        """The days of which something can be found: a day's key is made with its first consent."""
        return {v.moment.day for v in self.visits if v.consent is not None and not v.expired}

    def open_visit(self) -> FakeVisit | None:
        return self.visits[-1] if self.visits and self.visits[-1].ending is None else None

    def end_left_open(self) -> None:
        visit = self.open_visit()
        if visit is not None:
            visit.ending = "not_counted" if visit.consent else "walked_away"

    def withdraw(self, visit: FakeVisit) -> None:
        """A kept visit of a closed day leaves that day's counts as they are."""
        closed = self.blocks.books_closed
        is_later = visit.ending == "counted" and closed is not None and visit.moment.day <= closed
        if is_later:
            self._withdrawn_later[self._clock.moment().day.replace(day=1)] += 1
        visit.ending = "withdrawn_later" if is_later else "withdrawn"
        visit.found_by, visit.answer, visit.proven = None, None, False

    def end(self, *, may_still_undo: bool) -> None:
        """Do what is due by the clock: close blocks and days, erase what nobody may find."""
        ended = self._clock.moment().day - timedelta(days=1)
        closed = self.blocks.books_closed
        if closed is None or closed < ended:
            self.blocks.close_days(self.visits, ended)
        self._close_windows(ended)
        self.blocks.books_closed = max(ended, closed or ended)
        self._expire()
        if not may_still_undo:
            self.blocks.close_at_time(self.visits, self._clock.now())

    def outcomes(self, day: date) -> dict[str, int]:
        """How often each thing happened on a day, to the visit; without what never did."""
        of_day = [visit for visit in self.visits if visit.moment.day == day and not visit.forgotten]
        endings = Counter(visit.ending for visit in of_day)
        found = {
            "asked": len(of_day),
            "agreed": sum(v.consent is not None and not v.is_told for v in of_day),
            "told": sum(v.is_told for v in of_day),
            "declined": endings["declined"],
            "walked_away": endings["walked_away"],
            "counted": endings["counted"] + endings["withdrawn_later"],
            "not_counted": endings["not_counted"],
            "withdrawn": endings["withdrawn"],
        }
        return {name: number for name, number in found.items() if number}

    def figures(self, demo: bool, minimum_age: int) -> FakeFigures:
        return FakeFigures(
            self.visits,
            self.entered,
            self.blocks.closed,
            self.blocks.books_closed,
            self._withdrawn_later,
            self.retention,
            self.blocks.rules,
            demo,
            minimum_age,
        )

    def _close_windows(self, ended: date) -> None:
        now = self._clock.now()
        for day in sorted(day for day in self.held() if self.window_closes(day) <= now):
            self.blocks.close_window(self.visits, day, ended)
            self._entries.append("records expired")
            left_open = self.open_visit()
            if left_open is not None and left_open.moment.day <= day:
                self.end_left_open()
            for visit in self.visits:
                if visit.moment.day == day:
                    visit.found_by = visit.answer = None
                    visit.expired = True

    def _expire(self) -> None:
        """Forget the counts, blocks and proofs that are too old."""
        left_open = self.open_visit()
        if left_open is not None and self._is_old(left_open.moment.day):
            self.end_left_open()
        counts = [v for v in self.visits if self._is_old(v.moment.day) and not v.forgotten]
        for visit in counts:
            visit.forgotten = True
        doors = [moment for moment in self.entered if self._is_old(moment.day)]
        for moment in doors:
            del self.entered[moment]
        for day in {visit.moment.day for visit in counts} | {moment.day for moment in doors}:
            self._withdrawn_later.pop(day.replace(day=1), None)
        old_blocks = self.blocks.forget(self._is_old)
        proofs_from = self.retention.proofs_kept_from(self._clock.moment().day)
        proofs = [v for v in self.visits if v.proven and v.given_on and v.given_on < proofs_from]
        for visit in proofs:
            visit.proven = False
        self._entries += ["counts expired"] * bool(counts or doors or old_blocks)
        self._entries += ["consent expired"] * bool(proofs)

    def _is_old(self, first: date, last: date | None = None) -> bool:
        """Whether totals up to ``last`` are kept no longer, by the shortest promise since first."""
        today, last = self._clock.moment().day, last or first
        own = [terms for day, terms in self._terms.items() if first <= day <= last]
        kept_from = [self.retention.under(each).counts_kept_from(today) for each in own]
        return last < max(kept_from, default=self.retention.counts_kept_from(today))
