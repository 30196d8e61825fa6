"""The evaluation reckons right, on people made up for it."""

import itertools
import math
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest

from kiosk.domain.estimate import Estimate
from kiosk.domain.states import Hint
from tests.benchmarks import cuts, plots
from tests.benchmarks.age_errors import FEWEST, Pair, covered, cross_validated, derive, table
from tests.benchmarks.figures import Person, figures
from tests.benchmarks.intervals import bootstrapped, wilson
from tests.benchmarks.labelled import Still
from tests.benchmarks.measuring import spread_out
from tests.benchmarks.mixing import SHOP, parsed, reweighted
from tests.benchmarks.model_card import BEGIN, END, card, published
from tests.benchmarks.sureness import calibration_error, sureness
from tests.benchmarks.worst import FEWEST as FEWEST_IN_A_CELL
from tests.benchmarks.worst import cells, worst


def person(
    age: int,
    predicted: float,
    p_woman: float = 0.95,
    gender: str = "female",
    race: str = "white",
    trained: float | None = None,
) -> Person:
    """Somebody of whom the trained cut alone says the same, unless ``trained`` says otherwise."""
    estimate = Estimate(predicted, round(predicted) - 5, round(predicted) + 5, p_woman, 2)
    alone = estimate if trained is None else replace(estimate, age=trained)
    return Person(age, gender, race, estimate, Hint.GOOD, alone)


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


def test_a_stretch_leaves_out_eleven_in_a_hundred_at_each_end() -> None:
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


def test_years_off_are_counted_up_to_and_with_the_limit() -> None:
    adult = figures(
        [person(30, 35.0), person(30, 36.0), person(30, 40.0), person(30, 41.0)], 0, [1]
    )
    assert adult["adult"]["within_5_years"]["share"] == 0.25
    assert adult["adult"]["within_10_years"]["share"] == 0.75


def crew() -> list[Person]:
    """Enough of three groups, of whom one is served worst in everything."""
    good = [person(30 + i % 3, 31.0) for i in range(20)]
    better = [person(50, 50.0, 0.02, "male", "asian") for _ in range(FEWEST_IN_A_CELL)]
    bad = [person(70, 50.0, 0.4, "female", "black") for _ in range(FEWEST_IN_A_CELL)]
    lonely = [person(16, 60.0, 0.01, "female", "indian") for _ in range(FEWEST_IN_A_CELL - 1)]
    return [*good, *better, *bad, *lonely]


def test_the_worst_group_and_cell_are_named_and_too_small_cells_are_not() -> None:
    people = crew()
    found = worst(figures(people, 0, [1.0]), cells(people))
    assert found["age"]["cell"]["name"] == "65+ black female"
    assert found["age"]["cell"]["mae"] == 20
    assert found["gender"]["cell"]["people"] == FEWEST_IN_A_CELL
    assert found["age"]["group"]["name"] == "14-17"


def test_calibration_is_the_mean_distance_of_confidence_and_share_by_bin() -> None:
    sure = np.array([0.92] * 10 + [0.52] * 10)
    right = np.array([True] * 10 + [True] * 5 + [False] * 5)
    assert calibration_error(sure, right) == pytest.approx((0.08 + 0.02) / 2)
    assert calibration_error(np.array([1.0]), np.array([True])) == 0


def test_doubt_buys_accuracy_and_the_words_are_counted() -> None:
    people = [person(30, 30.0, p) for p in (0.99, 0.97, 0.92, 0.4)]
    found = sureness(people)
    named = {
        row["from"]: (row["named"]["share"], row["right"]["share"]) for row in found["thresholds"]
    }
    assert named[0.5] == (1.0, 0.75)
    assert named[0.9] == (0.75, 1.0)
    assert named[0.99] == (0.25, 1.0)
    assert [found["words"][word]["said"]["share"] for word in ("quite", "fairly", "not")] == [
        0.25,
        0.5,
        0.25,
    ]
    assert sum(row["right"]["n"] for row in found["calibration"]) == len(people)


def test_reweighting_gives_every_band_its_share() -> None:
    people = [person(30, 31.0)] * 10 + [person(70, 60.0, 0.1)] * 30
    mix = dict.fromkeys(SHOP, 0.0) | {"25-34": 3.0, "65+": 1.0}
    found = reweighted(people, mix, "ours")
    assert found["age_mae"]["value"] == pytest.approx((3 * 1 + 10) / 4)
    assert found["gender"]["value"] == 0.75
    assert found["mix"]["25-34"] == 0.75


@pytest.mark.parametrize("text", ("14-17:1", "14-17:x", "", "nobody:1"))
def test_a_mix_that_leaves_a_band_out_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"mix|float"):
        parsed(text)
    assert parsed(",".join(f"{name}:{part}" for name, part in SHOP.items())) == SHOP


def test_the_gain_of_the_cuts_is_in_pairs() -> None:
    found = cuts.gain([person(30, 32.0, trained=35.0), person(40, 40.0, trained=41.0)] * 20)
    assert found["age_mae_gain"]["value"] == pytest.approx(2.0)
    assert found["age_mae_gain"]["low"] > 0
    assert found["gender_gain"]["value"] == 0


def test_a_bootstrap_draws_whole_clusters_and_the_same_on_every_run() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0] * 10)
    once = bootstrapped(len(values), lambda drawn: float(values[drawn].mean()))
    assert once == bootstrapped(len(values), lambda drawn: float(values[drawn].mean()))
    assert once["value"] == 2.5
    assert 2.5 - 0.5 < once["low"] < 2.5 < once["high"] < 2.5 + 0.5


def everything(people: list[Person]) -> dict:
    """All that a card needs, of people whose pictures were not spoilt."""
    found = figures(people, 0, [10.0]) | {"source": "s", "date": "d", "machine": "m"}
    return found | {
        "licence": "l",
        "pictures": "p",
        "worst": worst(found, cells(people)),
        "sureness": sureness(people),
        "cuts": cuts.gain(people),
        "reweighted": reweighted(people, SHOP, "ours"),
        "robustness": [],
        "gate_value": None,
        "held_up": None,
    }


def test_every_plot_is_whole_xml() -> None:
    drawn = dict(plots.plots(everything(crew())))
    assert len(drawn) == 5
    for svg in drawn.values():
        assert ET.fromstring(svg).tag.endswith("svg")
        assert "nan" not in svg


def test_the_figures_replace_only_what_lies_between_the_marks() -> None:
    found = everything(crew())
    page = f"before\n{BEGIN}\nyesterday\n{END}\nafter\n"
    once = published(page, found)
    assert once.startswith("before\n")
    assert once.endswith("\nafter\n")
    assert "yesterday" not in once
    assert published(once, found) == once
    assert card(found).splitlines()[2] in once


@pytest.mark.parametrize(("of", "most"), [(1120, 300), (1120, 60), (5, 60), (7, 7)])
def test_a_sample_reaches_from_the_first_to_the_last(of: int, most: int) -> None:
    nothing = np.zeros((1, 1, 3), np.uint8)
    people = [Still(nothing, age, "female", "other") for age in range(of)]
    ages = [still.age for still in spread_out(people, most)]
    assert len(ages) == min(of, most)
    gaps = {later - earlier for earlier, later in itertools.pairwise([*ages, of])}
    assert max(gaps) - min(gaps) <= 1
