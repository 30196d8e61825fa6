"""Shares of released numbers, beside formulas for what noise, chance and mistakes each do alone."""

import math
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.domain.block_sums import NOTHING, Total
from kiosk.domain.shares import FEWEST, Estimate, Labels, estimates
from kiosk.domain.statistics import Z, wilson

ONE_SIDED = 1.6448536
MANY = 1e12

any_totals = st.lists(
    st.builds(Total, st.integers(-20, 5000), st.integers(0, 60_000_000)), min_size=2, max_size=4
)


def exact(*numbers: int) -> list[Total]:
    return [Total(number) for number in numbers]


def nobody(kinds: int = 2) -> list[Total]:
    return [NOTHING] * kinds


def labels_of(right_women: float, right_men: float, people: float = MANY) -> Labels:
    """A camera that names so many women women, and men men, known of so many people each."""
    (a, b), (c, d) = rates = ((right_women, 1 - right_women), (1 - right_men, right_men))
    scale = a * d - b * c
    inverse = ((d / scale, -b / scale), (-c / scale, a / scale))
    return Labels(rates, inverse, (people, people))


def of_three(right: float, people: float) -> Labels:
    """Of three kinds, each mistaken for either other as often."""
    wrong = (1 - right) / 2
    rates = tuple(tuple(right if k == n else wrong for n in range(3)) for k in range(3))
    scale = right - wrong
    inverse = tuple(
        tuple(((k == n) - wrong) / scale for n in range(3)) for k in range(3)
    )  # Of (right - wrong)·I + wrong·J, whose rows add up to 1.
    return Labels(rates, inverse, (people,) * 3)


def of_women(found: Sequence[Estimate]) -> Estimate:
    assert found
    return found[0]


# What is always so --------------------------------------------------------------------------------


@given(any_totals, st.data())
def test_every_share_is_within_its_range_and_the_range_within_nought_and_one(
    camera: list[Total], data: st.DataObject
) -> None:
    kinds = len(camera)
    said = data.draw(st.lists(st.sampled_from(camera), min_size=kinds, max_size=kinds))
    labels = data.draw(st.sampled_from([None, labels_of(0.9, 0.8, 50), of_three(0.7, 50)]))
    if labels is not None and len(labels.people) != kinds:
        labels = None
    found = estimates(camera, said, labels)
    of = sum(total.number for total in [*camera, *said])
    assert not found or [each.of for each in found] == [of] * kinds
    for each in found:
        assert 0 <= each.low <= each.value <= each.high <= 1
        assert round(each.value, 4) == each.value
    assert all(each.corrected for each in found) or not any(each.corrected for each in found)


@given(st.integers(0, 4000), st.integers(0, 4000), st.integers(0, 8_000_000))
def test_women_and_men_mirror_each_other(women: int, men: int, noise: int) -> None:
    camera = [Total(women, noise), Total(men, noise)]
    for labels in (None, labels_of(0.9, 0.9, 300)):
        found = estimates(camera, exact(30, 20), labels)
        assume(found)
        one, other = found
        mirrored = (1 - one.value, 1 - one.high, 1 - one.low)
        assert mirrored == pytest.approx((other.value, other.low, other.high), abs=2e-4)


# Too few ------------------------------------------------------------------------------------------


def test_of_fewer_than_ten_no_share_is_named() -> None:
    assert estimates(exact(4, 5), nobody()) == ()
    assert [each.value for each in estimates(exact(4, 6), nobody())] == [0.4, 0.6]
    assert FEWEST == 10


def test_nor_where_it_is_mostly_noise() -> None:
    four = [Total(20, 25_000_000)] * 2
    # √(4 · 25) is 10, and three times that is 30.
    assert estimates([Total(4, 25_000_000)] * 2, [Total(11, 25_000_000)] * 2)
    assert estimates([Total(4, 25_000_000)] * 2, [Total(10, 25_000_000)] * 2) == ()
    assert estimates(four, four)


