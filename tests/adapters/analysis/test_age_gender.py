"""The two networks say the same of a chip whatever stands beside it in the batch."""

import math
from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from kiosk.adapters.analysis import age_gender
from kiosk.adapters.analysis.age_gender import LOG_ODDS_LIMIT, AgeGender
from kiosk.adapters.analysis.chips import face_chips
from kiosk.adapters.analysis.landmarks import FaceFinder
from tests.adapters.analysis.portraits import MODELS, astronaut


@pytest.fixture(scope="module")
def networks() -> AgeGender:
    return AgeGender(MODELS)


@pytest.fixture(scope="module")
def chips() -> list[np.ndarray]:
    """Two chips of the astronaut."""
    finder = FaceFinder(MODELS)
    face = finder.find(astronaut()).face
    assert face is not None
    finder.close()
    return face_chips(astronaut(), face.anchors, 0)


def read(networks: AgeGender, chips: list[np.ndarray]) -> tuple[float, float]:
    return networks.years(chips), networks.log_odds_woman(chips)


def test_the_astronaut_is_a_woman_between_25_and_45(networks: AgeGender, chips: list) -> None:
    years, log_odds = read(networks, chips)
    assert 25 < years < 45
    assert log_odds > math.log(9)


def test_a_batch_is_the_mean_of_its_chips(networks: AgeGender, chips: list) -> None:
    singly = [read(networks, [chip]) for chip in chips]
    years, log_odds = read(networks, chips)
    assert years == pytest.approx(np.mean([y for y, _ in singly]), abs=1e-3)
    assert log_odds == pytest.approx(np.mean([o for _, o in singly]), abs=1e-3)


def by_hand(chips: Sequence[np.ndarray], side: int) -> np.ndarray:
    """As dlib's input_rgb_image has it, step by step."""
    small = [cv2.resize(chip, (side, side), interpolation=cv2.INTER_AREA) for chip in chips]
    normal = (np.stack(small).astype(np.float32) - np.array((122.782, 117.001, 104.298))) / 256
    return np.ascontiguousarray(normal.transpose(0, 3, 1, 2), np.float32)


def test_chips_are_prepared_as_the_networks_were_trained(
    networks: AgeGender, chips: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = np.random.default_rng(4).integers(0, 256, (128, 128, 3), dtype=np.uint8)
    shown = [*chips, noise, np.full_like(noise, 200)]
    singly = [read(networks, [chip]) for chip in shown]
    monkeypatch.setattr(age_gender, "_batch", by_hand)
    for chip, (years, log_odds) in zip(shown, singly, strict=True):
        assert read(networks, [chip]) == pytest.approx((years, log_odds), abs=1e-4)


@pytest.mark.parametrize("level", (0, 128, 255))
def test_no_picture_gives_anything_but_years_and_bounded_odds(
    networks: AgeGender, level: int
) -> None:
    years, log_odds = read(networks, [np.full((128, 128, 3), level, np.uint8)])
    assert 0.25 <= years <= 80
    assert abs(log_odds) <= LOG_ODDS_LIMIT


def test_colours_are_taken_as_red_green_blue(networks: AgeGender, chips: list) -> None:
    """Swapped colours must not give the same: they once would have gone unnoticed."""
    swapped = [np.ascontiguousarray(chip[..., ::-1]) for chip in chips]
    assert read(networks, chips) != pytest.approx(read(networks, swapped), abs=0.05)
