"""The evaluation reckons right, on people made up for it."""

import math

import pytest

from kiosk.domain.estimate import Estimate
from kiosk.domain.states import Hint
from tests.benchmarks.age_errors import FEWEST, Pair, covered, cross_validated, derive, table
from tests.benchmarks.figures import Person, figures, wilson
from tests.benchmarks.model_card import BEGIN, END, card, published


def person(age: int, predicted: float, p_woman: float = 0.95, gender: str = "female") -> Person:
    estimate = Estimate(predicted, round(predicted) - 5, round(predicted) + 5, p_woman, 2)
    return Person(age, gender, "white", estimate, Hint.GOOD)


def crowd(predicted: float, spread: int, n: int = 2 * FEWEST) -> list[Pair]:
    """People of one predicted age, their true ones spread evenly this far to either side."""
    return [Pair(round(predicted) + i % (2 * spread + 1) - spread, predicted) for i in range(n)]


def test_wilson_gives_the_textbook_interval() -> None:
    # Newcombe (1998), table I: 81 of 263.
    found = wilson(81, 263)
    assert found["low"] == pytest.approx(0.2553, abs=2e-4)
    assert found["high"] == pytest.approx(0.3662, abs=2e-4)


def test_wilson_stays_within_the_possible() -> None:
    assert wilson(0, 10)["low"] == 0
    assert wilson(10, 10)["high"] == 1
    assert wilson(0, 0)["share"] is None


def test_a_stretch_takes_the_tenth_and_ninetieth_percentile() -> None:
    (row,) = derive(crowd(40.0, 10))
    assert (row.under, row.take_off, row.add, row.n) == (None, 8.0, 8.0, 2 * FEWEST)


def test_small_stretches_are_merged_and_the_last_is_open() -> None:
    rows = derive(crowd(22.0, 3) + crowd(33.0, 5, n=10) + crowd(41.0, 5) + crowd(80.0, 5, n=10))
    assert [row.under for row in rows] == [25, None]
    assert [row.n for row in rows] == [2 * FEWEST, 2 * FEWEST + 20]
    assert table(rows).rows[-1][0] == math.inf


def test_a_range_never_leaves_out_the_estimate() -> None:
    (row,) = derive([Pair(70, 40.0)] * FEWEST)
    assert row.take_off == 0


def test_coverage_of_others_is_near_what_was_aimed_at() -> None:
    people = crowd(40.0, 20, n=820)
    assert covered(people, table(derive(people))) / len(people) == pytest.approx(0.8, abs=0.03)
    assert cross_validated(people, repeats=3) == pytest.approx(0.8, abs=0.05)


def test_figures_count_what_they_say() -> None:
    people = [
        person(30, 32.0),
        person(40, 36.0, p_woman=0.4),
        person(20, 50.0, gender="male"),
        person(16, 13.0),
        person(10, 12.0),
        person(12, 20.0),
    ]
    found = figures(people, without_a_face=1, frame_ms=[9.0, 10.0, 11.0])
    adult = found["adult"]
    assert (found["stills"], adult["n"]) == (7, 4)
    assert adult["age_mae"] == pytest.approx((2 + 4 + 30 + 3) / 4)
    assert adult["age_bias"] == pytest.approx((2 - 4 + 30 - 3) / 4, abs=0.01)
    assert adult["gender_accuracy"] == 0.5
    assert adult["exact_band"]["share"] == 0.5
    assert adult["within_one_band"]["share"] == 0.5
    assert adult["range_coverage"] == 0.75
    assert adult["sure"]["share"] == 0.75
    assert found["under_age"]["found"]["share"] == 0.5
    assert found["under_age"]["adults_taken_for_it"]["share"] == 0.25
    assert found["under_age"]["of_age_taken_for_it"]["share"] == 0
    assert found["frame_ms"]["p50"] == 10.0


def test_the_figures_replace_only_what_lies_between_the_marks() -> None:
    people = [person(30, 32.0), person(40, 36.0)]
    found = figures(people, 0, [10.0]) | {"source": "s", "date": "d", "machine": "m"}
    page = f"before\n{BEGIN}\nyesterday\n{END}\nafter\n"
    once = published(page, found)
    assert once.startswith("before\n")
    assert once.endswith("\nafter\n")
    assert "yesterday" not in once
    assert published(once, found) == once
    assert card(found).splitlines()[2] in once