def test_what_noise_has_put_under_nought_makes_no_share_under_nought() -> None:
    found = estimates([Total(-3, 3_000_000), Total(40, 3_000_000)], nobody())
    assert found[0].value == found[0].low == 0
    assert found[0].high > 0
    assert found[1].value == found[1].high == 1


# Chance alone -------------------------------------------------------------------------------------


@given(st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 3000))
def test_without_noise_and_mistakes_it_is_wilsons_interval(
    women: int, men: int, told_women: int, told_men: int
) -> None:
    count, of = women + told_women, women + men + told_women + told_men
    assume(of >= FEWEST)
    found = of_women(estimates(exact(women, men), exact(told_women, told_men)))
    expected = (count / of, *wilson(count, of))
    assert (found.value, found.low, found.high) == pytest.approx(expected, abs=6e-5)
    assert not found.corrected


@given(st.lists(st.integers(0, 900), min_size=3, max_size=4))
def test_so_it_is_for_more_than_two_kinds(visits: list[int]) -> None:
    assume(sum(visits) >= FEWEST)
    found = estimates(exact(*visits), nobody(len(visits)))
    for number, each in zip(visits, found, strict=True):
        expected = wilson(number, sum(visits))
        assert (each.low, each.high) == pytest.approx(expected, abs=6e-5)


# Noise --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.9])
def test_noise_adds_its_own_part_to_the_variance(share: float) -> None:
    """As 5-statistics of women and men: (p² + (1 − p)²)·σ²/n² more, where n is large."""
    n, variance = 4000, 2000.0
    women = round(share * n)
    camera = [Total(each, round(variance * 1e6)) for each in (women, n - women)]
    found = of_women(estimates(camera, nobody()))
    spread = share * (1 - share) / n + (share**2 + (1 - share) ** 2) * variance / n**2
    assert (found.high - found.low) / 2 == pytest.approx(Z * math.sqrt(spread), rel=0.02)


@given(st.integers(100, 900), st.integers(100, 900), st.integers(0, 10), st.integers(10, 50))
def test_more_noise_is_a_wider_range(women: int, men: int, noise: int, more: int) -> None:
    one, other = (
        of_women(estimates([Total(women, v * 1_000_000), Total(men, v * 1_000_000)], nobody()))
        for v in (noise, noise + more)
    )
    assert one.value == other.value
    assert other.low <= one.low
    assert one.high <= other.high
    assert other.high - other.low > one.high - one.low


# The camera's mistakes ----------------------------------------------------------------------------


def test_a_camera_that_is_never_wrong_leaves_the_share_as_it_is() -> None:
    camera, said = [Total(300, 3_000_000), Total(200, 3_000_000)], exact(20, 30)
    plain = of_women(estimates(camera, said))
    found = of_women(estimates(camera, said, labels_of(1.0, 1.0)))
    assert (found.value, found.low, found.high) == (plain.value, plain.low, plain.high)
    assert found.corrected


@pytest.mark.parametrize(("right_women", "right_men"), [(0.93, 0.93), (0.9, 0.95), (0.8, 0.97)])
def test_it_is_midway_between_as_named_and_all_of_the_error_taken_out(
    right_women: float, right_men: float
) -> None:
    """Rogan and Gladen's formula at one end, the count at the other."""
    found = of_women(estimates(exact(600, 400), nobody(), labels_of(right_women, right_men)))
    taken_out = (0.6 + right_men - 1) / (right_women + right_men - 1)
    assert found.value == pytest.approx((0.6 + taken_out) / 2, abs=1e-4)
    assert found.low < min(0.6, taken_out)
    assert max(0.6, taken_out) < found.high


def test_where_both_ends_are_far_apart_each_is_missed_to_one_side_only() -> None:
    """So 1.64 standard errors beyond each are enough (Imbens and Manski, 2004)."""
    n = 1_000_000
    found = of_women(estimates(exact(800_000, 200_000), nobody(), labels_of(0.9, 0.9)))
    error = math.sqrt(0.8 * 0.2 / n)
    assert found.low == pytest.approx(0.8 - ONE_SIDED * error, abs=6e-5)
    assert found.high == pytest.approx(0.875 + ONE_SIDED * error / 0.8, abs=1.2e-4)


