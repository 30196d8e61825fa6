"""A day file is what a kiosk can have written, or it is refused with a reason."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.application.day_file import DayFile, as_lines
from kiosk.domain.batches import Batch, Cell, Form, Source
from kiosk.fleet.day_reader import LARGEST, CutShort, DayFileRefused, read_day
from tests.fleet.day_files import DAY, day_file, invented

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


HEAD, HOUR, BATCH = 0, 1, 13
"""Where lines of each kind are in the file: twelve hours, four batches, the end."""


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


def test_an_older_kiosks_file_is_read() -> None:
    """What came after the first release has a value where it is missing."""

    def change(lines: list[Line]) -> None:
        del lines[HEAD]["models"]
        for line in lines:
            line.pop("entered", None)

    found, now = read(changed(change)), day_file()
    without = {hour: replace(each, entered=None) for hour, each in now.hours.items()}
    assert found == replace(now, models=(), hours=without)


def test_lines_may_come_in_another_order() -> None:
    assert read(changed(lambda lines: lines[1:13].reverse())).hours == day_file().hours


def test_a_demo_may_show_a_visit_alone_and_a_shop_not() -> None:
    cells = (Cell("woman", "", 1), Cell("man", "", 3))
    batch = Batch(Source.SAID, DAY, DAY, Form.MARGINS, 4, cells)
    day = replace(invented(day_file()), k=1, batches=(batch,))
    assert read(as_lines(day)) == day
    with pytest.raises(DayFileRefused, match="line 1: k "):
        read(as_lines(replace(day, invented=False)))
    with pytest.raises(DayFileRefused, match="cell"):
        read(as_lines(replace(day, invented=False, k=5)))


def test_a_smaller_k_of_the_same_day_is_no_fault() -> None:
    """The head names the largest; it may have been set while the day ran."""
    assert read(as_lines(replace(day_file(), k=50))).k == 50


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


def cells(value: Any) -> Change:
    return put(BATCH, "cells", value)


def a_cell(place: int, value: Any) -> Change:
    return lambda lines: lines[BATCH]["cells"][0].__setitem__(place, value)


NO_NUMBERS = [True, "5", None, 5.0, 5.5, -1, 10**6 + 1, 2**31, 2**63, 10**30, [5], {"a": 5}]

HOSTILE: dict[str, tuple[Change, str]] = {
    "another program's": (put(HEAD, "askfirst", "night"), "no day file of AskFirst"),
    "no format": (gone(HEAD, "format"), "format"),
    "format as text": (put(HEAD, "format", "1"), "format"),
    "format as true": (put(HEAD, "format", True), "format"),
    "format none": (put(HEAD, "format", 0), "format"),
    "newer": (put(HEAD, "format", 2), "newer than this program"),
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
    "k under 5": (put(HEAD, "k", 4), "k is no whole number"),
    "k huge": (put(HEAD, "k", 10**9), "k is no whole number"),
    "age": (put(HEAD, "minimum_age", 13), "minimum_age"),
    "age of more": (put(HEAD, "minimum_age", 19), "minimum_age"),
    "age as text": (put(HEAD, "minimum_age", "14"), "minimum_age"),
    "invented as 0": (put(HEAD, "invented", 0), "invented"),
    "invented left out": (gone(HEAD, "invented"), "invented"),
    "models as text": (put(HEAD, "models", "age-v1"), "models"),
    "a model with a comma": (put(HEAD, "models", ["a,b"]), "models"),
    "a model of numbers": (put(HEAD, "models", [1]), "models"),
    "a long model": (put(HEAD, "models", ["a" * 257]), "models"),
    "many models": (put(HEAD, "models", ["a"] * 21), "models"),
    "hour 24": (put(HOUR, "hour", 24), "hour"),
    "hour as text": (put(HOUR, "hour", "9"), "hour"),
    "an hour twice": (put(HOUR, "hour", 10), "twice"),
    "more answers": (put(HOUR, "declined", 1000), "more answers than were asked"),
    "entered under 0": (put(HOUR, "entered", -1), "entered"),
    "entered as true": (put(HOUR, "entered", True), "entered"),
    "no asked": (gone(HOUR, "asked"), "asked"),
    "source": (put(BATCH, "batch", "radar"), "batch is none of camera, said"),
    "source as a list": (put(BATCH, "batch", ["camera"]), "batch is none of"),
    "form": (put(BATCH, "form", "list"), "form is none of"),
    "first later": (put(BATCH, "first", "2026-11-25"), "first day"),
    "after the close": (put(BATCH, "last", "2026-11-25"), "first day"),
    "no visits": (put(BATCH, "visits", 0), "visits"),
    "a million visits and one": (put(BATCH, "visits", 10**6 + 1), "visits is no whole number"),
    "other visits": (put(BATCH, "visits", 91), "add up"),
    "more visits than yeses": (
        lambda lines: [line.update(agreed=0, told=0) for line in lines[1:13]],
        "more visits of this day than said yes",
    ),
    "together more visits than yeses": (
        # As many as the largest batch has, and not as all have.
        lambda lines: [line.update(agreed=8, told=0) for line in lines[1:13]],
        "more visits of this day than said yes",
    ),
    "cells as text": (cells("woman"), "cells"),
    "first is no day": (put(BATCH, "first", "2026-02-30"), "first is no day"),
    "last otherwise": (put(BATCH, "last", "20261124"), "last is no day"),
    "last as a number": (put(BATCH, "last", 20261124), "last is no day"),
    "no cells": (gone(BATCH, "cells"), "cells"),
    "16 cells": (cells([["woman", "18-34", 5]] * 16), "cells"),
    "a cell of two": (cells([["woman", 90]]), "gender, ages and visits"),
    "a cell of four": (cells([["woman", "", 90, 1]]), "gender, ages and visits"),
    "a cell as an object": (cells([{"gender": "woman"}]), "gender, ages and visits"),
    "unknown gender": (a_cell(0, "queen"), "no batch has such cells"),
    "unknown ages": (a_cell(1, "0-5"), "no batch has such cells"),
    "long gender": (a_cell(0, "w" * 41), "no batch has such a cell"),
    "gender as null": (a_cell(0, None), "gender, ages and visits"),
    "ages as a list": (a_cell(1, ["14-17"]), "gender, ages and visits"),
    "visits as true": (a_cell(2, True), "gender, ages and visits"),
    "visits as text": (a_cell(2, "5"), "gender, ages and visits"),
    "visits under 0": (a_cell(2, -90), "no batch has such a cell"),
    "visits huge": (a_cell(2, 2**40), "no batch has such a cell"),
    "a cell under k": (a_cell(2, 4), "fewer than 5"),
    "a cell of another": (a_cell(2, 70), "add up"),
    "the end in between": (lambda lines: lines[3].update(end=3), "the end comes before"),
    "the end says less": (put(-1, "end", 3), "another number of lines"),
    "the end is true": (put(-1, "end", True), "end is no whole number"),
    "a line less": (lambda lines: lines.pop(5), "another number of lines"),
    "a line that is a list": (lambda lines: lines.insert(1, [1]), "no JSON object"),
    "a line that is a number": (lambda lines: lines.insert(1, 7), "no JSON object"),
}
for _value in NO_NUMBERS:
    HOSTILE[f"asked is {_value!r}"] = (
        put(HOUR, "asked", _value),
        "not whole" if isinstance(_value, float) else "asked is no whole number",
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_kiosk_writes_is_refused(name: str) -> None:
    change, why = HOSTILE[name]
    with pytest.raises(DayFileRefused, match=why):
        read(changed(change))


TEXTS = {
    "a key twice": (b'{"hour":9,"asked":1,"asked":2}', "a key is there twice"),
    "not a number": (b'{"hour":9,"asked":NaN}', "a number is not whole"),
    "infinity": (b'{"hour":9,"asked":-Infinity}', "a number is not whole"),
    "an exponent": (b'{"hour":9,"asked":1e3}', "a number is not whole"),
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
    content = as_lines(day_file()).replace(b'{"end":17}', line + b'\n{"end":18}')
    with pytest.raises(DayFileRefused, match=why) as refused:
        read(content)
    assert str(refused.value).startswith("line 18: ")


def test_what_is_larger_than_any_day_is_refused() -> None:
    with pytest.raises(DayFileRefused, match="over 256 KiB"):
        read(b" " * LARGEST + as_lines(day_file()))


def test_more_batches_than_a_day_has_are_refused() -> None:
    before = DAY - timedelta(days=1)
    batch = Batch(Source.CAMERA, before, before, Form.TOTAL, 1, ())
    assert len(read(as_lines(replace(day_file(), batches=(batch,) * 1_000))).batches) == 1_000
    with pytest.raises(DayFileRefused, match="over 1,000 batches"):
        read(as_lines(replace(day_file(), batches=(batch,) * 1_001)))


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
        key = draw(st.sampled_from([*line, "end", "hour", "batch"]))
        if key == "cells" and line[key] and draw(st.booleans()):
            cell = draw(st.sampled_from(line[key]))
            cell[draw(st.integers(0, 2))] = draw(_VALUES)
        else:
            line[key] = draw(_VALUES)
    content = bytearray(written(lines))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(content) - 1))
        content[place : place + draw(st.integers(0, 40))] = draw(st.binary(max_size=8))
    return bytes(content)


@given(st.one_of(st.binary(max_size=400), mutated()))
@example(b"\n" * 1000)
@example(b'{"askfirst":"day","format":1}\n{"end":1}\n')
@example(b'{"askfirst":"day","format":1,"end":0}\n')
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
