"""What the store does after the close of day, beside the visits and without delaying any."""

import errno
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

import pytest

from kiosk.adapters.records import RecordsStore, backups, ending, flaws, ledger
from kiosk.adapters.records.allowed import is_known_file
from kiosk.adapters.records.checkup import LEDGER_ROWS_CHECKED
from kiosk.adapters.records.connection import transaction
from kiosk.adapters.records.ledger import Entry
from kiosk.adapters.records.night import NightWork
from kiosk.adapters.records.recorder import Recorder
from kiosk.application.night import NightReport
from kiosk.domain.consent import Way
from kiosk.domain.events import Erased, Event, StoreFailed, StoreReady, VisitKept
from kiosk.domain.states import Inside, StoreFault
from tests.adapters.records.conftest import Book
from tests.adapters.records.ledger_files import LedgerFile
from tests.contracts.records.houses import (
    ANSWER_SECONDS,
    BUSINESS_DAY,
    RETENTION,
    consent,
    shops_store,
)
from tests.domain.samples import ANSWER
from tests.fakes.time import FakeClock

MANY_ROWS = 40_000


@dataclass
class Shop:
    """A store that looks after itself, and who hears from it."""

    path: Path
    clock: FakeClock
    store: RecordsStore
    posted: "queue.SimpleQueue[Event]"

    def hear(self) -> Event:
        return self.posted.get(timeout=ANSWER_SECONDS)

    def report_after(self, last: NightReport | None = None) -> NightReport:
        """The next report; each look at the inside takes its turn in the store's queue."""
        until = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < until:
            self.inside()
            report = self.store.night_report()
            if report is not None and report is not last:
                return report
            threading.Event().wait(0.01)
        raise AssertionError("no report came")

    def inside(self) -> Inside:
        told: queue.SimpleQueue[Inside] = queue.SimpleQueue()
        self.store.inside(told.put)
        return told.get(timeout=ANSWER_SECONDS)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = open_shop(tmp_path / "data" / "records.db", FakeClock(BUSINESS_DAY))
    yield made
    made.store.close()


def open_shop(path: Path, clock: FakeClock, wake_every: float = 3600) -> Shop:
    posted: queue.SimpleQueue[Event] = queue.SimpleQueue()
    store = shops_store(posted.put, clock, path, looks_after_itself=True, wake_every=wake_every)
    return Shop(path, clock, store, posted)


def test_a_start_is_looked_after_and_so_is_each_day_that_ends(shop: Shop) -> None:
    assert shop.hear() == StoreReady()
    first = shop.report_after()
    assert first.when == shop.clock.now()
    assert (first.flaw, first.backup_fault) == (None, None)
    assert first.rows == shop.inside().ledger_rows
    assert shop.inside().checked == first.self_check
    assert first.self_check.ok, first.self_check.findings
    shop.clock.forward(24 * 3600)
    shop.store.erase_due()
    second = shop.report_after(first)
    assert second.when == shop.clock.now()
    folder = backups.folder_beside(shop.path)
    assert {file.name for file in folder.iterdir()} == {first.backup, second.backup}


def test_the_second_start_of_a_day_makes_no_second_backup(shop: Shop) -> None:
    shop.hear()
    made = shop.report_after().backup
    assert made is not None
    shop.store.close()
    again = open_shop(shop.path, shop.clock)
    report = again.report_after()
    assert (report.backup, report.backup_fault) == (None, None)
    assert report.rows == again.inside().ledger_rows
    again.store.close()


def test_without_being_told_to_it_does_not_look_after_itself(book: Book) -> None:
    assert not backups.folder_beside(book.path).exists()


def write_long_ledger(path: Path, rows: int) -> None:
    """A ledger of so many rows with a head over them, in a file that no store has opened yet."""
    file = LedgerFile(path)
    with transaction(file.db) as connection:
        for _ in range(rows):
            ledger.append(connection, Entry.STARTED, file.now, {})
    file.sign()
    file.close()


def say_in_row_50(path: Path, payload: str) -> None:
    """Change what a row says, far from where any start looks."""
    connection = sqlite3.connect(path)
    connection.execute("UPDATE ledger_opening SET payload = ? WHERE seq = 50", [payload])
    connection.commit()
    connection.close()


def test_a_ledger_broken_where_no_start_looks_ends_the_asking(tmp_path: Path) -> None:
    path = tmp_path / "data" / "records.db"
    write_long_ledger(path, LEDGER_ROWS_CHECKED + 100)
    say_in_row_50(path, '{"seconds":1}')
    shop = open_shop(path, FakeClock(BUSINESS_DAY))
    assert shop.hear() == StoreReady()
    broken = StoreFailed(StoreFault.BROKEN)
    assert shop.hear() == broken
    report = shop.store.night_report()
    assert report is not None
    assert report.flaw is not None
    assert "row 50" in report.flaw
    assert report.backup is None
    shop.store.probe()
    assert shop.hear() == broken
    shop.store.count_asked(shop.clock.moment())
    assert shop.hear() == broken
    shop.store.close()


def test_a_flaw_that_the_night_found_is_remembered_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "data" / "records.db"
    broken = StoreFailed(StoreFault.BROKEN)
    write_long_ledger(path, LEDGER_ROWS_CHECKED + 100)
    say_in_row_50(path, '{"seconds":1}')
    shop = open_shop(path, FakeClock(BUSINESS_DAY))
    assert (shop.hear(), shop.hear()) == (StoreReady(), broken)
    shop.store.close()
    for _ in range(2):
        again = open_shop(path, shop.clock)
        assert again.hear() == broken
        again.store.probe()
        assert again.hear() == broken
        again.store.close()
    kept = flaws.file_beside(path)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert is_known_file(PurePath(kept.name), path.name)
    assert kept in ending.files_of(path)
    # Put right, it is read as a whole once more, and then forgotten.
    say_in_row_50(path, "{}")
    mended = open_shop(path, shop.clock)
    assert mended.hear() == StoreReady()
    assert not flaws.file_beside(path).exists()
    mended.store.close()


