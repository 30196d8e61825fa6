"""The PIN, the recovery code and the new PIN: what they take, what they say, what they forget."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.application.staff import NewPin, Role, SignedIn, SignInResult
from kiosk.domain import events, states
from kiosk.domain.sign_in import Weakness
from kiosk.ui import announce
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.samples import SampleFront
from kiosk.ui.staff.new_pin import NewPinEntry, why_not
from kiosk.ui.staff.pages import Pages
from kiosk.ui.staff.pin_entry import PinEntry
from kiosk.ui.staff.recovery import RecoveryCodeShown, RecoveryEntry
from kiosk.ui.staff.sample_desk import (
    MANAGER_PIN,
    NEW_RECOVERY_CODE,
    RECOVERY_CODE,
    STAFF_PIN,
    SampleDesk,
    SampleSignIn,
)
from kiosk.ui.staff.screen import StaffScreen
from kiosk.ui.widgets.keypad import Key
from kiosk.ui.widgets.words import Words
from tests.ui.conftest import MakeWindow, StoppedClock
from tests.wording import a_line_has

LEFT = Qt.MouseButton.LeftButton
GOOD_PIN = "48271906"


class SlowSignIn(SampleSignIn):
    """Looks at what was typed until a test lets it answer, as argon2 does."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[], None]] = []

    def try_pin(self, pin: str, tell: Callable[[SignInResult], None]) -> None:
        self.waiting.append(lambda: super(SlowSignIn, self).try_pin(pin, tell))

    def set_pin(self, role: Role, pin: str, tell: Callable[[NewPin, str], None]) -> None:
        self.waiting.append(lambda: super(SlowSignIn, self).set_pin(role, pin, tell))

    def answer(self) -> None:
        self.waiting.pop()()


def pin_of(staff: StaffScreen) -> PinEntry:
    assert isinstance(staff.part, PinEntry)
    return staff.part


def keys(piece: QWidget) -> dict[str, Key]:
    return {key.text(): key for key in piece.findChildren(Key)}


def words_of(staff: StaffScreen) -> str:
    return "\n".join(words.text() for words in staff.findChildren(Words) if words.isVisible())


def called(window: KioskWindow, desk: SampleDesk) -> StaffScreen:
    """The staff screen over this desk."""
    window.desk = desk
    window.show_visit(states.Attended())
    assert isinstance(window.shown, StaffScreen)
    return window.shown


# The PIN --------------------------------------------------------------------------------------


def test_a_pin_is_typed_by_finger(staff: StaffScreen, desk: SampleDesk, qtbot: QtBot) -> None:
    pad = keys(pin_of(staff))
    for digit in STAFF_PIN[:7]:
        qtbot.mouseClick(pad[digit], LEFT)
    assert pin_of(staff).field.shown == 7
    assert desk.sign_in.tried == []
    qtbot.mouseClick(pad[STAFF_PIN[7]], LEFT)

    assert desk.sign_in.tried == [STAFF_PIN]
    assert isinstance(staff.part, Pages)
    assert staff.part.role is Role.STAFF


def test_a_pin_is_typed_on_a_keyboard(
    window: KioskWindow, staff: StaffScreen, desk: SampleDesk, qtbot: QtBot
) -> None:
    qtbot.keyClicks(window, "12 a3")
    qtbot.keyClick(window, Qt.Key.Key_Backspace)
    assert pin_of(staff).field.shown == 2
    qtbot.keyClick(window, Qt.Key.Key_Backspace)
    qtbot.keyClick(window, Qt.Key.Key_Backspace)
    qtbot.keyClicks(window, MANAGER_PIN)

    assert desk.sign_in.tried == [MANAGER_PIN]
    assert isinstance(staff.part, Pages)
    assert staff.part.role is Role.MANAGER


def told(window: KioskWindow, kind: QEvent.Type, key: str, at: int, *, again: bool) -> None:
    code = Qt.Key.Key_Backspace if key == "\b" else Qt.Key(ord(key))
    event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, key, again, 1)
    event.setTimestamp(at)
    QApplication.sendEvent(window, event)


def held(window: KioskWindow, key: str, *, as_x_does: bool) -> None:
    """What a key that something lies on sends: one press, and repeats of it."""
    press, release = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
    told(window, press, key, 1000, again=False)
    for at in range(1500, 5500, 40):
        if as_x_does:
            told(window, release, key, at, again=False)
        told(window, press, key, at, again=not as_x_does)
    told(window, release, key, 5600, again=False)


