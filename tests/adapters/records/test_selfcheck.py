"""The machine looking through itself: what is planted is found and named, and nothing else is."""

import json
import secrets
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.adapters.analysis import forbidden
from kiosk.adapters.records import backups, ballast, quarantine, tables_held
from kiosk.adapters.records.allowed import TABLES
from kiosk.adapters.records.selfcheck import examine, own_folders
from kiosk.domain.inside import SelfCheck
from tests.adapters.records.conftest import Book, open_recorder, restored
from tests.contracts.records.houses import RETENTION

PICTURE = np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8)
FACE = np.random.default_rng(2).normal(0, 0.088, 128)
PLANTED = json.dumps({"face": FACE[:20].round(4).tolist()})
VECTOR = FACE.astype(np.float32).tobytes()


def encoded(ending: str) -> bytes:
    return cv2.imencode(f".{ending}", PICTURE)[1].tobytes()


def look(book: Book, *folders: Path) -> SelfCheck:
    return examine(book.path, folders, book.clock.now())


def only(book: Book) -> str:
    """The one thing that is found."""
    (found,) = look(book).findings
    return found


def plant(book: Book, *statements: str, value: object = None) -> None:
    """Change the file as somebody with the database's own tools would."""
    connection = sqlite3.connect(book.path, isolation_level=None)
    try:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement, [value] if "?" in statement else [])
    finally:
        connection.close()


def test_a_clean_store_has_no_finding(book: Book) -> None:
    for number in range(1, 40):
        book.keep(number)
    book.recorder.check_room()
    checked = look(book)
    assert checked.ok
    assert checked.findings == ()
    assert (checked.pictures, checked.vectors) == (0, 0)
    assert checked.when == book.clock.now()
    assert checked.files >= 3  # the store, its log, the ballast
    assert checked.values > 39 * 11


def test_a_clean_store_has_no_finding_when_it_is_closed(closed: Path, book: Book) -> None:
    assert look(book).ok
    assert {path.name for path in closed.parent.iterdir()} >= {closed.name}


def test_nothing_stands_on_the_list_that_is_not_there(book: Book) -> None:
    """A column that is gone must not leave a place where anything could be put."""
    connection = sqlite3.connect(book.path)
    there = {
        table: {name: declared for _, name, declared, *_ in columns.fetchall()}
        for table in TABLES
        if (columns := connection.execute(f"PRAGMA table_info([{table}])"))
    }
    connection.close()
    listed = {
        table: {name: column.type for name, column in columns.items()}
        for table, columns in TABLES.items()
    }
    assert listed == there


