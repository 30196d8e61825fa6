"""The tables: what they accept, who may use the file, and that every column is documented."""

import re
import sqlite3
from pathlib import Path

import pytest

from kiosk.adapters.records import schema
from kiosk.adapters.records.connection import APPLICATION_ID, StoreUnavailable
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.estimate import age_bands
from kiosk.domain.states import StoreFault
from tests.adapters.records.conftest import Book, open_recorder

DOCUMENT = Path(__file__).parents[3] / "docs" / "data.md"

VISIT = {
    "id": 7,
    "day": "2026-11-24",
    "hour": 14,
    "gender": "woman",
    "age_band": "25-34",
    "way": "camera",
    "shown_gender": "woman",
    "shown_band": "25-34",
    "model": None,
    "tag": None,
}


def tables(path: Path) -> dict[str, list[str]]:
    connection = sqlite3.connect(path)
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    found = {
        name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in names
    }
    connection.close()
    return found


def test_every_table_and_column_is_documented_and_no_other(closed: Path) -> None:
    documented: dict[str, list[str]] = {}
    table = ""
    for line in DOCUMENT.read_text().splitlines():
        if heading := re.fullmatch(r"### `(\w+)`", line):
            table = heading[1]
            documented[table] = []
        elif line.startswith("## "):
            table = ""
        elif table and (columns := re.match(r"- ((?:`\w+`(?:, )?)+): ", line)):
            documented[table] += re.findall(r"`(\w+)`", columns[1])
    real = tables(closed)
    assert real.pop("_sqlite_migrations")
    assert documented == real


