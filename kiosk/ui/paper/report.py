"""A period's figures on A4, for whoever reads them on paper: one page a day, two at most."""

from collections.abc import Iterator, Sequence, Set
from functools import partial
from typing import Final

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QPainter, QPen

from kiosk.application.figures import PeriodFigures
from kiosk.domain.periods import Span
from kiosk.ui.charts import kinds
from kiosk.ui.charts.data import Chart, Table
from kiosk.ui.languages import SOURCE, Tongue
from kiosk.ui.paper import report_words as said
from kiosk.ui.paper.letters import MM, Words, elided
from kiosk.ui.paper.report_cards import (
    GAP,
    HALF,
    Card,
    Part,
    Room,
    Row,
    TableCard,
    heights,
)
from kiosk.ui.paper.report_head import Head, Notes
from kiosk.ui.paper.report_letters import (
    FOOT,
    LEFT,
    MARK,
    NOTE,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    TOP,
)
from kiosk.ui.paper.report_words import About
from kiosk.ui.paper.sheet import COLOURS, HEIGHT, WIDTH, print_pages, with_paper

_BESIDE: Final = 66 * MM
_WEEK: Final = 7
_HOURS: Final = Room(34 * MM, 62 * MM)
_DAYS: Final = Room(36 * MM, 78 * MM)
_GENDERS: Final = Room(15 * MM, 20 * MM)
_AGES: Final = Room(23 * MM, 50 * MM)
_PYRAMID: Final = Room(26 * MM, 48 * MM)
_COMPARED: Final = Room(28 * MM, 48 * MM)
_WEEKDAYS: Final = Room(42 * MM, 76 * MM)


_ALL: Final = frozenset({"genders", "ages", "pyramid", "comparison", "days"})
_LEFT_OUT: Final = ("comparison", "pyramid", "genders", "ages", "days")
"""The tables that go where a sheet would not hold all: first what the chart itself has written."""


def report_pdf(figures: PeriodFigures, about: About) -> bytes:
    """The report as the bytes of a PDF, in the words of ``about.language``.

    Vectors and embedded letters alone. While it is made this language is the application's, so a
    window in another one must not be shown by this process. Raises NoGlyph, NoWords.
    """
    with_paper()
    tongue = Tongue()
    if about.language != SOURCE:
        tongue.speak(about.language)
    try:
        title = said.title_of(figures, about.locale)
        pages = _pages(figures, about)
        drawn = [
            partial(_draw_page, figures, about, rows, (number, len(pages)))
            for number, rows in enumerate(pages, start=1)
        ]
        return print_pages(title, drawn, f"{about.kiosk} {about.written.isoformat()}")
    finally:
        tongue.rest()


_Pages = Sequence[Sequence[tuple[Row, float]]]


def _pages(figures: PeriodFigures, about: About) -> _Pages:
    """The rows of each page with their heights, with as many tables as fit."""
    most = 1 if figures.period.span is Span.DAY else 2
    pages = _filled(list(_rows(figures, about, _ALL)))
    for number in range(len(_LEFT_OUT)):
        if len(pages) <= most:
            break
        tables = _ALL - {*_LEFT_OUT[: number + 1]}
        pages = _filled(list(_rows(figures, about, tables)))
    return pages


def _filled(rows: Sequence[Row]) -> list[list[tuple[Row, float]]]:
    """As many rows on each page as fit; what is taller than a page is cut at its foot."""
    pages: list[list[tuple[Row, float]]] = []
    waiting = list(rows)
    while waiting:
        count = len(waiting)
        while (found := heights(waiting[:count], TEXT_HEIGHT)) is None and count > 1:
            count -= 1
        pages.append(list(zip(waiting[:count], found or [TEXT_HEIGHT], strict=True)))
        waiting = waiting[count:]
    return pages


def _rows(figures: PeriodFigures, about: About, tables: Set[str]) -> Iterator[Row]:
    """Everything that is printed, from top to bottom."""
    cards = _Cards(figures, about, tables)
    yield Row((Head(figures, about),), (TEXT_WIDTH,))
    yield Row((cards.counts(),), (TEXT_WIDTH,))
    yield Row((cards.genders(), cards.ages()), (HALF, HALF))
    yield from cards.others()
    yield Row((Notes(figures, about),), (TEXT_WIDTH,))