def test_every_part_of_a_long_table_is_looked_at(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_held, "NEWEST_ROWS", 10)
    monkeypatch.setattr(tables_held, "_ROWS_A_READING", 7)
    for number in range(1, 60):
        book.agree(number)
    rows = book.recorder.inside().ledger_rows
    assert rows > 60
    clean = look(book)
    assert clean.ok, clean.findings
    plant(book, "UPDATE ledger_opening SET payload = ? WHERE seq = 31", value=PLANTED)
    found = 0
    for _ in range(rows // 10 + 1):
        found += not look(book).ok
        book.clock.forward(24 * 3600)
    assert found >= 1
    # Of a wrong size it is found at once, wherever it is.
    plant(book, "UPDATE ledger_opening SET payload = ? WHERE seq = 31", value="x" * 5000)
    assert "ledger_opening.payload has 1 values of more than 4096 bytes" in look(book).findings


def test_looking_changes_nothing(closed: Path, book: Book) -> None:
    before = closed.read_bytes()
    look(book)
    assert closed.read_bytes() == before


def test_a_quarantined_copy_is_known(book: Book) -> None:
    book.keep()
    copy = quarantine.set_aside(book.path, RETENTION, book.clock.now())
    assert copy is not None
    assert look(book).ok


def test_a_backup_is_known_and_looked_through(book: Book) -> None:
    for number in range(1, 20):
        book.keep(number)
    book.clock.forward(5 * 24 * 3600)
    book.recorder.catch_up()
    before = look(book)
    folder = backups.folder_beside(book.path)
    made = backups.back_up(book.path, folder, book.clock.now(), RETENTION)
    checked = look(book)
    assert checked.ok, checked.findings
    assert checked.files == before.files + 1
    assert checked.values > 1.5 * before.values

    connection = sqlite3.connect(made, isolation_level=None)
    connection.execute("ALTER TABLE notice ADD COLUMN face BLOB")
    connection.execute("INSERT INTO notice VALUES (?, 'en', '', ?)", ["0" * 64, VECTOR])
    connection.close()
    checked = look(book)
    assert checked.findings == (
        f"a column that does not belong here: {made.name}: notice.face",
        f"a value of {made.name}: notice.face looks like a list of numbers, as a face vector is",
    )


def test_a_backup_that_is_no_database_is_a_finding(book: Book) -> None:
    folder = backups.folder_beside(book.path)
    folder.mkdir()
    (folder / "askfirst-2026-11-24-0123abcd.sqlite3").write_bytes(b"SQLite format 3" * 9)
    findings = look(book).findings
    assert len(findings) == 1
    assert "askfirst-2026-11-24-0123abcd.sqlite3" in findings[0]


@pytest.mark.parametrize(
    "name",
    [
        "records.db.new",
        "records.db.restored-wal",
        "backups/askfirst-0123abcd.part",
        "backups/askfirst-0123abcd.part-journal",
        "signing.key.new",
        "closing-statement.json",
        "assessment/2026-11-24-001-0123456789ab.json",
    ],
)
def test_what_may_lie_there_for_a_moment_is_known(book: Book, name: str) -> None:
    place = book.path.parent / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"{}")
    assert look(book).ok


def test_a_restored_store_has_no_finding(book: Book) -> None:
    for number in range(1, 20):
        book.keep(number)
    book.clock.forward(5 * 24 * 3600)
    book.recorder.catch_up()
    folder = backups.folder_beside(book.path)
    made = backups.back_up(book.path, folder, book.clock.now(), RETENTION)
    book.recorder.close()
    restored(made, book.path, book.clock, replace=True)
    book.recorder = open_recorder(book.path, book.clock)
    checked = look(book)
    assert checked.ok, checked.findings


# Planted in the tables --------------------------------------------------------------------------

IN_TABLES: dict[str, tuple[tuple[str, ...], object, str, str]] = {
    "a JPEG where a notice's text should be": (
        ("UPDATE notice SET text = CAST(? AS TEXT)",),
        encoded("jpg"),
        "a value of notice.text looks like a picture",
        "pictures",
    ),
    "a PNG in a table of its own": (
        ("CREATE TABLE album(page BLOB)", "INSERT INTO album VALUES (?)"),
        encoded("png"),
        "a value of album.page looks like a picture",
        "pictures",
    ),
    "a picture under a column of whole numbers": (
        ("CREATE TABLE album(page INTEGER)", "INSERT INTO album VALUES (?)"),
        encoded("webp"),
        "a value of album.page looks like a picture",
        "pictures",
    ),
    "a vector in a new column": (
        ("ALTER TABLE visit ADD COLUMN face BLOB", "UPDATE visit SET face = ?"),
        VECTOR,
        "a value of visit.face looks like a list of numbers, as a face vector is",
        "vectors",
    ),
    "a vector written into a payload": (
        ("UPDATE ledger_opening SET payload = ?",),
        PLANTED,
        "a value of ledger_opening.payload looks like a list of numbers, as a face vector is",
        "vectors",
    ),
    "a vector where the head's hashes are": (
        (
            "INSERT INTO signed_tree_head VALUES"
            " (99, zeroblob(32), '', NULL, zeroblob(32), zeroblob(64), ?)",
        ),
        VECTOR,
        "a value of signed_tree_head.subtrees looks like a list of numbers, as a face vector is",
        "vectors",
    ),
}


