import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.consent import ALPHABET, NotAReceiptCode, ReceiptCode

values = st.lists(st.integers(0, 31), min_size=9, max_size=9)


@given(values)
def test_a_code_is_read_back_however_it_is_written(numbers: list[int]) -> None:
    code = ReceiptCode.from_random(numbers)

    assert ReceiptCode.parse(code.symbols) == code
    assert ReceiptCode.parse(f" {code.grouped.lower()} ") == code
    assert ReceiptCode.parse("-".join(code.symbols)) == code


@given(values, st.integers(0, 8), st.integers(1, 30))
def test_a_wrong_character_is_found(numbers: list[int], place: int, off: int) -> None:
    symbols = list(ReceiptCode.from_random(numbers).symbols)
    wrong = (numbers[place] + off) % 32
    if abs(wrong - numbers[place]) == 31:
        return
    symbols[place] = ALPHABET[wrong]

    with pytest.raises(NotAReceiptCode, match="not as it was"):
        ReceiptCode.parse("".join(symbols))


@given(values, st.integers(0, 7))
def test_swapped_neighbours_are_found(numbers: list[int], place: int) -> None:
    if (numbers[place] - numbers[place + 1]) % 31 == 0:
        return
    symbols = list(ReceiptCode.from_random(numbers).symbols)
    symbols[place], symbols[place + 1] = symbols[place + 1], symbols[place]

    with pytest.raises(NotAReceiptCode, match="not as it was"):
        ReceiptCode.parse("".join(symbols))


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    code = ReceiptCode.from_random([0, 1, 1, 0, 2, 3, 4, 5, 6])

    assert ReceiptCode.parse("O" + "I" + "l" + code.symbols[3:]) == code


@pytest.mark.parametrize("text", ["", "K7QM2", "K7QM2 9XRT4 X", "K7QM2 9XRTU", "谢" * 10])
def test_what_is_no_code_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(NotAReceiptCode, match="ten letters and digits") as refusal:
        ReceiptCode.parse(text)
    assert not text or text not in str(refusal.value)


@pytest.mark.parametrize("numbers", [[1] * 8, [1] * 10, [32] * 9, [-1] * 9])
def test_a_code_is_made_of_nine_small_numbers_only(numbers: list[int]) -> None:
    with pytest.raises(ValueError, match="nine numbers"):
        ReceiptCode.from_random(numbers)


def test_no_print_shows_a_code() -> None:
    code = ReceiptCode.from_random([20, 7, 23, 20, 2, 9, 29, 24, 26])

    assert code.grouped.replace(" ", "") == code.symbols
    assert code.symbols[:9] == "M7QM29XRT"
    assert code.symbols not in f"{code!r} {code}"
