"""Reports on paper, read back by a reader that is not ours."""

import ctypes
import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from kiosk.application.figures import PeriodFigures
from kiosk.domain.periods import Period, Span
from kiosk.ui.charts import kinds, sentences
from kiosk.ui.charts.data import Chart
from kiosk.ui.languages import Tongue
from kiosk.ui.paper.letters import NoGlyph
from kiosk.ui.paper.report import report_pdf
from kiosk.ui.paper.report_words import About
from kiosk.ui.staff import sample_figures
from tests.ui.charts import shop

NAMES: Final = {
    "en": ("Lakeside Motors Ltd.", "North Door"),
    "zh_CN": ("湖畔汽车销售服务有限公司", "北门"),
}
LANGUAGES: Final = tuple(NAMES)
A4: Final = (595, 842)
_MARGIN: Final = 12.0
"""Points that every page leaves free at its edges; the least that any printer needs."""


def _sample(span: Span) -> PeriodFigures:
    return replace(sample_figures.of_period(Period.of(span, sample_figures.TODAY)), demo=False)


FIGURES: Final[Mapping[str, Callable[[], PeriodFigures]]] = {
    "empty": shop.empty,
    "not-begun": lambda: shop.empty(final=False),
    "few": shop.few,
    "first-hours": shop.first_hours,
    "day": shop.day,
    "in-two": shop.in_two,
    "since-before": shop.since_before,
    "too-noisy": shop.too_noisy,
    "day-with-door": lambda: _sample(Span.DAY),
    "week": shop.week,
    "week-with-door": lambda: _sample(Span.WEEK),
    "four-weeks": shop.four_weeks,
    "large": lambda: shop.four_weeks(90.0, growing=False),
    "kept-from": shop.kept_from,
    "month": lambda: _sample(Span.MONTH),
    "month-before": shop.month,
}


def about(language: str) -> About:
    return About(*NAMES[language], datetime(2026, 11, 25, 4, 2, tzinfo=UTC), "0.4.0", language)


@functools.cache
def figures_of(name: str) -> PeriodFigures:
    return FIGURES[name]()


@functools.cache
def _written(name: str, language: str) -> bytes:
    return report_pdf(figures_of(name), about(language))


def printed(name: str, language: str = "en") -> Any:
    return pypdfium2.PdfDocument(_written(name, language))


def squeezed(text: str) -> str:
    """Without spaces and line breaks: where a line is broken says nothing."""
    return re.sub(r"\s", "", text)


@functools.cache
def text_of(name: str, language: str = "en") -> str:
    pages = printed(name, language)
    return squeezed("".join(page.get_textpage().get_text_range() for page in pages))


def charts_of(figures: PeriodFigures, locale: QLocale) -> Sequence[Chart]:
    made = [kinds.gender_bar, kinds.age_bars, kinds.comparison]
    if figures.pyramid.women:
        made.append(kinds.age_pyramid)
    if figures.period.span is Span.DAY:
        made.append(kinds.hour_bars)
    else:
        made += [kinds.day_line, kinds.week_map]
    return [make(figures, locale) for make in made]


