"""What is left of a frame: a mirrored cut, and of the outside nothing that tells anything."""

import numpy as np
import pytest

from kiosk.adapters.analysis.oval import OVAL, blank_outside, blur_outside, mask, portrait_crop
from kiosk.domain.oval import Oval
from tests.adapters.analysis.portraits import Head, frame

NOISE = np.random.default_rng(1).integers(0, 256, (480, 640, 3), dtype=np.uint8)


def test_a_wide_frame_loses_its_sides_and_is_mirrored() -> None:
    crop = portrait_crop(NOISE, 3, 4)
    assert crop.shape == (480, 360, 3)
    assert np.array_equal(crop, NOISE[:, 140:500][:, ::-1])


def test_a_tall_frame_loses_top_and_bottom() -> None:
    crop = portrait_crop(NOISE, 640, 320)
    assert np.array_equal(crop, NOISE[80:400, ::-1])


@pytest.mark.parametrize(("width", "height"), ((360, 480), (720, 960), (3, 4)))
def test_the_preview_size_gives_the_aspect_and_never_the_scale(width: int, height: int) -> None:
    assert portrait_crop(NOISE, width, height).shape == (480, 360, 3)


def test_the_cut_is_a_copy_for_the_frame_may_be_reused() -> None:
    frame_again = NOISE.copy()
    crop = portrait_crop(frame_again, 3, 4)
    frame_again[:] = 0
    assert crop.any()
    assert crop.flags.c_contiguous


def test_the_mask_holds_what_the_oval_on_screen_holds() -> None:
    oval = Oval(centre_x=0.4, centre_y=0.55, half_width=0.3, half_height=0.25)
    made = mask(oval, 40, 30)
    for y in range(30):
        for x in range(40):
            assert (made[y, x] == 255) == oval.holds((x + 0.5) / 40, (y + 0.5) / 30)


def test_outside_is_one_grey_and_inside_untouched() -> None:
    kept = blank_outside(NOISE, OVAL)
    inside = mask(OVAL, 640, 480) > 0
    assert np.array_equal(kept[inside], NOISE[inside])
    assert len(np.unique(kept[~inside])) == 1


def test_what_is_outside_does_not_change_what_is_left() -> None:
    one = frame(Head())
    other = frame(Head(), Head(x=0.95, y=0.2, face_width=60))
    assert not np.array_equal(one, other)
    assert np.array_equal(blank_outside(one, OVAL), blank_outside(other, OVAL))


def test_the_blur_leaves_the_inside_and_keeps_24_numbers_across() -> None:
    blurred = blur_outside(NOISE, OVAL)
    inside = mask(OVAL, 640, 480) > 0
    assert np.array_equal(blurred[inside], NOISE[inside])
    # Between two of the 24 the picture is a straight line: its second difference is rounding.
    row = blurred[470].astype(int)
    bends = np.abs(np.diff(row, n=2, axis=0)).max(axis=1) > 1
    assert bends.sum() <= 3 * 24


def test_a_fine_pattern_outside_becomes_the_same_as_its_mean() -> None:
    stripes = np.zeros((480, 360, 3), np.uint8)
    stripes[:, ::2] = 200
    outside = mask(OVAL, 360, 480) == 0
    blurred = blur_outside(stripes, OVAL)[outside].astype(int)
    assert np.ptp(blurred) <= 14


def test_neither_changes_what_it_was_given() -> None:
    before = NOISE.copy()
    blank_outside(NOISE, OVAL)
    blur_outside(NOISE, OVAL)
    assert np.array_equal(before, NOISE)
