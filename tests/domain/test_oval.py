"""The oval that frame and screen share."""

import pytest

from kiosk.domain.oval import OVAL


def test_lies_inside_the_picture() -> None:
    assert OVAL.half_width < OVAL.centre_x < 1 - OVAL.half_width
    assert OVAL.half_height < OVAL.centre_y < 1 - OVAL.half_height


@pytest.mark.parametrize(
    ("x", "y", "held"),
    [
        (0.5, 0.47, True),
        (0.2, 0.47, True),
        (0.17, 0.47, False),
        (0.5, 0.12, True),
        (0.5, 0.09, False),
        (0.24, 0.2, False),
    ],
)
def test_holds_what_is_inside_its_outline(x: float, y: float, held: bool) -> None:
    assert OVAL.holds(x, y) is held


def test_box_in_pixels() -> None:
    assert OVAL.box(400, 500) == (72, 50, 256, 370)