@pytest.mark.parametrize("as_x_does", [True, False])
def test_a_key_that_something_lies_on_tries_no_pin_and_keeps_nobody_in(
    window: KioskWindow, staff: StaffScreen, front: SampleFront, as_x_does: bool
) -> None:
    before = front.touches
    held(window, "5", as_x_does=as_x_does)
    assert pin_of(staff).field.shown == 1
    assert front.touches == before + 1
    staff.typed("123")
    held(window, "\b", as_x_does=as_x_does)
    assert pin_of(staff).field.shown == 0
    assert front.touches == before + 2


def test_a_digit_is_taken_back_by_finger(staff: StaffScreen, qtbot: QtBot) -> None:
    staff.typed("123")
    qtbot.mouseClick(pin_of(staff).pad.back, LEFT)

    assert pin_of(staff).field.shown == 2


def test_a_wrong_pin_is_said_and_forgotten(staff: StaffScreen, desk: SampleDesk) -> None:
    staff.typed("00000000")

    assert "That PIN is not right." in words_of(staff)
    assert pin_of(staff).field.shown == 0
    staff.typed(STAFF_PIN)
    assert desk.sign_in.tried == ["00000000", STAFF_PIN]
    assert isinstance(staff.part, Pages)


def test_staff_try_again_at_once_while_a_manager_has_to_wait(
    window: KioskWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = SampleDesk()
    staff = called(window, desk)
    told = SignInResult(SignedIn.WRONG, managers_wait=3599.2)
    with monkeypatch.context() as waits:
        waits.setattr(desk.sign_in, "try_pin", lambda pin, tell: tell(told))
        staff.typed("00000000")
    assert a_line_has(words_of(staff), "manager", "60:00")
    staff.typed(STAFF_PIN)
    assert isinstance(staff.part, Pages)


def test_what_is_typed_while_a_pin_is_looked_at_is_ignored(window: KioskWindow) -> None:
    desk = SampleDesk()
    desk.sign_in = slow = SlowSignIn()
    staff = called(window, desk)
    staff.typed("11111111")
    assert "One moment" in words_of(staff)
    assert pin_of(staff).field.shown == 8
    staff.typed(STAFF_PIN)
    staff.typed("\b")
    assert (len(slow.waiting), pin_of(staff).field.shown) == (1, 8)
    slow.answer()

    assert slow.tried == ["11111111"]
    assert pin_of(staff).field.shown == 0


def test_too_many_wrong_ones_are_waited_for_and_counted_down(
    window: KioskWindow, clock: StoppedClock
) -> None:
    desk = SampleDesk(SignInResult(SignedIn.MUST_WAIT, wait_seconds=42.0))
    staff = called(window, desk)
    assert "0:42" in words_of(staff)
    assert not any(key.isEnabled() for key in keys(pin_of(staff)).values())
    staff.typed(STAFF_PIN)
    assert desk.sign_in.tried == []

    clock.now += 1.5
    staff.tick(200, 15)
    assert "0:41" in words_of(staff)
    desk.sign_in.before = SignInResult(SignedIn.WRONG)
    clock.now += 41
    staff.tick(200, 15)
    assert pin_of(staff).ask in words_of(staff)
    staff.typed(STAFF_PIN)
    assert isinstance(staff.part, Pages)


def test_an_hour_is_counted_in_minutes(window: KioskWindow) -> None:
    staff = called(window, SampleDesk(SignInResult(SignedIn.MUST_WAIT, wait_seconds=3600)))

    assert "Next try in 60:00." in words_of(staff)


def test_a_wrong_one_that_has_to_be_waited_for_says_so_at_once(window: KioskWindow) -> None:
    class Strict(SampleSignIn):
        def try_pin(self, pin: str, tell: Callable[[SignInResult], None]) -> None:
            tell(SignInResult(SignedIn.WRONG, wait_seconds=30))

    desk = SampleDesk()
    desk.sign_in = Strict()
    staff = called(window, desk)
    staff.typed("12345678")

    assert "Next try in 0:30." in words_of(staff)


@pytest.mark.parametrize(
    ("outcome", "said"),
    [(SignedIn.NO_PIN, "askfirst staff pin"), (SignedIn.UNUSABLE, "askfirst doctor")],
)
def test_where_nobody_can_sign_in_it_says_what_to_do(
    window: KioskWindow, outcome: SignedIn, said: str
) -> None:
    desk = SampleDesk(SignInResult(outcome))
    staff = called(window, desk)
    assert said in words_of(staff)
    assert not any(key.isEnabled() for key in keys(pin_of(staff)).values())
    staff.typed(STAFF_PIN)

    assert desk.sign_in.tried == []


def test_only_the_demo_shows_its_pins(make_window: MakeWindow, staff: StaffScreen) -> None:
    digits = STAFF_PIN[:4]
    assert digits in words_of(staff)

    shop = make_window(demo=False)
    shop.show_visit(states.Attended())
    assert isinstance(shop.shown, StaffScreen)
    assert digits not in words_of(shop.shown)


def test_the_pad_speaks_both_languages(
    window: KioskWindow, staff: StaffScreen, front: SampleFront, qtbot: QtBot
) -> None:
    english, chinese = pin_of(staff).languages
    qtbot.mouseClick(english, LEFT)
    qtbot.mouseClick(chinese, LEFT)
    assert front.asked == ["choose_language zh_CN"]
    assert english.isChecked()

    window.show_language("zh_CN")
    assert isinstance(window.shown, StaffScreen)
    assert "店员专用" in words_of(window.shown)


# Leaving --------------------------------------------------------------------------------------


def test_leave_and_escape_end_it(
    window: KioskWindow, staff: StaffScreen, front: SampleFront, qtbot: QtBot
) -> None:
    qtbot.mouseClick(pin_of(staff).leave, LEFT)
    qtbot.keyClick(window, Qt.Key.Key_Escape)

    assert front.posted == [events.Finished(), events.Finished()]


@pytest.mark.parametrize("typed", ["123", STAFF_PIN], ids=["typing", "in"])
def test_whatever_ends_it_wipes_what_was_typed_and_signs_off(
    window: KioskWindow, staff: StaffScreen, desk: SampleDesk, typed: str
) -> None:
    entry = pin_of(staff)
    staff.typed(typed)
    window.show_visit(states.Idle())

    assert entry.field.shown == 0
    assert entry.field.hand_over() == ""
    assert (desk.sign_in.left, desk.sign_in.role) == (1, None)


def test_an_answer_that_comes_after_all_is_passed(window: KioskWindow) -> None:
    desk = SampleDesk()
    desk.sign_in = slow = SlowSignIn()
    staff = called(window, desk)
    staff.typed(STAFF_PIN)
    window.show_visit(states.Idle())
    slow.answer()

    assert slow.left == 1
    assert isinstance(staff.part, PinEntry)


def test_a_language_chosen_while_a_pin_is_looked_at_lets_nobody_in(window: KioskWindow) -> None:
    """Who is let in after the screen has changed would be in unseen."""
    desk = SampleDesk()
    desk.sign_in = slow = SlowSignIn()
    staff = called(window, desk)
    staff.typed(STAFF_PIN)
    window.show_language("zh_CN")
    assert isinstance(window.shown, StaffScreen)
    slow.answer()

    assert slow.left == 1
    assert isinstance(window.shown.part, PinEntry)


# The recovery code ----------------------------------------------------------------------------


@pytest.fixture
def recovery(staff: StaffScreen, qtbot: QtBot) -> RecoveryEntry:
    qtbot.mouseClick(pin_of(staff).recovery, LEFT)
    assert isinstance(staff.part, RecoveryEntry)
    return staff.part


def test_the_code_is_typed_by_finger_and_leads_to_a_new_pin(
    staff: StaffScreen, recovery: RecoveryEntry, desk: SampleDesk, qtbot: QtBot
) -> None:
    pad = keys(recovery)
    for symbol in RECOVERY_CODE.symbols:
        qtbot.mouseClick(pad[symbol], LEFT)

    assert desk.sign_in.tried == [RECOVERY_CODE.symbols]
    assert isinstance(staff.part, NewPinEntry)
    assert "A new PIN for managers" in words_of(staff)


def test_a_slip_of_the_hand_costs_no_try(
    staff: StaffScreen, recovery: RecoveryEntry, desk: SampleDesk, qtbot: QtBot
) -> None:
    for symbol in RECOVERY_CODE.symbols[:19] + "0":
        staff.typed(symbol)
    assert a_line_has(words_of(staff), "character", "wrong")
    assert desk.sign_in.tried == []
    qtbot.mouseClick(recovery.keypad.back, LEFT)
    staff.typed(RECOVERY_CODE.symbols[19])

    assert isinstance(staff.part, NewPinEntry)


def test_another_machines_code_is_told_so(
    staff: StaffScreen, recovery: RecoveryEntry, desk: SampleDesk
) -> None:
    staff.typed(NEW_RECOVERY_CODE.grouped)

    assert recovery.wrong(SignInResult(SignedIn.WRONG)) in words_of(staff)
    assert recovery.field.typed == ""
    assert desk.sign_in.tried == [NEW_RECOVERY_CODE.symbols]


def test_codes_have_to_be_waited_for_as_well(window: KioskWindow, clock: StoppedClock) -> None:
    class Strict(SampleSignIn):
        def try_recovery(self, code: str, tell: Callable[[SignInResult], None]) -> None:
            tell(SignInResult(SignedIn.MUST_WAIT, wait_seconds=60))

    desk = SampleDesk()
    desk.sign_in = Strict()
    staff = called(window, desk)
    staff.ask_recovery_code()
    staff.typed(RECOVERY_CODE.symbols)
    assert "1:00" in words_of(staff)
    clock.now += 61
    staff.tick(200, 15)

    assert "Type the twenty characters" in words_of(staff)


def test_back_leads_to_the_pin(staff: StaffScreen, recovery: RecoveryEntry, qtbot: QtBot) -> None:
    staff.typed("ABC")
    staff.typed("\b")
    assert recovery.field.typed == "AB"
    qtbot.mouseClick(recovery.back, LEFT)

    assert isinstance(staff.part, PinEntry)
    assert recovery.field.typed == ""


# A new PIN ------------------------------------------------------------------------------------


@pytest.fixture
def new_pin(staff: StaffScreen) -> NewPinEntry:
    staff.ask_recovery_code()
    staff.typed(RECOVERY_CODE.symbols)
    assert isinstance(staff.part, NewPinEntry)
    return staff.part


def test_a_new_pin_is_typed_twice_and_its_recovery_code_shown_once(
    staff: StaffScreen, new_pin: NewPinEntry, desk: SampleDesk, qtbot: QtBot
) -> None:
    pad = keys(new_pin)
    for digit in GOOD_PIN:
        qtbot.mouseClick(pad[digit], LEFT)
    assert "Once more" in words_of(staff)
    for digit in GOOD_PIN:
        qtbot.mouseClick(pad[digit], LEFT)

    assert desk.sign_in.pins[GOOD_PIN] is Role.MANAGER
    shown = staff.part
    assert isinstance(shown, RecoveryCodeShown)
    assert shown.code.text().replace("\n", " ") == NEW_RECOVERY_CODE.grouped
    qtbot.mouseClick(shown.done, LEFT)
    assert isinstance(staff.part, Pages)
    assert staff.part.role is Role.MANAGER
    assert NEW_RECOVERY_CODE.symbols[:5] not in words_of(staff)


@pytest.mark.parametrize(
    ("pin", "weakness"),
    [
        ("12345678", Weakness.STEPS),
        ("11221122", Weakness.FEW_DIGITS),
        ("48274827", Weakness.HALVES),
        ("24111987", Weakness.DATE),
        (STAFF_PIN, Weakness.PUBLISHED),
    ],
)
def test_an_easy_one_is_refused_with_why(
    staff: StaffScreen, new_pin: NewPinEntry, desk: SampleDesk, pin: str, weakness: Weakness
) -> None:
    before = dict(desk.sign_in.pins)
    staff.typed(pin)
    assert why_not(weakness) in words_of(staff)
    staff.typed(GOOD_PIN)
    assert desk.sign_in.pins == before
    staff.typed(GOOD_PIN)

    assert GOOD_PIN in desk.sign_in.pins


def test_every_weakness_has_its_own_words() -> None:
    assert len({why_not(weakness) for weakness in Weakness}) == len(Weakness)


def test_two_that_differ_begin_anew(
    staff: StaffScreen, new_pin: NewPinEntry, desk: SampleDesk
) -> None:
    staff.typed(GOOD_PIN)
    staff.typed("90617284")
    assert "not the same" in words_of(staff)
    staff.typed("90617284")
    assert "90617284" not in desk.sign_in.pins
    staff.typed("90617284")

    assert "90617284" in desk.sign_in.pins


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (NewPin.TOO_EASY, "too easy to guess"),
        (NewPin.NOT_ALLOWED, "may not set"),
        (NewPin.UNUSABLE, "askfirst doctor"),
    ],
)
def test_what_the_desk_refuses_is_said(window: KioskWindow, outcome: NewPin, said: str) -> None:
    class Refusing(SampleSignIn):
        def set_pin(self, role: Role, pin: str, tell: Callable[[NewPin, str], None]) -> None:
            tell(outcome, "")

    desk = SampleDesk()
    desk.sign_in = Refusing()
    staff = called(window, desk)
    staff.ask_recovery_code()
    staff.typed(RECOVERY_CODE.symbols)
    staff.typed(GOOD_PIN)
    staff.typed(GOOD_PIN)

    assert said in words_of(staff)
    assert isinstance(staff.part, NewPinEntry)


