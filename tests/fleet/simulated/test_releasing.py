"""What is released for whole columns is what the rules release one by one."""

from typing import Any

import numpy as np
import pytest

from kiosk.domain.batch_sums import alike
from kiosk.domain.batches import Batch, Form, Source, release, size_after
from kiosk.fleet.lake import MOST_CELLS
from kiosk.fleet.simulated.answers import AGES, GENDERS, MINIMUM_AGE, PLACES, answer_at, place
from kiosk.fleet.simulated.days import EPOCH
from kiosk.fleet.simulated.releasing import Releasing
from kiosk.fleet.simulated.waiting import sizes_after

SAMPLE = 6_000


def sample(dice: np.random.Generator) -> tuple[Any, Any]:
    """Batches of every size and mix: cells of a few, cells of none, nobody unknown or unsaid."""
    shares = dice.dirichlet(np.full(PLACES, 0.5), SAMPLE).reshape(-1, GENDERS, AGES)
    shares[dice.random(SAMPLE) < 0.4, 1, :] = 0
    shares[dice.random(SAMPLE) < 0.4, :, -1] = 0
    shares[:, 1, :] *= dice.random((SAMPLE, 1))
    shares[:, :, -1] *= dice.random((SAMPLE, 1))
    shares = shares.reshape(SAMPLE, PLACES) + 1e-12
    shares /= shares.sum(axis=1, keepdims=True)
    answers = dice.multinomial(dice.integers(1, 120, SAMPLE), shares)
    return answers, dice.choice([5, 8, 13], SAMPLE)


def one(answers: Any, source: Source, k: int) -> Batch:
    counted = {answer_at(at, source): visits for at, visits in enumerate(answers.tolist())}
    found = release(counted, source, k, MINIMUM_AGE)
    return Batch(source, EPOCH, EPOCH, found.form, int(answers.sum()), found.cells)


@pytest.mark.parametrize("source", Source)
def test_every_batch_is_released_as_by_the_rules(source: Source) -> None:
    answers, k = sample(np.random.default_rng(11))
    releasing = Releasing(MOST_CELLS)
    # The ways are remembered, so that the second half meets those of the first.
    halves = [slice(0, SAMPLE // 2), slice(SAMPLE // 2, SAMPLE)]
    forms: dict[Form, int] = dict.fromkeys(Form, 0)
    ways: set[object] = set()
    sure = 0
    for half in halves:
        released = releasing.release(answers[half], source, k[half])
        for at, (visits, least) in enumerate(zip(answers[half], k[half].tolist(), strict=True)):
            batch = one(visits, source, least)
            way = released.ways[released.way[at]]
            cells = released.cells[at].tolist()
            assert way.form is batch.form
            (summed,) = alike([batch], least)
            assert way.names == summed.names
            assert cells == [*summed.cells, *[0] * (MOST_CELLS - len(summed.cells))]
            assert bool(released.sure[at]) is summed.sure
            assert summed.k == least
            forms[batch.form] += 1
            ways.add(way.names)
            sure += summed.sure
    # A sample that misses most ways would hold nothing.
    assert min(forms.values()) > 100
    assert len(ways) > 150
    assert 100 < sure < SAMPLE - 100


@pytest.mark.parametrize("source", Source)
def test_the_next_size_is_that_of_the_rules(source: Source) -> None:
    answers, k = sample(np.random.default_rng(12))
    found = sizes_after(answers, k).tolist()
    expected = [
        size_after(one(visits, source, least), least)
        for visits, least in zip(answers, k.tolist(), strict=True)
    ]
    assert found == expected
    assert len(set(found)) > 20


@pytest.mark.parametrize("source", Source)
def test_each_place_is_counted_where_it_is(source: Source) -> None:
    assert [place(answer_at(at, source)) for at in range(PLACES)] == list(range(PLACES))