@pytest.mark.parametrize("what", IN_TABLES)
def test_what_is_planted_in_a_table_is_found(book: Book, what: str) -> None:
    from tests.fakes.notices import notice

    book.keep()
    book.recorder.remember_notice(notice("en"))
    statements, value, said, counted = IN_TABLES[what]
    plant(book, *statements, value=value)
    checked = look(book)
    assert not checked.ok
    assert said in checked.findings
    assert getattr(checked, counted) >= 1
    assert checked.pictures + checked.vectors == getattr(checked, counted)


def test_a_vector_cut_into_the_tags_of_visits_is_found(book: Book) -> None:
    whole = VECTOR
    for number in range(1, 17):
        book.keep(number)
    connection = sqlite3.connect(book.path, isolation_level=None)
    for place, (row,) in enumerate(connection.execute("SELECT id FROM visit").fetchall()):
        piece = whole[32 * place : 32 * place + 32]
        connection.execute("UPDATE visit SET tag = ? WHERE id = ?", [piece, row])
    connection.close()
    assert only(book).startswith("visit.tag ")


def test_an_extra_column_is_found_while_it_is_empty(book: Book) -> None:
    plant(book, "ALTER TABLE day_hour ADD COLUMN mood TEXT")
    assert only(book).endswith("day_hour.mood")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("CREATE TABLE faces(x TEXT)", "a table that does not belong here: faces"),
        (
            "CREATE VIEW all_visits AS SELECT * FROM visit",
            "a view that does not belong here: all_visits",
        ),
        (
            "CREATE VIRTUAL TABLE words USING fts5(text)",
            "a virtual that does not belong here: words",
        ),
    ],
)
def test_an_extra_table_is_found_while_it_is_empty(book: Book, statement: str, said: str) -> None:
    plant(book, statement)
    assert said in look(book).findings


def test_a_value_that_is_too_large_is_found_by_its_size(book: Book) -> None:
    plant(book, "INSERT INTO model(id, name) VALUES (7, ?)", value="x" * 257)
    assert only(book).startswith("model.name ") and "256" in only(book)


def test_a_value_of_another_type_is_found(book: Book) -> None:
    plant(
        book,
        "UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'model'",
    )
    plant(book, "INSERT INTO model(id, name) VALUES (8, ?)", value=b"\x00\x01")
    assert only(book).startswith("model.name ") and "TEXT" in only(book)


def test_a_picture_that_was_deleted_and_lies_in_the_log_is_found(book: Book) -> None:
    connection = sqlite3.connect(book.path, isolation_level=None)
    connection.execute("CREATE TABLE album(page BLOB)")
    connection.execute("INSERT INTO album VALUES (?)", [encoded("png")])
    connection.execute("DROP TABLE album")
    checked = look(book)
    connection.close()
    assert [f"{book.path.name}-wal" in each for each in checked.findings] == [True]


# Planted among the files ------------------------------------------------------------------------


IN_FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a PNG": ("IMG_0001.png", lambda: encoded("png"), "picture"),
    "a JPEG under another name": ("notes.txt", lambda: encoded("jpg"), "picture"),
    "a P6 file": ("x", lambda: b"P6\n64 64\n255\n" + PICTURE.tobytes(), "picture"),
    "a BMP": ("y", lambda: encoded("bmp"), "picture"),
    "a picture under the name of the settings": (
        "askfirst.toml",
        lambda: encoded("png"),
        "picture",
    ),
    "a picture behind random bytes, as ballast": (
        "ballast",
        lambda: secrets.token_bytes(1000) + encoded("png"),
        "picture",
    ),
    "a picture in the backups": ("backups/a/b.bin", lambda: encoded("jpg"), "picture"),
    "an array": ("z", lambda: VECTOR, "list of numbers"),
    "a list": ("w.json", lambda: json.dumps(FACE.tolist()).encode(), "list of numbers"),
}


