"""The page of genders and ages: of whom they are, what they may really be, what is left out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.application.figures import PeriodFigures
from kiosk.domain import states
from kiosk.domain.batches import Batch, Form, Source
from kiosk.domain.periods import Period, Span
from kiosk.ui.staff import figure_words
from kiosk.ui.staff.people import PeoplePage
from kiosk.ui.staff.sample_desk import MANAGER_PIN
from kiosk.ui.staff.sample_figures import TODAY, of_period
from kiosk.ui.staff.screen import StaffScreen
from kiosk.ui.staff.tabs import Tab
from tests.fakes.late_desk import LateDesk
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
    assert page.closed.figure.text() == "3,720"
    assert page.closed.about.said == ("of 3,730 counted",)
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
        words = place.panel.words.text()
        assert "41\u00a0% who said yes" in words or "41\u00a0% of the 9,571 who were asked" in words


def test_both_ends_of_what_nobody_can_know_are_named(page: PeoplePage, late: LateDesk) -> None:
    late.answer(four_weeks())
    assert page.genders.panel is not None and page.ages.panel is not None

    assert "Of all asked, 23–82\u00a0% may be women." in page.genders.panel.words.text()
    assert "Of all asked, 16–75\u00a0% may be 18–34." in page.ages.panel.words.text()
    assert "Nothing is known of those who did not say yes." in page.left_out.said


def test_where_no_group_has_closed_one_sentence_says_so(page: PeoplePage, late: LateDesk) -> None:
    late.answer(shop.first_hours())
    assert page.genders.panel is not None

    assert page.closed.figure.text() == "—"
    assert page.closed.about.said == ("no group lies in this time",)
    assert page.genders.panel.title.text() == "Gender and age"
    assert not page.ages.isVisible() and not page.pyramid.isVisible()
    late.answer(four_weeks())
    assert page.ages.isVisible() and page.pyramid.isVisible()


def test_on_a_broad_screen_no_hole_is_left_where_no_group_has_closed(
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


def test_a_day_that_is_over_without_a_group_says_why(page: PeoplePage, late: LateDesk) -> None:
    late.answer(replace(shop.first_hours(), final=True, fewer_than=1))
    assert page.genders.panel is not None

    assert page.genders.panel.words.text().startswith("Too few said yes")
    assert "More figures" not in page.genders.panel.words.text()


def test_groups_that_go_beyond_the_period_are_named_one_by_one() -> None:
    first, last = TODAY - timedelta(days=30), TODAY - timedelta(days=26)
    said = Batch(Source.SAID, first, last, Form.TOTAL, 69, ())
    seen = replace(said, source=Source.CAMERA, visits=320, last_day=first)
    words = left_out(replace(four_weeks(), reaching_out=(said, seen)))

    assert (
        "A group of 69 who told us themselves or corrected the camera is of 25 October to" in words
    )
    assert "A group of 320, seen by the camera, is of 25 October: it goes beyond" in words


def test_merged_and_held_back_numbers_are_named_in_words() -> None:
    words = left_out(shop.held_back())

    assert "No number is of fewer than 5 of them." in words
    assert (
        "Not told apart, so as not to single anyone out: 12 are counted as women or not sure."
        in words
    )
    assert "Of 20 more nothing is shown" in words
    assert "Held back, for no group says it alone: not sure" in words


def test_whoever_is_in_no_part_of_a_chart_is_said_of_under_all_of_them(
    page: PeoplePage, late: LateDesk
) -> None:
    late.answer(shop.held_back())
    assert page.genders.panel is not None

    assert "Of 20 more" not in page.genders.panel.words.text()
    assert any("Of 20 more" in line for line in page.left_out.said)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (four_weeks(), "This time is not over: more may come, shown in steps of five."),
        (replace(four_weeks(), fewer_than=1), "This time is not over: more may come."),
        (four_weeks(), "This is the demo: the shop is invented."),
        (four_weeks(), "The camera’s known error is that of the published evaluation, n = 1,116."),
        (
            replace(four_weeks(), kept_from=date(2026, 11, 1)),
            "Of days before 1 November no counts are kept any more.",
        ),
        (replace(four_weeks(), withdrawn=78), "Visitors who took their yes back: 78."),
        (replace(four_weeks(), not_counted=90), "Visits that ended without a record: 90."),
    ],
)
def test_all_else_that_figures_do_not_hold_is_said(figures: PeriodFigures, words: str) -> None:
    assert words in left_out(figures).splitlines()


def test_a_demo_that_shows_each_visitor_at_once_says_so_and_waits_for_no_group(
    page: PeoplePage, late: LateDesk
) -> None:
    begun = replace(shop.first_hours(), demo=True, k=1)
    late.answer(begun)
    assert page.genders.panel is not None
    assert page.genders.panel.words.text() == "Nobody has left an answer in this time."
    assert page.closed.about.said == ()

    late.answer(replace(four_weeks(), k=1))
    assert page.closed.label.text() == "Gender and age of"
    assert page.left_out.said[0].startswith("Gender and age are of visitors who said yes. This")
    assert not figure_words.next_group(begun)
    assert figure_words.next_group(shop.first_hours())


def test_of_what_does_not_apply_nothing_is_said() -> None:
    figures = replace(
        four_weeks(), demo=False, final=True, withdrawn=0, not_counted=0, confusion=""
    )
    words = left_out(figures)

    for part in ("demo", "not over", "took their yes back", "without a record", "known error"):
        assert part not in words


def test_there_are_fewer_sentences_where_there_is_less_to_say(
    page: PeoplePage, late: LateDesk
) -> None:
    late.answer(four_weeks())
    many = page.left_out.said
    late.answer(replace(four_weeks(), demo=False))

    assert page.left_out.said == tuple(line for line in many if "demo" not in line)
