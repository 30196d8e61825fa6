"""Ages with the camera's mistakes taken out: what can be, and what had better not."""

import numpy as np
import pytest

from tests.simulations.ages import CASES, FOUR, SEVEN, looked_at, reader, rmse, shipped
from tests.simulations.coverage import held, within_chance

KNOWN = 1_000_000
FEW_YOUNG = (0.02, 0.6, 0.3, 0.08)


@pytest.fixture
def dice() -> np.random.Generator:
    return np.random.default_rng(6)


@pytest.mark.parametrize("years_off", [5.0, 7.0])
@pytest.mark.parametrize("visits", [100, 1000])
def test_of_four_bands_the_intervals_hold_95(
    years_off: float, visits: int, dice: np.random.Generator
) -> None:
    camera = reader(FOUR, years_off)
    found = looked_at(camera, visits, np.full(4, KNOWN), dice)
    assert within_chance(held(found.low, found.high, camera.mix), CASES) < 1


def test_of_four_bands_measured_on_few_people_they_hold_95_too(dice: np.random.Generator) -> None:
    camera = reader(FOUR, 5.0)
    found = looked_at(camera, 1000, np.full(4, 60), dice)
    assert within_chance(held(found.low, found.high, camera.mix), CASES) < 1


def test_of_seven_bands_the_correction_errs_more_than_it_corrects(
    dice: np.random.Generator,
) -> None:
    camera = reader(SEVEN, 5.0)
    found = looked_at(camera, 1000, np.full(7, KNOWN), dice)
    assert 2 < rmse(found.mean, camera.mix) / rmse(found.raw, camera.mix) < 3


def test_so_it_does_of_a_band_that_the_camera_hardly_recognises(dice: np.random.Generator) -> None:
    camera, people = shipped(FEW_YOUNG, merged=False)
    found = looked_at(camera, 1000, people, dice)
    young = found.mean[:, 0], found.raw[:, 0]
    assert rmse(young[0], camera.mix[0]) > 2 * rmse(young[1], camera.mix[0])


def test_merged_with_its_neighbour_it_errs_less(dice: np.random.Generator) -> None:
    camera, people = shipped(FEW_YOUNG, merged=True)
    assert len(camera.mix) == 3
    found = looked_at(camera, 1000, people, dice)
    assert rmse(found.mean, camera.mix) < 0.8 * rmse(found.raw, camera.mix)


@pytest.mark.parametrize("corrected", [0.0, 0.5, 1.0])
def test_what_is_shown_holds_95_or_more_however_many_correct_it(
    corrected: float, dice: np.random.Generator
) -> None:
    camera, people = shipped(FEW_YOUNG, merged=True)
    found = looked_at(camera, 1000, people, dice, corrected)
    _, low, high = found.shown
    covered = held(low, high, camera.mix)
    assert covered > 0.95 or within_chance(covered, CASES) < 1
