"""Who gets in, who waits, and what is written down of it."""

from pathlib import Path

import pytest

from kiosk.adapters.staff.choosing import new_code
from kiosk.adapters.staff.file import Secret
from kiosk.adapters.staff.guard import Guard
from kiosk.adapters.staff.hashing import Hashing
from kiosk.application.staff import NewPin, Role, SignedIn, SignInResult
from kiosk.domain.sign_in import FREE_TRIES, Noted, wait_after
from tests.adapters.staff.house import MANAGER_PIN, QUICK, STAFF_PIN, WRONG_PIN, House

NEW_PIN = "70418259"
HOUR = 3600.0


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


# In and out -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("pin", "role"), [(STAFF_PIN, Role.STAFF), (MANAGER_PIN, Role.MANAGER)])
def test_one_field_for_both_roles(house: House, pin: str, role: Role) -> None:
    assert house.guard.state() == SignInResult(SignedIn.WRONG)
    assert house.guard.try_pin(pin) == SignInResult(SignedIn.WELCOME, role)
    assert house.guard.role is role
    house.guard.leave()
    house.guard.leave()
    assert house.guard.role is None
    assert house.noted() == [Noted.SIGNED_IN, Noted.LEFT]
    assert {entry.role for entry in house.file.audit()} == {None, role}


def test_a_wrong_pin_lets_nobody_in_and_is_counted_for_both(house: House) -> None:
    assert house.guard.try_pin(WRONG_PIN) == SignInResult(SignedIn.WRONG)
    assert house.guard.role is None
    assert house.failures(Secret.STAFF) == house.failures(Secret.MANAGER) == 1
    assert house.failures(Secret.RECOVERY) == 0
    assert house.noted() == [Noted.WRONG]


def test_whoever_was_in_is_out_when_somebody_tries(house: House) -> None:
    house.guard.try_pin(MANAGER_PIN)
    house.guard.try_pin(WRONG_PIN)
    assert house.guard.role is None
    assert house.guard.set_pin(Role.STAFF, NEW_PIN) == (NewPin.NOT_ALLOWED, "")


@pytest.mark.parametrize("typed", ["", "4829175", "482917564", "ABCDEFGH", "４８２９１７５６"])
def test_what_can_be_nobodys_is_wrong_and_no_guess(house: House, typed: str) -> None:
    assert house.guard.try_pin(typed).outcome is SignedIn.WRONG
    assert house.failures(Secret.MANAGER) == 0


def test_without_a_pin_there_is_no_way_in(tmp_path: Path) -> None:
    house = House(tmp_path, ())
    assert house.guard.state().outcome is SignedIn.NO_PIN
    assert house.guard.try_pin("00000000").outcome is SignedIn.NO_PIN
    assert house.guard.try_recovery("0" * 20).outcome is SignedIn.NO_PIN
    assert not house.path.exists()


def test_staff_alone_may_have_one(tmp_path: Path) -> None:
    house = House(tmp_path, (Role.STAFF,))
    assert house.guard.try_pin(MANAGER_PIN).outcome is SignedIn.WRONG
    assert house.guard.try_pin(STAFF_PIN).role is Role.STAFF
    assert house.guard.try_recovery("0" * 20).outcome is SignedIn.NO_PIN


class CountingWork(Hashing):
    """Says with what a PIN was compared."""

    def __init__(self) -> None:
        super().__init__(QUICK.memory_kib, QUICK.iterations, QUICK.lanes)
        object.__setattr__(self, "compared", [])

    compared: list[str]

    def matches(self, text: str, kept: str) -> bool:
        self.compared.append(kept)
        return super().matches(text, kept)


@pytest.mark.parametrize("roles", [(Role.STAFF,), (Role.MANAGER,), (Role.STAFF, Role.MANAGER)])
@pytest.mark.parametrize("pin", [STAFF_PIN, MANAGER_PIN, WRONG_PIN])
def test_it_is_the_same_work_whoever_has_one_and_whatever_is_tried(
    tmp_path: Path, roles: tuple[Role, ...], pin: str
) -> None:
    house = House(tmp_path, roles)
    work = CountingWork()
    Guard(house.file, house.clock, work).try_pin(pin)
    assert len(work.compared) == 2


