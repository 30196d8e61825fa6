"""The correction, beside formulas and samplers that reach the same by another way."""

from collections.abc import Mapping

import numpy as np
import pytest

from kiosk.adapters.statistics import gibbs, rogan_gladen
from kiosk.adapters.statistics.correction import PublishedCorrection
from kiosk.adapters.statistics.published import AGES, ESTIMATED, LABELLED, Published, published
from kiosk.domain.batches import wide_bands
from kiosk.domain.statistics import Corrected
from tests.adapters.statistics.test_published import MODELS
from tests.benchmarks.confusion import MODEL

NOBODY: Mapping[str, int] = {}
MANY = 1_000_000
BANDS = ("14-17", "18-34", "35-54", "55+")


def counted(*visits: int) -> dict[str, int]:
    """Visits by the four bands, or by the oldest of them."""
    return dict(zip(map(str, BANDS[-len(visits) :]), visits, strict=True))


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


def women(found: Corrected | None) -> tuple[float, float, float]:
    assert found is not None
    return found.value, found.low, found.high


def ages(found: Mapping[str, Corrected] | None) -> Mapping[str, Corrected]:
    assert found is not None
    assert sum(of.value for of in found.values()) == pytest.approx(1, abs=2e-4)
    assert all(0 <= of.low <= of.value <= of.high <= 1 for of in found.values())
    return found


def test_it_says_what_it_is_made_of() -> None:
    assert made().name == "published evaluation, n = 1,116"


def test_a_camera_without_error_leaves_the_share_and_its_interval() -> None:
    # scipy.stats.beta.ppf((0.025, 0.975), 300.5, 200.5)
    expected = (0.6, 0.556584, 0.642262)
    assert women(made().women((300, 200), (0, 0))) == pytest.approx(expected, abs=0.003)


def test_with_an_error_that_is_known_one_end_is_the_formulas() -> None:
    found = women(made((900_000, 100_000), (50_000, 950_000)).women((60_000, 40_000), (0, 0)))
    formula = (0.6 + 0.95 - 1) / (0.9 + 0.95 - 1)
    reach = 1.96 * (0.24 / 100_000) ** 0.5
    expected = ((0.6 + formula) / 2, 0.6 - reach, formula + reach / 0.85)
    assert found == pytest.approx(expected, abs=0.001)


def test_how_little_is_known_of_the_error_widens_the_interval() -> None:
    _, low, high = women(made((900, 100), (50, 950)).women((60_000, 40_000), (0, 0)))
    _, known_low, known_high = women(
        made((900_000, 100_000), (50_000, 950_000)).women((60_000, 40_000), (0, 0))
    )
    assert high - known_high > 0.01
    assert low == pytest.approx(known_low, abs=0.001)


def test_what_chance_puts_beyond_all_is_all() -> None:
    found = women(made((900, 100), (100, 900)).women((95, 5), (0, 0)))
    assert found[2] == 1
    found = women(made((900, 100), (100, 900)).women((5, 95), (0, 0)))
    assert found[1] == 0


def test_what_was_said_is_added_as_said() -> None:
    halves = made((900_000, 100_000), (100_000, 900_000))
    value, _, _ = women(halves.women((8_000, 2_000), (10_000, 30_000)))
    corrected = (0.8 + (0.8 + 0.9 - 1) / 0.8) / 2
    assert value == pytest.approx(0.2 * corrected + 0.8 * 0.25, abs=0.001)


def test_the_same_counts_give_the_same_digits(shipped: PublishedCorrection) -> None:
    assert shipped.women((71, 50), (9, 4)) == shipped.women((71, 50), (9, 4))
    by_camera = counted(5, 70, 30, 11)
    assert shipped.ages(by_camera, {"18-34": 4}) == shipped.ages(by_camera, {"18-34": 4})


def test_women_and_men_mirror_each_other() -> None:
    value, low, high = women(made((90, 10), (5, 95)).women((300, 200), (20, 10)))
    mirrored = women(made((95, 5), (10, 90)).women((200, 300), (10, 20)))
    assert (1 - value, 1 - high, 1 - low) == pytest.approx(mirrored, abs=0.005)


def test_too_few_are_not_corrected(shipped: PublishedCorrection) -> None:
    assert shipped.women((40, 30), (20, 9)) is None
    assert shipped.women((40, 30), (20, 10)) is not None
    assert shipped.ages({"18-34": 80}, {"18-34": 19}) is None
    assert shipped.ages({"18-34": 80}, {"18-34": 20}) is not None


def test_without_the_camera_there_is_nothing_to_correct(shipped: PublishedCorrection) -> None:
    assert shipped.women((0, 0), (90, 80)) is None
    assert shipped.ages(NOBODY, {"18-34": 90, "55+": 80}) is None


@pytest.mark.parametrize("men", [(50, 50), (60, 40)])
def test_naming_no_better_than_chance_corrects_nothing(men: tuple[int, int]) -> None:
    assert made(men=men).women((300, 200), (0, 0)) is None


