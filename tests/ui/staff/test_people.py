"""The page of genders and ages: of whom they are, what they may really be, what is left out."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.application.figures import PeriodFigures
from kiosk.domain import states
from kiosk.domain.periods import Period, Span
from kiosk.ui.charts import labels, people
from kiosk.ui.staff import figure_words
from kiosk.ui.staff.people import PeoplePage
from kiosk.ui.staff.sample_desk import MANAGER_PIN
from kiosk.ui.staff.sample_figures import TODAY, of_period
from kiosk.ui.staff.screen import StaffScreen
from kiosk.ui.staff.tabs import Tab
from tests.fakes.late_desk import LateDesk
from tests.saying import numbers
from tests.ui.charts import shop
from tests.ui.charts.conftest import ENGLISH
from tests.ui.conftest import MakeWindow
from tests.ui.staff.conftest import Opens

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(late: LateDesk, opens: Opens) -> PeoplePage:
    found = opens(Tab.PEOPLE)
    assert isinstance(found, PeoplePage)
    return found


def four_weeks() -> PeriodFigures:
    return of_period(Period.of_four_weeks(TODAY))


def left_out(figures: PeriodFigures) -> str:
    return "\n".join(figure_words.left_out(figures, TODAY, ENGLISH))


def test_it_begins_with_the_28_days_that_end_today(page: PeoplePage, late: LateDesk) -> None:
    late.answer(four_weeks())

    assert late.wanted == Period.of_four_weeks(TODAY)
    assert page.heading().endswith("28 October to 24 November")
    assert page.closed.figure.text() == f"{four_weeks().released.visits:,}"
    assert page.rate.figure.text() == "41\u00a0%"


@pytest.mark.parametrize(
    ("chip", "span"),
    [("Day", Span.DAY), ("Week", Span.WEEK), ("28 days", Span.FOUR_WEEKS), ("Month", Span.MONTH)],
)
def test_each_length_is_one_tap_away(
    page: PeoplePage, late: LateDesk, qtbot: QtBot, chip: str, span: Span
) -> None:
    page.choose(Period.of_week(date(2026, 10, 14)))
    (button,) = [each for each in page.bar.chips if each.text() == chip]
    qtbot.mouseClick(button, LEFT)

    # Always the one that holds the last day that was in sight.
    assert late.wanted == Period.of(span, date(2026, 10, 18))
    assert [each.text() for each in page.bar.chips if each.isChecked()] == [chip]


def test_beside_every_share_stands_how_many_said_yes(page: PeoplePage, late: LateDesk) -> None:
    late.answer(four_weeks())
    for place in (page.genders, page.ages, page.pyramid):
        assert place.panel is not None
        assert "41\u00a0%" in place.panel.words.text()


def test_both_ends_of_what_nobody_can_know_are_named(page: PeoplePage, late: LateDesk) -> None:
    late.answer(four_weeks())
    assert page.genders.panel is not None and page.ages.panel is not None

    figures = four_weeks()
    assert figures.genders.bounds is not None and figures.opt_in.value is not None
    low = figures.opt_in.value * figures.ages.bands["under_35"].value
    high = low + 1 - figures.opt_in.value
    for place, bounds in ((page.genders, figures.genders.bounds), (page.ages, (low, high))):
        assert place.panel is not None
        assert labels.percents(*bounds) in place.panel.words.text().replace(" ", "\u00a0")
    assert len(page.left_out.said) > len(figure_words.left_out(shop.first_hours(), TODAY, ENGLISH))


def test_where_nothing_has_closed_one_card_says_so(page: PeoplePage, late: LateDesk) -> None:
    late.answer(shop.first_hours())
    assert page.genders.panel is not None

    assert page.closed.figure.text() == "—"
    assert page.genders.panel.words.text() == " ".join(people.none_closed(shop.first_hours()))
    assert page.genders.panel.title.text() == "Gender and age"
    assert not page.ages.isVisible() and not page.pyramid.isVisible()
    late.answer(four_weeks())
    assert page.ages.isVisible() and page.pyramid.isVisible()


def test_on_a_broad_screen_no_hole_is_left_where_nothing_has_closed(
    make_window: MakeWindow,
) -> None:
    window = make_window(size=QSize(1920, 1080))
    late = window.desk = LateDesk()
    window.show_visit(states.Attended())
    assert isinstance(window.shown, StaffScreen)
    window.shown.typed(MANAGER_PIN)
    window.shown.open_tab(Tab.PEOPLE)
    page = window.shown.page
    assert isinstance(page, PeoplePage)
    late.answer(shop.first_hours())
    QApplication.processEvents()
    assert page.comparison.y() == page.genders.y()
    assert page.comparison.x() > page.genders.x()

    late.answer(four_weeks())
    QApplication.processEvents()
    assert page.ages.y() == page.genders.y() < page.pyramid.y() == page.comparison.y()


def test_a_day_that_is_over_says_where_its_visits_are(page: PeoplePage, late: LateDesk) -> None:
    late.answer(shop.few())
    assert page.genders.panel is not None
    words = page.genders.panel.words.text()
    assert "later day" in words
    late.answer(shop.first_hours())
    assert page.genders.panel.words.text() != words


def test_visits_of_days_before_are_named() -> None:
    assert "Monday 23 November" in left_out(shop.since_before())
    assert "Monday 23 November" not in left_out(shop.day())


def test_whoever_is_in_no_part_of_a_chart_is_said_of_under_all_of_them(
    page: PeoplePage, late: LateDesk
) -> None:
    late.answer(shop.since_before())
    (said,) = people.in_neither(shop.since_before(), ENGLISH)
    assert page.genders.panel is not None

    assert numbers(said) == ["4"]
    assert said not in page.genders.panel.words.text()
    assert any(said in line for line in page.left_out.said)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (four_weeks(), "steps of five"),
        (replace(four_weeks(), fewer_than=1), "not over: more may come."),
        (four_weeks(), "This is the demo"),
        (four_weeks(), "published evaluation, n = 1,116"),
        (replace(four_weeks(), kept_from=date(2026, 11, 1)), "days before 1 November"),
        (replace(four_weeks(), withdrawn=78), "took their yes back: 78."),
        (replace(four_weeks(), withdrawn_later=9), "end of the day: 9 more"),
        (replace(four_weeks(), not_counted=90), "without a record: 90."),
    ],
)
def test_all_else_that_figures_do_not_hold_is_said(figures: PeriodFigures, words: str) -> None:
    (line,) = [each for each in left_out(figures).splitlines() if words in each]
    assert line.endswith(".")


def test_of_what_does_not_apply_nothing_is_said() -> None:
    figures = replace(
        four_weeks(), demo=False, final=True, withdrawn=0, not_counted=0, confusion=""
    )
    words = left_out(figures)

    parts = ("demo", "not over", "took their yes back", "end of the day", "record", "get wrong")
    for part in parts:
        assert part not in words


def test_there_are_fewer_sentences_where_there_is_less_to_say(
    page: PeoplePage, late: LateDesk
) -> None:
    late.answer(four_weeks())
    many = page.left_out.said
    late.answer(replace(four_weeks(), demo=False))

    assert page.left_out.said == tuple(line for line in many if "demo" not in line)
