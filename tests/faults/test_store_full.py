"""The disk is full: nothing acknowledged is lost, nobody is asked, and it mends by itself."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.adapters.records.ballast import BALLAST_BYTES
from kiosk.adapters.records.connection import fault_of
from kiosk.domain.events import (
    Erased,
    Event,
    RecordFound,
    RecordNotFound,
    StoreFailed,
    StoreReady,
)
from kiosk.domain.states import StoreFault
from tests.adapters.records.conftest import Book, open_recorder
from tests.adapters.records.test_erasure import found_in
from tests.adapters.records.test_traces import leave, tag_of
from tests.contracts.records.houses import BUSINESS_DAY, code, consent
from tests.domain.samples import ANSWER
from tests.fakes.time import FakeClock
from tests.faults.store_disks import small_disk
from tests.faults.store_events import Kiosk, kiosk_at

DISK_BYTES = 2 * 1024 * 1024
DAY = 24 * 3600

FULL = StoreFailed(StoreFault.FULL)
NOBODY = code(1_000_000)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", DISK_BYTES) as folder:
        yield folder


@pytest.fixture
def kiosk(disk: Path) -> Iterator[Kiosk]:
    with kiosk_at(disk / "data" / "records.db") as kiosk:
        yield kiosk


def fill(disk: Path) -> Path:
    """Take every byte that is left."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (64 * 1024, 4096, 512):
            with suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass
    return filler


def visits_until_full(kiosk: Kiosk) -> None:
    """Ask until it can no longer be written down: the log's own spare room is used first."""
    event: Event | None = None
    while event != FULL:
        kiosk.ask()
        kiosk.store.find_record(NOBODY)
        event = kiosk.next_event()
    assert kiosk.next_event() == RecordNotFound(NOBODY)


def correct_until_full(kiosk: Kiosk, number: int) -> None:
    """Use up what is left of the log's own spare room, too."""
    event: Event | None = None
    while event != FULL:
        kiosk.store.correct_record(code(number), ANSWER)
        event = kiosk.next_event()