def test_every_table_is_strict(closed: Path) -> None:
    connection = sqlite3.connect(closed)
    loose = [
        row[1]
        for row in connection.execute("PRAGMA table_list")
        if row[0] == "main" and not row[1].startswith(("sqlite_", "_sqlite_")) and not row[5]
    ]
    connection.close()
    assert loose == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", -1),
        ("id", "seven"),
        ("day", "2026-13-01"),
        ("day", "24.11.2026"),
        ("day", None),
        ("hour", 24),
        ("hour", 14.5),
        ("gender", "female"),
        ("gender", None),
        ("age_band", "25–34"),
        ("age_band", None),
        ("way", "guessed"),
        ("way", "told"),
        ("shown_gender", None),
        ("shown_band", "old"),
        ("model", 99),
        ("tag", b"short"),
        ("tag", b"\xff\xd8\xff" + bytes(5000)),
    ],
)
def test_a_visit_cannot_hold_what_it_must_not(closed: Path, column: str, value: object) -> None:
    connection = sqlite3.connect(closed, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    row = VISIT | {column: value}
    insert = f"INSERT INTO visit({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(insert, list(row.values()))
    connection.execute(insert, list(VISIT.values()))
    connection.close()


@pytest.mark.parametrize("minimum_age", range(14, 19))
def test_every_band_that_can_be_answered_can_be_stored(closed: Path, minimum_age: int) -> None:
    connection = sqlite3.connect(closed, isolation_level=None)
    for number, band in enumerate(age_bands(minimum_age)):
        row = VISIT | {"id": number, "age_band": band.name, "shown_band": band.name}
        connection.execute(
            f"INSERT INTO visit({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
            list(row.values()),
        )
    connection.close()


def test_there_is_room_for_one_open_visit(closed: Path) -> None:
    connection = sqlite3.connect(closed, isolation_level=None)
    connection.execute("INSERT INTO open_visit VALUES (1, '2026-11-24', 14, NULL)")
    for only in (1, 2):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO open_visit VALUES (?, '2026-11-24', 15, NULL)", [only])
    connection.close()


def test_counts_never_go_under_nought(closed: Path) -> None:
    connection = sqlite3.connect(closed, isolation_level=None)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE day_hour SET counted = counted - 2")
    connection.close()


def test_visits_have_no_order(book: Book) -> None:
    for number in range(20):
        book.keep(number)
    connection = sqlite3.connect(book.path)
    ids = [row_id for (row_id,) in connection.execute("SELECT id FROM visit")]
    assert ids == sorted(ids)
    with pytest.raises(sqlite3.OperationalError, match="rowid"):
        connection.execute("SELECT rowid FROM visit")
    connection.close()
    assert max(ids) > 2**58  # random over the whole of 63 bits, not counted up


def test_nothing_ties_a_visit_to_its_consent_but_a_code(book: Book) -> None:
    book.keep()
    connection = sqlite3.connect(book.path)
    visit = connection.execute("SELECT * FROM visit").fetchone()
    opening = connection.execute("SELECT * FROM ledger_opening WHERE tag IS NOT NULL").fetchone()
    references = connection.execute("SELECT \"table\" FROM pragma_foreign_key_list('visit')")
    assert [table for (table,) in references] == ["block", "model"]
    connection.close()
    shared = {value for value in visit if isinstance(value, bytes)} & set(opening)
    assert shared == set()


def test_the_file_says_whose_it_is(closed: Path) -> None:
    connection = sqlite3.connect(closed)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert schema.refusal(connection) is None
    connection.close()


def test_a_file_that_a_newer_program_changed_is_left_alone(book: Book) -> None:
    book.recorder.close()
    connection = sqlite3.connect(book.path, isolation_level=None)
    connection.execute(
        "INSERT INTO _sqlite_migrations(migration_set, name, applied_at)"
        " VALUES (?, '0099 from the future', 'then')",
        [schema.steps.name],
    )
    connection.close()
    with pytest.raises(StoreUnavailable, match="0099 from the future") as refused:
        open_recorder(book.path, book.clock)
    assert refused.value.fault is StoreFault.BROKEN
    assert not (book.path.parent / "quarantine").exists()


def test_a_shops_file_is_not_shown_as_a_demos(book: Book) -> None:
    book.recorder.close()
    with pytest.raises(StoreUnavailable, match="shop"):
        open_recorder(book.path, book.clock, demo=True)


def test_a_demos_file_is_not_counted_on_by_a_shop(tmp_path: Path, book: Book) -> None:
    path = tmp_path / "demo" / "records.db"
    open_recorder(path, book.clock, demo=True).close()
    with pytest.raises(StoreUnavailable, match="demo"):
        open_recorder(path, book.clock)


@pytest.mark.parametrize("epsilon", [0.0, 0.09, 4.1, -1.0])
def test_the_file_takes_no_epsilon_that_is_nothing_or_too_much(
    tmp_path: Path, book: Book, epsilon: float
) -> None:
    path = tmp_path / "other" / "records.db"
    with pytest.raises(sqlite3.IntegrityError):
        open_recorder(path, book.clock, rules=ReleaseRules(epsilon))
    open_recorder(path, book.clock, rules=ReleaseRules(0.1)).close()
    open_recorder(path, book.clock, rules=ReleaseRules(4.0)).close()


def test_the_schema_calls_no_function_that_an_older_sqlite_forbids_it(closed: Path) -> None:
    """Debian 12 has SQLite 3.40, where an untrusted schema may not call a JSON function."""
    connection = sqlite3.connect(closed)
    statements = [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema") if sql]
    connection.close()

    assert statements
    assert not [sql for sql in statements if "json" in sql.lower()]


def test_what_is_asked_of_the_ledger_by_type_has_an_index_for_it(closed: Path) -> None:
    connection = sqlite3.connect(closed)
    for asked in (schema.IS_CONSENT, schema.IS_CAMERA_OPENED):
        query = f"EXPLAIN QUERY PLAN SELECT count(*) FROM consent_ledger WHERE {asked}"
        plan = " ".join(str(row) for row in connection.execute(query))
        assert "USING COVERING INDEX" in plan or "USING INDEX" in plan
    connection.close()
