"""Blocks closed from visits in a list, by the rules of the domain and none of the store's SQL."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from kiosk.domain.blocks import AT_CLOSE, Block, Counted, ReleaseRules, Source, is_enough, release
from kiosk.domain.retention import BusinessDay, Terms
from tests.fakes.figures import no_noise
from tests.fakes.visit import FakeVisit


class FakeBlocks:
    """The blocks of one store, in the order they closed, without noise.

    ``books_closed`` is the last business day that is over and closed.
    """

    def __init__(
        self, business_day: BusinessDay, rules: ReleaseRules, terms: Mapping[date, Terms]
    ) -> None:
        self.rules = rules
        self._business_day, self._terms = business_day, terms
        self._dealt_with: datetime | None = None
        self.closed: list[Block] = []
        self.books_closed: date | None = None

    def close_at_time(self, visits: Sequence[FakeVisit], now: datetime) -> None:
        """Close at the last time of the running day that has passed, if it was not dealt with."""
        day = self._business_day.moment(now).day
        passed = [(self._business_day.at(day, at), at) for at in self.rules.times]
        due = max((each for each in passed if each[0] <= now), default=None)
        if (
            due is None
            or (self._dealt_with is not None and due[0] <= self._dealt_with)
            or (self.books_closed is not None and day <= self.books_closed)
        ):
            return
        self._dealt_with = due[0]
        waiting = _waiting(visits, day)
        if is_enough(len(waiting), at_close=False):
            self._close(waiting, day, f"{due[1]:%H:%M}")

    def close_days(self, visits: Sequence[FakeVisit], ended: date) -> None:
        """Close with each business day that is over and has visits that wait, and the last."""
        days = {visit.moment.day for visit in _waiting(visits, ended)}
        for day in sorted(days | {ended}):
            waiting = _waiting(visits, day)
            if is_enough(len(waiting), at_close=True):
                self._close(waiting, day, AT_CLOSE)

    def close_window(self, visits: Sequence[FakeVisit], day: date, ended: date) -> None:
        """Close all that waits, however few, if any is of ``day``."""
        waiting = _waiting(visits, ended)
        if any(visit.moment.day == day for visit in waiting):
            self._close(waiting, ended, AT_CLOSE)

    def forget(self, is_old: Callable[[date, date], bool]) -> bool:
        """Drop the blocks whose days are too old; False if there was none."""
        kept = [block for block in self.closed if not is_old(block.first_day, block.last_day)]
        had = len(self.closed)
        self.closed[:] = kept
        return len(kept) < had

    def _close(self, waiting: Sequence[FakeVisit], day: date, at: str) -> None:
        days = [visit.moment.day for visit in waiting]
        promised = [self._terms[each].epsilon for each in days if each in self._terms]
        epsilon = min([self.rules.epsilon, *promised])
        cells = release(Counter(map(_counted, waiting)).items(), epsilon, no_noise)
        on = max(day, self.books_closed + timedelta(days=1)) if self.books_closed else day
        self.closed.append(Block(min(days), max(days), on, at, len(waiting), epsilon, cells))
        for visit in waiting:
            visit.is_released = True


def _waiting(visits: Sequence[FakeVisit], upto: date) -> list[FakeVisit]:
    return [
        visit
        for visit in visits
        if visit.answer and visit.way and not visit.is_released and visit.moment.day <= upto
    ]


def _counted(visit: FakeVisit) -> Counted:
    assert visit.way is not None
    assert visit.answer is not None
    return Source.of(visit.way), visit.answer
