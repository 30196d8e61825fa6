"""Shares and their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.statistics import FEWEST, Share, share, wilson, worst_case


@st.composite
def counted(draw: st.DrawFn) -> tuple[int, int]:
    of = draw(st.integers(1, 1_000_000))
    return draw(st.integers(0, of)), of


@given(counted())
def test_the_interval_holds_the_share_and_mirrors(counted: tuple[int, int]) -> None:
    count, of = counted
    low, high = wilson(count, of)
    assert 0 <= low <= count / of <= high <= 1
    assert (1 - high, 1 - low) == pytest.approx(wilson(of - count, of), abs=1e-12)


def test_none_and_all_keep_their_end_exactly() -> None:
    assert wilson(0, 20)[0] == 0
    assert wilson(20, 20)[1] == 1


def test_of_fewer_than_twenty_there_are_only_counts() -> None:
    assert share(7, FEWEST - 1) == Share(7, 19, None, None)
    assert share(7, FEWEST - 1).value is None
    assert share(0, 0) == Share(0, 0, None, None)
    found = share(7, FEWEST)
    assert found.value == 0.35
    assert (found.low, found.high) == wilson(7, 20)


@pytest.mark.parametrize(("count", "of"), [(21, 20), (-1, 20), (1, 0)])
def test_more_than_all_and_fewer_than_none_are_no_share(count: int, of: int) -> None:
    with pytest.raises(ValueError, match=f"{count} of {of} is not a share"):
        share(count, of)


def test_what_a_no_hides_lies_between_none_and_all_of_the_others() -> None:
    assert worst_case(0.6, share(40, 100)) == pytest.approx((0.24, 0.84))
    assert worst_case(0.6, share(100, 100)) == pytest.approx((0.6, 0.6))
    assert worst_case(0.6, share(0, 100)) == (0, 1)


def test_nothing_is_said_of_a_no_where_too_few_were_asked() -> None:
    assert worst_case(0.6, share(4, 10)) is None


@given(st.floats(0, 1), counted())
def test_it_holds_every_share_that_the_others_may_have(
    found: float, counted: tuple[int, int]
) -> None:
    opt_in = share(*counted)
    ends = worst_case(found, opt_in)
    if opt_in.value is None:
        assert ends is None
        return
    assert ends is not None
    for among_others in (0.0, 0.3, 1.0):
        among_all = opt_in.value * found + (1 - opt_in.value) * among_others
        assert ends[0] - 1e-12 <= among_all <= ends[1] + 1e-12
