"""A day file is what a kiosk can have written, or it is refused with a reason."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.application.day_file import FORMAT, DayFile, as_lines
from kiosk.application.figures import HourCounts
from kiosk.domain.blocks import AT_CLOSE, CELLS, Block
from kiosk.fleet.day_reader import LARGEST, CutShort, DayFileRefused, read_day
from tests.fleet.day_files import DAY, day_file, invented, with_hours, without_visits

Line = dict[str, Any]
Change = Callable[[list[Any]], object]


def read(content: bytes) -> DayFile:
    return read_day(content, "south-door", DAY)


def lines_of(day: DayFile) -> list[Line]:
    return [json.loads(line) for line in as_lines(day).splitlines()]


def written(lines: list[Any]) -> bytes:
    """As a kiosk writes it, but for what is wrong with it."""
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def changed(change: Change) -> bytes:
    lines = lines_of(day_file())
    change(lines)
    return written(lines)


HEAD, HOUR, BLOCK = 0, 1, 13
"""Where lines of each kind are in the file: twelve hours, three blocks, the end."""


# What is read -------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [day_file(), invented(day_file(seed=3)), day_file(seed=7)])
def test_what_a_kiosk_wrote_is_read_as_it_was(day: DayFile) -> None:
    assert read(as_lines(day)) == day


def test_a_newer_kiosks_keys_and_lines_are_left_alone() -> None:
    def change(lines: list[Line]) -> None:
        for line in lines:
            line["since"] = {"later": [1]}
        lines.insert(-1, {"weather": "rain"})
        lines[-1]["end"] += 1

    assert read(changed(change)) == day_file()


def test_lines_may_come_in_another_order() -> None:
    assert read(changed(lambda lines: lines[1:13].reverse())).hours == day_file().hours


def block(
    visits: int, closed_at: str = AT_CLOSE, *, epsilon: float = 2.0, number: int = 0
) -> Block:
    """With this number in each of its cells, of visits of the day before."""
    before = DAY - timedelta(days=1)
    return Block(before, before, DAY, closed_at, visits, epsilon, (number,) * len(CELLS))


def of_blocks(*blocks: Block) -> bytes:
    return as_lines(replace(without_visits(day_file()), blocks=blocks))


@pytest.mark.parametrize("epsilon", [0.1, 1, 2.2, 4.0])
def test_any_epsilon_that_a_kiosk_can_have_is_read(epsilon: float) -> None:
    (found,) = read(of_blocks(block(20, epsilon=epsilon))).blocks
    assert found == block(20, epsilon=epsilon)
    assert type(found.epsilon) is float


@pytest.mark.parametrize(("epsilon", "reach"), [(2.0, 50), (0.5, 200), (0.1, 1000)])
def test_numbers_that_noise_can_make_are_read_and_others_refused(
    epsilon: float, reach: int
) -> None:
    """Of the first table, which has the most of epsilon, so that noise reaches least far."""
    for least, most in ((-reach, 60 + reach), (-reach + 1, 60 + reach - 1)):
        for number in (least, most):
            given = block(60, epsilon=epsilon, number=number)
            assert read(of_blocks(given)).blocks == (given,)
    for number in (-reach - 1, 60 + reach + 1):
        with pytest.raises(DayFileRefused, match="source_gender has a cell that no noise"):
            read(of_blocks(block(60, epsilon=epsilon, number=number)))


def test_few_visits_close_a_block_with_the_day_alone() -> None:
    assert read(of_blocks(block(1))).blocks == (block(1),)
    assert read(of_blocks(block(40, "13:00"))).blocks == (block(40, "13:00"),)
    with pytest.raises(DayFileRefused, match="fewer visits than close"):
        read(of_blocks(block(39, "13:00")))


# What is cut short --------------------------------------------------------------------------------


def test_cut_off_anywhere_it_is_cut_short() -> None:
    content = as_lines(day_file())
    for end in range(len(content)):
        with pytest.raises(CutShort):
            read(content[:end])


def test_a_head_that_is_its_own_end_is_cut_short() -> None:
    head = {**lines_of(day_file())[HEAD], "end": 0}
    with pytest.raises(CutShort):
        read(written([head]))


# What is refused ----------------------------------------------------------------------------------


def put(place: int, key: str, value: object) -> Change:
    return lambda lines: lines[place].update({key: value})


def gone(place: int, key: str) -> Change:
    return lambda lines: lines[place].pop(key)


def a_cell(value: Any) -> Change:
    return lambda lines: lines[BLOCK]["source_gender"]["camera"].update(woman=value)


def in_table(change: Callable[[dict[str, Any]], object]) -> Change:
    return lambda lines: change(lines[BLOCK]["gender_age"])


NO_NUMBERS = [True, "5", None, 5.0, 5.5, -1, 10**6 + 1, 2**31, 2**63, 10**30, [5], {"a": 5}]

NO_EPSILON = [True, "2", None, 0, 0.0, 0.05, -2.0, 4.1, 5, 10**400, [2.0], "high"]

HOSTILE: dict[str, tuple[Change, str]] = {
    "another program's": (put(HEAD, "askfirst", "night"), "no day file of AskFirst"),
    "no format": (gone(HEAD, "format"), "format"),
    "format as text": (put(HEAD, "format", "1"), "format"),
    "format as true": (put(HEAD, "format", True), "format"),
    "format none": (put(HEAD, "format", 0), "format"),
    "of before": (put(HEAD, "format", FORMAT - 1), "format is none that is taken"),
    "format as a fraction": (put(HEAD, "format", float(FORMAT)), "format"),
    "newer": (put(HEAD, "format", FORMAT + 1), "newer than this program"),
    "much newer": (put(HEAD, "format", 10**40), "newer than this program"),
    "another kiosk": (put(HEAD, "kiosk", "north-door"), "another kiosk"),
    "up in the folders": (put(HEAD, "kiosk", "../../etc"), "another kiosk"),
    "a kiosk of letters elsewhere": (put(HEAD, "kiosk", "south-door\u202e"), "another kiosk"),
    "kiosk as a list": (put(HEAD, "kiosk", ["south-door"]), "another kiosk"),
    "another day": (put(HEAD, "day", "2026-11-23"), "another day"),
    "no day": (put(HEAD, "day", "2026-02-30"), "another day"),
    "day otherwise": (put(HEAD, "day", "20261124"), "another day"),
    "day in other digits": (put(HEAD, "day", "２０２６-11-24"), "another day"),
    "day as a number": (put(HEAD, "day", 20261124), "another day"),
    "age": (put(HEAD, "minimum_age", 13), "minimum_age"),
    "age of more": (put(HEAD, "minimum_age", 19), "minimum_age"),
    "age as text": (put(HEAD, "minimum_age", "14"), "minimum_age"),
    "invented as 0": (put(HEAD, "invented", 0), "invented"),
    "invented left out": (gone(HEAD, "invented"), "invented"),
    "no models": (gone(HEAD, "models"), "models"),
    "no asked of the day": (gone(HEAD, "asked"), "asked"),
    "more of the day": (put(HEAD, "asked", 1), "more answers than were asked"),
    "entered of the day": (put(HEAD, "entered", -1), "entered"),
    "a day of which nothing entered": (put(HEAD, "entered", None), "do not add up"),
    "another number of the day": (
        lambda lines: lines[HEAD].update(told=lines[HEAD]["told"] - 1),
        "do not add up",
    ),
    "models as text": (put(HEAD, "models", "age-v1"), "models"),
    "a model with a comma": (put(HEAD, "models", ["a,b"]), "models"),
    "a model of numbers": (put(HEAD, "models", [1]), "models"),
    "a long model": (put(HEAD, "models", ["a" * 257]), "models"),
    "many models": (put(HEAD, "models", ["a"] * 21), "models"),
    "hour 24": (put(HOUR, "hour", 24), "hour"),
    "hour as text": (put(HOUR, "hour", "9"), "hour"),
    "an hour twice": (put(HOUR, "hour", 10), "twice"),
    "more yeses": (put(HOUR, "said_yes", 1000), "more said yes than were asked"),
    "an hour of more": (put(HOUR, "asked", 1000), "do not add up"),
    "entered under 0": (put(HOUR, "entered", -1), "entered"),
    "entered as true": (put(HOUR, "entered", True), "entered"),
    "no asked": (gone(HOUR, "asked"), "asked"),
    "closed at an hour": (put(BLOCK, "block", "13"), "block is no time of day"),
    "closed at no hour": (put(BLOCK, "block", "24:00"), "block is no time of day"),
    "closed at a text": (put(BLOCK, "block", "close "), "block is no time of day"),
    "closed at a list": (put(BLOCK, "block", ["13:00"]), "block is no time of day"),
    "closed in other digits": (put(BLOCK, "block", "１３:00"), "block is no time of day"),
    "first later": (put(BLOCK, "first", "2026-11-25"), "first day"),
    "after the close": (put(BLOCK, "last", "2026-11-25"), "first day"),
    "first is no day": (put(BLOCK, "first", "2026-02-30"), "first is no day"),
    "last otherwise": (put(BLOCK, "last", "20261124"), "last is no day"),
    "last as a number": (put(BLOCK, "last", 20261124), "last is no day"),
    "no visits": (put(BLOCK, "visits", 0), "visits"),
    "a million visits and one": (put(BLOCK, "visits", 10**6 + 1), "visits is no whole number"),
    "more visits of this day than yeses": (
        put(BLOCK + 1, "visits", 900),
        "more visits of this day than said yes",
    ),
    "no table": (gone(BLOCK, "source_age"), "source_age has not the rows"),
    "a table as a list": (put(BLOCK, "source_age", [1]), "source_age has not the rows"),
    "a row less": (in_table(lambda table: table.pop("woman")), "not the rows"),
    "a row more": (in_table(lambda table: table.update(queen={})), "not the rows"),
    "a row as a number": (in_table(lambda table: table.update(woman=3)), "not the columns"),
    "a column less": (in_table(lambda table: table["man"].pop("55+")), "not the columns"),
    "a column more": (in_table(lambda table: table["man"].update(old=1)), "not the columns"),
    "no variance": (gone(BLOCK, "noise_variance"), "noise_variance"),
    "variance as a number": (put(BLOCK, "noise_variance", 2.5), "noise_variance"),
    "variance of another epsilon": (put(BLOCK, "epsilon", 1.9), "noise_variance"),
    "a variance as text": (
        lambda lines: lines[BLOCK]["noise_variance"].update(source_age="3"),
        "noise_variance",
    ),
    "a variance without end": (
        lambda lines: lines[BLOCK]["noise_variance"].update(source_age=10**400),
        "noise_variance",
    ),
    "a variance that is a little off": (
        lambda lines: lines[BLOCK]["noise_variance"].update(
            source_age=lines[BLOCK]["noise_variance"]["source_age"] + 1e-5
        ),
        "noise_variance",
    ),
    "the end in between": (lambda lines: lines[3].update(end=3), "the end comes before"),
    "the end says less": (put(-1, "end", 3), "another number of lines"),
    "the end is true": (put(-1, "end", True), "end is no whole number"),
    "a line less": (lambda lines: lines.pop(5), "another number of lines"),
    "a line that is a list": (lambda lines: lines.insert(1, [1]), "no JSON object"),
    "a line that is a number": (lambda lines: lines.insert(1, 7), "no JSON object"),
}
for _value in NO_NUMBERS:
    HOSTILE[f"asked is {_value!r}"] = (put(HOUR, "asked", _value), "asked is no whole number")
    if _value != -1:
        HOSTILE[f"a cell is {_value!r}"] = (a_cell(_value), "source_gender has a cell")
for _value in NO_EPSILON:
    HOSTILE[f"epsilon is {str(_value)[:9]}"] = (
        put(BLOCK, "epsilon", _value),
        "epsilon is no number",
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_kiosk_writes_is_refused(name: str) -> None:
    change, why = HOSTILE[name]
    with pytest.raises(DayFileRefused, match=why):
        read(changed(change))


TEXTS = {
    "a key twice": (b'{"hour":9,"asked":1,"asked":2}', "a key is there twice"),
    "not a number": (b'{"hour":9,"asked":NaN}', "a number is none"),
    "infinity": (b'{"hour":9,"asked":-Infinity}', "a number is none"),
    "an exponent": (b'{"hour":8,"asked":1e3}', "asked is no whole number"),
    "five thousand digits": (b'{"hour":9,"asked":' + b"9" * 5000 + b"}", "no JSON"),
    "brackets without end": (b"[" * 100_000, "no JSON"),
    "objects without end": (b'{"a":' * 40_000, "no JSON"),
    "no UTF-8": (b'{"hour":9,"who":"\xff\xfe"}', "no UTF-8"),
    "a letter of UTF-8 too long": (b'{"hour":9,"who":"\xc0\xaf"}', "no UTF-8"),
    "half of two letters": (b'{"hour":8,"asked":"\\ud800"}', "asked"),
    "a naked word": (b"hello", "no JSON"),
    "nothing": (b"", "no JSON"),
    "two objects": (b'{"hour":9} {"hour":10}', "no JSON"),
    "a null byte": (b'{"hour":9}\x00', "no JSON"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_no_text_of_ours_is_refused(name: str) -> None:
    line, why = TEXTS[name]
    content = as_lines(day_file()).replace(b'{"end":16}', line + b'\n{"end":17}')
    with pytest.raises(DayFileRefused, match=why) as refused:
        read(content)
    assert str(refused.value).startswith("line 17: ")


def test_what_is_larger_than_any_day_is_refused() -> None:
    with pytest.raises(DayFileRefused, match="over 256 KiB"):
        read(b" " * LARGEST + as_lines(day_file()))


def test_more_blocks_than_a_day_has_are_refused() -> None:
    assert len(read(of_blocks(*[block(20)] * 100)).blocks) == 100
    with pytest.raises(DayFileRefused, match="over 100 blocks"):
        read(of_blocks(*[block(20)] * 101))


def test_hours_of_which_one_has_a_door_counter_are_read() -> None:
    day = with_hours(day_file(), {9: HourCounts(3, 2), 10: HourCounts(5, 2, entered=0)})
    assert read(as_lines(day)) == day


# What nobody wrote by hand ------------------------------------------------------------------------

_VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=20),
        st.sampled_from(["camera", "woman", "2026-11-24", "9999-12-31", "0000-01-01", ""]),
    ),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A real file with something else in one or more of its places, or bytes changed."""
    lines = lines_of(day_file(seed=draw(st.integers(0, 3))))
    for _ in range(draw(st.integers(0, 3))):
        line = draw(st.sampled_from(lines))
        key = draw(st.sampled_from([*line, "end", "hour", "block"]))
        if isinstance(table := line.get(key), dict) and draw(st.booleans()):
            row = draw(st.sampled_from([*table]))
            row_or_table = table[row] if isinstance(table[row], dict) else table
            row_or_table[draw(st.sampled_from([*row_or_table]))] = draw(_VALUES)
        else:
            line[key] = draw(_VALUES)
    content = bytearray(written(lines))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(content) - 1))
        content[place : place + draw(st.integers(0, 40))] = draw(st.binary(max_size=8))
    return bytes(content)


@given(st.one_of(st.binary(max_size=400), mutated()))
@example(b"\n" * 1000)
@example(b'{"askfirst":"day","format":2}\n{"end":1}\n')
@example(b'{"askfirst":"day","format":2,"end":0}\n')
@example(b'{"askfirst":"day","format":[1]}\n{"end":1}\n')
def test_any_bytes_are_a_day_or_refused_with_a_short_reason(content: bytes) -> None:
    try:
        found = read(content)
    except DayFileRefused as why:
        assert 0 < len(str(why)) < 120
        assert str(why).isascii()
        assert str(why).isprintable()
        return
    # What is taken is what some kiosk can have written.
    assert read(as_lines(found)) == replace(found, models=tuple(sorted(found.models)))
    assert found.day == date(2026, 11, 24)
