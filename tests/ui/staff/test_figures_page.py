"""What every page of figures does: old figures until new ones come, steps, faults."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from kiosk.application.figures import PeriodFigures
from kiosk.domain.periods import Period, Span
from kiosk.ui.gallery import LANGUAGES
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.staff import figures_page, period_words
from kiosk.ui.staff.chart_place import ChartPlace
from kiosk.ui.staff.figures_page import REFRESH_SECONDS, SLOW_SECONDS
from kiosk.ui.staff.people import PeoplePage
from kiosk.ui.staff.sample_figures import TODAY, of_period
from kiosk.ui.staff.tabs import Tab
from kiosk.ui.staff.today import TodayPage
from kiosk.ui.widgets.scroll import Scroll
from tests.fakes.late_desk import LateDesk
from tests.ui.conftest import StoppedClock
from tests.ui.staff.conftest import Opens

LEFT = Qt.MouseButton.LeftButton
YESTERDAY = Period.of_day(TODAY - timedelta(days=1))


@pytest.fixture
def page(late: LateDesk, opens: Opens) -> TodayPage:
    found = opens(Tab.TODAY)
    assert isinstance(found, TodayPage)
    return found


@pytest.fixture
def people(late: LateDesk, opens: Opens) -> PeoplePage:
    found = opens(Tab.PEOPLE)
    assert isinstance(found, PeoplePage)
    return found


def answered(page: TodayPage, late: LateDesk, period: Period | None = None) -> None:
    if period is not None:
        page.choose(period)
    late.answer(of_period(late.wanted))


# Waiting --------------------------------------------------------------------------------------


def test_before_anything_is_told_it_asks_for_a_moment(page: TodayPage) -> None:
    assert page.nothing.isVisible()
    assert page.lead.text() == "One moment"
    assert not page.body.isVisible()
    assert page.heading() == "Today · Tuesday 24 November"


def test_old_figures_stay_under_their_own_heading_until_others_come(
    page: TodayPage, late: LateDesk
) -> None:
    answered(page, late)
    before = page.yes.figure.text()
    page.choose(YESTERDAY)

    assert page.yes.figure.text() == before
    assert page.heading() == "Today · Tuesday 24 November"
    late.answer(of_period(YESTERDAY))
    assert page.yes.figure.text() == f"{of_period(YESTERDAY).counts.said_yes}" != before
    assert page.heading().endswith("Monday 23 November")


def test_what_takes_long_is_said_to(
    page: TodayPage, late: LateDesk, clock: StoppedClock, qtbot: QtBot
) -> None:
    answered(page, late)
    page.choose(YESTERDAY)
    page.tick()
    assert page.heading() == "Today · Tuesday 24 November"

    clock.now += SLOW_SECONDS
    with qtbot.waitSignal(page.heading_changed):
        page.tick()
    assert page.heading().endswith("Monday 23 November")


def test_a_page_come_back_to_shows_what_it_had_and_asks_again(
    page: TodayPage, late: LateDesk, opens: Opens
) -> None:
    answered(page, late)
    opens(Tab.TRENDS)
    asked = len(late.asked)

    assert opens(Tab.TODAY) is page
    assert page.body.isVisible() and page.yes.figure.text()
    assert [period for period, _ in late.asked[asked:]] == [Period.of_day(TODAY)]


# Growing --------------------------------------------------------------------------------------


def test_figures_that_grow_are_read_again_and_others_are_not(
    page: TodayPage, late: LateDesk, clock: StoppedClock
) -> None:
    answered(page, late)
    page.tick()
    assert len(late.asked) == 1
    clock.now += REFRESH_SECONDS
    page.tick()
    page.tick()
    assert len(late.asked) == 2, "one question at a time"

    answered(page, late, YESTERDAY)
    clock.now += REFRESH_SECONDS
    page.tick()
    assert len(late.asked) == 3


def test_it_goes_on_with_the_next_day_when_one_ends(
    page: TodayPage, late: LateDesk, clock: StoppedClock
) -> None:
    answered(page, late)
    late.day = TODAY + timedelta(days=1)
    clock.now += REFRESH_SECONDS
    page.tick()

    assert late.wanted == Period.of_day(late.day)
    answered(page, late, YESTERDAY)
    late.day += timedelta(days=1)
    clock.now += REFRESH_SECONDS
    page.tick()
    assert late.wanted == YESTERDAY, "who looks back goes on looking at the same day"


def test_each_question_is_answered_once_and_drawn_once(
    people: PeoplePage, late: LateDesk, monkeypatch: pytest.MonkeyPatch, clock: StoppedClock
) -> None:
    drawn: list[PeriodFigures] = []
    monkeypatch.setattr(people, "show_figures", drawn.append)
    figures, asked = of_period(late.wanted), len(late.asked)
    late.answer(figures)
    clock.now += SLOW_SECONDS
    people.tick()
    assert drawn == [figures]
    assert len(late.asked) == asked


def test_what_did_not_change_stays_as_it_is(people: PeoplePage, late: LateDesk) -> None:
    figures = of_period(late.wanted)
    late.answer(figures)
    QApplication.processEvents()
    pyramid, genders = people.pyramid.panel, people.genders.panel
    assert genders is not None
    late.answer(replace(figures, next_close=None))

    assert people.pyramid.panel is pyramid
    assert people.genders.panel is not None and people.genders.panel is not genders
    assert people.genders.panel.isVisible() and not genders.isVisible()
    assert people.genders.panel.geometry() == people.genders.rect(), "in this frame already"


def test_neither_the_place_nor_the_table_nor_the_focus_is_lost(
    window: KioskWindow, people: PeoplePage, late: LateDesk
) -> None:
    figures = of_period(late.wanted)
    late.answer(replace(figures, next_close=None))
    QApplication.processEvents()
    panel = people.genders.panel
    scroll = people.findChild(Scroll)
    assert panel is not None and panel.chip is not None and isinstance(scroll, Scroll)
    panel.chip.click()
    panel.chip.setFocus()
    QApplication.processEvents()
    scroll.turn_page()
    top = people.genders.mapTo(window, people.genders.rect().topLeft()).y()
    late.answer(figures)
    QApplication.processEvents()

    assert people.genders.panel is not None and people.genders.panel is not panel
    assert people.genders.panel.as_table
    assert people.genders.panel.chip is window.focusWidget()
    assert people.genders.mapTo(window, people.genders.rect().topLeft()).y() == top


# Steps ----------------------------------------------------------------------------------------


def test_the_arrows_step_by_a_day_and_not_beyond_today(
    page: TodayPage, late: LateDesk, qtbot: QtBot
) -> None:
    answered(page, late)
    assert page.bar.back.isEnabled() and not page.bar.on.isEnabled()
    qtbot.mouseClick(page.bar.back, LEFT)
    qtbot.mouseClick(page.bar.back, LEFT)
    assert late.wanted == Period.of_day(TODAY - timedelta(days=2))
    assert page.bar.on.isEnabled()

    qtbot.mouseClick(page.bar.on, LEFT)
    qtbot.mouseClick(page.bar.on, LEFT)
    qtbot.mouseClick(page.bar.on, LEFT)
    assert late.wanted == Period.of_day(TODAY)
    assert not page.bar.on.isEnabled()


def test_the_arrows_can_be_told_apart_without_being_seen(page: TodayPage) -> None:
    assert page.bar.back.accessibleName() == "Earlier"
    assert page.bar.on.accessibleName() == "Later"


@pytest.mark.parametrize("span", list(Span))
def test_a_step_back_and_on_leads_back(span: Span) -> None:
    start = Period.of(span, TODAY)
    back = period_words.earlier(start)

    assert back.last < start.last
    assert period_words.later(back, TODAY) == start
    assert period_words.later(start, TODAY) is None


def test_28_days_end_today_at_the_latest() -> None:
    period = Period.of_four_weeks(TODAY - timedelta(days=3))

    assert period_words.later(period, TODAY) == Period.of_four_weeks(TODAY)


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (Period.of_day(TODAY), "Tuesday 24 November"),
        (Period.of_week(TODAY), "23 November to 29 November"),
        (Period.of_month(TODAY), "November 2026"),
        (Period.of_week(date(2026, 1, 1)), "29 December 2025 to 4 January"),
    ],
    ids=["day", "week", "month", "over the turn of the year"],
)
def test_a_period_is_called_by_its_days(page: TodayPage, period: Period, name: str) -> None:
    assert period_words.plain_name(period, TODAY, page.stage.locale) == name


def test_what_a_step_led_to_is_said_once(
    page: TodayPage, late: LateDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(figures_page, "announce", lambda piece, text: said.append(text))
    answered(page, late)
    assert not said, "the screen says the heading of a page that opens"

    answered(page, late, YESTERDAY)
    answered(page, late)
    (only,) = said
    assert "Monday 23 November" in only


# Faults ---------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_said_with_what_to_do(
    page: TodayPage, late: LateDesk, clock: StoppedClock
) -> None:
    answered(page, late)
    page.opened()
    late.answer(None, "The records cannot be read: disk I/O error.")

    assert not page.body.isVisible() and page.nothing.isVisible()
    assert page.lead.text()
    assert "Health" in page.cure.text()
    assert page.why.accessibleName().endswith("disk I/O error.")
    clock.now += REFRESH_SECONDS
    page.tick()
    answered(page, late)
    assert page.body.isVisible() and not page.nothing.isVisible()


def test_where_nothing_is_kept_it_goes_on_but_not_further_back(
    page: TodayPage, late: LateDesk, qtbot: QtBot
) -> None:
    page.choose(Period.of_day(date(2023, 3, 1)))
    late.answer(None, "The counts of that day are gone (25 months).")

    assert page.lead.text()
    assert page.cure.text().endswith("Choose a later time.")
    assert page.heading() == "Wednesday 1 March 2023"
    assert not page.bar.back.isEnabled() and page.bar.on.isEnabled()
    qtbot.mouseClick(page.bar.on, LEFT)
    late.answer(replace(of_period(late.wanted), final=True))
    assert page.bar.back.isEnabled()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("tab", "first"), [(Tab.PEOPLE, "genders"), (Tab.TRENDS, "days")])
def test_the_first_chart_is_whole_before_anything_is_moved(
    window: KioskWindow, opens: Opens, language: str, tab: Tab, first: str
) -> None:
    window.show_language(language)
    page = opens(tab)
    scroll = page.findChild(QScrollArea)
    place = getattr(page, first)
    assert isinstance(scroll, QScrollArea) and isinstance(place, ChartPlace)
    viewport = scroll.viewport()

    box = QRect(place.mapTo(viewport, QPoint(0, 0)), place.size())
    assert place.panel is not None and place.panel.view is not None
    assert viewport.rect().contains(box)