class _Cards:
    """The cards of one report; ``tables`` names those that have their table with them."""

    def __init__(self, figures: PeriodFigures, about: About, tables: Set[str]) -> None:
        self._figures = figures
        self._locale, self._language = about.locale, about.language
        self._tables = tables

    def _half(self, name: str, chart: Chart, room: Room) -> Card:
        """A card with its table underneath, where there is room for it."""
        table = chart.table if name in self._tables else None
        return Card(chart, self._language, HALF, room, table=table)

    def _whole(self, chart: Chart, room: Room) -> Card:
        """A card with its table beside the chart."""
        return Card(chart, self._language, TEXT_WIDTH, room, table=chart.table, table_width=_BESIDE)

    def counts(self) -> Part:
        """Who said yes: by hour of a day, by day of anything longer."""
        if self._figures.period.span is Span.DAY:
            chart = kinds.hour_bars(self._figures, self._locale)
            return self._whole(chart, _HOURS)
        chart = kinds.day_line(self._figures, self._locale)
        if self._figures.period.days > _WEEK:
            # As many rows as there are days stand by themselves.
            return Card(chart, self._language, TEXT_WIDTH, _DAYS)
        return self._whole(chart, _DAYS)

    def genders(self) -> Part:
        return self._half("genders", kinds.gender_bar(self._figures, self._locale), _GENDERS)

    def ages(self) -> Part:
        return self._half("ages", kinds.age_bars(self._figures, self._locale), _AGES)

    def others(self) -> Iterator[Row]:
        """The pyramid where there is one, the comparison, and what only longer periods have."""
        comparison = kinds.comparison(self._figures, self._locale)
        if self._figures.pyramid.women:
            pyramid = kinds.age_pyramid(self._figures, self._locale)
            yield Row(
                (
                    self._half("pyramid", pyramid, _PYRAMID),
                    self._half("comparison", comparison, _COMPARED),
                ),
                (HALF, HALF),
            )
        else:
            yield Row((self._whole(comparison, _COMPARED),), (TEXT_WIDTH,))
        if self._figures.period.span is Span.DAY:
            return
        # The map has its numbers written into it.
        week = kinds.week_map(self._figures, self._locale)
        yield Row((Card(week, self._language, TEXT_WIDTH, _WEEKDAYS),), (TEXT_WIDTH,))
        if self._figures.period.days > _WEEK and "days" in self._tables:
            table = kinds.day_line(self._figures, self._locale).table
            yield from self._days(table)

    def _days(self, table: Table) -> Iterator[Row]:
        if table.rows:
            card = TableCard(said.days_title(), table, self._language, TEXT_WIDTH, columns=2)
            yield Row((card,), (TEXT_WIDTH,))


def _draw_page(
    figures: PeriodFigures,
    about: About,
    rows: Sequence[tuple[Row, float]],
    page: tuple[int, int],
    painter: QPainter,
) -> None:
    _draw_mark(said.mark_of(figures), about.language, painter)
    number, of = page
    if number > 1:
        # A sheet that is parted from the first says by itself of what it is.
        again = f"{said.title_of(figures, about.locale)} · {said.place_of(about)}"
        line = elided(again, NOTE, TEXT_WIDTH)
        words = Words(line, NOTE, about.language, TEXT_WIDTH)
        words.draw(painter, LEFT, TOP - words.height - 1 * MM, COLOURS.of("soft_ink"))
    top = TOP
    for row, height in rows:
        row.draw(painter, LEFT, top, height)
        top += height + GAP
    _draw_foot(about, f"{number} / {of}", painter)


def _draw_mark(mark: str, language: str, painter: QPainter) -> None:
    """Large and pale, across the whole page and behind its numbers."""
    if not mark:
        return
    centre = Qt.AlignmentFlag.AlignHCenter
    words = Words(mark, MARK, language, HEIGHT, align=centre)
    painter.save()
    painter.translate(WIDTH / 2, HEIGHT / 2)
    painter.rotate(-55)
    words.draw(painter, -HEIGHT / 2, -words.height / 2, COLOURS.of("sand"))
    painter.restore()


def _draw_foot(about: About, page: str, painter: QPainter) -> None:
    top = HEIGHT - FOOT + 3 * MM
    painter.setPen(QPen(COLOURS.of("line"), 0.2 * MM))
    painter.drawLine(QLineF(LEFT, top, LEFT + TEXT_WIDTH, top))
    soft = COLOURS.of("soft_ink")
    line = elided(said.foot_of(about), NOTE, TEXT_WIDTH - 15 * MM)
    Words(line, NOTE, about.language, TEXT_WIDTH).draw(painter, LEFT, top + 1 * MM, soft)
    right = Qt.AlignmentFlag.AlignRight
    words = Words(page, NOTE, about.language, TEXT_WIDTH, align=right)
    words.draw(painter, LEFT, top + 1 * MM, soft)
