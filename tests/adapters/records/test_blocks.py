"""When blocks close and which visits are in them, and that no visit is in two."""

import sqlite3
import tempfile
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.adapters.records import blocks
from kiosk.adapters.records.blocks import TimeOfDay
from kiosk.domain.blocks import AT_CLOSE, Block, ReleaseRules
from tests.adapters.records.block_files import (
    MONDAY,
    RULES,
    TUESDAY,
    WEDNESDAY,
    Row,
    close_books,
    closed,
    opened,
    some,
    visits,
    waiting,
)

AT_ONE = TimeOfDay(MONDAY, time(13))


# When -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "closes"), [(0, False), (39, False), (40, True)])
def test_at_a_time_of_day_forty_are_enough(
    connection: sqlite3.Connection, number: int, closes: bool
) -> None:
    some(connection, number)
    assert blocks.close_at_time(connection, RULES, AT_ONE) is closes
    assert [(block.closed_at, block.visits) for block in closed(connection)] == (
        [("13:00", 40)] if closes else []
    )
    assert waiting(connection) == (0 if closes else number)


@pytest.mark.parametrize(("number", "closes"), [(0, False), (19, False), (20, True)])
def test_at_close_of_day_twenty_are_enough(
    connection: sqlite3.Connection, number: int, closes: bool
) -> None:
    some(connection, number)
    assert blocks.close_day(connection, RULES, MONDAY) is closes
    assert [(block.closed_at, block.visits) for block in closed(connection)] == (
        [(AT_CLOSE, 20)] if closes else []
    )


def test_a_block_has_its_days_its_epsilon_and_every_visit_that_waited(
    connection: sqlite3.Connection,
) -> None:
    some(connection, 9)
    some(connection, 31, TUESDAY)
    some(connection, 5, WEDNESDAY)
    blocks.close_at_time(connection, ReleaseRules(1.5), TimeOfDay(TUESDAY, time(9, 30)))
    (block,) = closed(connection)
    assert (block.first_day, block.last_day, block.closed_on) == (MONDAY, TUESDAY, TUESDAY)
    assert (block.closed_at, block.visits, block.epsilon) == ("09:30", 40, 1.5)
    assert waiting(connection) == 5
    # What it holds is not counted for the next.
    some(connection, 34, WEDNESDAY)
    assert not blocks.close_at_time(connection, RULES, TimeOfDay(WEDNESDAY, time(13)))


def test_too_few_wait_for_the_next_days(connection: sqlite3.Connection) -> None:
    some(connection, 19)
    assert not blocks.close_day(connection, RULES, MONDAY)
    some(connection, 1, TUESDAY)
    assert blocks.close_day(connection, RULES, TUESDAY)
    (block,) = closed(connection)
    assert (block.first_day, block.last_day, block.visits) == (MONDAY, TUESDAY, 20)


def test_when_a_window_closes_nothing_of_its_day_waits(connection: sqlite3.Connection) -> None:
    some(connection, 1)
    some(connection, 4, TUESDAY)
    some(connection, 3, WEDNESDAY)
    assert blocks.close_window(connection, RULES, MONDAY, TUESDAY)
    (block,) = closed(connection)
    assert (block.first_day, block.last_day, block.closed_on) == (MONDAY, TUESDAY, TUESDAY)
    assert (block.closed_at, block.visits) == (AT_CLOSE, 5)
    # Those of the running day are not in it.
    assert waiting(connection) == 3
    assert not blocks.close_window(connection, RULES, MONDAY, TUESDAY)
    assert blocks.close_window(connection, RULES, WEDNESDAY, WEDNESDAY)


@pytest.mark.parametrize(("of", "closing"), [(TUESDAY, MONDAY), (MONDAY, TUESDAY)])
def test_visits_whose_own_window_is_open_wait_on(
    connection: sqlite3.Connection, of: date, closing: date
) -> None:
    some(connection, 5, of)
    assert not blocks.close_window(connection, RULES, closing, TUESDAY)
    assert waiting(connection) == 5


def test_no_block_is_told_with_a_day_that_is_closed(connection: sqlite3.Connection) -> None:
    """Of a day that a clock brings once more, or on which a window closes at noon."""
    close_books(connection, MONDAY)
    some(connection, 40)
    blocks.close_at_time(connection, RULES, AT_ONE)
    some(connection, 20)
    blocks.close_day(connection, RULES, MONDAY)
    some(connection, 1)
    blocks.close_window(connection, RULES, MONDAY, MONDAY)
    assert [block.closed_on for block in closed(connection)] == [TUESDAY] * 3
    assert {block.last_day for block in closed(connection)} == {MONDAY}