@pytest.mark.parametrize("what", IN_FILES)
def test_what_is_planted_among_the_files_is_found(book: Book, what: str) -> None:
    name, content, kind = IN_FILES[what]
    place = book.path.parent / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content())
    checked = look(book)
    assert any(f"the file {name} looks like a {kind}" in said for said in checked.findings)
    assert checked.pictures + checked.vectors == 1


def test_a_file_that_nobody_knows_is_found(book: Book) -> None:
    (book.path.parent / "visitors.csv").write_text("nothing much")
    assert only(book).endswith("visitors.csv")


def test_ballast_that_is_no_ballast_is_found(book: Book) -> None:
    place = book.path.with_name("ballast")
    place.write_bytes(b"words " * 9000)
    assert "ballast" in only(book)
    place.write_bytes(secrets.token_bytes(ballast.BALLAST_BYTES + 1))
    assert not look(book).ok


@pytest.mark.system
def test_a_picture_at_the_end_of_a_long_file_is_found_within_days(book: Book) -> None:
    place = book.path.parent / "quarantine" / "20261124T000000Z-0123456789abcdef" / book.path.name
    place.parent.mkdir(parents=True)
    with place.open("wb") as file:
        file.write(b"SQLite format 3\x00")
        file.seek(40 << 20)
        file.write(encoded("png"))
    found = 0
    for _ in range(3):
        found += not look(book).ok
        book.clock.forward(24 * 3600)
    assert 1 <= found <= 2


def test_a_file_that_cannot_be_read_is_found(book: Book) -> None:
    (book.path.parent / "askfirst.toml").symlink_to(book.path.parent / "askfirst.toml")
    assert look(book).findings == (
        "the file askfirst.toml cannot be read: Too many levels of symbolic links",
    )


def test_the_demos_folder_in_a_shops_is_known(book: Book) -> None:
    (book.path.parent / "demo").mkdir()
    (book.path.parent / "demo" / "ballast").write_bytes(secrets.token_bytes(1000))
    assert look(book).ok


def test_a_temporary_folder_of_ours_is_looked_through(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    for folder in ("askfirst-left", "askfirst-demo-x", "somebody-elses"):
        (temporary / folder).mkdir(parents=True)
        (temporary / folder / "1.png").write_bytes(encoded("png"))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    folders = own_folders(book.path)
    assert folders == (book.path.parent, temporary / "askfirst-left")
    checked = look(book, *folders)
    assert checked.findings == (
        "a file that does not belong here: askfirst-left/1.png",
        "the file askfirst-left/1.png looks like a picture",
    )


def test_what_the_doctor_tries_at_that_moment_is_known_and_looked_through(
    book: Book, tmp_path: Path
) -> None:
    with tempfile.TemporaryDirectory(prefix="askfirst-proof-", dir=tmp_path) as folder:
        place = Path(folder) / forbidden.VICTIM
        place.write_bytes(b"nobody's data")
        assert look(book, Path(folder)).ok
        place.write_bytes(encoded("png"))
        assert look(book, Path(folder)).pictures == 1


# What is no store -------------------------------------------------------------------------------


def test_a_store_that_is_not_there_is_a_finding(tmp_path: Path, book: Book) -> None:
    checked = examine(tmp_path / "nowhere" / "records.db", (), book.clock.now())
    assert ["records" in each for each in checked.findings] == [True]
    assert checked.values == checked.files == 0


def test_a_damaged_store_is_a_finding(closed: Path, book: Book) -> None:
    content = bytearray(closed.read_bytes())
    content[100:4096] = secrets.token_bytes(3996)
    closed.write_bytes(content)
    checked = look(book)
    assert len(checked.findings) == 1
    assert "records" in checked.findings[0]
