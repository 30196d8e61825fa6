"""A backup holds what may come back, and nothing that a visitor may still take away."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.adapters.records import backups, copying, schema, tags, verification
from kiosk.adapters.records.backups import BackupFailed, back_up
from kiosk.adapters.records.connection import open_for_reading
from kiosk.domain.consent import ConsentRecord, Way
from kiosk.domain.events import Erased
from tests.adapters.records.conftest import Book, open_recorder
from tests.contracts.records.houses import RETENTION
from tests.fakes.time import FakeClock

DAY = 24 * 3600
WINDOW = 4 * DAY
"""After this long the window of a visit is closed, whatever hour it was in."""


@pytest.fixture
def folder(book: Book) -> Path:
    return backups.folder_beside(book.path)


def made_by(book: Book) -> Path:
    return back_up(book.path, backups.folder_beside(book.path), book.clock.now(), RETENTION)


def ask(path: Path, question: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(open_for_reading(path)) as db:
        return db.conn.execute(question, values).fetchall()


def traces_of(book: Book, visitor: ConsentRecord) -> list[bytes]:
    """Everything by which a visitor could be found: the record's id, the key, both tags."""
    [(key,)] = ask(book.path, "SELECT key FROM day_key WHERE day = ?", str(visitor.moment.day))
    return [
        str(visitor.record_id).encode(),
        key,
        tags.visit_tag(key, visitor.code),
        tags.consent_tag(key, visitor.code),
    ]


def assert_traceless(file: Path, traces: list[bytes]) -> None:
    content = file.read_bytes()
    assert not [trace for trace in traces if trace in content]


def test_every_table_is_either_copied_or_never(book: Book) -> None:
    tables = {
        name
        for (name,) in ask(book.path, "SELECT name FROM sqlite_master WHERE type = 'table'")
        if name != "_sqlite_migrations"
    }
    lists = (*copying.SMALL_TABLES, *copying.GROWING_TABLES, *copying.NEVER_COPIED)
    assert sorted(lists) == sorted(tables)


def test_it_is_a_store_of_its_own_and_nobody_elses(book: Book, folder: Path) -> None:
    book.keep()
    made = made_by(book)
    [(first,)] = ask(book.path, "SELECT leaf_hash FROM consent_ledger WHERE seq = 1")
    assert made == folder / f"askfirst-2026-11-24-{first[:4].hex()}.sqlite3"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert made.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in folder.iterdir()] == [made.name]
    [(rows,)] = ask(book.path, "SELECT max(seq) FROM consent_ledger")
    [label] = ask(made, "SELECT day, ledger_rows FROM backup")
    assert label == ("2026-11-24", rows)
    assert ask(made, "PRAGMA integrity_check") == [("ok",)]
    assert ask(made, "PRAGMA auto_vacuum") == ask(book.path, "PRAGMA auto_vacuum")
    here, there = (
        set(ask(path, "SELECT type, name, sql FROM sqlite_master")) for path in (book.path, made)
    )
    assert {name for _, name, _ in there - here} == {"backup"}
    assert here <= there


def test_what_can_be_withdrawn_is_not_in_it(book: Book) -> None:
    kept = [book.keep(1), book.keep(2, receipt=False)]
    traces = [trace for visitor in kept for trace in traces_of(book, visitor)]
    made = made_by(book)
    assert_traceless(made, traces)
    for table in copying.NEVER_COPIED:
        assert ask(made, f"SELECT count(*) FROM {table}") == [(0,)]
    consents = [
        seq for (seq,) in ask(made, f"SELECT seq FROM consent_ledger WHERE {schema.IS_CONSENT}")
    ]
    assert ask(made, "SELECT first_left_out, last_left_out FROM backup") == [tuple(consents)]
    verdict = verification.verify(made, left_out=(consents[0], consents[1]))
    assert verdict.is_whole
    assert verdict.left_out == 2
    assert not verification.verify(made).is_whole


def test_what_was_withdrawn_is_not_in_it(book: Book) -> None:
    visitor = book.keep()
    traces = traces_of(book, visitor)
    assert isinstance(book.recorder.erase_visit(visitor.code), Erased)
    made = made_by(book)
    assert_traceless(made, traces)
    assert ask(made, "SELECT withdrawn FROM day") == [(1,)]