def test_blocks_are_found_by_the_day_they_closed_on(connection: sqlite3.Connection) -> None:
    some(connection, 15)
    some(connection, 15, WEDNESDAY)
    blocks.close_day(connection, RULES, WEDNESDAY)
    some(connection, 40, WEDNESDAY)
    blocks.close_at_time(connection, RULES, TimeOfDay(WEDNESDAY, time(17)))
    for first, last, found in (
        (MONDAY, TUESDAY, []),
        (WEDNESDAY, WEDNESDAY, [30, 40]),
        (WEDNESDAY, date.max, [30, 40]),
        (WEDNESDAY + timedelta(days=1), date.max, []),
    ):
        there = blocks.closed_between(connection, first, last)
        assert [block.visits for block in there] == found


# Once -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        "UPDATE block SET visits = visits + 1",
        "UPDATE block SET closed_on = '2026-03-01'",
        "UPDATE block_cell SET visits = visits + 1 WHERE cell = 'said_gender_woman'",
        "UPDATE visit SET block = NULL",
        "UPDATE visit SET block = (SELECT max(id) FROM block)",
    ],
)
def test_the_file_itself_refuses_to_change_what_was_released(
    connection: sqlite3.Connection, changed: str
) -> None:
    some(connection, 20)
    blocks.close_day(connection, RULES, MONDAY)
    some(connection, 20, TUESDAY)
    blocks.close_day(connection, RULES, TUESDAY)
    before = closed(connection)
    with pytest.raises(sqlite3.IntegrityError, match="once"):
        connection.execute(changed)
    assert closed(connection) == before


def test_a_visit_that_is_in_a_block_can_still_be_corrected_and_erased(
    connection: sqlite3.Connection,
) -> None:
    some(connection, 20)
    blocks.close_day(connection, RULES, MONDAY)
    before = closed(connection)
    connection.execute("UPDATE visit SET gender = 'man', way = 'told' WHERE id = 1")
    connection.execute("DELETE FROM visit WHERE id = 2")
    assert closed(connection) == before


RIGHT = {
    "first_day": "2026-01-05",
    "last_day": "2026-01-06",
    "closed_on": "2026-01-06",
    "closed_at": "13:00",
    "visits": 40,
    "epsilon": 2.0,
    "models": "1,2",
}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("closed_on", None),
        ("closed_on", "2026-01-05"),
        ("closed_on", "2026-02-30"),
        ("last_day", "2026-01-04"),
        ("closed_at", "noon"),
        ("visits", 0),
        ("epsilon", 0.0),
        ("epsilon", 4.5),
        ("models", "a name"),
    ],
)
def test_a_block_cannot_hold_what_it_must_not(
    connection: sqlite3.Connection, column: str, value: object
) -> None:
    insert = f"INSERT INTO block({', '.join(RIGHT)}) VALUES ({', '.join('?' * len(RIGHT))})"
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(insert, list((RIGHT | {column: value}).values()))
    connection.execute(insert, list(RIGHT.values()))


rows = st.tuples(
    st.sampled_from(["woman", "man"]),
    st.sampled_from(["18-24", "45-54", "65+"]),
    st.sampled_from(["camera", "camera", "corrected", "told"]),
)
steps = st.one_of(
    st.lists(rows, min_size=1, max_size=45),
    st.sampled_from(["time", "close", "window", "withdraw", "correct", "next day"]),
)


@pytest.mark.slow
@settings(database=None)
@given(st.lists(steps, min_size=3, max_size=25))
def test_each_kept_visit_is_in_one_block_or_waits(calls: list[list[Row] | str]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "x.db") as connection:
        day, kept = MONDAY, 0
        before: list[Block] = []
        in_block: dict[int, int] = {}
        for call in calls:
            ended = day - timedelta(days=1)
            match call:
                case "time":
                    blocks.close_at_time(connection, RULES, TimeOfDay(day, time(13)))
                case "close":
                    blocks.close_day(connection, RULES, ended)
                case "window":
                    blocks.close_window(connection, RULES, ended, ended)
                    left = "SELECT count(*) FROM visit WHERE block IS NULL AND day = ?"
                    assert connection.execute(left, [ended.isoformat()]).fetchone() == (0,)
                case "withdraw":
                    newest = "(SELECT max(id) FROM visit)"
                    for number, block in connection.execute(
                        f"DELETE FROM visit WHERE id = {newest} RETURNING id, block"
                    ).fetchall():
                        # Of one that was released, the block stays.
                        kept -= block is None
                        in_block.pop(number, None)
                case "correct":
                    connection.execute(
                        "UPDATE visit SET way = 'corrected', gender = 'woman'"
                        " WHERE id = (SELECT min(id) FROM visit)"
                    )
                case "next day":
                    day += timedelta(days=1)
                case list():
                    visits(connection, call, day)
                    kept += len(call)
            after = closed(connection)
            assert after[: len(before)] == before
            before = after
            assert sum(block.visits for block in after) + waiting(connection) == kept
            found = dict(
                connection.execute("SELECT id, block FROM visit WHERE block IS NOT NULL").fetchall()
            )
            assert found.items() >= in_block.items()
            in_block = found
