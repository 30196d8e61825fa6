"""The tabs and the pages behind them: which there are, how long they live, what they are told."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import ClassVar

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from kiosk.application.staff import Role, StaffDesk
from kiosk.domain import events, states
from kiosk.domain.periods import Period
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.samples import SampleFront
from kiosk.ui.staff import tabs
from kiosk.ui.staff.new_pin import NewPinEntry
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.staff.pages import Pages
from kiosk.ui.staff.sample_desk import MANAGER_PIN, STAFF_PIN, SampleDesk
from kiosk.ui.staff.screen import StaffScreen
from kiosk.ui.staff.tabs import Tab
from kiosk.ui.stage import NoDesk, Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column
from kiosk.ui.widgets.door import Door
from kiosk.ui.widgets.press import Press
from kiosk.ui.widgets.words import Words
from tests.ui.conftest import MakeWindow

LEFT = Qt.MouseButton.LeftButton


class Noting(StaffPage):
    """A page that writes down what happens to it."""

    made: ClassVar[list["Noting"]] = []
    title = "Today · Tuesday"

    def __init__(self, stage: Stage, desk: StaffDesk, role: Role) -> None:
        super().__init__(stage, desk, role)
        self.noted: list[str] = []
        self.made.append(self)
        self.doors = (Door(self.theme, "Print"),)
        self.aside = None if self.theme.portrait else Words(self.theme, Type.BODY, "Aside")
        self.fill(column(Words(self.theme, Type.BODY, "One line\n" * 3)))

    @override
    def heading(self) -> str:
        return self.title

    @override
    def opened(self) -> None:
        self.noted.append("opened")

    @override
    def tick(self) -> None:
        self.noted.append("tick")

    @override
    def typed(self, text: str) -> None:
        self.noted.append(f"typed {text}")

    @override
    def ended(self) -> None:
        self.noted.append("ended")


class Another(Noting):
    title = "People"


class OfADay(Noting):
    title = "Reports"

    def choose(self, period: Period) -> None:
        self.noted.append(f"{period.first}")


class Secret(Noting):
    title = "Settings"


SOME_PAGES: Mapping[Tab, Callable[[], type[StaffPage]]] = {
    Tab.TODAY: lambda: Noting,
    Tab.PEOPLE: lambda: Another,
    Tab.SETTINGS: lambda: Secret,
}


@pytest.fixture(autouse=True)
def some_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    Noting.made.clear()
    monkeypatch.setattr(tabs, "PAGES", SOME_PAGES)


def in_as(staff: StaffScreen, pin: str) -> Pages:
    staff.typed(pin)
    assert isinstance(staff.part, Pages)
    return staff.part


def page_of(staff: StaffScreen) -> Noting:
    assert isinstance(staff.page, Noting)
    return staff.page


@pytest.mark.parametrize(
    ("pin", "names"),
    [(STAFF_PIN, ["Today", "People"]), (MANAGER_PIN, ["Today", "People", "Settings"])],
    ids=["staff", "manager"],
)
def test_the_role_decides_which_tabs_there_are(
    staff: StaffScreen, pin: str, names: list[str]
) -> None:
    pages = in_as(staff, pin)

    assert [chip.text() for chip in pages.chips.values()] == names
    assert page_of(staff).role is pages.role


def test_the_first_page_is_open_and_says_its_heading(staff: StaffScreen) -> None:
    pages = in_as(staff, STAFF_PIN)
    assert page_of(staff).noted == ["opened"]
    assert staff.heading() == "Today · Tuesday"
    assert [chip.isChecked() for chip in pages.chips.values()] == [True, False]

    page_of(staff).title = "Today · Wednesday"
    page_of(staff).heading_changed.emit()
    assert staff.heading() == "Today · Wednesday"


def test_a_page_is_made_once_and_then_shown_and_hidden(staff: StaffScreen, qtbot: QtBot) -> None:
    pages = in_as(staff, STAFF_PIN)
    first = page_of(staff)
    assert len(Noting.made) == 1, "a page that nobody opens is not made"
    for tab in (Tab.PEOPLE, Tab.TODAY, Tab.PEOPLE):
        qtbot.mouseClick(pages.chips[tab], LEFT)
    assert len(Noting.made) == 2
    assert first.noted == ["opened", "opened"]
    assert not first.isVisible() and page_of(staff).isVisible()
    assert isinstance(staff.page, Another)
    assert staff.heading() == "People"


def test_a_second_tap_on_an_open_tab_leaves_it_open(staff: StaffScreen, qtbot: QtBot) -> None:
    pages = in_as(staff, STAFF_PIN)
    qtbot.mouseClick(pages.chips[Tab.TODAY], LEFT)

    assert pages.chips[Tab.TODAY].isChecked()
    assert page_of(staff).isVisible()


def test_the_keyboard_reaches_every_tab_and_every_door(
    window: KioskWindow, staff: StaffScreen, qtbot: QtBot
) -> None:
    in_as(staff, MANAGER_PIN)
    staff.open_tab(Tab.PEOPLE)
    window.activateWindow()
    reached: list[str] = []
    for _ in range(5):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        focus = window.focusWidget()
        assert focus is not None
        reached.append(focus.accessibleName())
    assert reached == ["Today", "People", "Settings", "Print", "Leave"]
    qtbot.keyClick(window, Qt.Key.Key_Escape)


def test_a_tab_of_managers_opens_for_no_one_else(staff: StaffScreen) -> None:
    in_as(staff, STAFF_PIN)
    staff.open_tab(Tab.SETTINGS)

    assert isinstance(staff.page, Noting) and not isinstance(staff.page, Secret)


def test_before_anybody_is_in_no_tab_opens(staff: StaffScreen) -> None:
    staff.open_tab(Tab.TODAY)
    staff.open_pages()

    assert staff.page is None
    assert not Noting.made


def test_a_page_leads_to_another(staff: StaffScreen) -> None:
    in_as(staff, STAFF_PIN)
    page_of(staff).wants_tab.emit(Tab.PEOPLE)

    assert isinstance(staff.page, Another)


def test_a_page_leads_to_another_and_says_of_which_period(
    staff: StaffScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tabs, "PAGES", {**SOME_PAGES, Tab.REPORTS: lambda: OfADay})
    in_as(staff, STAFF_PIN)
    first = page_of(staff)
    yesterday = Period.of_day(date(2026, 11, 23))
    first.wants_period.emit(Tab.REPORTS, yesterday)
    assert isinstance(staff.page, OfADay)
    assert staff.page.noted == ["opened", "2026-11-23"]

    first.wants_period.emit(Tab.PEOPLE, yesterday)
    assert isinstance(staff.page, Another)
    assert staff.page.noted == ["opened"], "not every page is of a period"


def test_what_is_aside_is_seen_with_its_page_alone(make_window: MakeWindow) -> None:
    window = make_window(size=QSize(1920, 1080))
    window.show_visit(states.Attended())
    staff = window.shown
    assert isinstance(staff, StaffScreen)
    pages = in_as(staff, STAFF_PIN)
    aside = page_of(staff).aside
    assert aside is not None and aside.isVisible()
    QApplication.processEvents()
    assert aside.x() > pages.name.x()
    assert aside.y() < pages.name.geometry().bottom(), "in the heading's line"

    staff.open_tab(Tab.PEOPLE)
    assert not aside.isVisible()


def test_leave_stands_with_the_pages_own_doors_and_ends_it(
    window: KioskWindow, staff: StaffScreen, front: SampleFront, qtbot: QtBot
) -> None:
    pages = in_as(staff, STAFF_PIN)
    doors = [door for door in pages.findChildren(Door) if door.isVisible()]
    assert [door.text() for door in doors] == ["Print", "Leave"]
    assert len({(door.width(), door.height()) for door in doors}) == 1
    qtbot.mouseClick(doors[1], LEFT)

    assert front.posted == [events.Finished()]


def test_the_page_in_sight_gets_keys_and_ticks(
    window: KioskWindow, staff: StaffScreen, qtbot: QtBot
) -> None:
    in_as(staff, STAFF_PIN)
    qtbot.keyClicks(window, "k")
    staff.tick(200, 15)

    assert page_of(staff).noted == ["opened", "typed k", "tick"]


def test_pages_end_when_their_reader_leaves(
    window: KioskWindow, staff: StaffScreen, desk: SampleDesk
) -> None:
    in_as(staff, STAFF_PIN)
    staff.open_tab(Tab.PEOPLE)
    window.show_visit(states.Idle())

    assert [page.noted[-1] for page in Noting.made] == ["ended", "ended"]
    assert desk.sign_in.role is None


def test_an_answer_to_a_page_that_has_gone_is_ignored(
    window: KioskWindow, staff: StaffScreen
) -> None:
    in_as(staff, STAFF_PIN)
    heard: list[str] = []
    tell = page_of(staff).awaiting("figures", heard.append)
    tell("without the correction")
    tell("with it")
    window.show_visit(states.Idle())
    tell("too late")

    assert heard == ["without the correction", "with it"]


def test_an_answer_to_an_older_question_is_ignored(staff: StaffScreen) -> None:
    in_as(staff, STAFF_PIN)
    heard: list[str] = []
    monday = page_of(staff).awaiting("figures", heard.append)
    health = page_of(staff).awaiting("health", heard.append)
    tuesday = page_of(staff).awaiting("figures", heard.append)
    for tell, text in ((tuesday, "Tuesday"), (monday, "Monday"), (health, "well")):
        tell(text)

    assert heard == ["Tuesday", "well"]


def test_another_language_goes_on_where_one_was(
    window: KioskWindow, staff: StaffScreen, desk: SampleDesk
) -> None:
    in_as(staff, MANAGER_PIN)
    staff.open_tab(Tab.PEOPLE)
    before = page_of(staff)
    window.show_language("zh_CN")

    again = window.shown
    assert isinstance(again, StaffScreen) and again is not staff
    assert isinstance(again.page, Another) and again.page is not before
    assert before.noted[-1] == "ended"
    assert desk.sign_in.left == 0
    assert window.foot.start.text() == "已以店长身份登录"
    window.show_visit(states.Idle())
    assert desk.sign_in.left == 1


def test_the_foot_says_who_is_in(window: KioskWindow, staff: StaffScreen) -> None:
    assert "Lakeside" in window.foot.start.text()
    in_as(staff, STAFF_PIN)

    assert window.foot.start.text() == "Signed in as staff"


def test_a_page_may_want_a_new_pin_and_is_come_back_to(
    staff: StaffScreen, desk: SampleDesk, qtbot: QtBot
) -> None:
    in_as(staff, MANAGER_PIN)
    staff.open_tab(Tab.SETTINGS)
    page_of(staff).wants_pin.emit(Role.STAFF)
    assert isinstance(staff.part, NewPinEntry)
    qtbot.mouseClick(staff.part.back, LEFT)
    assert isinstance(staff.page, Secret)

    page_of(staff).wants_pin.emit(Role.STAFF)
    staff.typed("48271906")
    staff.typed("48271906")
    assert desk.sign_in.pins["48271906"] is Role.STAFF
    assert isinstance(staff.page, Secret), "staff's PIN brings no recovery code"


def test_whoever_is_in_gets_out_even_where_there_are_no_pages(
    staff: StaffScreen, front: SampleFront, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(tabs, "PAGES", {})
    pages = in_as(staff, STAFF_PIN)
    (leave,) = [button for button in pages.findChildren(Press) if button.isVisible()]
    staff.typed("x")
    staff.tick(200, 15)
    qtbot.mouseClick(leave, LEFT)

    assert front.posted == [events.Finished()]


def test_every_tab_has_a_name() -> None:
    names = {tabs.name(tab) for tab in Tab}
    assert len(names) == len(Tab) and all(names)


def test_staff_called_where_there_is_nothing_for_them_are_a_bug(window: KioskWindow) -> None:
    window.desk = None
    with pytest.raises(NoDesk):
        window.show_visit(states.Attended())
    window.desk = SampleDesk()
    window.show_visit(states.Idle())
