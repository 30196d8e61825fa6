"""Where a few do not say their age, the shares of ages still hold what is true."""

import numpy as np
import pytest

from kiosk.domain.batches import Batch
from tests.simulations.coverage import within_chance
from tests.simulations.said_ages import closed, of_shops

SHOPS = 200


@pytest.mark.parametrize("visits", [300, 1000, 5000])
@pytest.mark.parametrize("unsaid", [0.01, 0.03, 0.08])
def test_intervals_hold_the_true_shares_95_times_in_100_or_more(unsaid: float, visits: int) -> None:
    found = of_shops(visits, unsaid, np.random.default_rng(44), SHOPS)
    assert found.held > 0.95 or within_chance(found.held, SHOPS) < 1
    assert found.all_held > 0.95 or within_chance(found.all_held, SHOPS) < 1
    assert abs(found.off) < 0.015
    # Before, nobody of a batch with a cell "55+/unsaid" was in a share.
    assert found.left_out < 0.2


def test_most_batches_have_a_cell_in_which_a_few_are_unsaid() -> None:
    batches = closed(5000, 0.03, np.random.default_rng(44))
    joined: list[Batch] = [
        each for each in batches if any("/unsaid" in cell.ages for cell in each.cells)
    ]
    assert len(joined) > len(batches) / 2
