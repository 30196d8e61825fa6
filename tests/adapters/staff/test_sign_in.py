"""Signing in as the pages do: asked on one thread, worked on another, answered where it is told."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from kiosk.adapters.staff.hashing import Hashing
from kiosk.adapters.staff.sign_in import StaffSignIn, demo_sign_in
from kiosk.application.staff import NewPin, Role, SignedIn, SignIn, SignInResult
from kiosk.domain.sign_in import DEMO_MANAGER_PIN, DEMO_STAFF_PIN, Noted
from tests.adapters.staff.house import MANAGER_PIN, QUICK, STAFF_PIN, House
from tests.fakes.time import FakeClock


class Window:
    """Stands for the window's thread: the test's own, which makes the calls it is brought."""

    def __init__(self) -> None:
        self.brought: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.told: list[Sequence[Any]] = []
        self.on: list[threading.Thread] = []

    def tell(self, *answer: Any) -> None:
        self.on.append(threading.current_thread())
        self.told.append(answer)

    def next(self) -> Any:
        self.brought.get()()
        answer = self.told.pop()
        return answer[0] if len(answer) == 1 else answer


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def sign_in(house: House, window: Window) -> Iterator[StaffSignIn]:
    made = StaffSignIn(house.file, house.clock, window.brought.put, QUICK)
    yield made
    made.close()


def test_it_is_the_port(sign_in: SignIn) -> None:
    assert isinstance(sign_in, StaffSignIn)


def test_each_call_is_answered_once_where_it_was_asked(
    sign_in: StaffSignIn, window: Window, house: House
) -> None:
    sign_in.state(window.tell)
    assert window.next() == SignInResult(SignedIn.WRONG)
    sign_in.try_pin(STAFF_PIN, window.tell)
    assert window.next() == SignInResult(SignedIn.WELCOME, Role.STAFF)
    assert sign_in.role is Role.STAFF
    sign_in.try_recovery(house.code, window.tell)
    assert window.next().recovered
    sign_in.set_pin(Role.MANAGER, "70418259", window.tell)
    outcome, code = window.next()
    assert outcome is NewPin.SET
    assert len(code.replace(" ", "")) == 20
    assert set(window.on) == {threading.current_thread()}
    assert window.brought.empty()


def test_what_is_done_is_noted_for_whoever_did_it(
    sign_in: StaffSignIn, window: Window, house: House
) -> None:
    sign_in.try_pin(MANAGER_PIN, window.tell)
    assert window.next().role is Role.MANAGER
    sign_in.note(Role.MANAGER, Noted.SETTINGS_CHANGED)
    sign_in.leave()
    sign_in.state(window.tell)
    window.next()
    assert sign_in.role is None
    noted = [(entry.role, entry.what) for entry in house.file.audit()][-3:]
    assert noted == [
        (Role.MANAGER, Noted.SIGNED_IN),
        (Role.MANAGER, Noted.SETTINGS_CHANGED),
        (Role.MANAGER, Noted.LEFT),
    ]


def test_whoever_leaves_is_out_before_the_thread_comes_to_it(house: House, window: Window) -> None:
    goes_on, busy = threading.Event(), threading.Event()

    class Slow(Hashing):
        def hash(self, text: str) -> str:
            busy.set()
            goes_on.wait()
            return super().hash(text)

    sign_in = StaffSignIn(house.file, house.clock, window.brought.put, Slow(8, 1, 1))
    sign_in.try_pin(MANAGER_PIN, window.tell)
    assert window.next().role is sign_in.role is Role.MANAGER
    sign_in.set_pin(Role.STAFF, "70418259", window.tell)
    busy.wait()
    sign_in.leave()
    assert sign_in.role is None
    goes_on.set()
    assert window.next()[0] is NewPin.SET
    sign_in.try_pin("70418259", window.tell)
    assert window.next().role is sign_in.role is Role.STAFF
    sign_in.close()


def test_a_recovery_code_alone_lets_nobody_do_anything(
    sign_in: StaffSignIn, window: Window, house: House
) -> None:
    sign_in.try_recovery(house.code, window.tell)
    assert window.next().role is Role.MANAGER
    assert sign_in.role is None
    sign_in.set_pin(Role.MANAGER, "70418259", window.tell)
    window.next()
    assert sign_in.role is Role.MANAGER


def test_who_is_in_when_it_ends_has_left(house: House, window: Window) -> None:
    sign_in = StaffSignIn(house.file, house.clock, window.brought.put, QUICK)
    sign_in.try_pin(STAFF_PIN, window.tell)
    window.next()
    sign_in.close()
    assert house.noted()[-1] is Noted.LEFT
    sign_in.close()
    assert house.noted().count(Noted.LEFT) == 1


def test_a_file_that_cannot_be_used_lets_nobody_in_and_is_said_once(
    sign_in: StaffSignIn, window: Window, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in.state(window.tell)
    window.next()
    house.path.write_bytes(b"Dear shop,\n" * 100)
    with caplog.at_level(logging.ERROR):
        sign_in.state(window.tell)
        assert window.next().outcome is SignedIn.UNUSABLE
        sign_in.try_pin(MANAGER_PIN, window.tell)
        assert window.next().outcome is SignedIn.UNUSABLE
        sign_in.try_recovery(house.code, window.tell)
        assert window.next().outcome is SignedIn.UNUSABLE
    assert [record.getMessage() for record in caplog.records] == [
        f"{house.path}: file is not a database"
    ]


def test_a_pin_that_cannot_be_written_is_not_set(
    sign_in: StaffSignIn, window: Window, house: House
) -> None:
    sign_in.try_pin(MANAGER_PIN, window.tell)
    window.next()
    house.path.write_bytes(b"Dear shop,\n" * 100)
    sign_in.set_pin(Role.STAFF, "70418259", window.tell)
    assert window.next() == (NewPin.UNUSABLE, "")


def test_without_a_file_there_is_no_way_in(tmp_path: Path, window: Window) -> None:
    house = House(tmp_path, ())
    sign_in = StaffSignIn(house.file, house.clock, window.brought.put)
    for pin in ("00000000", DEMO_STAFF_PIN, DEMO_MANAGER_PIN):
        sign_in.try_pin(pin, window.tell)
        assert window.next().outcome is SignedIn.NO_PIN
    sign_in.close()
    assert list(tmp_path.iterdir()) == []


# The demo -------------------------------------------------------------------------------------


@pytest.fixture
def demo(window: Window) -> Iterator[StaffSignIn]:
    made = demo_sign_in(FakeClock(), window.brought.put)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("pin", "role"), [(DEMO_STAFF_PIN, Role.STAFF), (DEMO_MANAGER_PIN, Role.MANAGER)]
)
def test_the_demo_opens_with_the_pins_that_it_shows(
    demo: StaffSignIn, window: Window, pin: str, role: Role
) -> None:
    demo.state(window.tell)
    assert window.next() == SignInResult(SignedIn.WRONG)
    demo.try_pin(pin, window.tell)
    assert window.next().role is role


def test_the_demo_waits_like_a_shop(demo: StaffSignIn, window: Window) -> None:
    for _ in range(5):
        demo.try_pin(STAFF_PIN, window.tell)
        outcome = window.next()
    assert outcome == SignInResult(SignedIn.WRONG, wait_seconds=30.0)


def test_a_pin_chosen_in_the_demo_is_gone_with_it(
    demo: StaffSignIn, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    demo.try_pin(DEMO_MANAGER_PIN, window.tell)
    window.next()
    demo.set_pin(Role.STAFF, STAFF_PIN, window.tell)
    assert window.next() == (NewPin.SET, "")
    demo.try_pin(STAFF_PIN, window.tell)
    assert window.next().role is Role.STAFF
    again = demo_sign_in(FakeClock(), window.brought.put)
    again.try_pin(STAFF_PIN, window.tell)
    assert window.next().outcome is SignedIn.WRONG
    again.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("pin", [DEMO_STAFF_PIN, DEMO_MANAGER_PIN])
def test_no_shop_has_a_pin_of_the_demos(house: House, pin: str) -> None:
    house.guard.try_pin(MANAGER_PIN)
    assert house.guard.set_pin(Role.STAFF, pin)[0] is NewPin.TOO_EASY
    assert house.guard.set_pin(Role.MANAGER, pin)[0] is NewPin.TOO_EASY
