"""A card with a chart: the chip, the table, the words, and no way for a finger to get caught."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui.charts import view
from kiosk.ui.charts.data import ChartData
from kiosk.ui.charts.panel import ChartPanel
from kiosk.ui.charts.table_view import TableView
from kiosk.ui.charts.view import ChartView
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.scroll import Scroll
from kiosk.ui.widgets.words import Words
from tests.saying import numbers
from tests.ui.charts.conftest import ENGLISH, FIGURES, MAKERS

THEME = Theme(QSize(1080, 1920), 2.71)
LARGER = Theme(QSize(1080, 1920), 2.71, larger=True)

Show = Callable[..., ChartPanel]


@pytest.fixture
def show(fonts: None, qtbot: QtBot) -> Iterator[Show]:
    """Makes shown panels, as high as a page gives them or as they need."""

    pages: list[QWidget] = []

    def make(
        kind: str, figures: str, *, theme: Theme = THEME, width: int = 936, height: int = 0
    ) -> ChartPanel:
        page = QWidget()
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(1080, 1920)
        panel = ChartPanel(theme, MAKERS[kind](FIGURES[figures](), ENGLISH))
        panel.setParent(page)
        panel.resize(width, max(height, _height(panel, width)))
        page.show()
        QApplication.processEvents()
        return panel

    yield make


def _height(panel: ChartPanel, width: int) -> int:
    """What a page gives it at least."""
    layout = panel.layout()
    assert layout is not None
    return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())


def _part(panel: ChartPanel, kind: type[QWidget]) -> QWidget:
    (found,) = panel.findChildren(kind)
    return found


def test_the_chip_turns_the_chart_into_a_table_and_back(show: Show) -> None:
    panel = show("hour-bars", "day")
    chart, chip = _part(panel, ChartView), panel.chip
    assert chip is not None
    assert (chip.text(), panel.as_table) == ("Table", False)
    assert chart.isVisible() and not panel.findChildren(Scroll), "made for whoever asks for it"
    chip.click()
    table = _part(panel, Scroll)
    assert (chip.text(), panel.as_table) == ("Chart", True)
    assert table.isVisible() and not chart.isVisible()
    chip.click()
    assert (chip.text(), panel.as_table) == ("Table", False)
    assert chart.isVisible() and not table.isVisible()


def test_a_chart_out_of_sight_is_not_drawn_and_one_in_sight_once(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[ChartData] = []
    monkeypatch.setattr(view, "draw", lambda _, data: drawn.append(data))
    panel = show("hour-bars", "day")
    assert drawn == [panel.chart.data]

    panel.hide()
    panel.resize(panel.width() - 80, panel.height())
    panel.resize(panel.width() - 80, panel.height())
    QApplication.processEvents()
    assert len(drawn) == 1
    panel.show()
    panel.grab()
    assert len(drawn) == 2


def test_a_page_can_keep_the_table_for_new_figures(show: Show) -> None:
    panel = show("hour-bars", "day")
    panel.show_table(True)
    assert panel.as_table
    panel.show_table(True)
    assert panel.as_table


def test_where_there_is_nothing_to_draw_the_words_are_all(show: Show) -> None:
    panel = show("gender-bar", "first-hours")
    assert panel.chip is None and panel.view is None
    panel.show_table(True)
    assert not panel.as_table
    assert panel.words.text() == panel.chart.words


@pytest.mark.parametrize("kind", MAKERS)
def test_a_chart_is_read_out_as_what_it_says(show: Show, kind: str) -> None:
    panel = show(kind, "four-weeks")
    view = panel.view
    assert view is not None
    assert view.accessibleName() == panel.title.text()
    assert view.accessibleDescription() == panel.words.text()
    assert any(letter.isdigit() for letter in view.accessibleDescription())


def test_a_table_is_read_out_row_by_row(show: Show) -> None:
    panel = show("hour-bars", "few")
    panel.show_table(True)
    table = _part(panel, TableView)
    first = numbers(table.accessibleDescription())[:6]
    assert first == ["10", "11", "8", "3", "11", "12"]


def test_chips_say_of_which_chart_they_are(show: Show) -> None:
    panel = show("hour-bars", "day")
    assert panel.chip is not None
    assert panel.title.text() in panel.chip.accessibleName()
    assert panel.chip.text() in panel.chip.accessibleName()


def test_no_finger_and_no_key_is_caught_by_a_chart(show: Show) -> None:
    panel = show("day-line", "four-weeks")
    view = _part(panel, ChartView)
    assert isinstance(view, QAbstractScrollArea)
    for part in (view, view.viewport()):
        assert part.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert view.contextMenuPolicy() == Qt.ContextMenuPolicy.NoContextMenu
    assert panel.childAt(view.mapTo(panel, QPoint(30, 60))) in (None, panel)
    assert panel.chip is not None
    reached = panel.nextInFocusChain()
    focusable = [
        each
        for each in panel.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
    ]
    assert reached is not None
    assert focusable == [panel.chip]


def test_a_long_table_scrolls_and_a_short_one_does_not(show: Show) -> None:
    long = show("day-line", "four-weeks", height=700)
    long.show_table(True)
    QApplication.processEvents()
    scroll = _part(long, Scroll)
    assert isinstance(scroll, Scroll)
    assert scroll.is_longer
    assert scroll.button.isVisible()
    short = show("age-bars", "day", height=900)
    short.show_table(True)
    QApplication.processEvents()
    scroll = _part(short, Scroll)
    assert isinstance(scroll, Scroll)
    assert not scroll.is_longer


@pytest.mark.parametrize("theme", [THEME, LARGER], ids=["text", "larger-text"])
@pytest.mark.parametrize("kind", MAKERS)
def test_nothing_is_clipped_or_crowded(show: Show, kind: str, theme: Theme) -> None:
    for name in ("four-weeks", "in-two", "week"):
        panel = show(kind, name, theme=theme)
        for table in (False, True):
            panel.show_table(table)
            panel.resize(936, _height(panel, 936))
            QApplication.processEvents()
            for words in panel.findChildren(Words):
                assert words.block.least_width() <= words.width()
                assert words.heightForWidth(words.width()) <= words.height() + 1
            shown = [
                each
                for each in (
                    *(panel.title, panel.words, panel.chip, panel.view),
                    *panel.findChildren(Scroll),
                )
                if each is not None and each.isVisible()
            ]
            boxes = [QRect(each.mapTo(panel, QPoint(0, 0)), each.size()) for each in shown]
            for number, box in enumerate(boxes):
                assert panel.rect().contains(box), shown[number]
                assert not any(box.intersects(other) for other in boxes[:number])


def test_a_chart_is_drawn_anew_for_another_size(show: Show) -> None:
    panel = show("hour-bars", "four-weeks")
    view = _part(panel, ChartView)
    assert isinstance(view, ChartView)
    broad = {each.text for each in view.written}
    panel.resize(420, panel.height())
    QApplication.processEvents()
    narrow = {each.text for each in view.written}
    assert broad != narrow
    assert all(each.box.right() <= view.width() + 0.5 for each in view.written)


def test_right_to_left_a_day_begins_on_the_right(show: Show) -> None:
    panel = show("hour-bars", "day")
    panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    panel.resize(900, panel.height())
    QApplication.processEvents()
    view = _part(panel, ChartView)
    assert isinstance(view, ChartView)
    at = {each.text: each.box.left() for each in view.written}
    assert at["9"] > at["11"] > at["14"]


def test_the_table_has_the_numbers_that_are_drawn(fonts: None) -> None:
    for figures in FIGURES.values():
        chart = MAKERS["hour-bars"](figures(), ENGLISH)
        found = figures()
        said = [row[2] for row in chart.table.rows]
        drawn = [f"{hour.said_yes:,}" for hour in found.hours if hour.asked and hour.said_yes]
        assert all(number in said for number in drawn)
        assert all(len(row) == len(chart.table.head) for row in chart.table.rows)
