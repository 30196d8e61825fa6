"""Every chart at every size: each label whole, inside, and clear of the others."""

import functools
from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QLocale, QRectF, QSize

from kiosk.ui.charts.canvas import Canvas, Written
from kiosk.ui.charts.data import ChartData
from kiosk.ui.charts.drawing import draw
from kiosk.ui.charts.look import Look, on_paper, on_screen
from kiosk.ui.paper.letters import MM
from kiosk.ui.theme import Theme
from tests.ui.charts.conftest import ENGLISH, FIGURES, MAKERS
from tests.ui.charts.shop import day, four_weeks

SIZES = [(900, 420), (640, 360), (500, 320)]
THEMES = {
    "text": Theme(QSize(1080, 1920), 2.71),
    "larger": Theme(QSize(1080, 1920), 2.71, larger=True),
}


def _canvas(
    data: ChartData, look: Look, size: tuple[float, float], mirrored: bool = False
) -> Canvas:
    canvas = Canvas(QRectF(0, 0, *size), look, mirrored)
    draw(canvas, data)
    return canvas


@functools.cache
def _charts(language: str) -> list[tuple[str, ChartData]]:
    """Whatever there is to draw, by its name; made while the language is spoken."""
    locale = QLocale(language)
    made = [
        (f"{kind} of {name}", make(figures(), locale).data)
        for name, figures in FIGURES.items()
        for kind, make in MAKERS.items()
    ]
    return [(name, data) for name, data in made if data is not None]


def _faults(canvas: Canvas) -> Iterator[str]:
    for each in canvas.written:
        if not canvas.box.adjusted(-0.5, -0.5, 0.5, 0.5).contains(each.box):
            yield f"outside: {each.text!r} at {each.box}"
    for one, other in combinations(canvas.written, 2):
        if one.box.intersects(other.box):
            yield f"overlap: {one.text!r} and {other.text!r}"


@pytest.mark.parametrize("mirrored", [False, True], ids=["to-the-right", "to-the-left"])
@pytest.mark.parametrize("text", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_labels_are_inside_and_apart(
    language: str, size: tuple[int, int], text: str, mirrored: bool
) -> None:
    found: list[str] = []
    look = on_screen(THEMES[text])
    for name, data in _charts(language):
        canvas = _canvas(data, look, size, mirrored)
        found += [f"{name}: {fault}" for fault in _faults(canvas)]
    assert not found, "\n".join(found)


def test_labels_are_inside_and_apart_on_paper(language: str) -> None:
    found: list[str] = []
    look = on_paper()
    for name, data in _charts(language):
        canvas = _canvas(data, look, (78 * MM, 52 * MM))
        found += [f"{name}: {fault}" for fault in _faults(canvas)]
    assert not found, "\n".join(found)


def _texts(written: list[Written], wanted: set[str]) -> list[str]:
    return [each.text for each in written if each.text in wanted]


def test_labels_thin_out_and_are_never_cut_short(fonts: None) -> None:
    data = MAKERS["day-line"](four_weeks(), ENGLISH).data
    assert data is not None
    days = {f"{number} Oct" for number in range(28, 32)} | {f"{n} Nov" for n in range(1, 25)}
    look = on_screen(THEMES["text"])
    counts: list[int] = []
    for width in (4000, 1400, 900, 500):
        labels = _texts(_canvas(data, look, (width, 420)).written, days)
        assert labels[0] == "24 Nov", "the last day is the one that is looked for"
        counts.append(len(labels))
    assert counts[0] == 28
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < 6


def test_numbers_stand_at_the_bars_or_else_on_a_scale(fonts: None) -> None:
    data = MAKERS["hour-bars"](four_weeks(), ENGLISH).data
    assert data is not None
    look = on_screen(THEMES["text"])
    broad = {each.text for each in _canvas(data, look, (900, 420)).written}
    narrow = {each.text for each in _canvas(data, look, (400, 420)).written}
    assert {"62", "110", "156", "234"} <= broad
    assert "300" not in broad
    assert {"0", "100", "200", "300", "234"} <= narrow, "a scale, and the highest"
    assert "62" not in narrow


def test_time_runs_as_one_reads(fonts: None) -> None:
    data = MAKERS["hour-bars"](day(), ENGLISH).data
    assert data is not None
    look = on_screen(THEMES["text"])
    for mirrored in (False, True):
        written = _canvas(data, look, (900, 420), mirrored).written
        # 16 is the last hour, and the number of the busiest one as well.
        nine = next(each.box.left() for each in written if each.text == "9")
        last = [each.box.left() for each in written if each.text == "16"]
        assert all((left < nine) is mirrored for left in last)


def test_women_stay_on_the_left(fonts: None) -> None:
    data = MAKERS["age-pyramid"](four_weeks(), ENGLISH).data
    assert data is not None
    for mirrored in (False, True):
        written = _canvas(data, on_screen(THEMES["text"]), (900, 420), mirrored).written
        at = {each.text: each.box.left() for each in written}
        assert at["Women"] < at["55+"] < at["Men"]
