"""Only the one who agreed is looked at: faults 4 and 5, and whoever stands beside the oval.

Places, sizes and times vary with a seed. Some cases in every run of the tests; a hundred of each
kind, as many as were measured, with FULL=1.
"""

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from kiosk.adapters.analysis.landmarks import FaceFinder, Found
from kiosk.adapters.analysis.oval import OVAL, mask
from kiosk.adapters.analysis.protocol import Estimated, Failed
from kiosk.domain.states import Hint, WatchFault
from tests.adapters.analysis.portraits import (
    ASTRONAUT,
    HEIGHT,
    HOPPER,
    WIDTH,
    Head,
    Portrait,
    frame,
)
from tests.adapters.analysis.scenes import FRAMES_PER_SECOND, Eyes, Heads
from tests.adapters.camera.films import Picture

FULL = os.environ.get("FULL") == "1"
CASES = 100 if FULL else 8
PAUSE = round(0.3 * FRAMES_PER_SECOND)
SECOND = FRAMES_PER_SECOND

pytestmark = [pytest.mark.timeout(CASES * 30)]


@pytest.fixture(scope="module")
def eyes() -> Iterator[Eyes]:
    made = Eyes()
    yield made
    made.close()


def two(dice: random.Random) -> tuple[Portrait, Portrait]:
    """Both people, either of them first."""
    return (ASTRONAUT, HOPPER) if dice.random() < 0.5 else (HOPPER, ASTRONAUT)


def side_by_side(dice: random.Random) -> tuple[Head, Head]:
    """Both people in the oval, each of them large enough to be read alone."""
    one, other = two(dice)
    sides = [0.5 - dice.uniform(0.14, 0.16), 0.5 + dice.uniform(0.14, 0.16)]
    dice.shuffle(sides)
    y = OVAL.centre_y + dice.uniform(-0.03, 0.03)
    width = dice.uniform(106, 116)
    return Head(sides[0], y, width, one), Head(sides[1], y, width, other)


@pytest.mark.parametrize("seed", range(CASES))
def test_a_second_face_pauses_until_it_has_gone(eyes: Eyes, seed: int) -> None:
    dice = random.Random(seed)
    one, other = side_by_side(dice)
    comes, stays = dice.randint(3, 6), dice.randint(12, 40)
    goes = comes + stays
    seen = eyes.watch(lambda n: [one, other] if comes <= n < goes else [one])
    together = seen.results[comes:goes]
    assert all(result.hint is Hint.ONE_AT_A_TIME for result in together[PAUSE:])
    assert not any(result.reading for result in together[PAUSE:])
    assert isinstance(seen.outcome, Estimated)
    assert len(seen.results) > goes


def cut(dice: random.Random) -> tuple[int, Heads]:
    """In one frame's time somebody else, in the same place and of nearly the same size."""
    one, other = two(dice)
    head = Head(0.5 + dice.uniform(-0.03, 0.03), OVAL.centre_y, dice.uniform(112, 170), one)
    next_one = replace(head, of=other, face_width=head.face_width * dice.uniform(0.9, 1.1))
    when = dice.randint(3, 6)
    return when, lambda n: [head if n < when else next_one]


def beside(dice: random.Random) -> tuple[int, Heads]:
    """Somebody steps beside the visitor, who then goes."""
    one, other = side_by_side(dice)
    comes = dice.randint(3, 6)
    goes = comes + dice.randint(3, 20)
    return goes, lambda n: [*([one] if n < goes else []), *([other] if n >= comes else [])]


def in_front(dice: random.Random) -> tuple[int, Heads]:
    """Somebody larger moves in from the side, until only they can be seen."""
    one, other = two(dice)
    first = Head(0.5, OVAL.centre_y, dice.uniform(108, 125), one)
    width = first.face_width * dice.uniform(1.2, 1.4)
    side, pace = dice.choice((-1, 1)), dice.uniform(0.05, 0.08)
    begins = 2

    def heads(n: int) -> list[Head]:
        x = 0.5 + side * max(0.0, 0.5 - pace * max(0, n - begins))
        return [first, Head(x, OVAL.centre_y, width, other)]

    return begins + round(0.5 / pace), heads


def out_and_in(dice: random.Random) -> tuple[int, Heads]:
    """The visitor walks out to one side, and somebody else comes in at once from either side."""
    one, other = two(dice)
    width, pace = dice.uniform(112, 150), dice.uniform(0.11, 0.16)
    side, other_side = dice.choice((-1, 1)), dice.choice((-1, 1))
    leaves, steps = dice.randint(3, 4), round(0.6 / pace)
    enters = leaves + steps + dice.randint(0, 8)

    def heads(n: int) -> list[Head]:
        y = OVAL.centre_y
        if n < enters:
            return [Head(0.5 + side * pace * max(0, n - leaves), y, width, one)]
        return [Head(0.5 + other_side * max(0.0, 0.6 - pace * (n - enters)), y, width, other)]

    return enters, heads


@pytest.mark.parametrize("swap", (cut, beside, in_front, out_and_in), ids=lambda s: s.__name__)
@pytest.mark.parametrize("seed", range(max(1, CASES // 4)))
def test_another_person_ends_the_look_within_a_second(
    eyes: Eyes, swap: Callable[[random.Random], tuple[int, Heads]], seed: int
) -> None:
    gone, heads = swap(random.Random(seed))
    seen = eyes.watch(heads)
    assert seen.outcome == Failed(WatchFault.FACE_LEFT)
    assert len(seen.results) <= gone + SECOND


def bystander(dice: random.Random) -> Head:
    """A head of which not one pixel lies in the oval."""
    inside = mask(OVAL, WIDTH, HEIGHT) > 0
    while True:
        x, y = dice.uniform(-0.05, 1.05), dice.uniform(-0.05, 1.05)
        head = Head(x, y, dice.uniform(30, 130), two(dice)[0])
        changed = (frame(head) != frame()).any(axis=2)
        if changed.any() and not (changed & inside).any():
            return head


@pytest.mark.parametrize("seed", range(CASES))
def test_nobody_outside_the_oval_is_there(
    eyes: Eyes, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)
    visitor = Head(0.5, OVAL.centre_y, dice.uniform(112, 160), two(dice)[0])
    other = bystander(dice)
    searched: list[Picture] = []
    find = FaceFinder.find

    def spied(finder: FaceFinder, rgb: Picture) -> Found:
        searched.append(rgb.copy())
        return find(finder, rgb)

    alone = eyes.watch(lambda n: [visitor])
    monkeypatch.setattr(FaceFinder, "find", spied)
    beside = eyes.watch(lambda n: [visitor, other])
    left, top, wide, tall = OVAL.box(WIDTH, HEIGHT)
    outside = mask(OVAL, WIDTH, HEIGHT)[top : top + tall, left : left + wide] == 0
    assert all(np.unique(picture[outside]).size == 1 for picture in searched)
    assert beside.results == alone.results
    assert isinstance(beside.outcome, Estimated)
    assert beside.outcome == alone.outcome
