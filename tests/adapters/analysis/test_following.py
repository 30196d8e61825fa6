"""A change of person is told by place and time alone."""

import pytest

from kiosk.adapters.analysis.following import Box, Following, Step, distinct, overlap

HERE: Box = (100.0, 100.0, 80.0, 100.0)
NEAR: Box = (110.0, 105.0, 82.0, 101.0)
BESIDE: Box = (200.0, 100.0, 80.0, 100.0)
CLOSE_UP: Box = (60.0, 40.0, 170.0, 220.0)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    (
        (HERE, HERE, 1.0),
        (HERE, BESIDE, 0.0),
        (HERE, (180.0, 100.0, 80.0, 100.0), 0.0),
        ((0.0, 0.0, 2.0, 1.0), (1.0, 0.0, 2.0, 1.0), 1 / 3),
    ),
)
def test_overlap_is_intersection_over_union(one: Box, other: Box, expected: float) -> None:
    assert overlap(one, other) == pytest.approx(expected)
    assert overlap(other, one) == pytest.approx(expected)


def test_a_face_found_twice_is_one_face() -> None:
    assert distinct([HERE, NEAR, BESIDE]) == [HERE, BESIDE]


def test_the_followed_face_is_preferred_to_a_larger_one() -> None:
    following = Following()
    assert following.nearest([]) is None
    assert following.nearest([HERE, CLOSE_UP]) is CLOSE_UP
    following.step(BESIDE, 0)
    assert following.nearest([HERE, BESIDE, CLOSE_UP]) is BESIDE


def test_a_face_that_moves_a_little_stays_the_same() -> None:
    following = Following()
    assert following.step(HERE, 0) is Step.SAME
    assert following.step(NEAR, 33) is Step.SAME


def test_another_place_is_a_jump_once_the_first_has_been_gone_for_a_moment() -> None:
    following = Following()
    following.step(HERE, 0)
    assert following.step(BESIDE, 33) is Step.ANOTHER
    assert following.step(BESIDE, 250) is Step.ANOTHER
    assert following.step(BESIDE, 283) is Step.JUMPED
    assert following.step(BESIDE, 316) is Step.SAME


def test_the_first_face_back_in_its_place_is_no_jump() -> None:
    following = Following()
    following.step(HERE, 0)
    following.step(BESIDE, 33)
    assert following.step(HERE, 66) is Step.SAME


def test_a_face_much_larger_in_the_same_place_is_another() -> None:
    following = Following()
    following.step(HERE, 0)
    assert following.step(CLOSE_UP, 33) is Step.ANOTHER


def test_after_half_a_second_without_a_face_the_same_place_is_no_proof() -> None:
    following = Following()
    following.step(HERE, 0)
    assert following.step(HERE, 500) is Step.SAME
    assert following.step(HERE, 1001) is Step.JUMPED


def test_forgotten_is_as_if_nobody_had_been_there() -> None:
    following = Following()
    following.step(HERE, 0)
    following.forget()
    assert following.step(BESIDE, 33) is Step.SAME
