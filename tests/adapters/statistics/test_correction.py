"""A published confusion as rates and their inverse, and which bands it tells apart."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.statistics.correction import PublishedCorrection, labels
from kiosk.adapters.statistics.published import AGES, ESTIMATED, LABELLED, Published, published
from kiosk.domain.block_sums import NOTHING, Total
from kiosk.domain.shares import estimates
from tests.adapters.statistics.test_published import MODELS
from tests.benchmarks.confusion import MODEL

MANY = 1_000_000
BANDS = ("under_18", "18-34", "35-54", "55+")


def made(
    women: tuple[int, int] = (MANY, 0),
    men: tuple[int, int] = (0, MANY),
    ages: Mapping[tuple[str, str], int] | None = None,
) -> PublishedCorrection:
    """Of a measurement with these women and men, named (women, men); all ages right by default."""
    found = {(age, age): MANY for age in AGES} if ages is None else ages
    table = {
        true: {estimated: found.get((true, estimated), 0) for estimated in ESTIMATED}
        for true in AGES
    }
    genders: Mapping[str, Mapping[str, int]] = {
        gender: dict(zip(map(str, LABELLED), (*named, 0), strict=True))
        for gender, named in (("woman", women), ("man", men))
    }
    return PublishedCorrection(Published(MODEL, "made up", "2026-01-31", 1116, genders, table))


@pytest.fixture(scope="module")
def shipped() -> PublishedCorrection:
    found = published(MODELS, MODEL)
    assert found is not None
    return PublishedCorrection(found)


def test_it_says_what_it_is_made_of() -> None:
    assert made().name == "published evaluation, n = 1,116"


# Genders ------------------------------------------------------------------------------------------


def test_the_rates_are_those_that_were_measured() -> None:
    found = made((900_000, 100_000), (50_000, 950_000)).genders()
    assert found is not None
    assert found.rates[0] == pytest.approx((0.9, 0.1), abs=1e-6)
    assert found.rates[1] == pytest.approx((0.05, 0.95), abs=1e-6)
    assert found.people == pytest.approx((MANY, MANY), abs=2)


def test_none_of_a_few_is_not_taken_for_never() -> None:
    found = made((20, 0), (0, 20)).genders()
    assert found is not None
    assert found.rates[0] == pytest.approx((20.5 / 21, 0.5 / 21))


tables = st.integers(2, 4).flatmap(
    lambda kinds: st.lists(
        st.lists(st.integers(0, 500), min_size=kinds, max_size=kinds),
        min_size=kinds,
        max_size=kinds,
    )
)


@given(tables)
def test_the_inverse_undoes_the_rates(measured: list[list[int]]) -> None:
    # Most are right, so that there is an inverse.
    of_most = [
        [number + 900 * (row == column) for column, number in enumerate(numbers)]
        for row, numbers in enumerate(measured)
    ]
    found = labels(of_most)
    product = np.array(found.rates) @ np.array(found.inverse)
    assert product == pytest.approx(np.eye(len(measured)), abs=1e-9)
    assert [sum(row) for row in found.rates] == pytest.approx([1] * len(measured))


@pytest.mark.parametrize("men", [(50, 50), (60, 40)])
def test_naming_no_better_than_chance_corrects_nothing(men: tuple[int, int]) -> None:
    assert made((MANY // 2, MANY // 2), (MANY * men[0], MANY * men[1])).genders() is None


def test_what_was_named_by_the_published_rates_comes_out_as_it_was(
    shipped: PublishedCorrection,
) -> None:
    """Of a million visits by the shipped rates, of which nobody says that they are mistaken."""
    found = shipped.genders()
    assert found is not None
    true = np.array((700_000, 300_000))
    named = [Total(round(number)) for number in true @ np.array(found.rates)]
    share = estimates(named, [NOTHING] * 2, found)[0]
    assert share.low < 0.7 < share.high
    as_named = named[0].number / MANY
    assert share.value == pytest.approx((0.7 + as_named) / 2, abs=1e-4)


# Ages ---------------------------------------------------------------------------------------------


def test_a_camera_that_tells_all_four_bands_apart_corrects_all_four() -> None:
    assert made().groups(14) == tuple((band,) for band in BANDS)
    assert made().groups(18) == tuple((band,) for band in BANDS[1:])
    found = made().ages(14)
    assert found is not None
    assert found.rates == tuple(pytest.approx(row, abs=1e-5) for row in np.eye(4).tolist())


def test_a_band_that_is_hardly_recognised_is_one_with_its_neighbour(
    shipped: PublishedCorrection,
) -> None:
    assert shipped.groups(14) == (("under_18", "18-34"), ("35-54",), ("55+",))
    assert shipped.groups(18) == (("18-34",), ("35-54",), ("55+",))


@pytest.mark.parametrize("minimum_age", range(14, 19))
def test_each_minimum_age_is_corrected_by_its_own_people(
    shipped: PublishedCorrection, minimum_age: int
) -> None:
    found, youngest = shipped.ages(minimum_age), shipped.ages(14)
    assert found is not None
    assert youngest is not None
    assert len(found.people) == len(shipped.groups(minimum_age)) == 3
    # Of the others it is the same people.
    assert found.people[1:] == youngest.people[1:]
    assert (found.people[0] < youngest.people[0]) is (minimum_age > 14)


def test_the_oldest_is_merged_with_the_one_before_and_the_middle_with_the_nearer() -> None:
    right = {(age, age): 10 for age in AGES}
    old = made(ages=right | {("55+", "55+"): 4, ("55+", "35-54"): 6})
    assert old.groups(18) == (("18-34",), ("35-54", "55+"))
    nearer = {("35-54", "35-54"): 2, ("35-54", "18-34"): 5, ("35-54", "55+"): 3}
    assert made(ages=right | nearer).groups(18) == (("18-34", "35-54"), ("55+",))
    further = {("35-54", "35-54"): 2, ("35-54", "18-34"): 3, ("35-54", "55+"): 5}
    assert made(ages=right | further).groups(18) == (("18-34",), ("35-54", "55+"))


def test_an_age_that_nobody_measured_was_of_is_one_with_its_neighbour() -> None:
    found = made(ages={(age, age): 10 for age in AGES if int(age[:2]) >= 18})
    assert found.groups(14)[0] == ("under_18", "18-34")


def test_a_camera_that_tells_no_ages_corrects_none() -> None:
    blind = made(ages={(true, "18-34"): 10 for true in AGES})
    assert blind.groups(18) == (("18-34", "35-54", "55+"),)
    assert blind.ages(18) is None