def test_keys_are_ignored_while_a_new_pin_is_saved(window: KioskWindow) -> None:
    desk = SampleDesk()
    desk.sign_in = slow = SlowSignIn()
    staff = called(window, desk)
    staff.ask_recovery_code()
    staff.typed(RECOVERY_CODE.symbols)
    new_pin = staff.part
    assert isinstance(new_pin, NewPinEntry)
    staff.typed("123")
    for _ in range(3):
        staff.typed("\b")
    staff.typed(GOOD_PIN)
    staff.typed(GOOD_PIN)
    staff.typed("99")
    staff.typed("\b")
    assert "One moment" in words_of(staff)
    assert new_pin.field.shown == 8
    window.show_visit(states.Idle())
    slow.answer()

    assert staff.part is new_pin, "an answer that comes too late changes nothing"


def test_nobody_leaves_a_new_code_behind_unseen(
    window: KioskWindow, front: SampleFront, qtbot: QtBot
) -> None:
    desk = SampleDesk()
    desk.sign_in = slow = SlowSignIn()
    staff = called(window, desk)
    staff.ask_recovery_code()
    staff.typed(RECOVERY_CODE.symbols)
    new_pin = staff.part
    assert isinstance(new_pin, NewPinEntry)
    staff.typed(GOOD_PIN)
    staff.typed(GOOD_PIN)
    qtbot.mouseClick(new_pin.back, LEFT)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert front.posted == []
    slow.answer()
    assert isinstance(staff.part, RecoveryCodeShown)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert front.posted == []
    qtbot.mouseClick(staff.part.done, LEFT)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert front.posted == [events.Finished()]


