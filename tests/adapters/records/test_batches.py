"""When visits are drawn into batches, and which."""

import random
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.adapters.records import batches, schema
from kiosk.adapters.records.connection import open_for_writing
from kiosk.domain.batches import Batch, Form, Source

K = 5
MONDAY = date(2026, 1, 5)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)

Row = tuple[str, str, str]
"""Gender, age band and way of a visit."""

MIXED: list[Row] = [
    *[("woman", "25-34", "camera")] * 5,
    *[("man", "45-54", "camera")] * 5,
    *[("woman", "65+", "camera")] * 5,
    *[("man", "18-24", "camera")] * 5,
]


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    db = open_for_writing(path)
    schema.apply_steps(db)
    db.conn.execute("INSERT INTO publication VALUES (1, ?, 0, 14)", [K])
    yield db.conn
    db.close()


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with opened(tmp_path / "records.db") as made:
        yield made


def visit(connection: sqlite3.Connection, row: Row, day: date = MONDAY) -> int:
    """A kept visit; its number."""
    gender, band, way = row
    shown = None if way == "told" else "woman", None if way == "told" else "25-34"
    (number,) = connection.execute(
        "INSERT INTO visit(id, day, hour, gender, age_band, way, shown_gender, shown_band)"
        " VALUES ((SELECT coalesce(max(id), 0) + 1 FROM visit), ?, 10, ?, ?, ?, ?, ?)"
        " RETURNING id",
        [day.isoformat(), gender, band, way, *shown],
    ).fetchone()
    return number


def visits(connection: sqlite3.Connection, rows: list[Row], day: date = MONDAY) -> None:
    for row in rows:
        visit(connection, row, day)


def closed_on(connection: sqlite3.Connection) -> list[date]:
    """The day that each batch is told with, in the order they closed."""
    rows = connection.execute("SELECT closed_on FROM batch ORDER BY id")
    return [date.fromisoformat(day) for (day,) in rows]


def close_books(connection: sqlite3.Connection, day: date) -> None:
    connection.execute("INSERT OR REPLACE INTO close_of_day VALUES (1, ?)", [day.isoformat()])


def drawn(connection: sqlite3.Connection) -> list[Batch]:
    return list(batches.read(connection, date.min, date.max))


def waiting(connection: sqlite3.Connection) -> int:
    return connection.execute("SELECT count(*) FROM visit WHERE batch IS NULL").fetchone()[0]


def test_a_full_batch_is_drawn_once(connection: sqlite3.Connection) -> None:
    visits(connection, MIXED[1:])
    assert batches.draw_due(connection, K, MONDAY) == 0
    visits(connection, MIXED[:1])
    assert batches.draw_due(connection, K, MONDAY) == 1
    assert batches.draw_due(connection, K, MONDAY) == 0
    (batch,) = drawn(connection)
    assert (batch.source, batch.first_day, batch.last_day) == (Source.CAMERA, MONDAY, MONDAY)
    assert (batch.form, batch.visits) == (Form.TABLE, 20)
    assert batch.by_gender == {"woman": 10, "man": 10, "not_sure": 0}
    assert waiting(connection) == 0


def test_a_batch_closes_on_the_day_that_runs_or_ends(connection: sqlite3.Connection) -> None:
    close_books(connection, MONDAY - timedelta(days=1))
    visits(connection, MIXED)
    batches.draw_due(connection, K, MONDAY)
    visits(connection, [("unsaid", "unsaid", "told")] * 10)
    batches.close_day(connection, K, MONDAY)
    visits(connection, [("unsaid", "unsaid", "told")])
    batches.close_window(connection, K, MONDAY, TUESDAY)
    assert closed_on(connection) == [MONDAY, MONDAY, TUESDAY]


