"""Somebody who knows all answers of a block but one: how often is she right about that one?

She makes 19 (39) visits of her own, lets one other visitor by, and has the block close. Of batches
she read the other's answer off 20 times in 20. Now she guesses, as well as can be guessed.
"""

import pytest

from kiosk.domain.block_sums import add_up
from kiosk.domain.blocks import DEFAULT_EPSILON, Block, Counted, Source, count, is_enough, release
from kiosk.domain.estimate import AgeBand, Answer, Gender
from tests.attacks.audit import dice
from tests.attacks.guesses import best_accuracy, bound, odds
from tests.domain.test_block_sums import FIRST

TRIES = 3_000
EPSILON = DEFAULT_EPSILON

_OFF = 3 * (0.25 / TRIES) ** 0.5
"""How far chance may put what is found of so many tries."""


def of(gender: Gender, first: int, source: Source = Source.CAMERA) -> Counted:
    return source, Answer(gender, AgeBand(first, first + 9))


WOMAN, MAN = of(Gender.WOMAN, 25), of(Gender.MAN, 25)
PAIRS = [
    (WOMAN, MAN),
    (WOMAN, of(Gender.WOMAN, 55)),
    (WOMAN, of(Gender.MAN, 55)),
    (WOMAN, of(Gender.MAN, 55, Source.SAID)),
]

HER_OWN = [(19, True), (39, False)]
"""With the other's visit enough at close of day, and at a time of day."""


def right_guesses(one: Counted, other: Counted, own: int, *, noise: bool = True) -> float:
    """The part of TRIES in which she is right; the other visitor is either as often."""
    draw = dice(20 + own)
    known = [(MAN, own)]
    right = 0.0
    for number in range(TRIES):
        truth = (one, other)[number % 2]
        visits = [*known, (truth, 1)]
        released = release(visits, EPSILON, draw) if noise else count(visits)
        found = odds(released, known, one, other, EPSILON)
        right += 0.5 if abs(found) < 1e-9 else (found > 0) == (truth is one)
    return right / TRIES


@pytest.mark.parametrize(("own", "at_close"), HER_OWN)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_an_insider_guesses_and_no_better_than_epsilon_says(
    one: Counted, other: Counted, own: int, at_close: bool
) -> None:
    assert is_enough(own + 1, at_close=at_close)
    assert not is_enough(own, at_close=at_close)
    found = right_guesses(one, other, own)
    assert found == pytest.approx(best_accuracy(one, other, EPSILON), abs=_OFF)
    assert found <= bound(one, other, EPSILON) + _OFF
    # A coin is right half of the time; batches were, always.
    assert found < 0.85


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_without_noise_she_is_always_right(one: Counted, other: Counted) -> None:
    assert right_guesses(one, other, 19, noise=False) == 1


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_smaller_epsilon_leaves_her_less(one: Counted, other: Counted) -> None:
    found = [best_accuracy(one, other, epsilon) for epsilon in (0.1, 0.5, 1.0, 2.0, 4.0)]
    assert found == sorted(found)
    assert found[0] < 0.53
    assert all(
        each < bound(one, other, epsilon)
        for each, epsilon in zip(found, (0.1, 0.5, 1.0, 2.0, 4.0), strict=True)
    )


def test_that_is_what_the_manual_says_of_it() -> None:
    assert [round(best_accuracy(*pair, EPSILON), 2) for pair in PAIRS] == [0.74, 0.72, 0.79, 0.79]
    assert [round(bound(*pair, EPSILON), 2) for pair in PAIRS] == [0.93, 0.92, 0.98, 0.98]


# Sums and differences -----------------------------------------------------------------------------


def block(day: int, cells: tuple[int, ...]) -> Block:
    return Block(FIRST, FIRST, FIRST.replace(day=FIRST.day - day), "close", 20, EPSILON, cells)


def test_a_week_less_six_days_leaves_her_the_seventh_as_it_was_released() -> None:
    """So it tells as much of who was in it as that day alone, however often it is exported."""
    draw = dice(7)
    right = 0
    for number in range(TRIES // 7):
        truth = (WOMAN, MAN)[number % 2]
        days = [release([(MAN, 19), (WOMAN, 1)], EPSILON, draw) for _ in range(6)]
        seventh = release([(MAN, 19), (truth, 1)], EPSILON, draw)
        week = add_up([*(block(day, cells) for day, cells in enumerate(days)), block(6, seventh)])
        six = add_up(block(day, cells) for day, cells in enumerate(days))
        rest = tuple(a - b for a, b in zip(week.cells, six.cells, strict=True))
        assert rest == seventh
        right += (odds(rest, [(MAN, 19)], WOMAN, MAN, EPSILON) > 0) == (truth is WOMAN)
    assert right / (TRIES // 7) < bound(WOMAN, MAN, EPSILON)


def test_a_second_release_of_the_same_visits_would_tell_her_more() -> None:
    """The mean of two is nearer to the truth: so each block is released once."""
    draw = dice(8)
    once = twice = 0
    for number in range(TRIES):
        truth = (WOMAN, MAN)[number % 2]
        both = [release([(MAN, 19), (truth, 1)], EPSILON, draw) for _ in range(2)]
        found = [odds(each, [(MAN, 19)], WOMAN, MAN, EPSILON) for each in both]
        once += (found[0] > 0) == (truth is WOMAN)
        twice += (sum(found) > 0) == (truth is WOMAN)
    assert twice / TRIES > once / TRIES + _OFF
