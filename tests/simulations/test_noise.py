"""Our noise beside OpenDP's: the same distribution, and the same account of what it tells.

OpenDP's draws cannot be foreseen: where they are compared, chance alone fails once in 10⁹ runs.
"""

import math
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from opendp.domains import atom_domain, vector_domain
from opendp.measurements import make_geometric
from opendp.metrics import l1_distance
from opendp.mod import Measurement, enable_features
from scipy.stats import chi2, chi2_contingency

from kiosk.domain.blocks import DEFAULT_EPSILON, Table, epsilon_of
from kiosk.domain.noise import micro_variance
from tests.domain.test_noise import PARTS, chi_square, drawn

NUMBER = 200_000
NEVER = 1e-9


def theirs(epsilon: Fraction) -> Measurement:
    """OpenDP's noise on a list of whole numbers, of which one visit changes one by one."""
    return make_geometric(
        vector_domain(atom_domain(T="i64")),
        l1_distance(T="i64"),
        scale=float(1 / epsilon),
    )


@pytest.fixture(scope="module", autouse=True)
def contrib() -> None:
    enable_features("contrib")


@pytest.fixture(scope="module", params=PARTS)
def both(request: pytest.FixtureRequest) -> tuple[Fraction, list[int], list[int]]:
    """An epsilon, ours and theirs."""
    epsilon: Fraction = request.param
    return epsilon, drawn(epsilon, NUMBER), theirs(epsilon)([0] * NUMBER)


def test_theirs_is_the_distribution_that_ours_is_held_to(
    both: tuple[Fraction, list[int], list[int]],
) -> None:
    epsilon, _, others = both
    distance, freedom = chi_square(others, epsilon)
    assert chi2.sf(distance, freedom) > NEVER


def test_nothing_tells_ours_from_theirs(both: tuple[Fraction, list[int], list[int]]) -> None:
    _, own, others = both
    assert alike(own, others) > NEVER
    # And it would be seen.
    assert alike([abs(x) for x in own], others) < NEVER
    assert alike(own[: NUMBER // 2] + own[: NUMBER // 4] + [0] * (NUMBER // 4), others) < NEVER


def alike(one: list[int], other: list[int]) -> float:
    """How likely two such samples, or less alike ones, are of one distribution."""
    counts = [Counter(max(-12, min(12, x)) for x in sample) for sample in (one, other)]
    values = [x for x in range(-12, 13) if sum(count[x] for count in counts) > 20]
    found: Any = chi2_contingency([[count[x] for x in values] for count in counts])
    return float(found.pvalue)


def test_the_variance_that_files_state_is_that_of_both(
    both: tuple[Fraction, list[int], list[int]],
) -> None:
    epsilon, own, others = both
    for sample in (own, others):
        found = sum(x * x for x in sample) / NUMBER
        assert found == pytest.approx(micro_variance(epsilon) / 1e6, rel=7 * math.sqrt(5 / NUMBER))


def test_their_account_of_the_three_tables_is_the_whole_epsilon() -> None:
    """One visit more is one more in one cell of each table; and what is told adds up."""
    tells: list[Callable[[int], float]] = [
        theirs(epsilon_of(table, DEFAULT_EPSILON)).map for table in Table
    ]
    assert sum(tell(1) for tell in tells) == pytest.approx(DEFAULT_EPSILON)
    # One answer against another: one less in one cell and one more in another.
    assert sum(tell(2) for tell in tells) == pytest.approx(2 * DEFAULT_EPSILON)
