import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.estimate import (
    AgeBand,
    AgeError,
    Answer,
    Estimate,
    FrameReading,
    Gender,
    Sureness,
    age_bands,
    fuse,
    has_settled,
)

ERROR = AgeError(((30.0, 5.0, 10.0), (math.inf, 12.0, 8.0)))


def reading(age: float, log_odds: float = 3.0, quality: float = 1.0) -> FrameReading:
    return FrameReading(age, log_odds, quality)


def estimate(age: float = 33.0, p_woman: float = 0.5) -> Estimate:
    return Estimate(age=age, low=20, high=40, p_woman=p_woman, frames=8)


def test_the_first_band_begins_at_the_packs_age() -> None:
    assert [band.name for band in age_bands(14)] == [
        "14-17",
        "18-24",
        "25-34",
        "35-44",
        "45-54",
        "55-64",
        "65+",
    ]
    assert age_bands(16)[0] == AgeBand(16, 17)
    assert age_bands(18)[0] == AgeBand(18, 24)


@pytest.mark.parametrize("age", [13, 19])
def test_no_bands_for_an_age_no_law_names(age: int) -> None:
    with pytest.raises(ValueError, match="between 14 and 18"):
        age_bands(age)


@given(st.floats(14, 120), st.integers(14, 18))
def test_everybody_old_enough_is_in_exactly_one_band(age: float, minimum: int) -> None:
    held = [band for band in age_bands(minimum) if band.holds(age)]

    assert len(held) == (age >= minimum)


@pytest.mark.parametrize(
    ("p_woman", "gender", "sureness"),
    [
        (0.98, Gender.WOMAN, Sureness.QUITE),
        (0.979, Gender.WOMAN, Sureness.FAIRLY),
        (0.90, Gender.WOMAN, Sureness.FAIRLY),
        (0.899, Gender.NOT_SURE, Sureness.NOT),
        (0.5, Gender.NOT_SURE, Sureness.NOT),
        (0.101, Gender.NOT_SURE, Sureness.NOT),
        (0.09, Gender.MAN, Sureness.FAIRLY),
        (0.01, Gender.MAN, Sureness.QUITE),
    ],
)
def test_doubt_is_said_as_doubt(p_woman: float, gender: Gender, sureness: Sureness) -> None:
    assert estimate(p_woman=p_woman).gender is gender
    assert estimate(p_woman=p_woman).sureness is sureness


def test_an_estimate_becomes_the_answer_of_its_band() -> None:
    assert estimate(34.99, 0.99).answer(14) == Answer(Gender.WOMAN, AgeBand(25, 34))
    assert estimate(35.0, 0.99).answer(14) == Answer(Gender.WOMAN, AgeBand(35, 44))


def test_an_estimate_under_the_age_has_no_answer() -> None:
    assert estimate(13.99).is_under(14)
    assert not estimate(14.0).is_under(14)
    with pytest.raises(ValueError, match="no band"):
        estimate(13.99).answer(14)


def test_one_frame_that_looked_away_does_not_move_the_age() -> None:
    readings = [reading(30), reading(31), reading(32), reading(31), reading(70)]

    assert fuse(readings, ERROR).age == pytest.approx(31)


def test_readings_that_nearly_agree_all_count() -> None:
    readings = [reading(30), reading(30.5), reading(35)]
    assert fuse(readings, ERROR).age == pytest.approx(95.5 / 3)


def test_frames_weigh_as_much_as_their_quality() -> None:
    fused = fuse([reading(30, 4.0, quality=3.0), reading(34, 0.0, quality=1.0)], ERROR)

    assert fused.age == pytest.approx(31)
    assert fused.p_woman == pytest.approx(1 / (1 + math.exp(-3.0)))
    assert fused.frames == 2


def test_frames_of_no_quality_still_count_alike() -> None:
    assert fuse([reading(30, quality=0), reading(34, quality=0)], ERROR).age == pytest.approx(32)


def test_one_over_confident_frame_does_not_outvote_the_others() -> None:
    readings = [reading(30, 100.0), reading(30, -3.0), reading(30, -6.0)]

    assert fuse(readings, ERROR).p_woman < 0.5
    # Nor does the limit touch frames that are merely sure.
    assert fuse([reading(30, 8.0)], ERROR).p_woman == pytest.approx(1 / (1 + math.exp(-8.0)))
    assert fuse([reading(30, -9.0)], ERROR).p_woman == pytest.approx(1 / (1 + math.exp(8.0)))


def test_no_frames_no_estimate() -> None:
    with pytest.raises(ValueError, match="no frame"):
        fuse([], ERROR)


def test_the_range_comes_from_the_published_error_of_that_age() -> None:
    assert ERROR.range_around(29.9) == (25, 40)
    assert ERROR.range_around(30.0) == (18, 38)
    assert ERROR.range_around(2.0) == (0, 12)
    assert ERROR.range_around(99.0) == (87, 100)
    assert (fuse([reading(29.9)], ERROR).low, fuse([reading(29.9)], ERROR).high) == (25, 40)


def test_an_estimate_settles_when_enough_frames_agree() -> None:
    assert not has_settled([reading(30)] * 7)
    assert has_settled([reading(30)] * 8)
    assert not has_settled([reading(20), reading(40)] * 4)
    # Standard error exactly at the limit is not yet under it.
    spread = 1.5 * math.sqrt(8) * math.sqrt(7 / 8)
    assert not has_settled([reading(30 - spread), reading(30 + spread)] * 4)
    assert has_settled([reading(30 - 0.99 * spread), reading(30 + 0.99 * spread)] * 4)


@given(st.lists(st.tuples(st.floats(0, 80), st.floats(-20, 20), st.floats(0, 1)), min_size=1))
def test_a_fused_estimate_lies_among_its_readings(rows: list[tuple[float, float, float]]) -> None:
    readings = [FrameReading(*row) for row in rows]

    fused = fuse(readings, ERROR)

    ages = [each.age for each in readings]
    assert min(ages) - 1e-6 <= fused.age <= max(ages) + 1e-6
    assert 0 < fused.p_woman < 1
    assert 0 <= fused.low <= fused.high <= 100