def entries(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = connection.execute(
        "SELECT json_extract(leaf, '$.type') FROM consent_ledger ORDER BY seq"
    ).fetchall()
    connection.close()
    return [entry for (entry,) in found]


def test_a_full_disk_is_said_within_a_second_and_written_down(disk: Path, kiosk: Kiosk) -> None:
    for number in range(20):
        kiosk.tell(number)
    fill(disk)
    visits_until_full(kiosk)
    began = time.monotonic()
    kiosk.ask()
    assert kiosk.next_event() == FULL
    assert time.monotonic() - began < 1
    assert kiosk.inside().records == 20
    assert not (kiosk.path.parent / "ballast").exists()
    assert entries(kiosk.path).count("storage full") == 1


def test_no_yes_is_taken_in_the_ballasts_room(disk: Path, kiosk: Kiosk) -> None:
    fill(disk)
    visits_until_full(kiosk)
    for number in range(5):
        kiosk.ask()
        kiosk.store.store_consent(consent(number, kiosk.clock.moment()))
        assert kiosk.next_event() == FULL
        assert kiosk.next_event() == FULL
    assert "consent given" not in entries(kiosk.path)


def test_a_yes_can_be_taken_back_on_a_full_disk(disk: Path, kiosk: Kiosk) -> None:
    kiosk.tell(1)
    fill(disk)
    visits_until_full(kiosk)
    kiosk.store.erase_visit(code(1))
    assert kiosk.next_event() == Erased(code(1))
    assert kiosk.inside().records == 0


def test_a_day_that_cannot_be_closed_keeps_nobody_from_the_own_record(
    disk: Path, kiosk: Kiosk
) -> None:
    """What is over by then is not found, though there was no room to erase it in."""
    kiosk.tell(1)
    kiosk.clock.forward(DAY)
    kiosk.tell(2)
    fill(disk)
    visits_until_full(kiosk)
    fill(disk)
    correct_until_full(kiosk, 2)
    kiosk.clock.forward(3 * DAY)
    kiosk.store.find_record(code(2))
    kiosk.expect(RecordFound)
    kiosk.store.find_record(code(1))
    assert kiosk.next_event() == RecordNotFound(code(1))
    assert kiosk.inside().records == 2


def test_a_start_on_a_full_disk_finds_and_erases_in_the_ballasts_room(
    disk: Path, kiosk: Kiosk
) -> None:
    kiosk.tell(1)
    kiosk.store.close()
    fill(disk)
    started = Kiosk(kiosk.path)
    assert started.next_event() == FULL
    started.store.find_record(code(1))
    started.expect(RecordFound)
    started.store.erase_visit(code(1))
    assert started.next_event() == Erased(code(1))
    started.ask()
    assert started.next_event() == FULL
    started.store.close()


def test_a_yes_that_is_taken_back_when_the_disk_is_found_full_has_the_ballasts_room(
    disk: Path, kiosk: Kiosk
) -> None:
    """Nobody has to come back for it: the deletion goes before the word that the disk is full."""
    kiosk.tell(1)
    fill(disk)
    kiosk.store.erase_visit(code(1))
    assert kiosk.next_event() == Erased(code(1))
    assert kiosk.inside().records == 0
    assert not (kiosk.path.parent / "ballast").exists()
    assert entries(kiosk.path).count("storage full") == 1
    kiosk.ask()
    assert kiosk.next_event() == FULL
    assert entries(kiosk.path).count("storage full") == 1


def test_the_visit_that_met_the_full_disk_is_ended_in_the_ballasts_room(
    disk: Path, kiosk: Kiosk
) -> None:
    kiosk.agree(1)
    yes = consent(1, kiosk.clock.moment())
    fill(disk)
    while True:
        kiosk.store.record_camera_opened(yes)
        kiosk.store.find_record(NOBODY)
        if kiosk.next_event() == FULL:
            break
    assert kiosk.next_event() == RecordNotFound(NOBODY)
    kiosk.store.close_uncounted(yes)
    assert kiosk.inside().openings == 1
    connection = sqlite3.connect(kiosk.path)
    assert connection.execute("SELECT count(*) FROM open_visit").fetchone() == (0,)
    assert connection.execute("SELECT not_counted FROM day").fetchone() == (1,)
    connection.close()


def test_it_mends_by_itself_when_there_is_room_again(disk: Path, kiosk: Kiosk) -> None:
    kiosk.tell(1)
    filler = fill(disk)
    visits_until_full(kiosk)
    kiosk.store.probe()
    assert kiosk.next_event() == FULL
    filler.unlink()
    kiosk.store.probe()
    assert kiosk.next_event() == StoreReady()
    assert (kiosk.path.parent / "ballast").stat().st_size == BALLAST_BYTES
    kiosk.tell(2)
    assert kiosk.inside().records == 2


def test_a_start_on_a_full_disk_waits_for_room(disk: Path, kiosk: Kiosk) -> None:
    kiosk.tell(1)
    kiosk.store.close()
    (kiosk.path.parent / "ballast").unlink()
    filler = fill(disk)
    started = Kiosk(kiosk.path)
    assert started.next_event() == FULL
    started.store.probe()
    assert started.next_event() == FULL
    filler.unlink()
    started.store.probe()
    assert started.next_event() == StoreReady()
    assert started.inside().records == 1
    started.store.close()


def test_a_first_start_on_a_full_disk_leaves_nothing_half_made(disk: Path) -> None:
    filler = fill(disk)
    path = disk / "data" / "records.db"
    kiosk = Kiosk(path)
    assert kiosk.next_event() == FULL
    filler.unlink()
    kiosk.store.probe()
    assert kiosk.next_event() == StoreReady()
    kiosk.tell(1)
    kiosk.store.close()


def test_what_there_is_no_room_to_rewrite_the_file_for_is_not_called_deleted(disk: Path) -> None:
    clock = FakeClock(BUSINESS_DAY)
    book = Book(
        disk / "data" / "records.db", clock, open_recorder(disk / "data" / "records.db", clock)
    )
    given = book.keep()
    trace = {"tag": tag_of(book.path)}
    book.recorder.close()
    leave(book.path, *trace.values())
    book.reopen_closed()
    filler = fill(disk)
    # Room for the deletion, and not for the whole file once more.
    os.truncate(filler, filler.stat().st_size - book.path.stat().st_size // 2)
    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError) as full:
            book.recorder.erase_visit(given.code)
        assert fault_of(full.value, book.path.parent) is StoreFault.FULL
        assert found_in(book.path.parent, trace) == {"tag"}
    filler.unlink()
    assert book.recorder.erase_visit(given.code) == Erased(given.code)
    assert found_in(book.path.parent, trace) == set()
    book.recorder.close()
