"""Reports: which period, in which form, for whom, and what came of writing it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.application.staff import Role, ScreenSettings
from kiosk.domain.periods import Span
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.staff.pages import Pages
from kiosk.ui.staff.report_words import by_themselves
from kiosk.ui.staff.reports import ReportsPage
from kiosk.ui.staff.sample_desk import MANAGER_PIN, STAFF_PIN, SampleDesk
from kiosk.ui.staff.sample_figures import TODAY
from kiosk.ui.staff.tabs import Tab
from tests.fakes.waiting_desk import WaitingDesk
from tests.ui.staff.looking import listen, open_page, press_named, staff_of, words_of

LEFT = Qt.MouseButton.LeftButton


def reports(window: KioskWindow, desk: SampleDesk, pin: str = MANAGER_PIN) -> ReportsPage:
    page = open_page(window, desk, Tab.REPORTS, pin)
    assert isinstance(page, ReportsPage)
    return page


@pytest.fixture
def desk() -> SampleDesk:
    return SampleDesk()


@pytest.fixture
def page(window: KioskWindow, desk: SampleDesk) -> ReportsPage:
    return reports(window, desk)


def said(page: ReportsPage) -> str:
    QApplication.processEvents()
    return words_of(page).replace("\u200b", "")


def test_today_is_meant_at_first_and_is_said_to_go_on(
    window: KioskWindow, page: ReportsPage
) -> None:
    assert staff_of(window).heading() == "Report · Tuesday 24 November"
    assert said(page).startswith("It goes on:")
    assert not page.bar.on.isEnabled(), "nobody can write of a day to come"


@pytest.mark.parametrize(
    ("chip", "back", "span", "day", "heading"),
    [
        (0, 0, Span.DAY, TODAY, "Report · Tuesday 24 November"),
        (0, 1, Span.DAY, date(2026, 11, 23), "Report · Monday 23 November"),
        (1, 0, Span.WEEK, TODAY, "Report · 23 November to 29 November"),
        (1, 1, Span.WEEK, date(2026, 11, 22), "Report · 16 November to 22 November"),
        (2, 0, Span.FOUR_WEEKS, TODAY, "Report · 28 October to 24 November"),
        (3, 0, Span.MONTH, TODAY, "Report · November 2026"),
        (3, 2, Span.MONTH, date(2026, 9, 30), "Report · September 2026"),
    ],
)
def test_a_period_is_chosen_and_written(
    page: ReportsPage,
    desk: SampleDesk,
    qtbot: QtBot,
    chip: int,
    back: int,
    span: Span,
    day: date,
    heading: str,
) -> None:
    if chip:
        qtbot.mouseClick(page.bar.chips[chip], LEFT)
    for _ in range(back):
        qtbot.mouseClick(page.bar.back, LEFT)
    assert page.heading() == heading
    assert said(page).startswith("It is over." if back else "It goes on:")
    qtbot.mouseClick(page.write, LEFT)

    assert desk.written == [(span, day, ("pdf",))]


def test_from_the_past_each_chip_leads_to_the_period_around_it(
    page: ReportsPage, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.bar.chips[3], LEFT)
    qtbot.mouseClick(page.bar.back, LEFT)
    qtbot.mouseClick(page.bar.chips[1], LEFT)

    assert page.heading().endswith("26 October to 1 November")
    assert [chip.isChecked() for chip in page.bar.chips] == [False, True, False, False]


def test_a_manager_writes_what_other_programs_read(
    page: ReportsPage, desk: SampleDesk, qtbot: QtBot
) -> None:
    for place in (2, 1, 0):
        qtbot.mouseClick(page.forms.chips[place], LEFT)
    qtbot.mouseClick(page.write, LEFT)

    assert desk.written == [(Span.DAY, TODAY, ("csv", "json"))]


def test_one_form_at_least_is_always_on(page: ReportsPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.forms.chips[0], LEFT)

    assert page.forms.picked == {0}
    assert page.forms.chips[0].isChecked()


def test_staff_write_pages_to_print_and_are_told_who_writes_the_others(
    window: KioskWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    page = reports(window, desk, STAFF_PIN)
    assert "PDF" in said(page)
    assert [chip.text() for chip in page.forms.chips] == ["PDF"]
    assert page.forms.isHidden()
    qtbot.mouseClick(page.write, LEFT)

    assert desk.written == [(Span.DAY, TODAY, ("pdf",))]


def test_what_was_written_is_said_with_its_names_and_its_folder(
    page: ReportsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = listen(monkeypatch)
    qtbot.mouseClick(page.forms.chips[1], LEFT)
    qtbot.mouseClick(page.write, LEFT)
    words = said(page)

    assert "askfirst-north-door-2026-11-24-day-so-far.pdf" in words
    assert "askfirst-north-door-2026-11-24-day-so-far.csv" in words
    assert words.count("/var/lib/askfirst/reports") == 1
    assert len(heard) == 1 and "24 November" in heard[0] and heard[0] in words


def test_what_could_not_be_written_is_said_with_what_to_do(
    window: KioskWindow, qtbot: QtBot
) -> None:
    page = reports(window, SampleDesk(troubled=True))
    qtbot.mouseClick(page.write, LEFT)
    words = said(page)
    assert "24 November" in words
    assert "/var/lib/askfirst/reports: Permission denied" in words
    assert page.write.isEnabled(), "once more may help"
    press_named(page, "Open Health").click()

    part = staff_of(window).part
    assert isinstance(part, Pages) and part.tab is Tab.HEALTH


def test_while_it_is_written_a_bar_says_how_far_it_is(window: KioskWindow, qtbot: QtBot) -> None:
    desk = WaitingDesk()
    page = reports(window, desk)
    qtbot.mouseClick(page.write, LEFT)
    being_written = said(page)
    assert not page.write.isEnabled()
    bar = page.writing.bar
    assert (bar.done, bar.accessibleName()) == (0.0, "0 % done")
    for done, shown in ((0.3, 0.3), (0.2, 0.3), (2.0, 1.0)):
        desk.progress(done)
        assert bar.done == shown
    assert bar.accessibleName() == "100 % done"
    desk.answer()

    assert page.write.isEnabled()
    assert said(page) != being_written


def test_a_second_report_is_not_begun_beside_the_first(window: KioskWindow, qtbot: QtBot) -> None:
    desk = WaitingDesk()
    page = reports(window, desk)
    for _ in range(3):
        page.write.click()
    page.writing.write(Span.WEEK, TODAY, ("pdf",), "the week")

    assert desk.asked == ["report"]


def test_what_is_written_by_itself_is_said(page: ReportsPage) -> None:
    assert "(PDF, CSV)" in said(page)


def test_where_nothing_is_a_manager_is_told_where_that_can_be_changed() -> None:
    assert "Settings" in by_themselves((), Role.MANAGER)
    assert "Settings" not in by_themselves((), Role.STAFF)


def test_coming_back_goes_on_with_what_was_chosen_or_with_today(
    window: KioskWindow, page: ReportsPage, desk: SampleDesk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.bar.back, LEFT)
    staff_of(window).open_tab(Tab.CLOSING)
    desk.changed.append(ScreenSettings("light", False, ()))
    staff_of(window).open_tab(Tab.REPORTS)

    assert page.heading() == "Report · Monday 23 November"
    assert by_themselves((), Role.MANAGER) in said(page)