def test_a_flaw_that_cannot_be_written_down_is_a_flaw_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path, flaw: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(flaws, "remember", fails)
    path = tmp_path / "data" / "records.db"
    write_long_ledger(path, LEDGER_ROWS_CHECKED + 100)
    say_in_row_50(path, '{"seconds":1}')
    shop = open_shop(path, FakeClock(BUSINESS_DAY))
    assert (shop.hear(), shop.hear()) == (StoreReady(), StoreFailed(StoreFault.BROKEN))
    shop.store.close()


def test_an_unchanged_store_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "records.db"
    write_long_ledger(path, 60)
    assert flaws.still_there(path) is None
    flaws.remember(path, "row 50 is wrong")
    monkeypatch.setattr(flaws.verification, "verify", pytest.fail)
    assert flaws.still_there(path) == "row 50 is wrong"


@pytest.mark.system
def test_a_deletion_does_not_wait_for_the_night_to_be_over(tmp_path: Path) -> None:
    path = tmp_path / "data" / "records.db"
    write_long_ledger(path, MANY_ROWS)
    shop = open_shop(path, FakeClock(BUSINESS_DAY))
    assert shop.hear() == StoreReady()
    deleted = 0
    while shop.store.night_report() is None:
        given = consent(deleted, shop.clock.moment(), Way.TOLD)
        shop.store.count_asked(given.moment)
        shop.store.keep_visit(given, ANSWER, Way.TOLD, None, receipt=True)
        assert isinstance(shop.hear(), VisitKept)
        shop.store.erase_visit(given.code)
        assert shop.hear() == Erased(given.code)
        deleted += 1
    # One that waited for the night to be over would have been the only one.
    assert deleted > 2
    report = shop.report_after()
    assert (report.flaw, report.backup_fault) == (None, None)
    assert report.backup is not None
    shop.store.close()


def test_backups_that_cannot_be_read_are_a_fault_of_the_backup(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = shop.report_after()
    folder = backups.folder_beside(shop.path)
    listed = Path.iterdir

    def iterdir(path: Path) -> Iterator[Path]:
        if path == folder:
            raise PermissionError(errno.EACCES, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    shop.clock.forward(24 * 3600)
    shop.store.erase_due()
    report = shop.report_after(first)
    assert report.backup is None
    assert report.backup_fault is not None
    assert "Permission denied" in report.backup_fault
    shop.store.probe()
    assert [shop.hear(), shop.hear()] == [StoreReady(), StoreReady()]


class HeldNight:
    """A night's work that goes on until it is let go, or given up."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun: queue.SimpleQueue[None] = queue.SimpleQueue()
        self.goes_on = threading.Event()
        has_read = NightWork._has_read  # pyright: ignore[reportPrivateUsage]

        def held(work: NightWork, rows: int, of: int) -> None:
            if not rows:
                return has_read(work, rows, of)
            self.begun.put(None)
            while not self.goes_on.wait(0.01):
                has_read(work, rows, of)
            return None

        monkeypatch.setattr(NightWork, "_has_read", held)


def test_a_day_that_ends_while_the_last_night_goes_on_is_looked_after_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = HeldNight(monkeypatch)
    shop = open_shop(tmp_path / "data" / "records.db", FakeClock(BUSINESS_DAY), wake_every=0.02)
    assert shop.hear() == StoreReady()
    night.begun.get(timeout=ANSWER_SECONDS)
    shop.clock.forward(24 * 3600)
    shop.store.erase_due()
    shop.inside()
    assert night.begun.empty()
    night.goes_on.set()
    night.begun.get(timeout=ANSWER_SECONDS)
    made = shop.report_after(shop.report_after())
    assert made.when == shop.clock.now()
    shop.store.close()


def test_whoever_hears_a_report_can_have_the_next_begun_at_once(book: Book) -> None:
    """Else a day that is closed just then would be looked after no sooner than at the next wake."""
    night = NightWork(book.path, RETENTION, FakeClock(BUSINESS_DAY))
    begun: queue.SimpleQueue[bool] = queue.SimpleQueue()
    reports: queue.SimpleQueue[NightReport] = queue.SimpleQueue()
    assert night.begin(lambda _: begun.put(night.begin(reports.put)))
    assert begun.get(timeout=ANSWER_SECONDS)
    assert reports.get(timeout=ANSWER_SECONDS).flaw is None
    assert night.stop()


def test_neither_a_probe_nor_the_end_waits_for_the_night_to_be_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = HeldNight(monkeypatch)
    shop = open_shop(tmp_path / "data" / "records.db", FakeClock(BUSINESS_DAY), wake_every=0.02)
    assert shop.hear() == StoreReady()
    night.begun.get(timeout=ANSWER_SECONDS)
    failed = sqlite3.DatabaseError("as a test wants it")
    failed.sqlite_errorcode = sqlite3.SQLITE_IOERR
    with monkeypatch.context() as patch:
        patch.setattr(Recorder, "count_asked", raising(failed))
        shop.store.count_asked(shop.clock.moment())
        assert shop.hear() == StoreFailed(StoreFault.BROKEN)
    began = time.monotonic()
    shop.store.probe()
    assert shop.hear() == StoreReady()
    # What was given up is begun anew.
    night.begun.get(timeout=ANSWER_SECONDS)
    shop.store.close()
    assert time.monotonic() - began < 4


def raising(error: Exception) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail
