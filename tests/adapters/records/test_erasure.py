"""What was erased is in no byte of any file; what cannot be erased yet is not said to be."""

import os
import shutil
import sqlite3
import struct
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.adapters.records import erasure, quarantine
from kiosk.adapters.records.connection import StoreUnavailable
from kiosk.domain.consent import Way
from kiosk.domain.events import Erased, RecordNotFound
from kiosk.domain.states import StoreFault
from tests.adapters.records.conftest import WOMAN, Book, open_recorder
from tests.contracts.records.houses import RETENTION


def markers(path: Path) -> dict[str, bytes]:
    """Bytes by which the one visit in the store, its consent and its key would be known."""
    connection = sqlite3.connect(path)
    row_id, visit_tag = connection.execute("SELECT id, tag FROM visit").fetchone()
    salt, payload, consent_tag = connection.execute(
        "SELECT salt, payload, tag FROM ledger_opening WHERE tag IS NOT NULL"
    ).fetchone()
    (key,) = connection.execute("SELECT key FROM day_key").fetchone()
    connection.close()
    return {
        "row": struct.pack(">q", row_id),
        "visit tag": visit_tag,
        "salt": salt,
        "payload": payload.encode(),
        "consent tag": consent_tag,
        "key": key,
    }


def found_in(folder: Path, wanted: dict[str, bytes]) -> set[str]:
    everything = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    return {name for name, marker in wanted.items() if marker in everything}


def test_nothing_of_a_withdrawn_visit_is_in_any_file(book: Book) -> None:
    given = book.keep()
    wanted = markers(book.path)
    assert found_in(book.path.parent, wanted) == set(wanted)
    assert book.recorder.erase_visit(given.code) == Erased(given.code)
    # The day's key stays: other receipts of the day need it.
    assert found_in(book.path.parent, wanted) == {"key"}


def test_nothing_of_a_stopped_visit_is_in_any_file(book: Book) -> None:
    given = book.agree()
    connection = sqlite3.connect(book.path)
    salt, payload, tag = connection.execute(
        "SELECT salt, payload, tag FROM ledger_opening WHERE tag IS NOT NULL"
    ).fetchone()
    connection.close()
    wanted = {"salt": salt, "payload": payload.encode(), "tag": tag}
    assert found_in(book.path.parent, wanted) == set(wanted)
    book.recorder.erase_visit(given.code)
    assert found_in(book.path.parent, wanted) == set()


def test_nothing_of_an_undone_row_is_in_any_file(book: Book) -> None:
    given = book.keep()
    wanted = markers(book.path)
    book.recorder.close_uncounted(given)
    # The yes was given, and stays as proof; but no code finds it any more.
    assert found_in(book.path.parent, wanted) == {"salt", "payload", "key"}


def test_after_the_window_only_the_proof_of_the_consent_is_left(book: Book) -> None:
    book.keep()
    wanted = markers(book.path)
    book.clock.forward(timedelta(days=4).total_seconds())
    book.recorder.catch_up()
    assert found_in(book.path.parent, wanted) == {"salt", "payload"}


def damage_and_mend(book: Book) -> Path:
    """A start finds damage and copies the file aside; somebody mends it, and it starts again."""
    book.recorder.close()
    now = book.clock.now().timestamp()
    for file in book.path.parent.glob("records.db*"):
        os.utime(file, (now, now))
    with closing(sqlite3.connect(book.path)) as connection:
        (rule,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'block_update'"
        ).fetchone()
        connection.execute("DROP TRIGGER block_update")
    with pytest.raises(StoreUnavailable, match="block_update"):
        book.reopen_closed()
    with closing(sqlite3.connect(book.path)) as connection:
        connection.execute(rule)
    book.reopen_closed()
    [copy] = quarantine.folder_beside(book.path).iterdir()
    return copy