# Waits ----------------------------------------------------------------------------------------


def test_waits_grow_and_what_comes_too_early_is_not_looked_at(house: House) -> None:
    house.fail(FREE_TRIES)
    assert house.guard.state() == SignInResult(SignedIn.WRONG)
    for failures in range(FREE_TRIES + 1, FREE_TRIES + 9):
        result = house.guard.try_pin(WRONG_PIN)
        assert result == SignInResult(SignedIn.WRONG, wait_seconds=wait_after(failures))
        house.clock.forward(result.wait_seconds - 1)
        too_early = house.guard.try_pin(MANAGER_PIN)
        assert too_early == SignInResult(SignedIn.MUST_WAIT, wait_seconds=1.0)
        assert house.failures(Secret.MANAGER) == failures
        house.clock.forward(1)


def test_a_right_one_after_the_wait_forgets_them_all(house: House) -> None:
    house.fail(7)
    house.clock.forward(HOUR)
    assert house.guard.try_pin(MANAGER_PIN).outcome is SignedIn.WELCOME
    assert house.failures(Secret.MANAGER) == 0
    house.clock.forward(HOUR)
    house.fail(FREE_TRIES)
    assert house.guard.state().wait_seconds == 0


def test_after_a_start_the_whole_wait_begins_anew(house: House) -> None:
    house.fail(FREE_TRIES + 6)
    house.clock.forward(HOUR - 1)
    house.power_cycle()
    assert house.guard.state() == SignInResult(SignedIn.MUST_WAIT, wait_seconds=HOUR)
    house.clock.forward(HOUR - 1)
    assert house.guard.try_pin(MANAGER_PIN).outcome is SignedIn.MUST_WAIT
    house.clock.forward(1)
    assert house.guard.try_pin(MANAGER_PIN).outcome is SignedIn.WELCOME


@pytest.mark.parametrize("step", [-10 * HOUR, 10 * HOUR, 10 * 365 * 24 * HOUR])
def test_a_clock_that_is_set_changes_no_wait(house: House, step: float) -> None:
    house.fail(FREE_TRIES + 6)
    house.clock.step(step)
    assert house.guard.state().wait_seconds == HOUR
    house.power_cycle()
    assert house.guard.state().wait_seconds == HOUR


def test_a_wait_that_somebody_hammers_at_is_written_down_once(house: House) -> None:
    house.fail(FREE_TRIES + 1)
    for _ in range(5):
        house.guard.try_pin(WRONG_PIN)
    assert house.noted().count(Noted.WAITED) == 1
    house.fail(1)
    house.guard.try_pin(WRONG_PIN)
    assert house.noted().count(Noted.WAITED) == 2


def test_staff_cannot_guess_the_managers_by_signing_in_between(house: House) -> None:
    looked_at = 0
    for _ in range(10):
        for _ in range(FREE_TRIES):
            looked_at += house.guard.try_pin(WRONG_PIN).managers_wait == 0
        assert house.guard.try_pin(STAFF_PIN).role is Role.STAFF
        house.guard.leave()
    # The manager's is looked at five times; then only staff's are, and whoever tries is told.
    assert house.failures(Secret.MANAGER) == FREE_TRIES + 1
    assert looked_at == FREE_TRIES + 1
    refused = house.guard.try_pin(MANAGER_PIN)
    assert refused == SignInResult(SignedIn.WRONG, managers_wait=wait_after(FREE_TRIES + 1))
    assert house.guard.role is None


def test_a_right_one_of_staffs_is_no_wrong_one_of_the_managers(house: House) -> None:
    for _ in range(20):
        house.guard.try_pin(STAFF_PIN)
    assert house.failures(Secret.MANAGER) == 0


def test_a_pin_set_from_elsewhere_ends_the_wait(house: House) -> None:
    house.fail(FREE_TRIES + 6)
    house.choose(Role.MANAGER, NEW_PIN)
    assert house.guard.state() == SignInResult(SignedIn.WRONG)
    assert house.guard.try_pin(NEW_PIN).role is Role.MANAGER


