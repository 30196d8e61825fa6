"""Faces are turned, scaled and moved to one place, and never mirrored by accident."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.analysis.chips import (
    CHIP,
    PADDINGS,
    TURNS,
    face_chip,
    face_chips,
    mirrored,
    similarity,
)

POINTS = np.array([(10.0, 20.0), (50.0, 22.0), (31.0, 60.0), (12.0, 44.0), (47.0, 41.0)])
ANCHORS = np.array([(130.0, 80.0), (108.0, 82.0), (56.0, 80.0), (78.0, 82.0), (93.0, 120.0)])
PICTURE = np.random.default_rng(2).integers(0, 256, (200, 190, 3), dtype=np.uint8)


@given(
    angle=st.floats(-3, 3), scale=st.floats(0.05, 20), x=st.floats(-99, 99), y=st.floats(-99, 99)
)
def test_a_turn_scale_and_shift_is_found_again(
    angle: float, scale: float, x: float, y: float
) -> None:
    a, b = scale * np.cos(angle), scale * np.sin(angle)
    wanted = np.array([(a, -b, x), (b, a, y)])
    targets = POINTS @ wanted[:, :2].T + wanted[:, 2]
    assert np.allclose(similarity(POINTS, targets), wanted, atol=1e-6)


def test_a_mirror_image_is_not_reached_by_mirroring() -> None:
    matrix = similarity(POINTS, POINTS * (-1, 1))
    assert np.linalg.det(matrix[:, :2]) >= 0


def test_points_without_extent_have_no_direction() -> None:
    with pytest.raises(ValueError, match="coincide"):
        similarity(np.zeros((5, 2)), POINTS)


def test_more_padding_makes_the_face_smaller_in_its_chip() -> None:
    spot = np.zeros((200, 190, 3), np.uint8)
    spot[78:83, 52:58] = 255  # the outer corner of the right eye
    columns = [face_chip(spot, ANCHORS, p)[..., 0].max(axis=0).argmax() for p in PADDINGS]
    assert columns == sorted(columns)
    assert len(set(columns)) == len(PADDINGS)


def test_all_turns_show_each_padding_once_as_it_is_and_once_mirrored() -> None:
    plain = [face_chip(PICTURE, ANCHORS, padding) for padding in PADDINGS]
    wanted = [chip.tobytes() for chip in (*plain, *map(mirrored, plain))]
    shown = [face_chips(PICTURE, ANCHORS, turn) for turn in range(TURNS)]
    assert sorted(chip.tobytes() for turn in shown for chip in turn) == sorted(wanted)


def test_a_turn_is_two_paddings_and_the_turns_go_round() -> None:
    plain = {face_chip(PICTURE, ANCHORS, padding).tobytes() for padding in PADDINGS}
    for turn in range(TURNS):
        first, second = face_chips(PICTURE, ANCHORS, turn)
        assert first.tobytes() in plain - {mirrored(second).tobytes()}
        assert mirrored(second).tobytes() in plain
        again = face_chips(PICTURE, ANCHORS, turn + TURNS)
        assert [chip.tobytes() for chip in again] == [first.tobytes(), second.tobytes()]


def test_mirrored_exchanges_left_and_right() -> None:
    assert (mirrored(PICTURE)[:, 0] == PICTURE[:, -1]).all()
    assert (mirrored(mirrored(PICTURE)) == PICTURE).all()


def test_off_the_picture_its_edge_goes_on() -> None:
    red = np.full((40, 40, 3), (200, 10, 10), np.uint8)
    chip = face_chip(red, ANCHORS, 0.2)
    assert chip.shape == (CHIP, CHIP, 3)
    assert (chip == (200, 10, 10)).all()
