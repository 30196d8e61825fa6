"""When batches close: each kiosk's own are followed one after the other."""

from collections.abc import Iterator

import numpy as np
import pytest

from kiosk.domain.batches import Batch, Source, is_full, release, size_after
from kiosk.fleet.simulated.answers import MINIMUM_AGE, PLACES, answer_at
from kiosk.fleet.simulated.days import EPOCH
from kiosk.fleet.simulated.waiting import WINDOW, Closed, Waiting

KIOSKS, DAYS = 30, 60
FIRST = 20_000


class Lived:
    """Sixty days of thirty kiosks of one source."""

    def __init__(self, a_day: float) -> None:
        dice = np.random.default_rng(21)
        self.k = np.where(np.arange(KIOSKS) % 3, 5, 8)
        self.waiting = Waiting(self.k)
        shares = dice.dirichlet(np.full(PLACES, 1.0), KIOSKS)
        self.came = np.zeros((KIOSKS, PLACES), np.int64)
        self.runs: list[set[int]] = []
        closed: list[Closed] = []
        for day in range(DAYS):
            runs = dice.random(KIOSKS) < 0.95
            visits = np.where(runs, dice.poisson(a_day, KIOSKS), 0)
            of_day, came = self.waiting.pass_day(FIRST + day, visits, shares, runs, dice)
            assert came.sum(axis=1).tolist() == visits.tolist()
            self.came += came
            self.runs.append(set(np.flatnonzero(runs).tolist()))
            closed.append(of_day)
        self.closed = Closed.joined(closed)

    def of(self, kiosk: int) -> Iterator[tuple[int, int, int, Batch]]:
        """File's day, first and last day of each batch, and the batch, in their order."""
        for at in np.flatnonzero(self.closed.kiosk == kiosk).tolist():
            answers = self.closed.answers[at].tolist()
            counted = {answer_at(n, Source.SAID): visits for n, visits in enumerate(answers)}
            found = release(counted, Source.SAID, int(self.k[kiosk]), MINIMUM_AGE)
            batch = Batch(Source.SAID, EPOCH, EPOCH, found.form, sum(answers), found.cells)
            yield (
                int(self.closed.file_day[at]),
                int(self.closed.first_day[at]),
                int(self.closed.last_day[at]),
                batch,
            )


@pytest.fixture(scope="module", params=[2.5, 24.0, 150.0])
def lived(request: pytest.FixtureRequest) -> Lived:
    return Lived(request.param)


def test_no_visit_is_lost_or_counted_twice(lived: Lived) -> None:
    in_batches = np.zeros((KIOSKS, PLACES), np.int64)
    np.add.at(in_batches, lived.closed.kiosk, lived.closed.answers)
    left = lived.came - in_batches
    assert left.sum(axis=1).tolist() == lived.waiting.visits.tolist()
    assert left.min() >= 0
    assert in_batches.sum() > 0


def test_each_batch_closes_when_it_is_full_or_its_window_closes(lived: Lived) -> None:
    why = {"full": 0, "at close": 0, "window": 0}
    for kiosk in range(KIOSKS):
        last: Batch | None = None
        for file_day, first_day, last_day, batch in lived.of(kiosk):
            size = size_after(last, int(lived.k[kiosk]))
            assert first_day <= last_day <= file_day
            assert kiosk in lived.runs[file_day - FIRST]
            assert batch.visits <= size
            if batch.visits == size:
                why["full"] += 1
                assert last_day == file_day
            elif is_full(batch.visits, size, at_close=True):
                why["at close"] += 1
            else:
                why["window"] += 1
                assert first_day <= file_day - WINDOW
            last = batch
    busy = lived.came.sum() / (KIOSKS * DAYS)
    # Of two or three visitors a day no batch is ever full, and of many none ever waits so long.
    assert why["window"] > 0 if busy < 10 else why["full"] > 0


def test_no_batch_waits_longer_than_its_window_while_the_kiosk_runs(lived: Lived) -> None:
    for kiosk in range(KIOSKS):
        for file_day, first_day, _, _ in lived.of(kiosk):
            due = [
                day
                for day in range(first_day + WINDOW, file_day)
                if kiosk in lived.runs[day - FIRST]
            ]
            assert due == []
