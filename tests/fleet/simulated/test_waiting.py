"""When blocks close and what is released of them: as the kiosks' own rules have it."""

import math
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from kiosk.domain.blocks import CELLS, DEFAULT_EPSILON, Source, count, epsilon_of, is_enough
from kiosk.fleet.simulated.answers import PLACES, answer_at, cells_of_places, place
from kiosk.fleet.simulated.chain import chain
from kiosk.fleet.simulated.days import EPOCH, TIMES, Day, Days
from kiosk.fleet.simulated.simulation import FIRST
from kiosk.fleet.simulated.waiting import WINDOW, noise

KIOSKS, DAYS = 40, 50


def days() -> Days:
    """Of shops of which some have hardly a visitor."""
    made = chain(KIOSKS, DAYS, 3)
    return Days(replace(made, expected=made.expected * np.linspace(0.02, 1.2, KIOSKS)), FIRST, 3)


class Lived:
    """Some kiosks' days, in their order."""

    def __init__(self) -> None:
        self.days = days()
        self.all: list[Day] = list(self.days.run(DAYS))


@pytest.fixture(scope="module")
def lived() -> Lived:
    return Lived()


def test_every_visit_is_in_one_block_or_waits(lived: Lived) -> None:
    came = sum(day.answers.sum(axis=1) for day in lived.all)
    released = np.zeros(KIOSKS, np.int64)
    for day in lived.all:
        np.add.at(released, day.closed.kiosk, day.closed.visits)
    assert released.sum() > 1_000
    assert (came - released).tolist() == lived.days.waiting.tolist()


def test_each_block_closes_when_the_rules_close_it(lived: Lived) -> None:
    seen = Counter[str]()
    for day in lived.all:
        closed = day.closed
        for row in range(len(closed.kiosk)):
            at_close = TIMES[closed.time[row]] == "close"
            visits = int(closed.visits[row])
            first, last = (
                EPOCH + timedelta(days=int(each[row]))
                for each in (closed.first_day, closed.last_day)
            )
            assert first <= last <= day.day
            if is_enough(visits, at_close=at_close):
                seen[TIMES[closed.time[row]]] += 1
            else:
                assert at_close
                assert first <= day.day - timedelta(days=WINDOW)
                seen["window"] += 1
            seen["over midnight"] += first < last
    assert seen["13:00"] and seen["17:00"] and seen["close"] > 100
    assert seen["window"] and seen["over midnight"]


def test_no_kiosk_that_is_open_keeps_enough_for_a_block() -> None:
    followed = days()
    for day in followed.run(DAYS):
        waiting = followed.waiting[day.asked.any(axis=1)].tolist()
        assert not any(is_enough(visits, at_close=True) for visits in waiting)


def test_each_answer_is_counted_where_the_rules_count_it() -> None:
    table = cells_of_places()
    for number, source in enumerate(Source):
        for at in range(PLACES):
            assert place(answer_at(at)) == at
            row = table[number * PLACES + at]
            assert tuple(row.tolist()) == count([((source, answer_at(at)), 1)])
            assert row.sum() == 3


def test_noise_has_the_distribution_of_the_kiosks_own() -> None:
    """Against the probabilities themselves, cell by cell of each table, for two epsilons."""
    rows = 40_000
    dice = np.random.default_rng(17)
    for epsilon in (DEFAULT_EPSILON, 0.5):
        drawn = noise(np.full(rows, epsilon), dice)
        for number, cell in enumerate(CELLS):
            of_cell = float(epsilon_of(cell.table, epsilon))
            q = math.exp(-of_cell)
            counts = Counter(drawn[:, number].tolist())
            for value in range(-6, 7):
                chance = (1 - q) / (1 + q) * q ** abs(value)
                spread = math.sqrt(rows * chance * (1 - chance))
                # One of the 988 is beyond five of these once in 1,800 tests.
                assert abs(counts[value] - rows * chance) < 5 * spread + 1


def test_noise_of_no_two_cells_is_the_same() -> None:
    drawn = noise(np.full(20_000, 1.0), np.random.default_rng(5)).astype(float)
    related = np.corrcoef(drawn.T) - np.eye(len(CELLS))
    assert np.abs(related).max() < 0.04


def test_what_is_released_is_what_was_counted_and_noise(lived: Lived) -> None:
    """Every table of a block has about as many visits as the block."""
    table_of = np.array([cell.table.value for cell in CELLS])
    closed = [day.closed for day in lived.all]
    cells = np.concatenate([each.cells for each in closed])
    visits = np.concatenate([each.visits for each in closed])
    assert cells.min() < 0
    for name in set(table_of.tolist()):
        difference = cells[:, table_of == name].sum(axis=1) - visits
        # Of up to twenty cells of a variance of up to 32 each.
        assert np.abs(difference).max() < 6 * math.sqrt(20 * 32)
        assert abs(difference.mean()) < 6 * math.sqrt(20 * 32 / len(visits))
        assert len(set(difference.tolist())) > 20