def test_no_batch_closes_on_a_day_that_is_closed(connection: sqlite3.Connection) -> None:
    """Of a day that a clock brings once more, or on which a window closes at noon."""
    close_books(connection, MONDAY)
    visits(connection, MIXED)
    batches.draw_due(connection, K, MONDAY)
    visits(connection, [("unsaid", "unsaid", "told")] * 10)
    batches.close_day(connection, K, MONDAY)
    visits(connection, [("unsaid", "unsaid", "told")])
    batches.close_window(connection, K, MONDAY, MONDAY)
    assert closed_on(connection) == [TUESDAY] * 3


def test_a_batch_says_what_estimated_its_visits(connection: sqlite3.Connection) -> None:
    connection.executemany("INSERT INTO model VALUES (?, ?)", [(3, "older"), (4, "newer")])
    visits(connection, MIXED[:10])
    visits(connection, [("woman", "25-34", "corrected")] * 20)
    connection.execute("UPDATE visit SET model = 3 WHERE id > 4")
    visits(connection, MIXED[10:])
    connection.execute("UPDATE visit SET model = 4 WHERE model IS NULL AND id > 9")
    batches.draw_due(connection, K, MONDAY)
    rows = connection.execute("SELECT source, models FROM batch").fetchall()
    assert dict(rows) == {"camera": "3,4", "said": ""}


def test_the_day_a_batch_closed_on_is_neither_left_out_nor_changed(
    connection: sqlite3.Connection,
) -> None:
    columns = "source, first_day, last_day, form, visits, closed_on"
    days = [MONDAY.isoformat(), TUESDAY.isoformat()]
    insert = f"INSERT INTO batch({columns}) VALUES ('said', ?, ?, 'total', 5, ?)"
    for wrong in (None, MONDAY.isoformat(), "2026-02-30"):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(insert, [*days, wrong])
    connection.execute(insert, [*days, TUESDAY.isoformat()])
    with pytest.raises(sqlite3.IntegrityError, match="drawn once"):
        connection.execute("UPDATE batch SET closed_on = '2026-03-01'")


def test_the_next_is_as_large_as_the_last_one_of_its_kind_says(
    connection: sqlite3.Connection,
) -> None:
    visits(connection, [("woman", "25-34", "camera")] * 20)
    visits(connection, [("woman", "25-34", "told")] * 19)
    assert batches.draw_due(connection, K, MONDAY) == 1
    visits(connection, [("woman", "25-34", "camera")] * 39)
    assert batches.draw_due(connection, K, MONDAY) == 0
    visits(connection, [("woman", "25-34", "camera"), ("woman", "25-34", "told")])
    assert batches.draw_due(connection, K, MONDAY) == 2
    assert sorted((batch.source.value, batch.visits) for batch in drawn(connection)) == [
        ("camera", 20),
        ("camera", 40),
        ("said", 20),
    ]


def test_at_close_of_day_half_is_enough_and_the_next_day_is_left_out(
    connection: sqlite3.Connection,
) -> None:
    visits(connection, MIXED[:9])
    visits(connection, MIXED[9:19], TUESDAY)
    assert batches.close_day(connection, K, MONDAY) == 0
    visits(connection, MIXED[19:])
    assert batches.close_day(connection, K, MONDAY) == 1
    assert [(batch.last_day, batch.visits) for batch in drawn(connection)] == [(MONDAY, 10)]
    assert waiting(connection) == 10


def test_what_is_too_few_waits_for_the_next_days(connection: sqlite3.Connection) -> None:
    visits(connection, MIXED[:9])
    assert batches.close_day(connection, K, MONDAY) == 0
    visits(connection, MIXED[9:10], TUESDAY)
    assert batches.close_day(connection, K, TUESDAY) == 1
    (batch,) = drawn(connection)
    assert (batch.first_day, batch.last_day, batch.visits) == (MONDAY, TUESDAY, 10)


