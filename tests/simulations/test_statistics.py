"""Intervals beside two libraries that work them out by themselves."""

import pytest
from hypothesis import given
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

from kiosk.domain.statistics import wilson
from tests.domain.test_statistics import counted


@given(counted())
def test_wilsons_interval_is_that_of_two_other_programs(counted: tuple[int, int]) -> None:
    count, of = counted
    found = wilson(count, of)
    assert found == pytest.approx(proportion_confint(count, of, method="wilson"), abs=1e-12)
    theirs = binomtest(count, of).proportion_ci(method="wilson")
    assert found == pytest.approx((theirs.low, theirs.high), abs=1e-12)