def test_the_proof_of_a_closed_window_is_in_it(book: Book) -> None:
    old = book.keep(1)
    book.clock.forward(WINDOW)
    book.recorder.catch_up()
    new = book.keep(2)
    made = made_by(book)
    content = made.read_bytes()
    assert str(old.record_id).encode() in content
    assert str(new.record_id).encode() not in content
    [(seq,)] = ask(made, f"SELECT max(seq) FROM consent_ledger WHERE {schema.IS_CONSENT}")
    assert ask(made, "SELECT first_left_out, last_left_out FROM backup") == [(seq, seq)]


def test_a_proof_is_left_out_until_the_window_closes_to_the_second(book: Book) -> None:
    visitor = book.keep(receipt=False)
    closes = RETENTION.window_closes(visitor.moment.day)
    folder = backups.folder_beside(book.path)
    record = str(visitor.record_id).encode()
    early = back_up(book.path, folder, closes - timedelta(seconds=1), RETENTION)
    assert record not in early.read_bytes()
    assert record in back_up(book.path, folder, closes, RETENTION).read_bytes()


def test_it_says_so_if_nothing_had_to_be_left_out(book: Book) -> None:
    book.keep()
    book.clock.forward(WINDOW)
    book.recorder.catch_up()
    assert ask(made_by(book), "SELECT first_left_out, last_left_out FROM backup") == [(0, 0)]


def test_what_a_code_still_finds_is_left_out_whatever_the_clock_says(book: Book) -> None:
    visitor = book.keep()
    traces = traces_of(book, visitor)
    # Years ahead by mistake: the store has not come to erase anything by it yet.
    made = back_up(
        book.path,
        backups.folder_beside(book.path),
        book.clock.now() + timedelta(days=3650),
        RETENTION,
    )
    assert_traceless(made, traces)
    assert isinstance(book.recorder.erase_visit(visitor.code), Erased)


@pytest.mark.parametrize("agreed", [False, True])
def test_a_visit_that_is_going_on_ends_in_it_as_in_a_crash(book: Book, agreed: bool) -> None:
    if agreed:
        book.agree()
    else:
        book.recorder.count_asked(book.clock.moment())
    made = made_by(book)
    [(asked, said_yes, walked_away)] = ask(made, "SELECT asked, agreed, walked_away FROM day_hour")
    assert (asked, said_yes, walked_away) == ((1, 1, 0) if agreed else (1, 0, 1))
    assert ask(made, "SELECT not_counted FROM day") == ([(1,)] if agreed else [])
    assert ask(book.path, "SELECT count(*) FROM open_visit") == [(1,)]


def test_the_newest_seven_are_kept(book: Book, folder: Path) -> None:
    strangers = [folder / "askfirst-2020-01-01-ffffffff.sqlite3", folder / "notes.txt"]
    folder.mkdir(mode=0o700)
    for stranger in strangers:
        stranger.write_text("another kiosk's, or somebody's")
    made: list[Path] = []
    for _ in range(9):
        made.append(made_by(book))
        book.clock.forward(DAY)
    assert sorted(folder.iterdir()) == sorted([*made[2:], *strangers])


def test_it_is_due_once_a_business_day(book: Book, folder: Path) -> None:
    def is_due(hours: int) -> bool:
        now = book.clock.now() + timedelta(hours=hours)
        return backups.is_due(book.path, folder, now, RETENTION)

    assert is_due(0)
    made = made_by(book)
    assert not is_due(13)
    assert is_due(14)
    # Another kiosk's is none of ours.
    made.rename(made.with_name(f"{made.stem[:-8]}ffffffff.sqlite3"))
    assert is_due(0)


def test_what_a_wrong_clock_dated_takes_no_place_and_goes_with_seven_newer(
    book: Book, folder: Path
) -> None:
    ahead: list[Path] = []
    for day in range(7):
        now = book.clock.now() + timedelta(days=3650 + day)
        ahead.append(back_up(book.path, folder, now, RETENTION))
    right: list[Path] = []
    for _ in range(6):
        right.append(made_by(book))
        book.clock.forward(DAY)
    assert sorted(folder.iterdir()) == [*right, *ahead]
    right.append(made_by(book))
    assert sorted(folder.iterdir()) == right