def test_a_camera_that_tells_all_four_bands_corrects_all_four() -> None:
    found = ages(made().ages(counted(40, 200, 120, 40), NOBODY))
    assert tuple(found) == BANDS
    assert found["18-34"].value == pytest.approx(0.5, abs=0.01)


def test_a_band_that_is_hardly_recognised_is_one_with_its_neighbour(
    shipped: PublishedCorrection,
) -> None:
    of_all = ages(shipped.ages(counted(20, 600, 300, 80), NOBODY))
    assert tuple(of_all) == ("14-34", "35-54", "55+")
    of_adults = ages(shipped.ages(counted(600, 300, 80), NOBODY))
    assert tuple(of_adults) == BANDS[1:]


def test_each_minimum_age_is_corrected_by_its_own_people(shipped: PublishedCorrection) -> None:
    found = ages(shipped.ages({"16-17": 20, "18-34": 600, "35-54": 300}, {"55+": 80}))
    assert tuple(found) == ("16-34", "35-54", "55+")


def test_the_oldest_is_merged_with_the_one_before_and_the_middle_with_the_nearer() -> None:
    right = {(age, age): 10 for age in AGES}
    old = made(ages=right | {("55+", "55+"): 4, ("55+", "35-54"): 6})
    assert old.recognised(wide_bands(18))[-1].name == "35+"
    nearer = {("35-54", "35-54"): 2, ("35-54", "18-34"): 5, ("35-54", "55+"): 3}
    assert old.recognised(wide_bands(18))[0].name == "18-34"
    assert made(ages=right | nearer).recognised(wide_bands(18))[0].name == "18-54"
    further = {("35-54", "35-54"): 2, ("35-54", "18-34"): 3, ("35-54", "55+"): 5}
    assert made(ages=right | further).recognised(wide_bands(18))[-1].name == "35+"


def test_an_age_that_nobody_measured_was_of_is_one_with_its_neighbour() -> None:
    found = made(ages={(age, age): 10 for age in AGES if int(age[:2]) >= 18})
    assert found.recognised(wide_bands(14))[0].name == "14-34"


def test_a_camera_that_tells_no_ages_corrects_none() -> None:
    blind = made(ages={(true, "18-34"): 10 for true in AGES})
    assert blind.ages({"18-34": 300, "35-54": 10}, NOBODY) is None


def test_bands_that_batches_merged_are_corrected_as_they_are(shipped: PublishedCorrection) -> None:
    found = shipped.ages({"14-34": 200, "35+": 100}, {"14-34": 20, "35+": 30})
    assert found is not None
    assert list(found) == ["14-34", "35+"]
    assert sum(share.value for share in found.values()) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("names", [("14-34", "18-34"), ("14-17", "15-17"), ("18-24",)])
def test_other_bands_are_refused(shipped: PublishedCorrection, names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="bands"):
        shipped.ages(dict.fromkeys(names, 100), NOBODY)


@pytest.mark.parametrize(
    "measured",
    [
        [[75, 20, 5], [15, 70, 15], [5, 25, 70]],
        [[750_000, 200_000, 50_000], [150_000, 700_000, 150_000], [50_000, 250_000, 700_000]],
    ],
)
@pytest.mark.parametrize("seen", [[60, 40, 20], [9_000, 4_000, 3_000]])
def test_the_chains_reach_the_posterior_itself(measured: list[list[int]], seen: list[int]) -> None:
    """With a flat prior the posterior can be drawn from directly: the counts' shares, put through
    the inverse of the mistakes, weighed by its determinant, where no band comes out below none.
    """
    dice = np.random.default_rng(2)
    chains = gibbs.true_shares(np.array(seen), np.array(measured), dice, 400)
    draws = 200_000
    mistakes = dice.standard_gamma(np.broadcast_to(np.array(measured) + 0.5, (draws, 3, 3)))
    inverse = np.linalg.inv(mistakes / mistakes.sum(axis=-1, keepdims=True))
    mix = np.einsum("de,det->dt", dice.dirichlet(np.array(seen) + 1, draws), inverse)
    weight = np.abs(np.linalg.det(inverse)) * (mix >= 0).all(axis=-1)
    expected = np.average(mix, axis=0, weights=weight)
    spread = np.sqrt(np.average((mix - expected) ** 2, axis=0, weights=weight))
    assert chains.mean(axis=0) == pytest.approx(expected, abs=0.2 * spread.max())
    assert chains.std(axis=0) == pytest.approx(spread, rel=0.15)


def test_rogan_and_gladen_are_solved_for_each_draw() -> None:
    labelled = np.array([[0.66, 0.34], [0.5, 0.5]])
    right = np.array([[0.9, 0.9], [0.8, 0.6]])
    found = rogan_gladen.women_behind(labelled, right)
    assert found[:, 0] == pytest.approx([0.7, 0.25])
    assert found.sum(axis=-1) == pytest.approx([1, 1])
