"""The intervals hold what they say they hold: the figures of the design, by our own functions."""

import numpy as np
import pytest

from kiosk.domain.statistics import wilson
from tests.simulations.coverage import exactly, naive, wald, within_chance
from tests.simulations.genders import (
    CASES,
    Shop,
    between,
    by_own,
    taken_out,
    told_to_err_more,
)


@pytest.fixture
def dice() -> np.random.Generator:
    return np.random.default_rng(5)


def test_the_schoolbook_interval_holds_87_where_it_says_95() -> None:
    assert exactly(wald, 20, 0.9, 0.9) == pytest.approx(0.876, abs=0.005)


@pytest.mark.parametrize("women", [0.5, 0.7, 0.9])
@pytest.mark.parametrize("of", [20, 100, 1000])
def test_wilsons_holds_about_95(women: float, of: int) -> None:
    # Counts are whole, so that no interval of so few visits can hold exactly 95.
    assert 0.93 < exactly(wilson, of, women, women) < 0.98


def test_with_the_cameras_error_it_holds_half_of_that_or_nothing() -> None:
    assert naive(0.7, 0.93, 1000) == pytest.approx(0.52, abs=0.01)
    assert naive(0.9, 0.93, 1000) < 0.001


@pytest.mark.parametrize("women", [0.7, 0.9])
@pytest.mark.parametrize("of", [100, 1000, 15_000])
def test_with_the_error_taken_out_it_holds_95_at_every_n(
    women: float, of: int, dice: np.random.Generator
) -> None:
    assert within_chance(taken_out(Shop(women, of), dice), CASES) < 1


def test_but_not_once_visitors_have_corrected_it_themselves(dice: np.random.Generator) -> None:
    shop = Shop(0.9, 1000, 0.03, 0.03, 520, corrected=0.9)
    assert taken_out(shop, dice) < 0.7


@pytest.mark.parametrize("corrected", [0.0, 0.3, 0.6, 0.9, 1.0])
@pytest.mark.parametrize(("women", "of"), [(0.7, 100), (0.9, 1000), (0.9, 15_000)])
def test_what_is_shown_holds_95_or_more_however_many_correct_it(
    women: float, of: int, corrected: float, dice: np.random.Generator
) -> None:
    covered, _ = between(Shop(women, of, 0.03, 0.03, 520, corrected), dice)
    assert covered > 0.95 or within_chance(covered, CASES) < 1


def test_where_one_gender_corrects_far_more_it_still_holds_nearly_as_much_of_a_thousand(
    dice: np.random.Generator,
) -> None:
    unlike = Shop(0.5, 1000, 0.03, 0.03, 520, corrected=0.9, men_correct=0.3)
    assert between(unlike, dice)[0] > 0.92


def test_it_is_wider_by_less_than_the_error_itself(dice: np.random.Generator) -> None:
    _, width = between(Shop(0.9, 15_000, 0.03, 0.03, 520), dice)
    assert width < 0.031 + 0.03


def test_own_answers_taken_for_the_truth_shrink_the_correction(dice: np.random.Generator) -> None:
    found = by_own(Shop(0.9, 1000, 0.06, 0.03, 520, corrected=0.3), 2000, dice)
    assert found["confirmed"] < 0.7
    assert found["less"] < 0.7
    assert found["none"] > 0.8
    assert found["more"] == pytest.approx(found["none"], abs=0.05)


def test_only_where_most_of_a_large_error_is_corrected_do_they_tell_more(
    dice: np.random.Generator,
) -> None:
    found = by_own(Shop(0.9, 15_000, 0.1, 0.03, 520, corrected=0.6), 2000, dice)
    assert found["none"] < 0.85
    assert found["more"] > 0.95


def test_no_shop_is_told_that_it_errs_more_where_it_errs_as_published(
    dice: np.random.Generator,
) -> None:
    as_published = Shop(0.7, 2000, 0.03, 0.03, 520, corrected=1.0)
    assert told_to_err_more(as_published, 2000, 5, dice) < 0.005


def test_a_shop_is_told_where_it_errs_three_times_as_much_and_most_say_so(
    dice: np.random.Generator,
) -> None:
    worse = Shop(0.7, 2000, 0.1, 0.03, 520, corrected=0.9)
    assert told_to_err_more(worse, 2000, 5, dice) > 0.9
