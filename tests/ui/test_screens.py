"""Each screen alone: given a state, what it offers, and what it posts."""

import gc
import weakref
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain import events, states
from kiosk.domain.consent import ALPHABET, NotAReceiptCode, ReceiptCode, Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.states import FarewellReason, StoreFault, Visit
from kiosk.ui import samples
from kiosk.ui.farewells import what_happened
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.samples import SampleFront
from kiosk.ui.screens.age import AgeScreen
from kiosk.ui.screens.armed import ArmedScreen
from kiosk.ui.screens.farewell import FarewellScreen
from kiosk.ui.screens.idle import IdleScreen
from kiosk.ui.screens.inside import InsideScreen
from kiosk.ui.screens.looking import LookingScreen
from kiosk.ui.screens.my_record import CodeScreen, RecordScreen
from kiosk.ui.screens.notice import NoticeScreen
from kiosk.ui.screens.phone_code import PhoneCodeScreen
from kiosk.ui.screens.receipt import ReceiptScreen
from kiosk.ui.screens.resting import RestingScreen
from kiosk.ui.screens.result import ResultScreen
from kiosk.ui.screens.screen import Screen
from kiosk.ui.screens.telling import TellingScreen
from kiosk.ui.screens.waiting import WaitingScreen
from kiosk.ui.staff.screen import StaffScreen
from kiosk.ui.stage import WrongNotice
from kiosk.ui.widgets.door import Door
from kiosk.ui.widgets.press import Press
from kiosk.ui.widgets.words import Words
from kiosk.ui.wording import for_staff
from tests.wording import a_line_has

CODE = samples.CODE
LEFT = Qt.MouseButton.LeftButton


def reading(*, camera: bool = True) -> states.Reading:
    return states.Reading(samples.ask(camera=camera))


def asking(way: Way = Way.CAMERA) -> states.AskingAge:
    return states.AskingAge(samples.ask(), way)


def correcting() -> states.Correcting:
    shown = samples.result()
    return states.Correcting(shown.ask, shown.consent, shown.estimate)


def telling() -> states.Telling:
    return states.Telling(samples.ask(), samples.consent())


def receipt() -> states.ShowingReceipt:
    return states.ShowingReceipt(CODE, samples.NOTICES["en"].version, samples.UNTIL)


EVERY_STATE: list[tuple[Visit, type[Screen]]] = [
    (states.Starting(), IdleScreen),
    (states.Idle(), IdleScreen),
    (reading(), NoticeScreen),
    (asking(), AgeScreen),
    (states.EnteringPhoneCode(samples.ask()), PhoneCodeScreen),
    (states.Armed(samples.ask(), 47), ArmedScreen),
    (samples.storing(), WaitingScreen),
    (samples.looking(), LookingScreen),
    (samples.result(), ResultScreen),
    (correcting(), TellingScreen),
    (telling(), TellingScreen),
    (states.Keeping(samples.consent(), receipt=True), WaitingScreen),
    (receipt(), ReceiptScreen),
    (states.Withdrawing(CODE, FarewellReason.ERASED), WaitingScreen),
    (states.EnteringCode(), CodeScreen),
    (states.FindingRecord(CODE, 0), WaitingScreen),
    (states.ShowingRecord(CODE, samples.kept()), RecordScreen),
    (states.CorrectingRecord(CODE, samples.kept()), TellingScreen),
    (states.SavingCorrection(CODE), WaitingScreen),
    (states.ReadingInside(), InsideScreen),
    (states.Farewell(FarewellReason.REFUSED), FarewellScreen),
    (states.Resting(StoreFault.FULL), RestingScreen),
    (states.Attended(), StaffScreen),
]


def shown(window: KioskWindow, visit: Visit) -> Screen:
    window.show_visit(visit)
    return window.shown


def press(qtbot: QtBot, button: QPushButton | None) -> None:
    assert button is not None
    qtbot.mouseClick(button, LEFT)


