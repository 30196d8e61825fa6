"""Batches drawn from visits in a list, by the rules of the domain and none of the store's SQL."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Protocol

from kiosk.domain.batches import Batch, Source, is_full, release, size_after
from kiosk.domain.consent import Moment, Way
from kiosk.domain.estimate import Answer
from kiosk.domain.retention import Terms


class Drawable(Protocol):
    """A visit that may be in a batch; it has an answer as long as it is kept."""

    moment: Moment
    answer: Answer | None
    way: Way | None
    is_drawn: bool


class FakeBatches:
    """The batches of one store, in the order they closed."""

    def __init__(self, k: int, minimum_age: int, terms: Mapping[date, Terms]) -> None:
        self.k, self._minimum_age, self._terms = k, minimum_age, terms
        self._closed: list[Batch] = []

    def of(self, first: date, last: date) -> tuple[Batch, ...]:
        return tuple(b for b in self._closed if b.last_day >= first and b.first_day <= last)

    def draw_full(self, visits: Iterable[Drawable], upto: date, *, at_close: bool) -> None:
        for source, waiting in _waiting(visits, upto).items():
            last = next((b for b in reversed(self._closed) if b.source is source), None)
            if is_full(len(waiting), size_after(last, self._k_of(waiting)), at_close=at_close):
                self._draw(source, waiting)

    def draw_window(self, visits: Iterable[Drawable], day: date, ended: date) -> None:
        for source, waiting in _waiting(visits, ended).items():
            if any(visit.moment.day == day for visit in waiting):
                self._draw(source, waiting)

    def forget(self, is_old: Callable[[date, date], bool]) -> bool:
        """Drop the batches whose days are too old; False if there was none."""
        kept = [batch for batch in self._closed if not is_old(batch.first_day, batch.last_day)]
        self._closed, had = kept, len(self._closed)
        return len(kept) < had

    def _k_of(self, waiting: Iterable[Drawable]) -> int:
        days = {visit.moment.day for visit in waiting}
        return max([self.k, *(self._terms[day].k for day in days if day in self._terms)])

    def _draw(self, source: Source, waiting: list[Drawable]) -> None:
        answers = Counter(visit.answer for visit in waiting if visit.answer is not None)
        given = release(answers, source, self._k_of(waiting), self._minimum_age)
        days = [visit.moment.day for visit in waiting]
        cells = tuple(sorted(given.cells, key=lambda cell: (cell.gender, cell.ages)))
        self._closed.append(Batch(source, min(days), max(days), given.form, len(waiting), cells))
        for visit in waiting:
            visit.is_drawn = True


def _waiting(visits: Iterable[Drawable], upto: date) -> dict[Source, list[Drawable]]:
    found: dict[Source, list[Drawable]] = {source: [] for source in Source}
    for visit in visits:
        if visit.answer and visit.way and not visit.is_drawn and visit.moment.day <= upto:
            found[Source.of(visit.way)].append(visit)
    return {source: waiting for source, waiting in found.items() if waiting}