# Recovery -------------------------------------------------------------------------------------


def test_the_recovery_code_gets_in_past_any_wait_and_asks_for_a_new_pin(house: House) -> None:
    house.fail(FREE_TRIES + 6)
    recovered = house.guard.try_recovery(house.code.lower().replace(" ", "-"))
    assert recovered == SignInResult(SignedIn.WELCOME, Role.MANAGER, recovered=True)
    assert house.guard.set_pin(Role.STAFF, NEW_PIN) == (NewPin.NOT_ALLOWED, "")
    outcome, code = house.guard.set_pin(Role.MANAGER, NEW_PIN)
    assert outcome is NewPin.SET
    assert code != house.code
    assert house.noted()[-1] is Noted.RECOVERED
    house.guard.leave()
    # The old one is spent, the old PIN gone, the waits over.
    assert house.guard.try_recovery(house.code).outcome is SignedIn.WRONG
    assert house.guard.try_pin(MANAGER_PIN).outcome is SignedIn.WRONG
    assert house.guard.try_pin(NEW_PIN).role is Role.MANAGER
    assert house.guard.set_pin(Role.STAFF, "31864075") == (NewPin.SET, "")


def test_a_code_is_good_until_a_new_pin_is_on_disk(house: House) -> None:
    house.guard.try_recovery(house.code)
    house.guard.leave()
    house.power_cycle()
    assert house.guard.try_recovery(house.code).recovered


def test_wrong_codes_are_counted_and_wait_a_minute_at_most(house: House) -> None:
    result, other = SignInResult(SignedIn.NO_PIN), new_code().symbols
    for _ in range(FREE_TRIES + 8):
        house.clock.forward(60)
        result = house.guard.try_recovery(other)
        assert result.outcome is SignedIn.WRONG
    assert result.wait_seconds == 60
    assert house.failures(Secret.RECOVERY) == FREE_TRIES + 8
    assert house.guard.try_recovery(house.code).outcome is SignedIn.MUST_WAIT
    assert house.guard.try_pin(MANAGER_PIN).outcome is SignedIn.WELCOME
    assert house.noted().count(Noted.WRONG_RECOVERY) == FREE_TRIES + 8


def test_a_mistyped_code_is_no_guess(house: House) -> None:
    wrong = house.code[:-1] + ("2" if house.code[-1] != "2" else "3")
    assert house.guard.try_recovery(wrong).outcome is SignedIn.WRONG
    assert house.guard.try_recovery("what was it").outcome is SignedIn.WRONG
    assert house.failures(Secret.RECOVERY) == 0


# Setting --------------------------------------------------------------------------------------


def test_only_a_manager_who_is_in_sets_a_pin(house: House) -> None:
    assert house.guard.set_pin(Role.MANAGER, NEW_PIN) == (NewPin.NOT_ALLOWED, "")
    house.guard.try_pin(STAFF_PIN)
    for role in Role:
        assert house.guard.set_pin(role, NEW_PIN) == (NewPin.NOT_ALLOWED, "")
    house.guard.try_pin(MANAGER_PIN)
    house.guard.leave()
    assert house.guard.set_pin(Role.STAFF, NEW_PIN) == (NewPin.NOT_ALLOWED, "")
    house.guard.try_pin(MANAGER_PIN)
    assert house.guard.set_pin(Role.STAFF, NEW_PIN) == (NewPin.SET, "")
    assert house.file.audit()[-1].role is Role.MANAGER
    house.guard.leave()
    assert house.guard.try_pin(STAFF_PIN).outcome is SignedIn.WRONG
    assert house.guard.try_pin(NEW_PIN).role is Role.STAFF


@pytest.mark.parametrize("pin", ["12345678", "4829", STAFF_PIN])
def test_an_easy_one_and_the_other_roles_are_not_taken(house: House, pin: str) -> None:
    house.guard.try_pin(MANAGER_PIN)
    assert house.guard.set_pin(Role.MANAGER, pin) == (NewPin.TOO_EASY, "")
    house.guard.leave()
    assert house.guard.try_pin(MANAGER_PIN).role is Role.MANAGER
    assert house.guard.try_recovery(house.code).recovered
