"""Charts on a sheet: lines and letters, in the colours of paper, within their box."""

import functools
from collections import Counter
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PySide6.QtCore import QLocale, QRectF
from PySide6.QtGui import QPainter

from kiosk.ui.charts.data import Chart
from kiosk.ui.charts.paper import paint_on
from kiosk.ui.paper.letters import MM
from kiosk.ui.paper.sheet import HEIGHT, print_pages, with_paper
from tests.ui.charts import shop
from tests.ui.charts.conftest import ENGLISH, MAKERS

BOX = QRectF(24 * MM, 30 * MM, 78 * MM, 56 * MM)
_POINTS = 72 / 25.4 / MM


def _printed(charts: Sequence[Chart], language: str) -> pypdfium2.PdfDocument:
    """One chart a page, each in the same box."""

    def page(chart: Chart, painter: QPainter) -> None:
        paint_on(painter, BOX, chart, language)

    with_paper()
    pages = [lambda painter, chart=chart: page(chart, painter) for chart in charts]
    return pypdfium2.PdfDocument(print_pages("charts", pages, "test"))


@functools.cache
def _each_kind(language: str) -> pypdfium2.PdfDocument:
    """A chart of every kind, of four weeks; made while the language is spoken."""
    locale = QLocale(language)
    return _printed([make(shop.four_weeks(), locale) for make in MAKERS.values()], language)


def _kind(found: pypdfium2.PdfObject) -> int:
    return pdfium.FPDFPageObj_GetType(found.raw)


def test_charts_are_lines_and_letters(language: str) -> None:
    document = _each_kind(language)
    assert len(document) == len(MAKERS)
    for page in document:
        kinds = Counter(_kind(found) for found in page.get_objects(max_depth=20))
        assert kinds[pdfium.FPDF_PAGEOBJ_PATH] > 2
        assert kinds[pdfium.FPDF_PAGEOBJ_TEXT] > 2
        assert set(kinds) == {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_TEXT}


def test_nothing_is_drawn_outside_the_box(language: str) -> None:
    for name, page in zip(MAKERS, _each_kind(language), strict=True):
        for found in page.get_objects(max_depth=20):
            left, bottom, right, top = found.get_bounds()
            slack = 2.0
            assert left >= BOX.left() * _POINTS - slack, name
            assert right <= BOX.right() * _POINTS + slack, name
            assert top <= (HEIGHT - BOX.top()) * _POINTS + slack, name
            assert bottom >= (HEIGHT - BOX.bottom()) * _POINTS - slack, name


def test_labels_read_back_as_they_were_written(language: str) -> None:
    page = _each_kind(language)[list(MAKERS).index("gender-bar")]
    text = page.get_textpage().get_text_range()
    wanted = {"en": ("Women 62", "Men 38"), "zh_CN": ("女性 62%", "男性 38%")}[language]
    for words in wanted:
        assert words in text


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_pens_are_as_fine_on_paper_as_on_the_screen(language: str) -> None:
    """Cosmetic pens are in dots there: 0.05 mm for what is 0.3 mm, if nobody looked."""
    page = _each_kind(language)[list(MAKERS).index("day-line")]
    bitmap = page.render(scale=4, grayscale=True).to_numpy()
    box = bitmap[:, :, 0] if bitmap.ndim == 3 else bitmap
    inside = box[int(BOX.top() * _POINTS * 4) : int(BOX.bottom() * _POINTS * 4)]
    dark = int((inside < 90).sum())
    # The line alone is about 100 mm long and 0.5 mm broad: 7,000 dots at 288 to an inch.
    assert dark > 6_000


def test_nothing_to_draw_draws_nothing(fonts: None) -> None:
    page = _printed([MAKERS["hour-bars"](shop.empty(), ENGLISH)], "en")[0]
    assert not list(page.get_objects())


def test_the_painter_is_left_as_it_was(fonts: None) -> None:
    changed_by: list[str] = []
    seen: list[str] = []

    def page(painter: QPainter) -> None:
        painter.translate(100, 200)
        for kind, make in MAKERS.items():
            before = painter.transform(), painter.pen(), painter.hasClipping()
            paint_on(painter, BOX, make(shop.day(), ENGLISH), "en")
            seen.append(kind)
            if (painter.transform(), painter.pen(), painter.hasClipping()) != before:
                changed_by.append(kind)

    with_paper()
    print_pages("charts", [page], "test")
    assert seen == list(MAKERS)
    assert not changed_by
