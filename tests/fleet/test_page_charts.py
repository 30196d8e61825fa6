"""Where things are drawn: at their share of the scale, and as high as their number."""

from xml.etree.ElementTree import Element

import pytest

from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import share
from kiosk.fleet.page_charts import Bar, Column, Mark, bars, columns, marks, rates

ONE = share(30, 100)
assert ONE.low is not None
assert ONE.high is not None
LOW, HIGH = ONE.low, ONE.high


def found(drawing: Element, name: str, *places: str) -> list[tuple[float, ...]]:
    """Where everything of this class is, in per cent or pixels."""
    return [
        tuple(float(each.get(place, "nan").rstrip("%")) for place in places)
        for each in drawing.iter()
        if each.get("class") == name
    ]


def near(*expected: float) -> object:
    return pytest.approx(expected, abs=0.06)


def test_a_mark_stands_at_its_share_of_the_scale() -> None:
    drawing = marks([Mark("A", ONE, "30 %", (0.1, 0.4))], 0.5, 0.2, ["0 %", "25 %", "50 %"])
    assert found(drawing, "dot", "cx") == [near(60)]
    for line in ("whisker", "halo"):
        assert found(drawing, line, "x1", "x2") == [near(200 * LOW, 200 * HIGH)]
    assert found(drawing, "bounds", "x", "width") == [near(20, 60)]
    assert found(drawing, "whole", "x1", "x2") == [near(40, 40)]
    texts = {text.text: text.get("x") for text in drawing.iter("text")}
    assert texts == {"0 %": "0.000%", "25 %": "50.000%", "50 %": "100.000%"}


def test_a_bar_is_as_long_as_its_share() -> None:
    share_of_age = Estimate(0.3, 0.24, 0.39, 100)
    drawing = bars([Bar("A", share_of_age, "30 %")], 0.75, ["0 %", "75 %"])
    assert found(drawing, "share", "x", "width") == [near(0, 40)]
    assert found(drawing, "whisker", "x1", "x2") == [near(32, 52)]


def test_a_column_is_as_high_as_its_number() -> None:
    given = [Column("1", 50, 20, ONE), Column("2", 100, 0, ONE)]
    drawing = columns(given, 200, 100, ["0", "50", "100"])
    assert found(drawing, "asked", "y", "height") == [near(100, 100), near(0, 200)]
    assert found(drawing, "yes", "y", "height") == [near(160, 40), near(200, 0)]
    (first, width), (second, _) = found(drawing, "asked", "x", "width")
    assert (first, second, width) == near(7.5, 57.5, 35)
    heights = {text.text: text.get("y") for text in drawing.iter("text")}
    assert (heights["0"], heights["50"], heights["100"]) == ("200.0", "100.0", "0.0")


def test_a_days_rate_is_a_dot_at_its_height_and_joined_to_the_day_before() -> None:
    nobody = share(0, 0)
    given = [Column("", 9, 9, each) for each in (ONE, share(60, 100), nobody, ONE)]
    drawing = rates(given, 100, 0.8, ["0 %", "80 %"])
    high, higher = 100 * (1 - 0.3 / 0.8), 100 * (1 - 0.6 / 0.8)
    dots = [near(12.5, high), near(37.5, higher), near(87.5, high)]
    assert found(drawing, "dot", "cx", "cy") == dots
    assert found(drawing, "join", "x1", "y1", "x2", "y2") == [near(12.5, high, 37.5, higher)]
    whisker = near(12.5, 100 * (1 - LOW / 0.8), 100 * (1 - HIGH / 0.8))
    assert found(drawing, "whisker", "x1", "y1", "y2")[0] == whisker