def words_on(window: KioskWindow) -> str:
    return "\n".join(words.text() for words in window.findChildren(Words) if words.isVisible())


@pytest.mark.slow
def test_no_screen_leaves_a_reference_behind_when_it_goes(
    window: KioskWindow, front: SampleFront
) -> None:
    """PySide keeps one for each method of what is no QObject that a signal was connected to."""
    counted: list[int] = []
    for _ in range(3):
        # Each language makes the frame anew, too.
        for language in ("zh_CN", "en"):
            window.show_language(language)
        for visit, _ in EVERY_STATE:
            shown(window, visit)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        counted.append(sum(type(each) is weakref.ReferenceType for each in gc.get_objects()))
    # The first round fills what is kept for good.
    assert counted[2] == counted[1]


@pytest.mark.parametrize(
    ("visit", "screen"), EVERY_STATE, ids=[type(visit).__name__ for visit, _ in EVERY_STATE]
)
def test_every_state_has_its_screen(
    window: KioskWindow, visit: Visit, screen: type[Screen]
) -> None:
    assert type(shown(window, visit)) is screen
    assert window.shown.heading()


# Idle -----------------------------------------------------------------------------------------


def test_while_starting_nothing_can_be_chosen(window: KioskWindow) -> None:
    idle = shown(window, states.Starting())
    assert isinstance(idle, IdleScreen)
    assert not any(button.isEnabled() for button in (idle.action, idle.record, idle.inside))


def test_idle_opens_the_notice(window: KioskWindow, front: SampleFront, qtbot: QtBot) -> None:
    idle = shown(window, states.Idle())
    assert isinstance(idle, IdleScreen)
    press(qtbot, idle.action)
    assert (front.asked, front.posted) == (["open_notice"], [])


