"""The square that the landmark network sees, and the way back from it."""

import math

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.adapters.analysis.network import SIDE
from kiosk.adapters.analysis.region import Region, round_box, round_points
from tests.adapters.camera.films import Picture

WIDTH, HEIGHT = 480, 640
TILTS = (0.0, 25.0, -40.0, 90.0, 180.0)


def dots(*places: tuple[float, float]) -> Picture:
    """Soft white dots on black, so that a middle can be told to a part of a pixel."""
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    light = np.zeros((HEIGHT, WIDTH))
    for x, y in places:
        light += 255 * np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * 4.0**2))
    return np.repeat(light.clip(0, 255).astype(np.uint8)[..., None], 3, axis=2)


def brightest(picture: Picture) -> tuple[float, float]:
    """The middle of the light, x and y."""
    moments = cv2.moments(picture[..., 0])
    return moments["m10"] / moments["m00"], moments["m01"] / moments["m00"]


def tilted(degrees: float, side: float = 200.0) -> Region:
    return Region(250, 300, side, math.radians(degrees))


@pytest.mark.parametrize("degrees", TILTS)
@pytest.mark.parametrize("place", [(250, 300), (280, 310), (225, 268)])
def test_what_lies_in_the_cut_goes_back_to_where_it_was(
    degrees: float, place: tuple[float, float]
) -> None:
    region = tilted(degrees)
    x, y = brightest(region.cut(dots(place)))
    (back,) = region.on_picture(np.array([(x, y, 0.0)]))
    assert back[:2] == pytest.approx(place, abs=0.1)


@pytest.mark.parametrize("degrees", TILTS)
def test_a_tilted_head_stands_upright_in_the_cut(degrees: float) -> None:
    turn = math.radians(degrees)
    middle = (250, 300)
    crown = (middle[0] + 60 * math.sin(turn), middle[1] - 60 * math.cos(turn))
    x, y = brightest(tilted(degrees).cut(dots(crown)))
    assert x == pytest.approx(SIDE / 2, abs=0.2)
    assert y == pytest.approx(SIDE / 2 - 60 * SIDE / 200, abs=0.2)


def test_the_cut_has_one_size_and_depth_the_pictures_scale() -> None:
    region = tilted(10, side=512)
    assert region.cut(dots()).shape == (SIDE, SIDE, 3)
    (point,) = region.on_picture(np.array([(SIDE / 2, SIDE / 2, 3.0)]))
    assert point == pytest.approx((250, 300, 6.0))


def test_off_the_picture_its_edge_goes_on() -> None:
    picture = np.full((HEIGHT, WIDTH, 3), 40, np.uint8)
    picture[:, :8] = 200
    cut = Region(0, 300, 256, 0).cut(picture)
    assert (cut[:, : SIDE // 2] == 200).all()
    assert (cut[:, SIDE // 2 + 10 :] == 40).all()


def test_a_detected_box_is_taken_half_as_large_again_and_turned_by_the_eyes() -> None:
    region = round_box((100, 200, 60, 80), (110, 220), (150, 260))
    assert (region.x, region.y, region.side) == (130, 240, 120)
    assert math.degrees(region.angle) == pytest.approx(45)


def face(degrees: float) -> NDArray[np.float64]:
    """Points of which the outer corners of the eyes lie on a line with this tilt."""
    points = np.zeros((478, 3))
    points[:, :2] = (300, 320)
    turn = math.radians(degrees)
    for index, way in ((33, -1), (263, 1)):
        points[index, :2] += way * 50 * np.array((math.cos(turn), math.sin(turn)))
    points[152, :2] = (300, 400)
    return points


@pytest.mark.parametrize("degrees", (0, 30, -30, 80))
def test_the_next_frame_is_searched_round_all_points(degrees: float) -> None:
    points = face(degrees)
    region = round_points(points)
    flat = points[:, :2]
    low, high = flat.min(axis=0), flat.max(axis=0)
    assert (region.x, region.y) == pytest.approx((low + high) / 2)
    assert region.side == pytest.approx(1.5 * (high - low).max())
    assert math.degrees(region.angle) == pytest.approx(degrees)
