"""What is reckoned from spoilt pictures, on cases made up for it; and that they are spoilt."""

import numpy as np
import pytest

from kiosk.adapters.analysis.landmarks import Face
from kiosk.domain.states import Hint
from tests.benchmarks.card_tables import LATER_PARTS
from tests.benchmarks.labelled import HEIGHT, WIDTH, framed
from tests.benchmarks.robustness import UNSPOILT, Case, Way, gate_value, robustness
from tests.benchmarks.spoiling import Spoiling, ways

CHIP = np.random.default_rng(3).integers(60, 200, (200, 200, 3), dtype=np.uint8)
ANCHORS = np.array([(310.0, 310.0), (285.0, 312.0), (230.0, 310.0), (255.0, 312.0), (270.0, 350.0)])


def a_face() -> Face:
    turns = np.arange(36) * 2 * np.pi / 36
    outline = np.stack((270 + 60 * np.sin(turns), 340 - 75 * np.cos(turns), 0 * turns), axis=1)
    return Face(ANCHORS, outline)


@pytest.mark.parametrize("spoiling", tuple(ways()), ids=lambda each: f"{each.way} {each.strength}")
def test_each_way_changes_the_frame_and_nothing_of_its_shape(spoiling: Spoiling) -> None:
    chip = CHIP.copy()
    frame = spoiling.spoil(chip, a_face())
    assert frame.shape == (HEIGHT, WIDTH, 3)
    assert frame.dtype == np.uint8
    assert (frame != framed(CHIP)).any()
    assert (chip == CHIP).all()


def of(person: int, error: float | None, hint: Hint | None, *, right: bool = True) -> Case:
    return Case(person, error, right, hint)


FOUND = [
    Way(UNSPOILT, [of(0, 4.0, Hint.GOOD), of(1, 6.0, Hint.GOOD), of(2, 5.0, Hint.GOOD)]),
    Way(
        Spoiling("dark", "a little", UNSPOILT.spoil),
        [of(0, 5.0, Hint.GOOD), of(1, 16.0, Hint.TOO_DARK, right=False), of(2, None, None)],
    ),
]


def test_a_row_compares_the_same_people_and_names_what_the_others_are_told() -> None:
    plain, dark = robustness(FOUND)
    assert plain["age_mae_change"]["value"] == 0
    assert dark["found"]["share"] == pytest.approx(2 / 3, abs=1e-3)
    assert dark["age_mae"] == 10.5
    assert dark["age_mae_change"]["value"] == pytest.approx((1 + 10) / 2)
    assert dark["gender"]["share"] == 0.5
    assert dark["gate"]["share"] == pytest.approx(1 / 3, abs=1e-3)
    assert dark["age_mae_let_by"] == 5
    assert dark["told"] == "too_dark"


def test_the_gate_is_worth_what_it_keeps_out() -> None:
    gate = gate_value(FOUND)
    assert (gate["people"], gate["pictures"]) == (2, 2)
    assert gate["age_mae_without"]["value"] == 10.5
    assert gate["age_mae_with"]["value"] == 5
    assert gate["age_mae_change"]["value"] == -5.5
    assert gate["gender_change"]["value"] == 0.5


def test_what_was_not_measured_is_not_in_the_card() -> None:
    unspoilt = {"robustness": [], "gate_value": None, "held_up": None}
    assert [list(part(unspoilt)) for part in LATER_PARTS[-3:]] == [[], [], []]