def test_where_both_ends_are_the_same_it_is_196() -> None:
    n = 1_000_000
    found = of_women(estimates(exact(500_000, 500_000), nobody(), labels_of(0.9, 0.9)))
    reach = Z * math.sqrt(0.25 / n) / 0.8
    assert (found.low, found.high) == pytest.approx((0.5 - reach, 0.5 + reach), abs=6e-5)


def test_how_little_is_known_of_the_mistakes_is_in_the_range() -> None:
    n, people = 100_000_000, 200
    camera = exact(n * 7 // 10, n * 3 // 10)
    found = of_women(estimates(camera, nobody(), labels_of(0.9, 0.9, people)))
    taken_out = (0.7 - 0.1) / 0.8
    known = 0.9 * 0.1 / (people + 1) * (taken_out**2 + (1 - taken_out) ** 2) / 0.8**2
    # The other end, as named, has hardly any error; and the range is of a share, not around it.
    reach = ONE_SIDED * math.sqrt(known)
    assert found.high == pytest.approx(taken_out + reach, abs=0.004)


def test_of_hardly_anybody_known_a_share_may_be_anything() -> None:
    found = of_women(estimates(exact(50_000, 50_000), nobody(), labels_of(0.55, 0.55, 2)))
    assert (found.low, found.high) == (0, 1)


def test_what_was_said_is_added_as_said() -> None:
    camera, said = exact(800, 200), exact(1000, 3000)
    found = of_women(estimates(camera, said, labels_of(0.9, 0.9)))
    taken_out = (0.8 - 0.1) / 0.8
    expected = (0.2 * (0.8 + taken_out) / 2) + 0.8 * 0.25
    assert found.value == pytest.approx(expected, abs=1e-4)


def test_of_endless_visits_it_is_the_share_itself() -> None:
    found = of_women(estimates(exact(6 * 10**15, 4 * 10**15), nobody(), labels_of(1, 1, 1e30)))
    assert (found.low, found.value, found.high) == (0.6, 0.6, 0.6)


@pytest.mark.parametrize("camera", [nobody(), [Total(-4, 3_000_000), Total(2, 3_000_000)]])
def test_where_the_camera_saw_nobody_nothing_is_corrected(camera: list[Total]) -> None:
    found = estimates(camera, exact(70, 50), labels_of(0.9, 0.9))
    assert found == estimates(camera, exact(70, 50))
    assert not of_women(found).corrected


def test_of_three_kinds_the_corrected_shares_are_one() -> None:
    found = estimates(exact(300, 500, 200), exact(10, 10, 10), of_three(0.8, 400))
    assert sum(each.value for each in found) == pytest.approx(1, abs=2e-4)
    # The largest is made larger and the smallest smaller.
    plain = estimates(exact(300, 500, 200), exact(10, 10, 10))
    assert found[1].value > plain[1].value
    assert found[2].value < plain[2].value


# How often it holds the truth: the whole table is tests/simulations/coverage.py's ----------------


def test_with_noise_and_mistakes_the_range_holds_the_truth() -> None:
    """Of 400 shops of 300 visits, at either end of how many mistaken visitors say so."""
    dice = Random(54)
    labels = labels_of(0.93, 0.95, 400)
    for says_so in (0.0, 1.0):
        held = sum(_holds(dice, labels, 0.7, 300, says_so) for _ in range(400))
        assert 0.93 * 400 <= held <= 0.99 * 400


def _holds(dice: Random, labels: Labels, women: float, visits: int, says_so: float) -> bool:
    named, said = [0, 0], [0, 0]
    for _ in range(visits):
        true = 0 if dice.random() < women else 1
        wrong = dice.random() >= labels.rates[true][true]
        if wrong and dice.random() < says_so:
            said[true] += 1
        else:
            named[1 - true if wrong else true] += 1
    totals = [
        [Total(number + round(dice.gauss(0, 1.7)), 2_900_000) for number in numbers]
        for numbers in (named, said)
    ]
    found = of_women(estimates(totals[0], totals[1], labels))
    return found.low <= women <= found.high
