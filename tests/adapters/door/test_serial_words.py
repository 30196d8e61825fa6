"""What a counter says on its line, and what is noise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.door.serial_line import LONGEST, Words


@pytest.mark.parametrize(
    ("said", "entered", "noise"),
    [
        (b"E\n", 1, 0),
        (b"+1\r\n", 1, 0),
        (b"+3\n", 3, 0),
        (b"N=12\r", 12, 0),
        (b"N=0\n", 0, 0),
        (b"  E \n\n\r\n", 1, 0),
        (b"E\nE\nN=3\n", 5, 0),
        (b"e\n", 0, 1),
        (b"-1\n", 0, 1),
        (b"N=\n", 0, 1),
        (b"N=1.5\n", 0, 1),
        (b"+123456\n", 0, 1),
        (b"\xff\x00\x80\n", 0, 1),
        (b"EE\n", 0, 1),
        (b"E", 0, 0),
        (b"", 0, 0),
    ],
)
def test_a_line_is_a_counters_or_noise(said: bytes, entered: int, noise: int) -> None:
    assert Words().heard(said) == (entered, noise)


def test_a_word_may_come_in_pieces() -> None:
    words = Words()
    assert [words.heard(bytes([each])) for each in b"N=12\n"][-1] == (12, 0)


def test_noise_without_an_end_is_not_kept() -> None:
    words = Words()
    for _ in range(1000):
        assert words.heard(b"x" * 100) == (0, 0)
    assert len(words._rest) <= LONGEST
    # Its end may look like a word, and the next line is one.
    assert words.heard(b"\nE\n") == (1, 1)
    assert words.heard(b"x" * 100) == (0, 0)
    assert words.heard(b"E\nE\n") == (1, 1)


@given(st.lists(st.binary(max_size=80)))
def test_however_it_is_cut_it_is_the_same(pieces: list[bytes]) -> None:
    whole = Words().heard(b"".join(pieces) + b"\n")
    words = Words()
    cut = [words.heard(piece) for piece in pieces] + [words.heard(b"\n")]
    assert (sum(n for n, _ in cut), sum(n for _, n in cut)) == whole
