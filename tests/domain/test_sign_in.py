"""PINs that are taken and PINs that are not, waits that grow, and the recovery code."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.consent import ALPHABET
from kiosk.domain.sign_in import (
    AUDIT_ROWS,
    DEMO_MANAGER_PIN,
    DEMO_STAFF_PIN,
    FREE_TRIES,
    NotARecoveryCode,
    Noted,
    RecoveryCode,
    Weakness,
    is_pin,
    wait_after,
    wait_after_recovery,
    weakness_of,
)

pins = st.text("0123456789", min_size=8, max_size=8)
HOUR = 3600.0


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("", Weakness.FORM),
        ("4829175", Weakness.FORM),
        ("482917563", Weakness.FORM),
        ("4829 175", Weakness.FORM),
        ("４８２９１７５６", Weakness.FORM),
        ("٤٨٢٩١٧٥٦", Weakness.FORM),
        ("4829175²", Weakness.FORM),
        ("00000000", Weakness.STEPS),
        ("12345678", Weakness.STEPS),
        ("87654321", Weakness.STEPS),
        ("78901234", Weakness.STEPS),
        ("13579135", Weakness.STEPS),
        ("12121212", Weakness.FEW_DIGITS),
        ("11223311", Weakness.FEW_DIGITS),
        ("00000001", Weakness.FEW_DIGITS),
        ("48294829", Weakness.HALVES),
        ("48299284", Weakness.HALVES),
        ("20261125", Weakness.DATE),
        ("25112026", Weakness.DATE),
        ("11252026", Weakness.DATE),
        ("29021996", Weakness.DATE),
        ("19830707", Weakness.DATE),
        (DEMO_MANAGER_PIN, Weakness.PUBLISHED),
        (DEMO_STAFF_PIN, Weakness.PUBLISHED),
    ],
)
def test_what_everybody_would_try_first_is_not_taken(pin: str, why: Weakness) -> None:
    assert weakness_of(pin) is why


@pytest.mark.parametrize(
    "pin", ["48291756", "20261325", "29021997", "62022199", "18991231", "21000704", "12343567"]
)
def test_others_are_taken(pin: str) -> None:
    assert weakness_of(pin) is None


@given(pins)
def test_eight_digits_are_a_pin_easy_or_not(pin: str) -> None:
    assert is_pin(pin)
    assert weakness_of(pin) is not Weakness.FORM


def test_why_not_never_holds_a_digit_of_it() -> None:
    for weakness in Weakness:
        assert not any(sign.isdigit() for sign in weakness.value)


def looked_at_within(seconds: float, wait: Callable[[int], float] = wait_after) -> int:
    """How many wrong ones are looked at in that time by whoever never tires."""
    now, failures = 0.0, 0
    while now <= seconds:
        failures += 1
        now += wait(failures)
    return failures


def test_no_more_than_ten_are_looked_at_in_an_hour() -> None:
    assert looked_at_within(HOUR) == 10
    assert looked_at_within(2 * HOUR) == 11


def test_a_year_of_guessing_is_one_in_ten_thousand() -> None:
    year = looked_at_within(365 * 24 * HOUR)
    assert year == 8769
    assert year < 10**8 / 10_000


def test_waits_grow_and_stay_at_an_hour() -> None:
    waits = [wait_after(failures) for failures in range(30)]
    assert waits == sorted(waits)
    assert waits[FREE_TRIES] == 0.0 < waits[FREE_TRIES + 1]
    assert waits[10:] == [HOUR] * 20


def test_the_recovery_code_never_waits_longer_than_a_minute() -> None:
    waits = [wait_after_recovery(failures) for failures in range(30)]
    assert waits[: FREE_TRIES + 3] == [wait_after(failures) for failures in range(FREE_TRIES + 3)]
    assert set(waits[FREE_TRIES + 2 :]) == {60.0}


def test_half_a_day_of_wrong_recovery_codes_does_not_fill_the_audit() -> None:
    assert looked_at_within(12 * HOUR, wait_after_recovery) < AUDIT_ROWS


values = st.lists(st.integers(0, 31), min_size=19, max_size=19)


@given(values)
def test_a_code_is_read_back_however_it_is_written(numbers: list[int]) -> None:
    code = RecoveryCode.from_random(numbers)
    assert [len(group) for group in code.grouped.split()] == [5, 5, 5, 5]
    assert RecoveryCode.parse(code.symbols) == code
    assert RecoveryCode.parse(f" {code.grouped.lower()} ") == code
    assert RecoveryCode.parse(code.grouped.replace(" ", "-").replace("0", "O")) == code
    assert RecoveryCode.parse(code.symbols.replace("1", "l")) == code


@given(values, st.integers(0, 18), st.integers(1, 30))
def test_a_wrong_symbol_is_found(numbers: list[int], place: int, off: int) -> None:
    symbols = list(RecoveryCode.from_random(numbers).symbols)
    wrong = (numbers[place] + off) % 32
    if abs(wrong - numbers[place]) == 31:
        return
    symbols[place] = ALPHABET[wrong]
    with pytest.raises(NotARecoveryCode, match="not as it was"):
        RecoveryCode.parse("".join(symbols))


@pytest.mark.parametrize("typed", ["", "C38NFN302S", "U" * 20, "0" * 21, "0000000000000000000🙂"])
def test_what_is_no_code_is_not_repeated(typed: str) -> None:
    with pytest.raises(NotARecoveryCode) as refused:
        RecoveryCode.parse(typed)
    assert not typed or typed not in str(refused.value)


def test_a_code_is_in_no_repr() -> None:
    code = RecoveryCode.from_random(list(range(19)))
    assert code.symbols[:5] not in repr(code)


@pytest.mark.parametrize("numbers", [[0] * 18, [0] * 20, [32] + [0] * 18, [-1] + [0] * 18])
def test_a_code_is_made_of_nineteen_numbers(numbers: list[int]) -> None:
    with pytest.raises(ValueError, match="nineteen"):
        RecoveryCode.from_random(numbers)


def test_the_audit_has_words_only() -> None:
    for noted in Noted:
        assert not any(sign.isdigit() for sign in noted.value)
