"""The noise beside its exact distribution: every draw from dice that fall the same on each run."""

import heapq
import math
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.noise import discrete_laplace, micro_variance

PARTS = [Fraction(4, 5), Fraction(7, 10), Fraction(1, 2)]
"""What the three tables have of an epsilon of 2."""

OTHERS = [Fraction(1, 40), Fraction(11, 50), Fraction(1), Fraction(8, 5), Fraction(7, 3)]

# The value that chi-square exceeds once in a thousand times, by degrees of freedom: Wilson and
# Hilferty's approximation, good to a tenth.
_Z_OF_A_THOUSANDTH = 3.09


def likely(epsilon: Fraction, x: int) -> float:
    """The probability of x in the distribution that the paper defines."""
    q = math.exp(-epsilon)
    return (1 - q) / (1 + q) * q ** abs(x)


def drawn(epsilon: Fraction, number: int, seed: int = 17) -> list[int]:
    below = Random(seed).randrange
    return [discrete_laplace(epsilon, below) for _ in range(number)]


def chi_square(found: list[int], epsilon: Fraction) -> tuple[float, int]:
    """How far these draws are from the distribution, and in how many bins less one.

    A bin for every value that 20 draws or more are expected of, and one for each tail.
    """
    number = len(found)
    reach = 0
    while number * likely(epsilon, reach + 1) >= 20:
        reach += 1
    counts = Counter(max(-reach - 1, min(reach + 1, x)) for x in found)
    expected = {x: number * likely(epsilon, x) for x in range(-reach, reach + 1)}
    tail = (number - sum(expected.values())) / 2
    expected |= {-reach - 1: tail, reach + 1: tail}
    distance = sum((counts[x] - each) ** 2 / each for x, each in expected.items())
    return distance, len(expected) - 1


def is_likely(found: list[int], epsilon: Fraction) -> bool:
    distance, freedom = chi_square(found, epsilon)
    part = 2 / (9 * freedom)
    return distance < freedom * (1 - part + _Z_OF_A_THOUSANDTH * math.sqrt(part)) ** 3


@pytest.mark.parametrize("epsilon", [*PARTS, *OTHERS])
def test_draws_are_distributed_as_defined(epsilon: Fraction) -> None:
    assert is_likely(drawn(epsilon, 20_000), epsilon)


@pytest.mark.parametrize("epsilon", PARTS)
def test_draws_of_a_slightly_other_distribution_are_seen(epsilon: Fraction) -> None:
    found = drawn(epsilon, 20_000)
    assert not is_likely(found, epsilon * Fraction(21, 20))
    assert not is_likely(found, epsilon * Fraction(19, 20))
    # Nought by either sign, and nothing under nought.
    assert not is_likely(found + [0] * found.count(0), epsilon)
    assert not is_likely([abs(x) for x in found], epsilon)


class _OneMore(Exception):
    def __init__(self, below: int) -> None:
        self.below = below


def explored(epsilon: Fraction, runs: int) -> tuple[dict[int, Fraction], Fraction]:
    """How likely each value is, from all the ways in which the dice may fall, likeliest first.

    After so many runs some ways are left; how likely these are together is the second number.
    """
    found: dict[int, Fraction] = defaultdict(Fraction)
    left: list[tuple[float, int, tuple[int, ...], Fraction]] = [(-1.0, 0, (), Fraction(1))]
    number, open_ways = 0, Fraction(1)
    for _ in range(runs):
        _, _, fallen, chance = heapq.heappop(left)
        dice = iter(fallen)

        def below(size: int, dice: Iterator[int] = dice) -> int:
            for each in dice:
                return each
            raise _OneMore(size)

        try:
            value = discrete_laplace(epsilon, below)
        except _OneMore as more:
            each_chance = chance / more.below
            for each in range(more.below):
                number += 1
                heapq.heappush(left, (-float(each_chance), number, (*fallen, each), each_chance))
        else:
            found[value] += chance
            open_ways -= chance
    return found, open_ways


@pytest.mark.parametrize("epsilon", [Fraction(1, 2), Fraction(1), Fraction(2)])
def test_of_all_ways_the_dice_may_fall_each_value_has_its_share(epsilon: Fraction) -> None:
    """Without chance: what is explored may not exceed the distribution, and is most of it."""
    found, left = explored(epsilon, 12_000)
    assert left < 0.14
    for value, chance in found.items():
        assert float(chance) <= likely(epsilon, value) + 1e-12
        assert likely(epsilon, value) <= float(chance + left) + 1e-12
    assert found[0] + found[1] + found[-1] > Fraction(1, 2)
    assert found[1] == found[-1] > 0


@given(st.fractions(Fraction(1, 50), 4, max_denominator=1000), st.integers())
def test_only_whole_numbers_are_asked_of_the_dice(epsilon: Fraction, seed: int) -> None:
    random = Random(seed)
    asked: list[object] = []

    def below(size: int) -> int:
        asked.append(size)
        return random.randrange(size)

    assert type(discrete_laplace(epsilon, below)) is int
    assert asked
    assert all(type(size) is int and size > 0 for size in asked)


def test_the_dice_are_the_systems_own() -> None:
    assert discrete_laplace.__defaults__ == (secrets.randbelow,)


@pytest.mark.parametrize("epsilon", [*PARTS, *OTHERS])
def test_the_variance_is_that_of_the_distribution(epsilon: Fraction) -> None:
    far = int(60 / epsilon)
    summed = sum(x * x * likely(epsilon, x) for x in range(-far, far + 1))
    assert micro_variance(epsilon) == pytest.approx(1_000_000 * summed, rel=1e-9, abs=1)
    assert type(micro_variance(epsilon)) is int


@pytest.mark.parametrize("epsilon", PARTS)
def test_draws_have_that_variance_and_mean(epsilon: Fraction) -> None:
    number = 20_000
    found = drawn(epsilon, number)
    variance = micro_variance(epsilon) / 1_000_000
    # The kurtosis is about six, so that the variance found is off by √(5/n) of it.
    squares = sum(x * x for x in found) / number
    assert squares == pytest.approx(variance, rel=4 * math.sqrt(5 / number))
    assert sum(found) / number == pytest.approx(0, abs=4 * math.sqrt(variance / number))