def test_a_new_pin_survives_another_language(
    window: KioskWindow, staff: StaffScreen, new_pin: NewPinEntry, desk: SampleDesk
) -> None:
    window.show_language("zh_CN")
    assert isinstance(window.shown, StaffScreen)
    assert isinstance(window.shown.part, NewPinEntry)
    assert desk.sign_in.left == 0
    window.shown.typed(GOOD_PIN)
    window.shown.typed(GOOD_PIN)
    window.show_language("en")

    assert isinstance(window.shown, StaffScreen)
    assert isinstance(window.shown.part, RecoveryCodeShown), "it is shown only this once"


def test_the_code_is_gone_with_its_screen(window: KioskWindow, staff: StaffScreen) -> None:
    staff.show_code(NEW_RECOVERY_CODE.grouped)
    shown = staff.part
    assert isinstance(shown, RecoveryCodeShown)
    assert shown.code.accessibleName() == " ".join(NEW_RECOVERY_CODE.symbols)
    window.show_visit(states.Idle())

    assert shown.code.text() == shown.code.accessibleName() == ""


# What is said aloud ---------------------------------------------------------------------------


def test_no_digit_is_ever_announced(window: KioskWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    announced: list[str] = []

    class Reader:
        """Stands in for the platform's side of accessibility."""

        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:
            assert isinstance(event, QAccessibleAnnouncementEvent)
            announced.append(event.message())

    monkeypatch.setattr(announce, "QAccessible", Reader)
    staff = called(window, SampleDesk())
    not_right = pin_of(staff).wrong(SignInResult(SignedIn.WRONG))
    staff.typed("00000000")
    staff.ask_recovery_code()
    staff.typed(RECOVERY_CODE.symbols)
    staff.typed("12345678")
    staff.typed(GOOD_PIN)
    assert isinstance(staff.part, NewPinEntry)
    once_more = staff.part.words.text()
    staff.typed(GOOD_PIN)

    assert "Once more" in once_more
    assert announced == [
        "For staff",
        not_right,
        "Recovery code",
        "A new PIN for managers",
        why_not(Weakness.STEPS),
        once_more,
        "Write this code down",
    ]
    field = pin_of(called_again(window)).field
    field.take("123")
    assert field.accessibleName() == "3 of 8 digits typed"
    assert QAccessible.queryAccessibleInterface(field) is not None


def called_again(window: KioskWindow) -> StaffScreen:
    window.show_visit(states.Idle())
    return called(window, SampleDesk())