def test_idle_leads_to_record_and_inside(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    idle = shown(window, states.Idle())
    assert isinstance(idle, IdleScreen)
    press(qtbot, idle.record)
    press(qtbot, idle.inside)
    assert front.posted == [events.MyRecordOpened(), events.InsideOpened()]


def test_idle_offers_each_language_in_its_own_script(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    idle = shown(window, states.Idle())
    assert isinstance(idle, IdleScreen)
    assert [chip.text() for chip in idle.languages] == ["English", "中文"]
    assert [chip.isChecked() for chip in idle.languages] == [True, False]
    press(qtbot, idle.languages[1])
    press(qtbot, idle.languages[0])
    assert front.asked == ["choose_language zh_CN"]
    assert [chip.isChecked() for chip in idle.languages] == [True, False]


def test_idle_names_the_controller_and_the_demo(window: KioskWindow) -> None:
    shown(window, states.Idle())
    assert "Lakeside Motors Ltd." in words_on(window)
    assert [badge.accessibleName() for badge in window.head.badges] == ["DEMO"]


# The notice -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("camera", "posted"),
    [
        (True, [events.ChoseCamera(), events.ChoseTelling(), events.Refused()]),
        (False, [events.ChoseTelling(), events.Refused()]),
    ],
    ids=["three doors", "two doors"],
)
def test_the_doors_of_the_notice(
    window: KioskWindow, front: SampleFront, qtbot: QtBot, camera: bool, posted: list[object]
) -> None:
    notice = shown(window, reading(camera=camera))
    assert isinstance(notice, NoticeScreen)
    for door in notice.doors.doors:
        press(qtbot, door)
    assert front.posted == posted


def test_the_full_notice_is_one_press_away_and_the_doors_stay(
    window: KioskWindow, qtbot: QtBot
) -> None:
    notice = shown(window, reading())
    assert isinstance(notice, NoticeScreen)
    press(qtbot, notice.switch)
    assert notice.in_full
    assert samples.NOTICES["en"].sections[0].paragraphs[0] in words_on(window)
    assert all(door.isVisible() for door in notice.doors.doors)
    press(qtbot, notice.switch)
    assert not notice.in_full
    assert samples.NOTICES["en"].cards[0].text in words_on(window)


def test_the_notice_offers_the_other_languages(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    notice = shown(window, reading())
    assert isinstance(notice, NoticeScreen)
    assert [chip.text() for chip in notice.languages] == ["中文"]
    press(qtbot, notice.languages[0])
    assert front.asked == ["choose_language zh_CN"]


def test_a_text_other_than_the_one_asked_with_is_not_shown(window: KioskWindow) -> None:
    ask = samples.ask()
    other = replace(ask, notice=replace(ask.notice, content_hash="0" * 64))
    with pytest.raises(WrongNotice):
        window.show_visit(states.Reading(other))


# The age question -----------------------------------------------------------------------------


def test_the_age_question(window: KioskWindow, front: SampleFront, qtbot: QtBot) -> None:
    age = shown(window, asking())
    assert isinstance(age, AgeScreen)
    assert "14" in age.question.text()
    press(qtbot, age.yes)
    press(qtbot, age.no)
    press(qtbot, age.back)
    assert front.asked == ["say_old_enough"]
    assert front.posted == [events.SaidTooYoung(), events.WentBack()]


def test_the_age_question_says_what_yes_means(window: KioskWindow) -> None:
    shown(window, asking(Way.CAMERA))
    assert "at most 8 seconds" in words_on(window)
    shown(window, asking(Way.TOLD))
    assert "The camera stays closed." in words_on(window)


# The result -----------------------------------------------------------------------------------


def test_the_doors_of_the_result(window: KioskWindow, front: SampleFront, qtbot: QtBot) -> None:
    result = shown(window, samples.result())
    assert isinstance(result, ResultScreen)
    for door in result.doors.doors:
        press(qtbot, door)
    assert front.posted == [events.ChoseKeeping(), events.ChoseCorrecting(), events.Withdrew()]


def test_the_result_says_what_would_be_counted(window: KioskWindow) -> None:
    shown(window, samples.result())
    text = words_on(window)
    assert "Woman, between 27 and 39" in text
    assert a_line_has(text, "woman, 25–34", "today", "14 and 15")
    assert "Nothing is saved yet" in text


def test_a_doubtful_gender_is_not_named(window: KioskWindow) -> None:
    shown(window, samples.result(estimate=samples.UNSURE))
    text = words_on(window)
    assert "not sure" in text
    assert "oman" not in text


def test_the_result_counts_down_only_at_the_end(window: KioskWindow) -> None:
    result = shown(window, samples.result())
    assert isinstance(result, ResultScreen)
    result.tick(20.0, 15.0)
    assert (result.foot(), result.ebb.left) == (("Nothing is saved yet", ""), 0.0)
    result.tick(7.5, 15.0)
    assert " 8 s" in result.foot()[1]
    assert result.ebb.left == 0.5


def test_two_doors_say_that_there_is_no_camera_just_now(window: KioskWindow) -> None:
    line = "The camera is not available just now."
    shown(window, reading())
    assert line not in words_on(window)
    shown(window, reading(camera=False))
    assert line in words_on(window)


# The receipt ----------------------------------------------------------------------------------


def test_the_receipt(window: KioskWindow, front: SampleFront, qtbot: QtBot) -> None:
    screen = shown(window, receipt())
    assert isinstance(screen, ReceiptScreen)
    text = words_on(window)
    assert CODE.grouped in text
    assert "Until Saturday 28 November, 04:00" in text
    press(qtbot, screen.done)
    press(qtbot, screen.delete)
    assert front.posted == [events.Finished(), events.Withdrew()]


def test_a_receipt_gives_more_time_once(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    screen = shown(window, receipt())
    assert isinstance(screen, ReceiptScreen)
    press(qtbot, screen.more_time)
    assert front.posted == [events.AskedForTime()]
    screen = shown(window, replace(receipt(), longer=True))
    assert isinstance(screen, ReceiptScreen)
    assert [door.text() for door in screen.findChildren(Door)] == ["Done", "Delete it now"]
    assert CODE.grouped in words_on(window)


def test_the_receipt_says_when_it_clears_itself(window: KioskWindow) -> None:
    screen = shown(window, receipt())
    screen.tick(16.2, 20.0)
    assert " 17 " in screen.foot()[0]


# Telling and correcting -----------------------------------------------------------------------


def test_save_waits_for_both_answers(window: KioskWindow, front: SampleFront, qtbot: QtBot) -> None:
    screen = shown(window, telling())
    assert isinstance(screen, TellingScreen)
    assert (screen.genders.place, screen.ages.place) == (None, None)
    assert not screen.save.isEnabled()
    press(qtbot, screen.save)
    press(qtbot, screen.genders.choices[0])
    assert not screen.save.isEnabled()
    press(qtbot, screen.ages.choices[1])
    press(qtbot, screen.save)
    assert front.posted == [events.GaveAnswer(Answer(Gender.WOMAN, AgeBand(18, 24)))]


def test_rather_not_say_is_an_answer(window: KioskWindow, front: SampleFront, qtbot: QtBot) -> None:
    screen = shown(window, telling())
    assert isinstance(screen, TellingScreen)
    press(qtbot, screen.genders.choices[-1])
    press(qtbot, screen.ages.choices[-1])
    press(qtbot, screen.save)
    assert front.posted == [events.GaveAnswer(Answer(Gender.UNSAID, None))]


@pytest.mark.parametrize(
    ("visit", "deletes"),
    [
        (telling(), False),
        (correcting(), True),
        (states.CorrectingRecord(CODE, samples.kept()), False),
    ],
    ids=["telling", "correcting", "correcting a record"],
)
def test_who_tells_can_go_back_and_who_corrects_can_delete(
    window: KioskWindow, front: SampleFront, qtbot: QtBot, visit: Visit, deletes: bool
) -> None:
    screen = shown(window, visit)
    assert isinstance(screen, TellingScreen)
    press(qtbot, screen.back)
    assert front.posted == [events.WentBack()]
    assert (screen.delete is not None) is deletes
    if screen.delete is not None:
        press(qtbot, screen.delete)
        assert front.posted[1:] == [events.Withdrew()]


# Waiting --------------------------------------------------------------------------------------


def test_a_yes_can_be_taken_back_while_it_is_stored(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    screen = shown(window, samples.storing())
    assert isinstance(screen, WaitingScreen)
    press(qtbot, screen.stop)
    assert front.posted == [events.Withdrew()]


def test_other_waits_offer_nothing(window: KioskWindow) -> None:
    screen = shown(window, states.Keeping(samples.consent(), receipt=True))
    assert not screen.findChildren(Press)


# My record ------------------------------------------------------------------------------------


def type_in(screen: CodeScreen, text: str) -> None:
    for letter in text:
        screen.typed(letter)


def test_a_code_is_typed_on_the_keypad(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    screen = shown(window, states.EnteringCode())
    assert isinstance(screen, CodeScreen)
    keys = {key.text(): key for key in screen.keypad.keys}
    for symbol in CODE.symbols:
        assert front.posted == []
        press(qtbot, keys[symbol])
    assert front.posted == [events.CodeEntered(CODE)]


def test_a_code_is_scanned(window: KioskWindow, front: SampleFront, qtbot: QtBot) -> None:
    screen = shown(window, states.EnteringCode())
    qtbot.keyClicks(window, f"ASKFIRST:{CODE.symbols}")
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert isinstance(screen, CodeScreen)
    assert front.posted == [events.CodeEntered(CODE)]


@pytest.mark.parametrize("before", ["", "K7", "K7QM29XRT"], ids=["empty", "two", "nine"])
def test_a_scan_over_what_was_typed_looks_up_the_scanned_code_alone(
    window: KioskWindow, front: SampleFront, qtbot: QtBot, before: str
) -> None:
    shown(window, states.EnteringCode())
    qtbot.keyClicks(window, f"{before}ASKFIRST:{CODE.symbols}")
    assert front.posted == []
    qtbot.waitUntil(lambda: front.posted == [events.CodeEntered(CODE)])


def test_the_letters_before_a_scanned_code_are_not_looked_up_even_if_they_are_a_code(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    """Two characters typed before it, and "ASKFIRST" makes ten: one time in 31 a code's ten."""
    shown(window, states.EnteringCode())
    by_chance = next(
        two for two in map("".join, product(ALPHABET, repeat=2)) if is_a_code(f"{two}ASKFIRST")
    )
    qtbot.keyClicks(window, f"{by_chance}ASKFIRST:{CODE.symbols}")
    qtbot.waitUntil(lambda: front.posted == [events.CodeEntered(CODE)])


def is_a_code(text: str) -> bool:
    try:
        ReceiptCode.parse(text)
    except NotAReceiptCode:
        return False
    return True


def test_a_screen_that_went_looks_nothing_up(window: KioskWindow, front: SampleFront) -> None:
    screen = shown(window, states.EnteringCode())
    assert isinstance(screen, CodeScreen)
    type_in(screen, CODE.symbols)
    (pause,) = screen.findChildren(QTimer)
    assert pause.isActive()
    window.show_visit(states.Idle())
    assert not pause.isActive()
    assert front.posted == []


def wrong(code: ReceiptCode) -> str:
    return code.symbols[:-1] + ("0" if code.symbols[-1] != "0" else "1")


def test_a_mistyped_code_is_told_and_not_looked_up(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    screen = shown(window, states.EnteringCode())
    assert isinstance(screen, CodeScreen)
    type_in(screen, wrong(CODE) + "\r")
    assert front.posted == []
    assert "character is wrong" in screen.words.text()
    press(qtbot, screen.keypad.back)
    assert "character is wrong" not in screen.words.text()
    type_in(screen, CODE.symbols[-1] + "\r")
    assert front.posted == [events.CodeEntered(CODE)]


def test_a_wrong_code_is_typed_over(window: KioskWindow, front: SampleFront, qtbot: QtBot) -> None:
    screen = shown(window, states.EnteringCode())
    assert isinstance(screen, CodeScreen)
    keys = {key.text(): key for key in screen.keypad.keys}
    for symbol in wrong(CODE):
        press(qtbot, keys[symbol])
    assert "character is wrong" in screen.words.text()
    for symbol in CODE.symbols:
        assert front.posted == []
        press(qtbot, keys[symbol])
        assert "character is wrong" not in screen.words.text()
    assert front.posted == [events.CodeEntered(CODE)]


def test_a_code_that_found_nothing_is_told(window: KioskWindow) -> None:
    shown(window, states.EnteringCode(wrong=1))
    assert "finds nothing" in words_on(window)


def test_a_record_can_be_corrected_deleted_or_left(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    screen = shown(window, states.ShowingRecord(CODE, samples.kept()))
    assert isinstance(screen, RecordScreen)
    text = words_on(window)
    assert "woman, 25–34" in text
    assert a_line_has(text, "Tuesday 24 November", "14 and 15")
    version = samples.NOTICES["en"].version.short
    assert a_line_has(text, f"notice {version}", "English", "by touch", "November 2029")
    assert "the estimate" not in text
    for button in (screen.correct, screen.delete, screen.done):
        press(qtbot, button)
    assert front.posted == [events.ChoseCorrecting(), events.Withdrew(), events.Finished()]


def test_a_yes_of_another_hour_than_its_ask_says_so(window: KioskWindow) -> None:
    shown(window, states.ShowingRecord(CODE, samples.corrected()))
    assert a_line_has(words_on(window), "English", "by touch", "15 and 16")


def test_a_corrected_record_also_says_what_was_estimated(window: KioskWindow) -> None:
    shown(window, states.ShowingRecord(CODE, samples.corrected()))
    text = words_on(window)
    assert "gender not said, 35–44" in text
    assert a_line_has(text, "corrected by you", "the estimate", "woman, 25–34")


# Farewell -------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", FarewellReason)
def test_a_farewell_says_what_happened(
    window: KioskWindow, front: SampleFront, qtbot: QtBot, reason: FarewellReason
) -> None:
    screen = shown(window, states.Farewell(reason))
    assert isinstance(screen, FarewellScreen)
    assert what_happened(reason, 14) in words_on(window)
    press(qtbot, screen.done)
    assert front.posted == [events.Finished()]


def test_a_record_can_be_deleted_while_nobody_is_asked(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    for fault in StoreFault:
        screen = shown(window, states.Resting(fault))
        assert isinstance(screen, RestingScreen)
        links = screen.findChildren(Press)
        assert [link.text() for link in links] == ["Delete my record"] * fault.spares_records
        for link in links:
            press(qtbot, link)
    assert front.posted == [events.MyRecordOpened()] * 3


@pytest.mark.parametrize("fault", StoreFault)
def test_where_records_may_be_out_of_reach_resting_says_whom_to_write_to(
    window: KioskWindow, fault: StoreFault
) -> None:
    shown(window, states.Resting(fault))
    says_so = "write to privacy@lakeside.example" in words_on(window)
    unasked = (StoreFault.NO_NOTICE, StoreFault.NOT_ASSESSED)
    assert says_so is (fault not in unasked)


def test_no_two_farewells_say_the_same() -> None:
    assert len({what_happened(reason, 14) for reason in FarewellReason}) == len(FarewellReason)


@pytest.mark.parametrize("fault", StoreFault)
def test_resting_tells_staff_where_to_look_and_strangers_nothing(
    window: KioskWindow, fault: StoreFault
) -> None:
    screen = shown(window, states.Resting(fault))
    assert isinstance(screen, RestingScreen)
    line = screen.for_staff.text()
    assert "askfirst " in line
    assert not any(telling in line for telling in ("/", "\\", "sqlite", "--", fault.value))
    assert len({for_staff(each) for each in StoreFault}) == len(StoreFault)


def test_resting_tells_of_the_new_fault_when_it_changes(window: KioskWindow) -> None:
    shown(window, states.Resting(StoreFault.FULL))
    screen = shown(window, states.Resting(StoreFault.NOT_ASSESSED))
    assert isinstance(screen, RestingScreen)
    assert "askfirst pia" in screen.for_staff.text()


def test_resting_offers_nothing(window: KioskWindow) -> None:
    screen = shown(window, states.Resting(StoreFault.BROKEN))
    assert not screen.findChildren(Press)


# The way out ----------------------------------------------------------------------------------

WAYS_OUT: list[tuple[Visit, Callable[[], object] | None]] = [
    (states.Idle(), None),
    (reading(), events.Refused),
    (asking(), events.WentBack),
    (samples.storing(), events.Withdrew),
    (samples.looking(), events.Withdrew),
    (samples.result(), events.Withdrew),
    (correcting(), events.WentBack),
    (telling(), events.WentBack),
    (states.Keeping(samples.consent(), receipt=True), None),
    (receipt(), events.Finished),
    (states.EnteringCode(), events.Finished),
    (states.ShowingRecord(CODE, samples.kept()), events.Finished),
    (states.CorrectingRecord(CODE, samples.kept()), events.WentBack),
    (states.ReadingInside(), events.Finished),
    (states.Farewell(FarewellReason.REFUSED), events.Finished),
    (states.Resting(StoreFault.FULL), None),
]


@pytest.mark.parametrize(
    ("visit", "event"), WAYS_OUT, ids=[type(visit).__name__ for visit, _ in WAYS_OUT]
)
def test_escape_is_the_way_out(
    window: KioskWindow,
    front: SampleFront,
    qtbot: QtBot,
    visit: Visit,
    event: Callable[[], object] | None,
) -> None:
    window.show_visit(visit)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert front.posted == ([] if event is None else [event()])