def test_a_clock_that_stands_in_the_past_pushes_no_good_one_out_at_once(
    book: Book, folder: Path
) -> None:
    good: list[Path] = []
    for _ in range(7):
        good.append(made_by(book))
        book.clock.forward(DAY)
    long_ago = back_up(book.path, folder, datetime(1980, 1, 1, tzinfo=UTC), RETENTION)
    assert sorted(folder.iterdir()) == [long_ago, *good]


def test_a_longer_window_of_before_is_left_out_to_its_end(book: Book) -> None:
    visitor = book.keep(receipt=False)
    closes = RETENTION.window_closes(visitor.moment.day)
    shorter = replace(RETENTION, window_hours=24)
    folder = backups.folder_beside(book.path)
    record = str(visitor.record_id).encode()
    early = back_up(book.path, folder, closes - timedelta(seconds=1), shorter)
    assert record not in early.read_bytes()
    assert record in back_up(book.path, folder, closes, shorter).read_bytes()


def test_a_shorter_window_of_before_is_not_left_out_for_longer(book: Book) -> None:
    visitor = book.keep(receipt=False)
    closes = RETENTION.window_closes(visitor.moment.day)
    longer = replace(RETENTION, window_hours=168)
    made = back_up(book.path, backups.folder_beside(book.path), closes, longer)
    assert str(visitor.record_id).encode() in made.read_bytes()


def test_a_second_one_of_a_day_takes_the_place_of_the_first(book: Book) -> None:
    first = made_by(book)
    before = first.read_bytes()
    book.keep()
    assert made_by(book) == first
    assert first.read_bytes() != before


