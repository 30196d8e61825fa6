"""The page that says how the day went: what it says of counts, and what it does not know."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.application.figures import Counts
from kiosk.domain import states
from kiosk.domain.periods import Period
from kiosk.domain.statistics import share
from kiosk.ui.charts import labels, people
from kiosk.ui.gallery import LANGUAGES, SIZES
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.staff import tabs
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.staff.pages import Pages
from kiosk.ui.staff.sample_desk import MANAGER_PIN
from kiosk.ui.staff.sample_figures import TODAY, of_period
from kiosk.ui.staff.screen import StaffScreen
from kiosk.ui.staff.tabs import Tab
from kiosk.ui.staff.today import TodayPage
from kiosk.ui.widgets.scroll import Scroll
from tests.fakes.late_desk import LateDesk
from tests.saying import numbers, numbers_of
from tests.ui.charts import shop
from tests.ui.charts.conftest import ENGLISH
from tests.ui.conftest import MakeWindow
from tests.ui.staff.conftest import Opens

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(late: LateDesk, opens: Opens) -> TodayPage:
    found = opens(Tab.TODAY)
    assert isinstance(found, TodayPage)
    return found


def gender_words(page: TodayPage) -> str:
    assert page.genders.panel is not None
    return page.genders.panel.words.text()


def hour_words(page: TodayPage) -> str:
    assert page.hours.panel is not None
    return page.hours.panel.words.text()


def test_it_says_in_two_cards_how_the_day_went(page: TodayPage, late: LateDesk) -> None:
    figures = of_period(Period.of_day(TODAY))
    late.answer(figures)

    counts = figures.counts
    assert late.wanted == Period.of_day(TODAY)
    assert page.yes.figure.text() == f"{counts.said_yes}"
    assert page.yes.about.said == (f"{counts.agreed} by camera", f"{counts.told} told us")
    assert f" {counts.asked} " in page.rate.label.text()
    assert page.rate.figure.text() == "40\u00a0%"
    assert page.rate.about.said == (
        f"{counts.declined} said no, {counts.walked_away} walked away",
        f"23\u00a0% of the {counts.entered} who came in",
    )
    assert page.rate.accessibleName().endswith("40\u00a0%")


def test_it_says_what_the_same_weekday_had_brought_by_now(page: TodayPage, late: LateDesk) -> None:
    late.answer(shop.day())

    assert "last Tuesday, 74." in hour_words(page)
    assert "16 (5+)" in hour_words(page), "the hour that goes on"


def test_it_says_what_has_closed_so_far_and_when_more_may(page: TodayPage, late: LateDesk) -> None:
    figures = shop.day()
    late.answer(figures)
    words, women = gender_words(page), figures.genders.women
    name, ages = "35-54", figures.ages.bands["35-54"]
    assert women is not None

    for each in (women, ages):
        assert f"({labels.percents(each.low, each.high)})" in words
    assert name.replace("-", "–") in words.split(".")[0]
    for sentence in (*people.of_whom(figures, ENGLISH), people.chance()):
        assert sentence in words
    assert numbers_of(people.of_whom(figures, ENGLISH)) == [["80", "13:00"], ["17:00"]]
    assert "all asked" in words


def test_of_a_day_that_is_over_nothing_more_is_promised(page: TodayPage, late: LateDesk) -> None:
    late.answer(shop.since_before())

    assert "Next" not in gender_words(page)
    assert "since Monday 23 November" in gender_words(page)


def test_a_day_on_which_nothing_has_closed_says_when_it_may(
    page: TodayPage, late: LateDesk
) -> None:
    late.answer(shop.first_hours())

    assert page.genders.panel is not None and page.genders.panel.view is None
    assert numbers(gender_words(page)) == ["13:00"]


def test_where_chance_hides_the_shares_it_says_no_more_than_that(
    page: TodayPage, late: LateDesk
) -> None:
    late.answer(shop.too_noisy())

    assert "%" not in gender_words(page)
    assert "25" in numbers(gender_words(page))


def test_what_has_hardly_begun_is_fewer_than_five_and_never_nought(
    page: TodayPage, late: LateDesk
) -> None:
    late.answer(shop.empty(final=False))

    assert page.yes.phrase.text() == "fewer than 5"
    assert not page.yes.figure.isVisible()
    assert page.rate.figure.text() == "—"
    (line,) = page.rate.about.said
    assert line.startswith("Fewer than 5 ") and "asked" in line


def test_of_few_there_are_counts_and_no_percentage(page: TodayPage, late: LateDesk) -> None:
    figures = shop.few()
    counts = Counts(asked=12, agreed=4, told=1, declined=5, walked_away=2)
    late.answer(replace(figures, counts=counts, opt_in=share(5, 12)))

    assert page.rate.label.text() == "Said yes, of 12 asked"
    assert page.rate.figure.text() == "5"
    assert page.rate.about.said[-1].startswith("too few")
    assert not any("%" in line for line in page.rate.about.said)


def test_a_shop_without_a_door_counter_is_told_nothing_of_one(
    page: TodayPage, late: LateDesk
) -> None:
    late.answer(replace(shop.day(), opt_in_of_door=None))

    assert not any("came in" in line for line in page.rate.about.said)


def test_counts_that_are_gone_are_no_noughts(page: TodayPage, late: LateDesk) -> None:
    day = date(2024, 9, 3)
    page.choose(Period.of_day(day))
    late.answer(replace(shop.empty(day), kept_from=date(2024, 11, 1)))

    gone = "No counts of this time are kept any more."
    assert page.yes.figure.text() == page.rate.figure.text() == "—"
    assert page.yes.about.said == page.rate.about.said == (hour_words(page),) == (gone,)


@pytest.mark.parametrize(
    ("day", "heading"),
    [
        (TODAY, "Today · Tuesday 24 November"),
        (TODAY - timedelta(days=1), "Yesterday · Monday 23 November"),
        (TODAY - timedelta(days=3), "Saturday 21 November"),
        (date(2025, 12, 31), "Wednesday 31 December 2025"),
    ],
    ids=["today", "yesterday", "another", "another year"],
)
def test_the_heading_is_the_day(page: TodayPage, late: LateDesk, day: date, heading: str) -> None:
    page.choose(Period.of_day(day))
    late.answer(of_period(Period.of_day(day)))

    assert page.heading() == heading


def test_yesterday_is_one_tap_away_and_its_tab_leads_back_to_today(
    page: TodayPage, late: LateDesk, qtbot: QtBot, opens: Opens
) -> None:
    late.answer(of_period(Period.of_day(TODAY)))
    for days in (1, 2):
        qtbot.mouseClick(page.bar.back, LEFT)
        assert late.wanted == Period.of_day(TODAY - timedelta(days=days))
        late.answer(of_period(late.wanted))
    qtbot.mouseClick(page.bar.on, LEFT)
    assert late.wanted == Period.of_day(TODAY - timedelta(days=1))

    part = page.window().findChild(Pages)
    assert isinstance(part, Pages)
    qtbot.mouseClick(part.chips[Tab.TODAY], LEFT)
    assert late.wanted == Period.of_day(TODAY)
    assert not page.bar.on.isEnabled()


def test_on_a_broad_screen_yesterday_and_today_have_names(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    pixels, per_mm = SIZES["1920x1080"]
    window = make_window(size=pixels, pixels_per_mm=per_mm)
    window.desk = late = LateDesk()
    page = open_today(window)
    today, yesterday = page.bar.chips
    late.answer(of_period(Period.of_day(TODAY)))
    qtbot.mouseClick(yesterday, LEFT)
    assert late.wanted == Period.of_day(TODAY - timedelta(days=1))
    assert (today.isChecked(), yesterday.isChecked()) == (False, True)

    qtbot.mouseClick(today, LEFT)
    assert late.wanted == Period.of_day(TODAY)
    asked = len(late.asked)
    qtbot.mouseClick(today, LEFT)
    assert today.isChecked() and len(late.asked) == asked, "a second tap changes nothing"


def test_the_day_in_sight_is_the_one_to_print(page: TodayPage, qtbot: QtBot) -> None:
    yesterday = Period.of_day(TODAY - timedelta(days=1))
    page.choose(yesterday)
    with qtbot.waitSignal(page.wants_period) as wanted:
        page.print.click()

    assert wanted.args == [Tab.REPORTS, yesterday]


def test_the_day_that_is_closed_is_always_today(page: TodayPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.wants_tab) as wanted:
        page.close_day.click()

    assert wanted.args == [Tab.CLOSING]


def test_a_door_to_a_page_that_is_not_there_is_not_there_either(
    late: LateDesk, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    only: Mapping[Tab, Callable[[], type[StaffPage]]] = {Tab.TODAY: lambda: TodayPage}
    monkeypatch.setattr(tabs, "PAGES", only)

    assert opens(Tab.TODAY).doors == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("days", [0, 1, 3], ids=["today", "yesterday", "a busy day"])
def test_all_of_it_is_seen_at_once(
    make_window: MakeWindow, size: str, language: str, days: int
) -> None:
    pixels, per_mm = SIZES[size]
    window = make_window(size=pixels, pixels_per_mm=per_mm)
    window.show_language(language)
    page = open_today(window)
    page.choose(Period.of_day(TODAY - timedelta(days=days)))
    QApplication.processEvents()
    scroll = page.findChild(Scroll)

    assert page.genders.panel is not None and page.genders.panel.view is not None
    assert isinstance(scroll, Scroll)
    assert not scroll.is_longer


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_a_busy_day_that_goes_on_is_seen_at_once(
    window: KioskWindow, late: LateDesk, opens: Opens, language: str
) -> None:
    window.show_language(language)
    page = opens(Tab.TODAY)
    busy, today = (of_period(Period.of_day(TODAY - timedelta(days=days))) for days in (3, 0))
    assert len(busy.blocks) == 3
    late.answer(
        replace(
            busy,
            period=today.period,
            days=today.days,
            blocks=busy.blocks[:2],
            released=replace(busy.released, first_day=TODAY),
            next_close=shop.at(4, TODAY + timedelta(days=1)),
            hours=today.hours,
            before=today.before,
            fewer_than=today.fewer_than,
            final=False,
        )
    )
    QApplication.processEvents()
    scroll = page.findChild(Scroll)

    assert isinstance(page, TodayPage) and "0+" in hour_words(page)
    assert isinstance(scroll, Scroll)
    assert not scroll.is_longer


def open_today(window: KioskWindow) -> TodayPage:
    window.show_visit(states.Attended())
    assert isinstance(window.shown, StaffScreen)
    window.shown.typed(MANAGER_PIN)
    QApplication.processEvents()
    assert isinstance(window.shown.page, TodayPage)
    return window.shown.page


def test_where_no_hour_is_drawn_its_card_is_no_higher_than_its_words(
    page: TodayPage, late: LateDesk
) -> None:
    late.answer(of_period(Period.of_day(TODAY)))
    QApplication.processEvents()
    assert page.hours.height() > page.hours.heightForWidth(page.hours.width())

    late.answer(shop.empty(final=False))
    QApplication.processEvents()
    assert page.hours.height() == page.hours.heightForWidth(page.hours.width())
