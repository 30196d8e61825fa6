"""What is said of genders and ages is sums of blocks, and made of nothing else."""

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.application.figures import Pyramid
from kiosk.application.figures_released import ages_of, genders_of, pyramid_of, women_of
from kiosk.domain.block_sums import BlockSum, Total, add_up
from kiosk.domain.blocks import CELLS, GENDERS, Block, Table
from kiosk.domain.shares import Estimate, Labels
from kiosk.domain.statistics import share, wilson, worst_case
from tests.application.sample_figures import BANDS, BLOCKS, MONDAY
from tests.fakes.figures import FakeCorrection, block_of, crowd

OPT_IN = share(60, 100)
NOBODY = BlockSum()
SUM = add_up(BLOCKS)


class Blind(FakeCorrection):
    """Names neither genders nor ages better than chance."""

    def genders(self) -> Labels | None:
        return None

    def ages(self, minimum_age: int) -> Labels | None:
        return None


def of_blocks(*cells: tuple[int, ...]) -> BlockSum:
    return add_up(Block(MONDAY, MONDAY, MONDAY, "13:00", 60, 2.0, each) for each in cells)


def numbers(totals: Mapping[str, Total]) -> dict[str, int]:
    return {name: total.number for name, total in totals.items()}


def test_genders_are_of_all_blocks_and_of_both_sources() -> None:
    found = genders_of(SUM, OPT_IN, None)
    assert found.visits == 119 + 32
    assert numbers(found.by_gender) == {"woman": 77, "man": 66, "not_sure": 5, "unsaid": 3}
    # Two cells of two blocks each.
    one = SUM.micro_variances[Table.SOURCE_GENDER]
    assert {total.micro_variance for total in found.by_gender.values()} == {2 * one}


def test_whom_the_camera_was_not_sure_of_and_who_did_not_say_are_in_no_share() -> None:
    more = add_up([*BLOCKS[:1], block_of(MONDAY, crowd(15, 14, unsaid=300, not_sure=200))])
    for correction in (None, FakeCorrection()):
        assert women_of(more, correction) == women_of(SUM, correction)
        assert women_of(more, correction) is not None


def test_without_a_correction_the_share_is_the_measured_one() -> None:
    found = genders_of(SUM, OPT_IN, None)
    assert found.women == found.measured == women_of(SUM, None)
    assert found.women is not None
    assert (found.women.value, found.women.of) == (round(77 / 143, 4), 143)
    assert not found.women.corrected
    low, high = wilson(77, 143)
    assert found.women.low < low < high < found.women.high
    assert found.bounds == worst_case(found.women.value, OPT_IN)


def test_with_one_both_are_there_and_bounds_go_by_the_share_that_is_shown() -> None:
    found = genders_of(SUM, OPT_IN, FakeCorrection())
    assert found.women == women_of(SUM, FakeCorrection())
    assert found.women is not None
    assert found.women.corrected
    assert found.women != found.measured == genders_of(SUM, OPT_IN, None).women
    assert found.bounds == worst_case(found.women.value, OPT_IN)


def test_where_the_camera_names_by_chance_nothing_is_taken_out() -> None:
    found = genders_of(SUM, OPT_IN, Blind())
    assert found.women == found.measured == women_of(SUM, None)
    ages = ages_of(SUM, 14, Blind())
    assert ages.bands == ages.measured
    assert list(ages.bands) == ["under_35", "35-54", "55+"]


def test_of_no_block_nothing_is_said() -> None:
    found = genders_of(NOBODY, OPT_IN, FakeCorrection())
    assert (found.visits, found.women, found.measured, found.bounds) == (0, None, None, None)
    assert women_of(NOBODY, None) is None
    ages = ages_of(NOBODY, 14, FakeCorrection())
    assert (ages.visits, ages.bands, ages.measured) == (0, {}, {})
    assert pyramid_of(NOBODY, found, ages) == Pyramid({}, {})


def test_ages_are_in_the_groups_that_the_camera_tells_apart() -> None:
    found = ages_of(SUM, 14, FakeCorrection())
    assert numbers(found.by_age_band) == {
        "under_18": 4,
        "18-34": 28,
        "35-54": 75,
        "55+": 41,
        "unsaid": 3,
    }
    assert found.groups == {
        "under_35": ("under_18", "18-34"),
        "35-54": ("35-54",),
        "55+": ("55+",),
    }
    assert list(found.bands) == list(found.measured) == list(found.groups)
    assert {each.of for each in found.measured.values()} == {4 + 28 + 75 + 41}
    assert found.measured["under_35"].value == round(32 / 148, 4)
    assert all(each.corrected for each in found.bands.values())
    assert not any(each.corrected for each in found.measured.values())


@pytest.mark.parametrize(("minimum_age", "bands"), [(14, BANDS), (16, BANDS), (18, BANDS[1:])])
def test_without_a_correction_every_band_that_is_asked_is_told(
    minimum_age: int, bands: tuple[str, ...]
) -> None:
    found = ages_of(SUM, minimum_age, None)
    assert tuple(found.by_age_band) == (*bands, "unsaid")
    assert tuple(found.bands) == bands
    assert found.bands == found.measured
    assert found.groups == {band: (band,) for band in bands}


@given(
    women=st.integers(0, 300), men=st.integers(0, 300), seed=st.integers(0, 99), blind=st.booleans()
)
def test_the_pyramid_contradicts_neither_genders_nor_ages(
    women: int, men: int, seed: int, blind: bool
) -> None:
    dice = random.Random(seed)
    block = block_of(MONDAY, crowd(women, men), draw=lambda epsilon: dice.randint(-4, 4))
    total, correction = add_up([block]), None if blind else FakeCorrection()
    genders, ages = genders_of(total, OPT_IN, correction), ages_of(total, 14, correction)
    found = pyramid_of(total, genders, ages)
    if not found.women:
        assert found.men == {}
        return
    assert genders.women is not None
    assert list(found.women) == list(found.men) == list(ages.groups) == list(ages.bands)
    for each in (*found.women.values(), *found.men.values()):
        assert 0 <= each.low <= each.value <= each.high <= 1
    for name, each in ages.bands.items():
        in_table = found.women[name].value + found.men[name].value
        if in_table:
            assert in_table == pytest.approx(each.value, abs=2e-3)
    of_women, of_men = _sum(found.women), _sum(found.men)
    if of_women and of_men:
        assert of_women / (of_women + of_men) == pytest.approx(genders.women.value, abs=2e-2)


def _sum(shares: Mapping[str, Estimate]) -> float:
    return sum(each.value for each in shares.values())


def test_a_pyramid_of_the_sample_adds_up_both_ways() -> None:
    genders, ages = genders_of(SUM, OPT_IN, FakeCorrection()), ages_of(SUM, 14, FakeCorrection())
    found = pyramid_of(SUM, genders, ages)
    assert genders.women is not None
    assert _sum(found.women) == pytest.approx(genders.women.value, abs=2e-4)
    for name, each in ages.bands.items():
        in_table = found.women[name].value + found.men[name].value
        assert in_table == pytest.approx(each.value, abs=2e-4)


def test_whatever_noise_brings_under_nought_is_added_as_it_is() -> None:
    total = of_blocks((-3,) * len(CELLS), (5,) * len(CELLS))
    found = genders_of(total, OPT_IN, None)
    assert numbers(found.by_gender) == dict.fromkeys(GENDERS, 4)
