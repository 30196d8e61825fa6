"""Records: numbers of days in words, and Delete by code, which only deletes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.application.staff import EarlierDays, Erasing, RecordsOverview
from kiosk.domain import states
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.visit import WRONG_CODES
from kiosk.ui import samples
from kiosk.ui.gallery import LANGUAGES
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.staff.records import REFRESH_SECONDS, RecordsPage
from kiosk.ui.staff.sample_desk import STAFF_PIN, SampleDesk
from kiosk.ui.staff.tabs import Tab
from kiosk.ui.widgets.keypad import Key
from tests.fakes.waiting_desk import WaitingDesk
from tests.saying import numbers
from tests.ui.conftest import StoppedClock
from tests.ui.staff.looking import listen, open_page, page_of, staff_of, words_of
from tests.wording import a_line_has

LEFT = Qt.MouseButton.LeftButton
CODE = samples.CODE
OTHERS = [ReceiptCode.from_random([number] * 9) for number in range(1, WRONG_CODES + 2)]


def records(window: KioskWindow, desk: SampleDesk) -> RecordsPage:
    page = open_page(window, desk, Tab.RECORDS, STAFF_PIN)
    assert isinstance(page, RecordsPage)
    return page


@pytest.fixture
def desk() -> WaitingDesk:
    return WaitingDesk()


@pytest.fixture
def page(window: KioskWindow, desk: WaitingDesk) -> RecordsPage:
    return records(window, desk)


@pytest.fixture
def erasing(page: RecordsPage, desk: WaitingDesk, qtbot: QtBot) -> RecordsPage:
    desk.answer()
    qtbot.mouseClick(page.turn, LEFT)
    return page


def has_in_order(text: str, *lines: list[str]) -> bool:
    """True if lines that follow one another have these numbers, however they are worded."""
    said = [numbers(line) for line in text.splitlines()]
    return any(said[at : at + len(lines)] == list(lines) for at in range(len(said)))


def overview() -> RecordsOverview:
    seen: list[RecordsOverview] = []
    SampleDesk().records(lambda found, _: seen.append(found) if found else None)
    return seen[0]


# What is held ---------------------------------------------------------------------------------


def test_until_the_answer_is_there_it_says_so(page: RecordsPage) -> None:
    assert words_of(page) == "One moment"
    assert page.heading().startswith("What is held")


def test_what_is_held_is_said_by_day_with_its_end(page: RecordsPage, desk: WaitingDesk) -> None:
    desk.answer()

    said = words_of(page)
    assert has_in_order(said, ["4"], ["21", "25", "04:00"])
    assert has_in_order(said, ["24"], ["28", "04:00"], ["105"])
    assert has_in_order(said, ["23"], ["27", "04:00"], ["160"])


def test_days_of_long_ago_stand_in_one_line(page: RecordsPage, desk: WaitingDesk) -> None:
    first = date(2026, 10, 2)
    until = overview().held[-1].until
    desk.answer(replace(overview(), earlier=EarlierDays(first, 20, 1640, until)), "")

    said = words_of(page)
    assert has_in_order(said, ["24"], ["2", "25", "04:00"])
    assert has_in_order(said, ["20"], ["25", "04:00"], ["1,640"])


def test_proofs_that_are_being_counted_are_said_to_be(page: RecordsPage, desk: WaitingDesk) -> None:
    counting = replace(overview(), proofs=None)
    desk.foretell(counting, "")
    assert "1,204" not in words_of(page)
    desk.foretell(overview(), "")
    assert "1,204" in words_of(page)
    # Counted again, those of a moment ago stand.
    desk.answer(counting, "")
    assert "1,204" in words_of(page)


def test_what_is_kept_besides_is_said(page: RecordsPage, desk: WaitingDesk) -> None:
    withdrawn = [(samples.MOMENT.day - timedelta(days=back), back % 3) for back in range(1, 5)]
    desk.answer(replace(overview(), withdrawn=withdrawn), "")

    said = words_of(page).replace("\u00a0", " ").replace("\u2060", "")
    days = [day for day, number in withdrawn if number]
    first = f"{days[0]:%-d %B}: 1"
    assert has_in_order(said, ["28"], ["4"]) and a_line_has(said, first)
    assert f"{withdrawn[2][0]:%-d %B}: 0" not in said
    assert has_in_order(said, ["38"])
    assert has_in_order(said, ["1,204"])
    assert has_in_order(said, ["12,408"])


def test_a_ledger_that_is_not_whole_is_said_with_the_machines_own_line(
    page: RecordsPage, desk: WaitingDesk
) -> None:
    flaw = "row 7 is not what was sealed"
    desk.answer(replace(overview(), ledger_flaw=flaw), "")

    assert flaw in words_of(page)


def test_where_nothing_is_held_nothing_is_promised(page: RecordsPage, desk: WaitingDesk) -> None:
    desk.answer(replace(overview(), held=(), next_erasure=None, withdrawn=()), "")

    said = words_of(page)
    assert not a_line_has(said, "04:00")
    assert "105" not in numbers(said)


def test_records_that_cannot_be_read_are_a_sentence_and_a_line_for_the_installer(
    page: RecordsPage, desk: WaitingDesk
) -> None:
    fault = "The records at /var/lib/askfirst cannot be read: database is locked."
    desk.answer(None, fault)

    said = words_of(page).replace("\u200b", "")
    assert fault in said
    assert "1,204" not in said


def test_what_grows_is_read_again_while_somebody_looks(
    page: RecordsPage, desk: WaitingDesk, clock: StoppedClock, qtbot: QtBot
) -> None:
    page.tick()
    clock.now += REFRESH_SECONDS
    page.tick()
    assert desk.asked == ["records"], "the first answer is not there yet"
    desk.answer()
    clock.now += REFRESH_SECONDS - 1
    page.tick()
    assert desk.asked == ["records"]
    clock.now += 1
    page.tick()
    page.tick()
    assert desk.asked == ["records", "records"]
    desk.answer()
    qtbot.mouseClick(page.turn, LEFT)
    clock.now += REFRESH_SECONDS
    page.tick()
    assert desk.asked == ["records", "records"], "nobody looks at it"


# Delete by code -------------------------------------------------------------------------------


def test_a_code_typed_by_finger_deletes_at_its_tenth_character(
    erasing: RecordsPage, desk: WaitingDesk, qtbot: QtBot
) -> None:
    keys = {key.text(): key for key in erasing.findChildren(Key)}
    for symbol in CODE.symbols[:9]:
        qtbot.mouseClick(keys[symbol], LEFT)
    assert desk.asked == ["records"]
    qtbot.mouseClick(keys[CODE.symbols[9]], LEFT)
    assert desk.asked == ["records", "erase"]
    assert erasing.erase.field.typed == ""
    assert words_of(erasing) == "One moment"
    desk.answer()

    assert desk.erased == [CODE]
    assert words_of(erasing).startswith("Deleted.")


def test_a_scanner_types_too_and_its_first_letters_are_no_code(
    window: KioskWindow, erasing: RecordsPage, desk: WaitingDesk, qtbot: QtBot
) -> None:
    qtbot.keyClicks(window, f"ASKFIRST:{CODE.symbols}")
    assert desk.asked == ["records"]
    qtbot.waitUntil(lambda: desk.asked == ["records", "erase"])
    desk.answer()

    assert desk.erased == [CODE]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Erasing.ERASED, "Deleted."),
        (Erasing.NOT_FOUND, "This code finds nothing."),
        (Erasing.FAILED, "Not yet confirmed: the disk does not answer."),
    ],
)
def test_what_came_of_it_is_said_in_words_and_aloud(
    window: KioskWindow,
    erasing: RecordsPage,
    desk: WaitingDesk,
    monkeypatch: pytest.MonkeyPatch,
    outcome: Erasing,
    words: str,
) -> None:
    heard = listen(monkeypatch)
    type_code(window, CODE.symbols)
    desk.answer(outcome)

    assert words_of(erasing).startswith(words)
    assert heard == [words_of(erasing)]


def test_a_slip_of_the_hand_is_said_and_asks_nothing_of_the_records(
    window: KioskWindow, erasing: RecordsPage, desk: WaitingDesk
) -> None:
    type_code(window, f"{CODE.symbols[:9]}0")
    assert desk.asked == ["records"]
    wrong = words_of(erasing)
    staff_of(window).typed("\b")
    assert words_of(erasing) not in ("", wrong)
    type_code(window, CODE.symbols[9])

    assert desk.asked == ["records", "erase"]


def test_after_five_codes_that_find_nothing_the_field_is_closed_until_it_is_opened_anew(
    window: KioskWindow, erasing: RecordsPage, desk: WaitingDesk, qtbot: QtBot
) -> None:
    for code in OTHERS[:WRONG_CODES]:
        type_code(window, code.symbols)
        desk.answer()
    assert numbers(words_of(erasing))[0] == str(WRONG_CODES)
    type_code(window, CODE.symbols)
    assert erasing.erase.field.typed == ""
    assert not erasing.erase.keypad.isEnabled()
    assert desk.asked.count("erase") == WRONG_CODES
    qtbot.mouseClick(erasing.turn, LEFT)
    desk.answer()
    qtbot.mouseClick(erasing.turn, LEFT)

    type_code(window, CODE.symbols)
    desk.answer()
    assert desk.erased[-1] == CODE


def test_what_was_typed_does_not_count_as_wrong_where_it_was_deleted(
    window: KioskWindow, erasing: RecordsPage, desk: WaitingDesk
) -> None:
    for _ in range(WRONG_CODES + 1):
        type_code(window, CODE.symbols)
        desk.answer()

    assert words_of(erasing).startswith("Deleted.")


def test_while_one_is_being_deleted_nothing_more_is_taken(
    window: KioskWindow, erasing: RecordsPage, desk: WaitingDesk
) -> None:
    type_code(window, CODE.symbols)
    type_code(window, OTHERS[0].symbols)

    assert desk.asked == ["records", "erase"]
    assert erasing.erase.field.typed == ""


def test_the_door_turns_over_and_back_and_wipes(
    window: KioskWindow, erasing: RecordsPage, desk: WaitingDesk, qtbot: QtBot
) -> None:
    deleting = erasing.heading()
    assert "Delete" in deleting and staff_of(window).heading() == deleting
    type_code(window, CODE.symbols[:6])
    qtbot.mouseClick(erasing.turn, LEFT)

    assert erasing.heading().startswith("What is held")
    assert staff_of(window).heading() == erasing.heading()
    assert erasing.erase.field.typed == ""
    assert desk.asked == ["records", "records"], "what was deleted is in the numbers"


def test_another_tab_wipes_what_was_typed_and_closes_it(
    window: KioskWindow, erasing: RecordsPage
) -> None:
    type_code(window, CODE.symbols[:6])
    staff_of(window).open_tab(Tab.HEALTH)
    assert erasing.erase.field.typed == ""
    staff_of(window).open_tab(Tab.RECORDS)

    assert not erasing.erases
    assert erasing.turn.text() == "Delete by code"


def test_leaving_wipes_what_was_typed(window: KioskWindow, erasing: RecordsPage) -> None:
    type_code(window, CODE.symbols[:6])
    window.show_visit(states.Idle())

    assert erasing.erase.field.typed == ""


def test_no_key_moves_whatever_is_said(window: KioskWindow, erasing: RecordsPage) -> None:
    first = erasing.erase.keypad.geometry()
    type_code(window, f"{CODE.symbols[:9]}0")
    erasing.erase.words.say("Short")
    QApplication.processEvents()

    assert erasing.erase.keypad.geometry() == first


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_typed_is_in_the_page_of_another_language(
    window: KioskWindow, erasing: RecordsPage, language: str
) -> None:
    type_code(window, CODE.symbols[:6])
    window.show_language(language)

    again = page_of(window)
    assert isinstance(again, RecordsPage) and again is not erasing
    assert again.erase.field.typed == erasing.erase.field.typed == ""


def type_code(window: KioskWindow, text: str) -> None:
    """As a keyboard does, with Enter at the end."""
    for letter in f"{text}\r":
        staff_of(window).typed(letter)