@pytest.fixture(autouse=True)
def letters(fonts: None) -> None:
    """The letters that the widths of words are measured with."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FIGURES)
def test_a_day_is_one_page_and_nothing_is_longer_than_two(name: str, language: str) -> None:
    document = printed(name, language)
    assert len(document) <= (1 if figures_of(name).period.span is Span.DAY else 2)
    assert all(tuple(map(round, page.get_size())) == A4 for page in document)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FIGURES)
def test_nothing_lies_outside_the_page(name: str, language: str) -> None:
    for page in printed(name, language):
        width, height = page.get_size()
        for found in page.get_objects(max_depth=20):
            left, bottom, right, top = found.get_bounds()
            assert left >= _MARGIN and bottom >= _MARGIN, found.type
            assert right <= width - _MARGIN and top <= height - _MARGIN, found.type


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["day-with-door", "month", "in-two"])
def test_it_is_lines_and_embedded_letters_and_no_picture(name: str, language: str) -> None:
    document = printed(name, language)
    faces: set[str] = set()
    for page in document:
        objects = list(page.get_objects(max_depth=20))
        kinds_of = {pdfium.FPDFPageObj_GetType(found.raw) for found in objects}
        assert kinds_of == {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_TEXT}
        for found in objects:
            if pdfium.FPDFPageObj_GetType(found.raw) == pdfium.FPDF_PAGEOBJ_TEXT:
                font = pdfium.FPDFTextObj_GetFont(found.raw)
                assert pdfium.FPDFFont_GetIsEmbedded(font) == 1
                faces.add(_face(font))
    assert all("NotoSans" in face.replace(" ", "") for face in faces), faces
    has_chinese = any("SC" in face for face in faces)
    assert has_chinese is (language == "zh_CN"), faces


def _face(font: Any) -> str:
    room = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, room, 200)
    return room.value.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FIGURES)
def test_every_sentence_of_the_charts_stands_on_it(name: str, language: str) -> None:
    figures, locale = figures_of(name), QLocale(language)
    text = text_of(name, language)
    tongue = Tongue()
    tongue.speak(language)
    try:
        for chart in charts_of(figures, locale):
            assert squeezed(chart.title) in text
            for sentence in chart.sentences:
                assert squeezed(sentence) in text
        for sentence in sentences.of_opt_in(figures, locale):
            assert squeezed(sentence) in text
    finally:
        tongue.rest()


@pytest.mark.parametrize("name", FIGURES)
def test_the_counts_stand_on_it_row_by_row(name: str) -> None:
    figures, locale = figures_of(name), QLocale("en")
    chart = kinds.hour_bars if figures.period.span is Span.DAY else kinds.day_line
    text = text_of(name)
    for row in chart(figures, locale).table.rows:
        assert squeezed("".join(row)) in text, row


def test_the_key_numbers_stand_at_its_head() -> None:
    figures = figures_of("day-with-door")
    counts = figures.counts
    text = text_of("day-with-door")
    for number, words in (
        (counts.entered, "came in"),
        (counts.asked, "were asked"),
        (counts.said_yes, "said yes"),
        (counts.declined, "said no"),
        (counts.walked_away, "walked away"),
        (figures.not_counted, "not counted after a yes"),
        (figures.withdrawn, "took their yes back"),
    ):
        assert squeezed(f"{number}{words}") in text
    assert squeezed(f"camera {counts.agreed}, told us {counts.told}") in text
    assert figures.opt_in.value is not None and figures.opt_in.low is not None
    assert figures.opt_in.high is not None
    low, high = round(100 * figures.opt_in.low), round(100 * figures.opt_in.high)
    rate = f"{round(100 * figures.opt_in.value)} % of those asked said yes ({low}–{high} %)"
    assert squeezed(rate) in text


def test_where_nothing_can_be_said_it_does_not_say_it() -> None:
    text = text_of("first-hours")
    assert "ofthoseaskedsaidyes" not in text
    assert "camein" not in text
    assert "told us <5".replace(" ", "") in text
    assert "Comparedwith" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_demo_says_demo_on_every_page(language: str) -> None:
    mark = {"en": "DEMO", "zh_CN": "演示"}[language]
    demo = report_pdf(replace(figures_of("month"), demo=True), about(language))
    for page in pypdfium2.PdfDocument(demo):
        assert mark in page.get_textpage().get_text_range()
    assert mark not in text_of("month", language)


def test_whose_it_is_and_when_it_was_written() -> None:
    document = printed("month")
    assert len(document) == 2
    for number, page in enumerate(document, start=1):
        text = squeezed(page.get_textpage().get_text_range())
        assert "LakesideMotorsLtd.·NorthDoor" in text
        assert "Visitors,November2026,sofar" in text
        assert "writtenon25November2026at04:02byAskFirst0.4.0" in text
        assert f"{number}/2" in text


def test_the_notes_say_what_is_mixed_in_and_what_was_taken_out() -> None:
    text, figures = text_of("month"), figures_of("month")
    assert squeezed(f"the {figures.released.visits:,} visits") in text
    assert "epsilon=2)" in text
    assert squeezed("(published evaluation, n = 1,116)") in text
    assert "sofar" in text and "stepsof5" in text
    assert figures_of("kept-from").kept_from is not None
    assert "nocountsarekeptanymore" in text_of("kept-from")


def test_who_took_a_yes_back_later_is_told_of_whole_months() -> None:
    assert "endoftheday:7more" in text_of("month-before")
    assert "endoftheday:" not in text_of("month")


def test_the_words_of_the_application_are_left_as_they_were() -> None:
    before = QCoreApplication.translate("Report", "were asked")
    report_pdf(shop.day(), about("zh_CN"))
    assert QCoreApplication.translate("Report", "were asked") == before == "were asked"


def test_a_name_that_no_letter_can_draw_is_named() -> None:
    strange = replace(about("en"), kiosk="Door \U0001f6aa")
    with pytest.raises(NoGlyph, match="U\\+1F6AA"):
        report_pdf(shop.day(), strange)
    assert QCoreApplication.translate("Report", "were asked") == "were asked"


def test_a_very_long_name_is_still_a_page() -> None:
    long = replace(about("en"), controller="Very " * 11 + "Long", kiosk="North Door " * 3)
    assert len(pypdfium2.PdfDocument(report_pdf(shop.day(), long))) == 1