def test_when_a_window_closes_nothing_of_its_day_waits(connection: sqlite3.Connection) -> None:
    visits(connection, MIXED[:1])
    visits(connection, [("unsaid", "unsaid", "told")] * 2)
    visits(connection, MIXED[5:9], TUESDAY)
    visits(connection, MIXED[:3], WEDNESDAY)
    assert batches.close_window(connection, K, MONDAY, TUESDAY) == 2
    assert [(batch.source, batch.form, batch.visits) for batch in drawn(connection)] == [
        (Source.CAMERA, Form.TOTAL, 5),
        (Source.SAID, Form.TOTAL, 2),
    ]
    # Those of the running day are not drawn with them.
    assert waiting(connection) == 3
    assert batches.close_window(connection, K, MONDAY, TUESDAY) == 0
    assert batches.close_window(connection, K, WEDNESDAY, WEDNESDAY) == 1


def test_younger_visits_alone_wait_on(connection: sqlite3.Connection) -> None:
    visits(connection, MIXED[:5], TUESDAY)
    assert batches.close_window(connection, K, MONDAY, TUESDAY) == 0
    assert waiting(connection) == 5


def test_older_visits_whose_window_is_longer_wait_on(connection: sqlite3.Connection) -> None:
    visits(connection, MIXED[:5])
    assert batches.close_window(connection, K, TUESDAY, TUESDAY) == 0
    assert waiting(connection) == 5


def test_a_batch_is_found_by_any_of_its_days(connection: sqlite3.Connection) -> None:
    visits(connection, MIXED[:5])
    visits(connection, MIXED[5:], WEDNESDAY)
    batches.draw_due(connection, K, WEDNESDAY)
    for first, last, found in (
        (MONDAY, MONDAY, 1),
        (TUESDAY, TUESDAY, 1),
        (WEDNESDAY, date.max, 1),
        (date.min, MONDAY - timedelta(days=1), 0),
        (WEDNESDAY + timedelta(days=1), date.max, 0),
    ):
        assert len(batches.read(connection, first, last)) == found


def test_the_order_of_rows_decides_nothing(tmp_path: Path) -> None:
    found: list[list[Batch]] = []
    for turn in range(3):
        rows = [*MIXED, ("not_sure", "35-44", "camera")]
        random.Random(turn).shuffle(rows)
        with opened(tmp_path / f"{turn}.db") as connection:
            visits(connection, rows)
            batches.draw_due(connection, K, MONDAY)
            found.append(drawn(connection))
    assert found[0] == found[1] == found[2]


rows = st.tuples(
    st.sampled_from(["woman", "man"]),
    st.sampled_from(["18-24", "45-54", "65+"]),
    st.sampled_from(["camera", "camera", "corrected", "told"]),
)
steps = st.one_of(
    st.lists(rows, min_size=1, max_size=25),
    st.sampled_from(["ask", "close", "window", "withdraw", "correct", "next day"]),
)


@pytest.mark.slow
@settings(database=None)
@given(st.lists(steps, min_size=3, max_size=25))
def test_each_kept_visit_is_in_one_batch_or_waits(calls: list[list[Row] | str]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "x.db") as connection:
        day, kept = MONDAY, 0
        before: list[Batch] = []
        for call in calls:
            ended = day - timedelta(days=1)
            match call:
                case "ask":
                    batches.draw_due(connection, K, day)
                case "close":
                    batches.close_day(connection, K, ended)
                case "window":
                    batches.close_window(connection, K, ended, ended)
                    left = "SELECT count(*) FROM visit WHERE batch IS NULL AND day = ?"
                    assert connection.execute(left, [ended.isoformat()]).fetchone() == (0,)
                case "withdraw":
                    left = connection.execute(
                        "DELETE FROM visit WHERE id = (SELECT max(id) FROM visit) RETURNING batch"
                    ).fetchall()
                    # Of one that was drawn, the batch stays.
                    kept -= left == [(None,)]
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
            after = drawn(connection)
            assert after[: len(before)] == before
            before = after
            assert sum(batch.visits for batch in after) + waiting(connection) == kept
            of_batch = Counter(
                number
                for (number,) in connection.execute(
                    "SELECT batch FROM visit WHERE batch IS NOT NULL"
                )
            )
            assert all(
                of_batch[number] <= batch.visits for number, batch in enumerate(after, start=1)
            )