def test_a_shorter_ledger_does_not_take_the_place_of_a_longer_one(
    book: Book, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    short = back_up(book.path, elsewhere, book.clock.now(), RETENTION)
    book.keep()
    long = made_by(book)
    before = long.read_bytes()
    with pytest.raises(BackupFailed):
        back_up(short, backups.folder_beside(book.path), book.clock.now(), RETENTION)
    assert long.read_bytes() == before


def test_the_records_may_grow_meanwhile(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        book.keep(number)
    monkeypatch.setattr(copying, "_ROWS_AT_A_TIME", 2)
    meanwhile(monkeypatch, [lambda: book.keep(7)])
    made = made_by(book)
    question = "SELECT max(seq), sum(length(leaf)) FROM consent_ledger"
    assert ask(made, question) == ask(book.path, question)
    assert ask(made, "SELECT counted FROM day_hour") == [(4,)]


def test_no_erasure_waits_for_it(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = book.keep(1)
    book.keep(2)
    traces = traces_of(book, visitor)
    monkeypatch.setattr(copying, "_ROWS_AT_A_TIME", 2)
    answers: list[object] = []
    meanwhile(monkeypatch, [lambda: answers.append(book.recorder.erase_visit(visitor.code))])
    assert_traceless(made_by(book), traces)
    assert answers == [Erased(visitor.code)]


def test_what_expires_meanwhile_is_not_in_it(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    old = book.keep()
    book.clock.forward(WINDOW)
    book.recorder.catch_up()
    monkeypatch.setattr(copying, "_ROWS_AT_A_TIME", 2)
    meanwhile(monkeypatch, [lambda: None, lambda: None, lambda: expire_proofs(book)])
    assert str(old.record_id).encode() not in made_by(book).read_bytes()


def expire_proofs(book: Book) -> None:
    """As a close of day in some years does."""
    from kiosk.adapters.records import erasure
    from kiosk.adapters.records.connection import open_for_writing, transaction

    later = book.clock.now() + timedelta(days=3 * 366)
    with closing(open_for_writing(book.path)) as db, transaction(db) as connection:
        assert erasure.expire_proofs(connection, RETENTION.proofs_kept_from(later.date()), later)


def meanwhile(monkeypatch: pytest.MonkeyPatch, happenings: list[Callable[[], object]]) -> None:
    """Have these happen one by one whenever some of the rows are copied."""
    waiting = iter(happenings)

    def happen(folder: Path) -> None:
        next(waiting, lambda: None)()

    monkeypatch.setattr(backups, "_check_room", happen)


@pytest.fixture
def earlier(book: Book) -> Path:
    """A backup of the day before, which nothing that fails may touch."""
    made = made_by(book)
    book.clock.forward(DAY)
    return made


def assert_nothing_came_of_it(earlier: Path, book: Book, why: str) -> None:
    before = earlier.read_bytes()
    with pytest.raises(BackupFailed, match=why):
        made_by(book)
    assert list(earlier.parent.iterdir()) == [earlier]
    assert earlier.read_bytes() == before


def test_a_ledger_that_was_changed_is_not_backed_up(book: Book, earlier: Path) -> None:
    book.recorder.close()
    with closing(sqlite3.connect(book.path)) as connection:
        connection.execute("DROP TRIGGER consent_ledger_update")
        connection.execute("UPDATE consent_ledger SET leaf_hash = zeroblob(32) WHERE seq = 2")
        connection.commit()
    assert_nothing_came_of_it(earlier, book, "would not be whole")
    book.recorder = open_recorder(book.path.with_name("another.db"), book.clock)


def test_it_does_not_take_the_last_room(
    book: Book, earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "LEAVES_FREE", 1 << 60)
    assert_nothing_came_of_it(earlier, book, "no room")


def test_it_is_given_up_when_the_room_goes_meanwhile(
    book: Book, earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path) -> None:
        raise BackupFailed(f"The disk of {folder} has no more room for a backup.")

    monkeypatch.setattr(backups, "_check_room", full)
    assert_nothing_came_of_it(earlier, book, "no more room")


@pytest.mark.parametrize("calls", [1, 2])
def test_it_can_be_called_off(book: Book, earlier: Path, calls: int) -> None:
    """While it is copied, and while it is checked."""

    class Stopped(Exception):
        pass

    left = calls

    def go_on() -> None:
        nonlocal left
        left -= 1
        if not left:
            raise Stopped

    with pytest.raises(Stopped):
        back_up(book.path, earlier.parent, book.clock.now(), RETENTION, go_on)
    assert list(earlier.parent.iterdir()) == [earlier]
    assert made_by(book).exists()


def test_two_at_a_time_are_one(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[str] = []

    def another() -> None:
        with pytest.raises(BackupFailed) as why:
            made_by(book)
        refused.append(str(why.value))

    meanwhile(monkeypatch, [another])
    assert made_by(book).exists()
    assert refused == ["Another backup is being made just now."]


def test_what_a_power_cut_left_is_made_anew(book: Book, folder: Path) -> None:
    made = made_by(book)
    kiosk = made.stem.rpartition("-")[2]
    for left in (made.read_bytes(), b"half of something", b""):
        unfinished = folder / f"askfirst-{kiosk}.part"
        unfinished.write_bytes(left)
        assert made_by(book) == made
        assert list(folder.iterdir()) == [made]


def test_without_records_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="no records"):
        back_up(tmp_path / "records.db", tmp_path / "backups", FakeClock().now(), RETENTION)
    assert not (tmp_path / "backups").exists()


def test_a_newer_store_is_left_alone(book: Book, earlier: Path) -> None:
    with closing(sqlite3.connect(book.path)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES (?, ?, ?)",
            [schema.steps.name, "9999 from the future", "2099-01-01"],
        )
        connection.commit()
    assert_nothing_came_of_it(earlier, book, "9999 from the future")


def test_the_figures_add_up_in_it(book: Book) -> None:
    book.keep(1)
    book.recorder.erase_visit(book.keep(2).code)
    told = book.consent(3, Way.TOLD)
    book.recorder.count_asked(told.moment)
    book.agree(4)
    made = made_by(book)
    [(agreed, told_us, counted)] = ask(
        made, "SELECT sum(agreed), sum(told), sum(counted) FROM day_hour"
    )
    [(not_counted, withdrawn)] = ask(made, "SELECT sum(not_counted), sum(withdrawn) FROM day")
    assert agreed + told_us == counted + not_counted + withdrawn
