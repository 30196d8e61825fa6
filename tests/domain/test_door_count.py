"""What a door counter says: when it is a count, and why it is refused when it is not."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.consent import Moment
from kiosk.domain.door_count import (
    CountRefused,
    DoorRules,
    begins,
    day_of,
    ends,
    hour_of,
    in_words,
    moment_of_clock,
    moment_of_stamp,
    number_of,
    stamp_of,
)
from kiosk.domain.retention import BusinessDay

SHANGHAI = BusinessDay(ZoneInfo("Asia/Shanghai"))
BERLIN = BusinessDay(ZoneInfo("Europe/Berlin"))
LORD_HOWE = BusinessDay(ZoneInfo("Australia/Lord_Howe"))
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 14, 30, tzinfo=SHANGHAI.zone)


# Numbers, hours, days and instants ------------------------------------------------------------


@pytest.mark.parametrize(("said", "number"), [(0, 0), (12, 12), ("12", 12), (" 007 ", 7)])
def test_a_number_is_whole(said: object, number: int) -> None:
    assert number_of(said) == number


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (-1, "fewer than nobody cannot have entered"),
        ("-1", "fewer than nobody cannot have entered"),
        (2.0, "how many entered is no whole number"),
        (True, "how many entered is no whole number"),
        (None, "how many entered is no whole number"),
        ("2.5", "“2.5” is no whole number"),
        ("1,234", "“1,234” is no whole number"),
        ("", "“” is no whole number"),
        ("--1", "“--1” is no whole number"),
        ("１２", "“１２” is no whole number"),
        ("1\n2", "“1·2” is no whole number"),
        ("x" * 50, f"“{'x' * 40}…” is no whole number"),
        (1_000_001, "so many enter through no door"),
        ("9999999", "so many enter through no door"),
    ],
)
def test_what_is_no_number_is_refused(said: object, reason: str) -> None:
    with pytest.raises(CountRefused) as refused:
        number_of(said)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("said", "hour"), [(0, 0), (23, 23), ("7", 7), ("07", 7), ("8:00", 8), (" 23:00:00 ", 23)]
)
def test_an_hour_is_one_of_the_clock(said: object, hour: int) -> None:
    assert hour_of(said) == hour


@pytest.mark.parametrize("said", [-1, 24, "24", "8:30", "noon", "", 8.0, True, None])
def test_what_is_no_hour_is_refused(said: object) -> None:
    with pytest.raises(CountRefused, match="no hour"):
        hour_of(said)


@pytest.mark.parametrize("said", ["2026-11-24", "2026/11/24", " 2026-11-24 "])
def test_a_day_is_one_of_the_calendar(said: str) -> None:
    assert day_of(said) == TODAY


def test_a_day_needs_no_leading_noughts() -> None:
    assert day_of("2026/1/2") == date(2026, 1, 2)


@pytest.mark.parametrize(
    "said",
    ["24.11.2026", "2026-02-30", "2026-11/24", "20261124", "1999-12-31", "9999-12-31", "today", ""],
)
def test_what_is_no_day_is_refused(said: str) -> None:
    with pytest.raises(CountRefused, match="2026-01-31"):
        day_of(said)


@pytest.mark.parametrize(
    ("said", "stamp"),
    [
        ("2026-11-24T14:05", datetime.fromisoformat("2026-11-24T14:05")),
        ("2026/11/24 14:05:59", datetime.fromisoformat("2026-11-24T14:05:59")),
        ("2026-11-24T14:05:00.123Z", datetime(2026, 11, 24, 14, 5, tzinfo=UTC)),
        ("2026-11-24T14:05+08:00", datetime(2026, 11, 24, 14, 5, tzinfo=SHANGHAI.zone)),
        ("2026-11-24T14:05+0800", datetime(2026, 11, 24, 14, 5, tzinfo=SHANGHAI.zone)),
        ("2026-11-24 01:05 -05:00", datetime(2026, 11, 24, 6, 5, tzinfo=UTC)),
    ],
)
def test_a_stamp_is_an_instant_or_the_shops_clock(said: str, stamp: datetime) -> None:
    found = stamp_of(said)
    assert found == stamp
    assert (found.tzinfo is None) == (stamp.tzinfo is None)


@pytest.mark.parametrize(
    "said",
    [
        "14:05",
        "2026-11-24",
        "2026-11-24T25:00",
        "2026-11-24T14:60",
        "2026-11-24T14:05+25:00",
        "2026-02-30T14:05",
        "yesterday",
    ],
)
def test_what_is_no_stamp_is_refused(said: str) -> None:
    with pytest.raises(CountRefused, match="write it as"):
        stamp_of(said)


@given(st.text(max_size=80))
def test_no_text_at_all_is_more_than_refused(text: str) -> None:
    for read in (number_of, hour_of, day_of, stamp_of):
        try:
            read(text)
        except CountRefused as why:
            assert str(why).isprintable()


# The shop's hours -----------------------------------------------------------------------------


def test_an_hour_after_midnight_belongs_to_the_day_before() -> None:
    assert moment_of_clock(TODAY, 3, SHANGHAI) == Moment(date(2026, 11, 23), 3)
    assert moment_of_clock(TODAY, 4, SHANGHAI) == Moment(TODAY, 4)


def test_an_hour_that_summer_time_left_out_is_refused() -> None:
    with pytest.raises(CountRefused, match=r"2:00 on 2026-03-29"):
        moment_of_clock(date(2026, 3, 29), 2, BERLIN)
    assert moment_of_clock(date(2026, 3, 29), 3, BERLIN).hour == 3


def test_an_hour_of_which_half_was_left_out_is_one() -> None:
    assert moment_of_clock(date(2026, 10, 4), 2, LORD_HOWE) == Moment(date(2026, 10, 3), 2)


def test_the_hour_that_winter_time_repeats_is_one_of_two_hours() -> None:
    once, again = (
        moment_of_stamp(datetime(2026, 10, 25, hour, 30, tzinfo=UTC), BERLIN) for hour in (0, 1)
    )
    assert once == again == Moment(date(2026, 10, 24), 2)
    assert ends(once, BERLIN) - begins(once, BERLIN) == timedelta(hours=2)


@given(st.integers(1_577_836_800, 1_893_456_000))
def test_every_instant_lies_in_its_hour(second: int) -> None:
    at = datetime.fromtimestamp(second, UTC)
    for shop in (SHANGHAI, BERLIN):
        moment = moment_of_stamp(at, shop)
        assert begins(moment, shop) <= at < ends(moment, shop)


def test_a_stamp_without_an_offset_is_by_the_shops_clock() -> None:
    assert moment_of_stamp(stamp_of("2026-11-24T14:05"), SHANGHAI) == Moment(TODAY, 14)
    with pytest.raises(CountRefused, match="clocks went forward"):
        moment_of_stamp(stamp_of("2026-03-29T02:30"), BERLIN)


def test_an_offset_is_utc_or_the_shops_own() -> None:
    for said in ("2026-11-24T06:05Z", "2026-11-24T06:05+00:00", "2026-11-24T14:05+08:00"):
        assert moment_of_stamp(stamp_of(said), SHANGHAI) == Moment(TODAY, 14)
    with pytest.raises(CountRefused) as refused:
        moment_of_stamp(stamp_of("2026-11-24T15:05+09:00"), SHANGHAI)
    assert str(refused.value) == (
        "its clock is set to UTC+0900 and the shop's to UTC+0800: set the counter's"
    )
    with pytest.raises(CountRefused):
        # A counter that knows no summer.
        moment_of_stamp(stamp_of("2026-07-01T12:00+01:00"), BERLIN)


# What can be right ----------------------------------------------------------------------------


def rules(most: int = 3000) -> DoorRules:
    return DoorRules(SHANGHAI, most, first_day=date(2026, 11, 1), kept_from=date(2026, 10, 24))


@pytest.mark.parametrize(
    ("moment", "entered"),
    [
        (Moment(TODAY, 14), 3000),
        (Moment(date(2026, 11, 1), 9), 0),
        # A counter whose clock is five minutes ahead at most.
        (Moment(TODAY, 15), 1),
    ],
)
def test_what_can_be_right_is_taken(moment: Moment, entered: int) -> None:
    now = NOW.replace(minute=55) if moment.hour == 15 else NOW
    rules().check(moment, entered, now)


@pytest.mark.parametrize(
    ("moment", "entered", "reason"),
    [
        (
            Moment(TODAY, 14),
            3001,
            "3,001 in one hour are more than the 3,000 that door.most_an_hour allows",
        ),
        (Moment(TODAY, 15), 1, "2026-11-24 from 15:00 has not come yet"),
        (Moment(date(2026, 11, 24), 3), 1, "2026-11-25 from 3:00 has not come yet"),
        (
            Moment(date(2026, 10, 31), 9),
            1,
            "2026-10-31 is before this kiosk's first day, 2026-11-01",
        ),
        (
            Moment(date(2026, 10, 23), 9),
            1,
            "2026-10-23 is too long ago: counts are kept from 2026-10-24 on",
        ),
    ],
)
def test_what_cannot_be_right_is_refused(moment: Moment, entered: int, reason: str) -> None:
    with pytest.raises(CountRefused) as refused:
        rules().check(moment, entered, NOW)
    assert str(refused.value) == reason


def test_a_counter_may_see_as_many_as_were_asked() -> None:
    assert rules().compare(Moment(TODAY, 13), 30, 30) is None
    assert rules().compare(Moment(TODAY, 13), 0, 0) is None


@pytest.mark.parametrize(("entered", "asked"), [(29, 30), (10, 30), (0, 10)])
def test_a_little_less_than_were_asked_is_a_warning(entered: int, asked: int) -> None:
    said = rules().compare(Moment(TODAY, 13), entered, asked)
    assert said == (
        f"2026-11-24 from 13:00 {entered} entered and {asked} were asked: the counter misses people"
    )


@pytest.mark.parametrize(("entered", "asked"), [(10, 31), (0, 11)])
def test_a_counter_that_plainly_misses_people_is_refused(entered: int, asked: int) -> None:
    with pytest.raises(CountRefused, match="counter"):
        rules().compare(Moment(TODAY, 13), entered, asked)


def test_an_hour_is_named_by_the_calendar() -> None:
    assert in_words(Moment(TODAY, 2), SHANGHAI) == "2026-11-25 from 2:00"
