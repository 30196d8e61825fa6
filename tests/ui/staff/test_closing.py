"""Close the day: calm words, today's report, and the end of the program asked for twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.application.staff import DayClosing
from kiosk.domain.periods import Span
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.staff.closing import ClosingPage
from kiosk.ui.staff.sample_desk import MANAGER_PIN, STAFF_PIN, SampleDesk
from kiosk.ui.staff.sample_figures import TODAY
from kiosk.ui.staff.tabs import Tab
from tests.fakes.waiting_desk import WaitingDesk
from tests.ui.staff.looking import listen, open_page, press_named, staff_of, words_of
from tests.wording import a_line_has

LEFT = Qt.MouseButton.LeftButton


def closing(window: KioskWindow, desk: SampleDesk, pin: str = MANAGER_PIN) -> ClosingPage:
    page = open_page(window, desk, Tab.CLOSING, pin)
    assert isinstance(page, ClosingPage)
    return page


@pytest.fixture
def desk() -> SampleDesk:
    return SampleDesk()


@pytest.fixture
def page(window: KioskWindow, desk: SampleDesk) -> ClosingPage:
    return closing(window, desk)


def said(page: ClosingPage) -> str:
    QApplication.processEvents()
    return words_of(page).replace("\u200b", "")


def day_closing() -> DayClosing:
    told: list[DayClosing] = []
    SampleDesk().closing(told.append)
    return told[0]


def test_it_says_that_the_day_ends_by_itself_and_when(page: ClosingPage) -> None:
    words = said(page)
    assert words.startswith("The day ends by itself.")
    assert a_line_has(words, "Wednesday 25 November", "04:00")
    assert a_line_has(words, "last day", "Monday 23 November")
    assert "“Camera off”" in words


def test_before_the_first_close_it_says_so(window: KioskWindow) -> None:
    desk = WaitingDesk()
    page = closing(window, desk)
    assert said(page) == "One moment"
    assert not page.first.isEnabled(), "nobody knows yet which day it is"
    desk.answer(replace(day_closing(), closed_until=None))

    assert "No day" in said(page) and "23 November" not in said(page)
    assert page.first.isEnabled()


def test_todays_report_is_written_to_print(
    page: ClosingPage, desk: SampleDesk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.first, LEFT)

    assert desk.written == [(Span.DAY, TODAY, ("pdf",))]
    assert a_line_has(said(page), "Written: ", "today’s report")


def test_the_report_is_of_the_day_that_the_page_is_about(window: KioskWindow, qtbot: QtBot) -> None:
    """Opened at ten to four and pressed at ten past: the day that is meant is the one named."""
    desk = WaitingDesk()
    page = closing(window, desk)
    yesterday = TODAY - timedelta(days=1)
    desk.answer(replace(day_closing(), day=yesterday))
    qtbot.mouseClick(page.first, LEFT)
    desk.answer()

    assert desk.written == [(Span.DAY, yesterday, ("pdf",))]


def test_a_report_that_fails_leads_to_health(window: KioskWindow, qtbot: QtBot) -> None:
    page = closing(window, SampleDesk(troubled=True))
    qtbot.mouseClick(page.first, LEFT)
    assert "Not written: today’s report" in said(page)
    press_named(page, "Open Health").click()

    assert staff_of(window).heading() == "4 things need somebody."


def test_todays_figures_are_one_tap_away(
    window: KioskWindow, page: ClosingPage, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.today, LEFT)

    assert staff_of(window).heading() == "Today · Tuesday 24 November"


def test_staff_cannot_close_the_kiosk(window: KioskWindow, desk: SampleDesk) -> None:
    page = closing(window, desk, STAFF_PIN)

    assert page.doors == (page.first,)
    assert "Close the kiosk" not in said(page)


def test_the_kiosk_is_closed_after_a_second_yes_in_its_place(
    window: KioskWindow,
    page: ClosingPage,
    desk: SampleDesk,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard = listen(monkeypatch)
    qtbot.mouseClick(page.second, LEFT)
    assert staff_of(window).heading() == "Close the kiosk?"
    assert heard == ["Close the kiosk?"]
    assert "Nobody is asked any more" in said(page)
    assert (page.first.text(), page.second.text()) == ("Yes, close it", "No, keep it open")
    assert not desk.has_ended
    qtbot.mouseClick(page.first, LEFT)

    assert desk.has_ended
    assert not page.first.isEnabled()


def test_two_quick_taps_on_one_place_close_nothing(
    page: ClosingPage, desk: SampleDesk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.second, LEFT)
    qtbot.mouseClick(page.second, LEFT)

    assert not desk.has_ended
    assert said(page).startswith("The day ends by itself.")
    assert page.first.text() == "Write today’s report"


def test_whoever_comes_back_is_not_asked_any_more(
    window: KioskWindow, page: ClosingPage, desk: SampleDesk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.second, LEFT)
    staff_of(window).open_tab(Tab.RECORDS)
    staff_of(window).open_tab(Tab.CLOSING)
    qtbot.mouseClick(page.first, LEFT)

    assert not desk.has_ended
    assert len(desk.written) == 1