def test_a_withdrawn_visit_is_in_no_copy_that_was_set_aside(book: Book) -> None:
    given = book.keep()
    wanted = markers(book.path)
    copy = damage_and_mend(book)
    assert found_in(copy, wanted) == set(wanted)
    assert book.recorder.erase_visit(book.consent(99).code) == RecordNotFound(book.consent(99).code)
    assert copy.exists()
    assert book.recorder.erase_visit(given.code) == Erased(given.code)
    assert found_in(book.path.parent, wanted) == {"key"}


def test_an_expired_day_is_in_no_copy_that_was_set_aside(book: Book) -> None:
    book.keep()
    wanted = markers(book.path)
    book.clock.forward(timedelta(days=1).total_seconds())
    # The copy is of today, and would stay for a day longer than the visit.
    copy = damage_and_mend(book)
    assert found_in(copy, wanted) == set(wanted)
    closes = RETENTION.window_closes(book.clock.moment().day - timedelta(days=1))
    book.clock.forward((closes - book.clock.now()).total_seconds())
    book.recorder.catch_up()
    assert found_in(book.path.parent, wanted) == {"salt", "payload"}


def test_an_undone_row_is_in_no_copy_that_was_set_aside(book: Book) -> None:
    given = book.keep()
    wanted = markers(book.path)
    kept = book.recorder.last_kept
    damage_and_mend(book)
    book.recorder.last_kept = kept
    book.recorder.close_uncounted(given)
    assert found_in(book.path.parent, wanted) == {"salt", "payload", "key"}


