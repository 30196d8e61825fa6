"""One file of counts: what is read of it, and which line is wrong and why."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.door.csv_file import LARGEST, MOST_WRONG, FileRefused, read_counts
from kiosk.domain.consent import Moment
from kiosk.domain.retention import BusinessDay

SHANGHAI = BusinessDay(ZoneInfo("Asia/Shanghai"))
BERLIN = BusinessDay(ZoneInfo("Europe/Berlin"))
TODAY = date(2026, 11, 24)
TEN, ELEVEN = Moment(TODAY, 10), Moment(TODAY, 11)

BY_HOUR = "day,hour,entered\n2026-11-24,10,41\n2026-11-24,11,57\n"


def test_hours_of_the_shops_clock() -> None:
    found = read_counts(BY_HOUR.encode(), SHANGHAI)
    assert found.hours == {TEN: 41, ELEVEN: 57}
    assert found.lines == {TEN: [2], ELEVEN: [3]}
    assert found.wrong == []


def test_instants_are_added_up_by_the_hour() -> None:
    text = (
        "timestamp,entered\n2026-11-24T10:00:00+08:00,12\n2026-11-24T02:15:00Z,9\n"
        "2026-11-24 10:59,1\n2026-11-24 10:59,1\n2026-11-24T11:00,5\n"
    )
    found = read_counts(text.encode(), SHANGHAI)
    assert found.hours == {TEN: 23, ELEVEN: 5}


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + BY_HOUR.encode(),
        BY_HOUR.replace(",", ";").encode(),
        BY_HOUR.replace(",", "\t").encode(),
        BY_HOUR.replace("\n", "\r\n").encode(),
        BY_HOUR.replace("\n", "\r").encode(),
        BY_HOUR.rstrip("\n").encode(),
        b"\n\n" + BY_HOUR.replace("\n", "\n\n").encode(),
        BY_HOUR.replace(",", " , ").encode(),
        BY_HOUR.replace("day", "Day").replace("hour", "HOUR").encode(),
        b'"day","hour","entered"\n"2026-11-24","10","41"\n"2026/11/24","11:00","57"\n',
        b"left;entered;hour;day\n3;41;10;2026-11-24\n9;57;11;2026-11-24;more\n",
    ],
    ids=range(11),
)
def test_what_programs_write_for_the_same_is_the_same(content: bytes) -> None:
    assert read_counts(content, SHANGHAI).hours == {TEN: 41, ELEVEN: 57}


def test_a_file_may_say_nothing() -> None:
    assert read_counts(b"day,hour,entered\n", SHANGHAI).hours == {}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "line 1: the header has to name day, hour and entered, or timestamp and entered"),
        (b"2026-11-24,10,41\n", "line 1: the header has to name"),
        (b"\nday,entered\n", "line 2: the header has to name"),
        (b"day,hour,entered,entered\n", "each once"),
        (b"day,hour,entered\n2026-11-24,10,4\n\xc4\xe3\n", "line 3: this is no UTF-8 text"),
        (BY_HOUR.encode("utf-16"), "line 1: this is UTF-16 text: save it as UTF-8"),
        (b'day,hour,entered\n2026-11-24,10,"4"1\n', "line 2: this is no CSV"),
        (b'day,hour,entered\n2026-11-24,10,"41\n', "line 2: this is no CSV"),
        (b"x" * (LARGEST + 1), "over 1 MiB"),
    ],
)
def test_of_a_file_that_is_something_else_nothing_is_read(content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_counts(content, SHANGHAI)
    assert reason in str(refused.value)


def test_every_wrong_line_has_its_reason_and_the_others_are_read() -> None:
    text = (
        BY_HOUR + "2026-11-24,24,1\n2026-11-24,12,-1\n2026-11-24,13,2.5\n24.11.2026,14,1\n"
        "2026-11-24,15\n2026-11-24,16,\n2026-11-24,17,8\n"
    )
    found = read_counts(text.encode(), SHANGHAI)
    assert found.hours == {TEN: 41, ELEVEN: 57, Moment(TODAY, 17): 8}
    assert found.wrong == [
        (4, "that is no hour: they go from 0 to 23"),
        (5, "fewer than nobody cannot have entered"),
        (6, "“2.5” is no whole number"),
        (7, "“24.11.2026” is no day: write it as 2026-01-31"),
        (8, "it has fewer columns than the header"),
        (9, "“” is no whole number"),
    ]


def test_the_same_hour_twice_with_another_number_is_left_out() -> None:
    text = BY_HOUR + "2026-11-24,10,40\n2026-11-24,11,57\n"
    found = read_counts(text.encode(), SHANGHAI)
    assert found.hours == {ELEVEN: 57}
    assert found.wrong == [(4, "the same hour has another number on line 2")]


def test_an_hour_of_which_one_instant_is_wrong_is_left_out() -> None:
    text = "timestamp,entered\n2026-11-24T10:00,12\n2026-11-24T10:15,many\n2026-11-24T11:00,5\n"
    found = read_counts(text.encode(), SHANGHAI)
    assert found.hours == {ELEVEN: 5}
    assert found.wrong == [(3, "“many” is no whole number")]


def test_the_hour_that_winter_time_repeats_may_come_twice() -> None:
    twice = "day,hour,entered\n2026-10-25,2,5\n2026-10-25,2,7\n"
    night = Moment(date(2026, 10, 24), 2)
    assert read_counts(twice.encode(), BERLIN).hours == {night: 12}
    thrice = read_counts((twice + "2026-10-25,2,1\n").encode(), BERLIN)
    assert thrice.hours == {}
    assert len(thrice.wrong) == 1


def test_the_hour_that_summer_time_left_out_is_wrong() -> None:
    found = read_counts(b"day,hour,entered\n2026-03-29,2,5\n2026-03-29,3,7\n", BERLIN)
    assert found.hours == {Moment(date(2026, 3, 28), 3): 7}
    assert "the clocks went forward" in found.wrong[0][1]


@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_at_all_are_more_than_refused(content: bytes, has_header: bool) -> None:
    try:
        found = read_counts((b"day,hour,entered\n" if has_header else b"") + content, SHANGHAI)
    except FileRefused as why:
        assert str(why).isprintable()
    else:
        assert all(reason.isprintable() for _, reason in found.wrong)


def test_a_file_of_wrong_lines_is_given_up_as_a_whole() -> None:
    right = "day,hour,entered\n2026-11-24,10,41\n"
    assert len(read_counts((right + "x\n" * MOST_WRONG).encode(), SHANGHAI).wrong) == MOST_WRONG
    with pytest.raises(FileRefused, match=r"100 .*line 3"):
        read_counts((right + "x\n" * 400_000).encode(), SHANGHAI)
