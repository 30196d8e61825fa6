"""A backup takes the store's place whole, or not at all."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from kiosk.adapters.records import (
    backups,
    checkup,
    quarantine,
    restoring,
    schema,
    tags,
    verification,
)
from kiosk.adapters.records.backups import back_up
from kiosk.adapters.records.restoring import (
    BackupUnusable,
    CannotRestore,
    Restored,
    StoreInPlace,
)
from kiosk.domain.events import RecordNotFound
from tests.adapters.records.conftest import Book, open_recorder, restored
from tests.adapters.records.test_backups import WINDOW, ask
from tests.contracts.records.houses import RETENTION

DAY = 24 * 3600


@pytest.fixture
def backup(book: Book) -> Path:
    """Of a store with one visit whose window is closed and one whose window is open."""
    book.keep(1)
    book.clock.forward(WINDOW)
    book.recorder.catch_up()
    book.keep(2)
    made = back_up(book.path, backups.folder_beside(book.path), book.clock.now(), RETENTION)
    # Away from what becomes of the store.
    return made.rename(book.path.parent.with_name("kept elsewhere"))


def restored_in(book: Book, backup: Path, *, replace: bool = True, demo: bool = False) -> Restored:
    return restored(backup, book.path, book.clock, replace=replace, demo=demo)


def lose(book: Book) -> None:
    """The store is damaged beyond use."""
    book.recorder.abandon()
    book.path.write_bytes(b"SQLite format 3\0" + bytes(5000))
    os.utime(book.path, (book.clock.now().timestamp(), book.clock.now().timestamp()))


def test_it_is_the_store_again(book: Book, backup: Path) -> None:
    second = book.consent(2)
    rows = ask(book.path, "SELECT seq, leaf, leaf_hash FROM consent_ledger")
    lose(book)
    was = restored_in(book, backup, replace=False)
    assert was.backup.day == date(2026, 11, 28)
    assert ask(book.path, "SELECT seq, leaf, leaf_hash FROM consent_ledger")[:-1] == rows
    assert book.path.stat().st_mode & 0o777 == 0o600
    assert verification.verify(book.path).is_whole
    book.recorder = open_recorder(book.path, book.clock)
    assert isinstance(book.recorder.find_record(second.code), RecordNotFound)
    book.keep(3)
    book.clock.forward(3600)
    # The one whose window was open is in no block any more, and still counted.
    counted = "SELECT sum(counted) FROM day_hour WHERE day = '2026-11-28'"
    assert ask(book.path, counted) == [(2,)]
    checkup.check(book.path)


def test_the_ledger_says_what_came_back_without_its_proof(book: Book, backup: Path) -> None:
    [(consent,)] = ask(book.path, f"SELECT max(seq) FROM consent_ledger WHERE {schema.IS_CONSENT}")
    lose(book)
    restored_in(book, backup)
    [(leaf, payload)] = ask(
        book.path,
        "SELECT leaf, payload FROM consent_ledger JOIN ledger_opening USING (seq)"
        " ORDER BY seq DESC LIMIT 1",
    )
    assert '"type":"restored"' in leaf
    assert payload == f'{{"backup":"2026-11-28","first":{consent},"last":{consent}}}'
    verdict = verification.verify(book.path)
    assert verdict.is_whole
    assert verdict.left_out == 1


def test_nothing_of_the_backup_is_left_beside_it(book: Book, backup: Path) -> None:
    lose(book)
    restored_in(book, backup)
    assert not ask(book.path, "SELECT name FROM sqlite_master WHERE name = 'backup'")
    # Asking leaves an empty log.
    beside = {file.name for file in book.path.parent.iterdir()} - {
        "records.db-wal",
        "records.db-shm",
    }
    assert beside == {"records.db", "backups", "quarantine"}


def test_the_old_store_is_set_aside_until_its_visits_are_due(book: Book, backup: Path) -> None:
    lose(book)
    damaged = book.path.read_bytes()
    was = restored_in(book, backup)
    assert was.set_aside is not None
    assert (was.set_aside / "records.db").read_bytes() == damaged
    quarantine.erase_due_copies(book.path, RETENTION.window_closes(date(2026, 11, 28)))
    assert not was.set_aside.exists()


def test_a_whole_store_is_not_given_up_unless_somebody_says_so(book: Book, backup: Path) -> None:
    book.keep(3)
    book.recorder.close()
    before = book.path.read_bytes()
    with pytest.raises(StoreInPlace, match="are whole"):
        restored_in(book, backup, replace=False)
    assert book.path.read_bytes() == before
    os.utime(book.path, (book.clock.now().timestamp(), book.clock.now().timestamp()))
    was = restored_in(book, backup, replace=True)
    assert was.set_aside is not None
    assert ask(book.path, "SELECT * FROM visit") == []


def test_what_is_set_aside_of_a_whole_store_has_nothing_of_the_window(
    book: Book, backup: Path
) -> None:
    given = book.keep(3)
    [(key,)] = ask(book.path, "SELECT key FROM day_key WHERE day = ?", str(given.moment.day))
    traces = [
        key,
        tags.visit_tag(key, given.code),
        tags.consent_tag(key, given.code),
        str(given.record_id).encode(),
    ]
    book.recorder.close()
    os.utime(book.path, (book.clock.now().timestamp(), book.clock.now().timestamp()))
    was = restored_in(book, backup, replace=True)
    assert was.set_aside is not None
    assert [file.name for file in was.set_aside.iterdir()] == ["records.db"]
    content = (was.set_aside / "records.db").read_bytes()
    assert not [trace for trace in traces if trace in content]
    for table in ("visit", "day_key", "open_visit"):
        assert ask(was.set_aside / "records.db", f"SELECT * FROM {table}") == []
    # The counts and the ledger are there still, for whoever has to find out what happened.
    assert ask(was.set_aside / "records.db", "SELECT sum(counted) FROM day_hour") == [(3,)]


def test_a_withdrawal_after_a_restore_erases_what_was_set_aside(book: Book, backup: Path) -> None:
    lose(book)
    was = restored_in(book, backup)
    assert was.set_aside is not None
    book.recorder = open_recorder(book.path, book.clock)
    given = book.keep(9)
    assert was.set_aside.exists()
    book.recorder.erase_visit(given.code)
    assert not was.set_aside.exists()


def test_a_killed_store_is_set_aside_with_what_was_in_its_log(book: Book, backup: Path) -> None:
    given = book.keep(3)
    at = book.clock.now().timestamp()
    killed = book.path.parent.with_name("killed")
    shutil.copytree(book.path.parent, killed, ignore=shutil.ignore_patterns("*-shm"))
    for file in killed.iterdir():
        os.utime(file, (at, at))
    assert (killed / "records.db-wal").stat().st_size
    was = restored(backup, killed / "records.db", book.clock, replace=True)
    assert was.set_aside is not None
    # It was in the log alone, and was taken out of that too.
    assert ask(was.set_aside / "records.db", "SELECT sum(counted) FROM day_hour") == [(3,)]
    content = b"".join(file.read_bytes() for file in was.set_aside.iterdir())
    assert str(given.record_id).encode() not in content
    assert str(given.record_id).encode() not in (killed / "records.db").read_bytes()


def test_it_fits_a_folder_where_there_was_nothing(book: Book, backup: Path, tmp_path: Path) -> None:
    new = tmp_path / "a new machine" / "records.db"
    was = restored(backup, new, book.clock, replace=False)
    assert was.set_aside is None
    assert new.parent.stat().st_mode & 0o777 == 0o700
    recorder = open_recorder(new, book.clock)
    recorder.close()
    assert verification.verify(new).is_whole


def test_an_anchor_taken_after_the_backup_finds_it_out(book: Book, backup: Path) -> None:
    for number in (3, 4):
        book.keep(number)
    book.clock.forward(DAY)
    book.recorder.catch_up()
    verdict = verification.verify(book.path)
    assert verdict.head is not None
    anchor = verdict.head.checkpoint
    lose(book)
    restored_in(book, backup)
    assert verification.verify(book.path).is_whole
    found = verification.verify(book.path, anchor=anchor)
    assert found.broken is not None
    assert "rolled back" in found.broken


def change(statement: str) -> Callable[[Path], None]:
    def changed(backup: Path) -> None:
        with closing(sqlite3.connect(backup)) as connection:
            connection.executescript(statement)
            connection.commit()

    return changed


def flip(backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[content.index(b'"type":"consent given"') + 10] ^= 0x01
    backup.write_bytes(content)


NOT_GOOD: dict[str, tuple[Callable[[Path], object], str]] = {
    "another row": (
        change(
            "DROP TRIGGER consent_ledger_update;"
            "UPDATE consent_ledger SET leaf = replace(leaf, 'started', 'stopped') WHERE seq = 2;"
            "CREATE TRIGGER consent_ledger_update BEFORE UPDATE ON consent_ledger\n"
            "        BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END"
        ),
        "row 2 of the ledger",
    ),
    "a proof that is gone": (
        change(
            "DELETE FROM ledger_opening WHERE seq = (SELECT min(seq) FROM consent_ledger"
            f" WHERE {schema.IS_CONSENT})"
        ),
        "has lost its opening",
    ),
    "a guard that is gone": (change("DROP TRIGGER consent_ledger_delete"), "trigger"),
    "a table too many": (change("CREATE TABLE faces(picture BLOB)"), "faces is no table"),
    "a visit": (
        change(
            "INSERT INTO visit(id, day, hour, gender, age_band, way)"
            " VALUES (1, '2026-11-28', 14, 'woman', '25-34', 'told')"
        ),
        "no backup has a row of visit",
    ),
    "a tag": (
        change(
            "UPDATE ledger_opening SET tag = zeroblob(32), tag_day = '2026-11-28' WHERE seq = 1"
        ),
        "tag of a receipt",
    ),
    "a shorter ledger": (
        change("UPDATE backup SET ledger_rows = ledger_rows + 1"),
        "not as long as it says",
    ),
    "a newer schema": (
        change(
            "INSERT INTO _sqlite_migrations(migration_set, name, applied_at)"
            f" VALUES ('{schema.steps.name}', '9999 from the future', '2099-01-01')"
        ),
        "9999 from the future",
    ),
    "another program's file": (change("PRAGMA application_id = 7"), "another program"),
    "no label": (change("DROP TABLE backup"), "a store of records and no backup"),
    "no file": (Path.unlink, "There is no file"),
    "nothing in it": (lambda backup: backup.write_bytes(b""), "empty"),
    "a text": (lambda backup: backup.write_text("Dear shop,"), "does not begin as a database"),
    "cut short": (lambda backup: os.truncate(backup, backup.stat().st_size // 2), "cannot be used"),
    "a flipped byte": (flip, "cannot be used"),
    "a folder": (lambda backup: (backup.unlink(), backup.mkdir()), "is a folder"),
}


@pytest.mark.parametrize("flaw", NOT_GOOD)
def test_a_file_that_is_not_good_changes_nothing(book: Book, backup: Path, flaw: str) -> None:
    make, why = NOT_GOOD[flaw]
    make(backup)
    lose(book)
    before = {file: file.read_bytes() for file in book.path.parent.rglob("*") if file.is_file()}
    with pytest.raises(BackupUnusable, match=why):
        restored_in(book, backup)
    after = {file: file.read_bytes() for file in book.path.parent.rglob("*") if file.is_file()}
    assert after == before


def test_the_demos_backup_is_not_a_shops(book: Book, backup: Path) -> None:
    with pytest.raises(BackupUnusable, match="demo"):
        restored_in(book, backup, demo=True)


def test_no_room_to_set_the_old_one_aside_changes_nothing(
    book: Book, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose(book)
    before = book.path.read_bytes()

    def no_room(source: Path, target: Path) -> None:
        raise OSError("no room")

    monkeypatch.setattr(shutil, "copyfile", no_room)
    with pytest.raises(CannotRestore, match="no room"):
        restored_in(book, backup)
    assert book.path.read_bytes() == before
    assert not book.path.with_name(f"{book.path.name}{restoring.UNFINISHED}").exists()


def test_one_that_was_cut_short_can_be_done_again(book: Book, backup: Path) -> None:
    lose(book)
    for suffix in ("", "-wal", "-shm"):
        left = book.path.with_name(f"{book.path.name}{restoring.UNFINISHED}{suffix}")
        left.write_bytes(b"half of something")
    restored_in(book, backup)
    assert verification.verify(book.path).is_whole
    assert not [file for file in book.path.parent.iterdir() if restoring.UNFINISHED in file.name]