def test_what_cannot_be_erased_from_a_copy_is_not_erased_at_all(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that who tries again does not hear that there is nothing."""
    given = book.keep()
    copy = damage_and_mend(book)

    def fail(folder: Path) -> None:
        raise PermissionError(f"{folder} cannot be erased")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", fail)
        with pytest.raises(PermissionError):
            book.recorder.erase_visit(given.code)
    assert copy.exists()
    assert book.recorder.erase_visit(given.code) == Erased(given.code)
    assert not copy.exists()


def test_erasing_one_of_many_leaves_no_trace_in_any_page(book: Book) -> None:
    """Pages have been split and filled anew by then; the others are untouched."""
    for number in range(300):
        book.keep(number)
    connection = sqlite3.connect(book.path)
    before = dict(connection.execute("SELECT tag, id FROM visit"))
    connection.close()
    for number in range(0, 300, 3):
        book.recorder.erase_visit(book.consent(number).code)
    connection = sqlite3.connect(book.path)
    after = dict(connection.execute("SELECT tag, id FROM visit"))
    connection.close()
    assert len(after) == 200
    gone = {tag: before[tag] for tag in before.keys() - after.keys()}
    rows = {str(row_id): struct.pack(">q", row_id) for row_id in gone.values()}
    tags = {tag.hex(): tag for tag in gone}
    assert found_in(book.path.parent, rows | tags) == set()


def test_the_log_and_the_folder_are_synced_before_anything_is_called_deleted(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = book.keep()
    log = book.path.with_name("records.db-wal")
    synced: list[tuple[str, int]] = []

    def sync(path: Path) -> None:
        synced.append((path.name, log.stat().st_size))

    monkeypatch.setattr(erasure, "sync", sync)
    book.recorder.erase_visit(given.code)
    assert synced == [("records.db-wal", 0), (book.path.parent.name, 0)]


@pytest.fixture
def impatient(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for readers for 20 ms instead of two seconds."""
    monkeypatch.setattr(erasure, "BUSY_SECONDS", 0.02)
    book.recorder._db.conn.execute("PRAGMA busy_timeout = 20")  # pyright: ignore[reportPrivateUsage]


class Reader:
    """Another program that reads, and so keeps the log from being cut."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("BEGIN")
        self._connection.execute("SELECT count(*) FROM visit").fetchone()

    def leave(self) -> None:
        self._connection.close()


@pytest.mark.usefixtures("impatient")
def test_a_reader_in_the_way_delays_the_word_and_the_next_yes(book: Book) -> None:
    given = book.keep(1)
    wanted = markers(book.path)
    reader = Reader(book.path)
    with pytest.raises(StoreUnavailable, match="a reader keeps") as refused:
        book.recorder.erase_visit(given.code)
    assert refused.value.fault is StoreFault.SLOW
    next_visitor = book.consent(2)
    with pytest.raises(StoreUnavailable):
        book.recorder.count_asked(next_visitor.moment)
    with pytest.raises(StoreUnavailable):
        book.recorder.check_room()
    reader.leave()
    book.recorder.check_room()
    assert found_in(book.path.parent, wanted) == {"key"}
    book.agree(2)


@pytest.mark.usefixtures("impatient")
def test_a_deletion_that_is_tried_again_is_a_deletion_once_it_is_off_the_disk(book: Book) -> None:
    given = book.keep(1)
    reader = Reader(book.path)
    for _ in range(2):
        with pytest.raises(StoreUnavailable):
            book.recorder.erase_visit(given.code)
    reader.leave()
    assert book.recorder.erase_visit(given.code) == Erased(given.code)
    assert book.recorder.erase_visit(given.code) == RecordNotFound(given.code)
    connection = sqlite3.connect(book.path)
    assert connection.execute("SELECT withdrawn FROM day").fetchall() == [(1,)]
    connection.close()


@pytest.mark.usefixtures("impatient")
def test_a_told_yes_waits_for_an_erasure_too(book: Book) -> None:
    kept = book.keep(1)
    told = book.consent(2, Way.TOLD)
    book.recorder.count_asked(told.moment)
    reader = Reader(book.path)
    with pytest.raises(StoreUnavailable):
        book.recorder.erase_visit(kept.code)
    with pytest.raises(StoreUnavailable):
        book.recorder.keep_visit(told, WOMAN, Way.TOLD, None, receipt=True)
    reader.leave()
    book.recorder.keep_visit(told, WOMAN, Way.TOLD, None, receipt=True)


@pytest.mark.usefixtures("impatient")
def test_a_reader_does_not_disturb_the_hourly_erasure(book: Book) -> None:
    book.keep()
    wanted = markers(book.path)
    book.clock.forward(timedelta(days=4).total_seconds())
    reader = Reader(book.path)
    book.recorder.catch_up()
    reader.leave()
    book.recorder.catch_up()
    assert found_in(book.path.parent, wanted) == {"salt", "payload"}


@pytest.mark.usefixtures("impatient")
def test_an_erasure_cut_short_is_finished_at_the_next_start(book: Book) -> None:
    given = book.keep()
    wanted = markers(book.path)
    reader = Reader(book.path)
    with pytest.raises(StoreUnavailable):
        book.recorder.erase_visit(given.code)
    book.recorder.abandon()
    reader.leave()
    book.recorder = open_recorder(book.path, book.clock)
    assert found_in(book.path.parent, wanted) == {"key"}


def test_a_quarantined_copy_goes_while_the_store_runs(book: Book) -> None:
    copy = book.path.parent / "quarantine" / "20261128T040000Z-0123456789abcdef"
    copy.mkdir(parents=True)
    book.recorder.catch_up()
    assert copy.exists()
    book.clock.forward(timedelta(days=4).total_seconds())
    book.recorder.catch_up()
    assert not copy.exists()


@pytest.mark.usefixtures("impatient")
@pytest.mark.system
def test_a_start_with_a_reader_in_the_way_is_tried_again(book: Book) -> None:
    book.keep()
    reader = Reader(book.path)
    book.keep(2)
    book.recorder.abandon()
    with pytest.raises(StoreUnavailable, match="a reader keeps") as refused:
        open_recorder(book.path, book.clock)
    assert refused.value.fault is StoreFault.SLOW
    reader.leave()
    book.recorder = open_recorder(book.path, book.clock)


def test_syncing_what_is_not_there_needs_nothing(tmp_path: Path) -> None:
    erasure.sync(tmp_path / "gone")
    erasure.sync(tmp_path)
