"""What the door counter saw: added to, written over, and kept as long as other counts."""

import queue
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.events import Event, StoreFailed, StoreReady
from kiosk.domain.states import StoreFault
from tests.adapters.records.books import DAY, TODAY, asked, entries
from tests.adapters.records.conftest import Book
from tests.adapters.records.test_store import break_next, inside, sqlite_error
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION, shops_store
from tests.fakes.time import FakeClock


def entered(book: Book) -> list[tuple[Any, ...]]:
    return asked(book, "SELECT day, hour, entered FROM door_hour ORDER BY day, hour")


def test_a_live_counter_adds_and_a_file_that_is_read_again_replaces(book: Book) -> None:
    book.recorder.record_entered(TODAY, 9, 0, replace=False)
    assert entered(book) == [(str(TODAY), 9, 0)]
    book.recorder.record_entered(TODAY, 9, 7, replace=False)
    book.recorder.record_entered(TODAY, 9, 5, replace=False)
    book.recorder.record_entered(TODAY, 10, 3, replace=True)
    assert entered(book) == [(str(TODAY), 9, 12), (str(TODAY), 10, 3)]
    book.recorder.record_entered(TODAY, 9, 8, replace=True)
    book.recorder.record_entered(TODAY, 10, 3, replace=True)
    assert entered(book) == [(str(TODAY), 9, 8), (str(TODAY), 10, 3)]


@pytest.mark.parametrize(("hour", "people"), [(9, -1), (24, 1), (-1, 1)])
def test_what_no_counter_sees_is_refused(book: Book, hour: int, people: int) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        book.recorder.record_entered(TODAY, hour, people, replace=True)
    assert entered(book) == []


def test_it_goes_with_the_other_counts_even_of_a_day_without_visitors(book: Book) -> None:
    book.recorder.record_entered(TODAY, 9, 7, replace=False)
    last = date(TODAY.year + 2, TODAY.month + 1, TODAY.day)
    assert RETENTION.counts_kept_from(last) == TODAY
    book.clock.forward((last - TODAY).days * DAY)
    assert book.recorder.catch_up().counts_from is None
    assert len(entered(book)) == 1
    book.clock.forward(DAY)
    assert book.recorder.catch_up().counts_from == TODAY + timedelta(days=1)
    assert entered(book) == []
    assert len(entries(book, "counts expired")) == 1


def test_what_could_not_be_written_is_written_when_the_store_can_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted: queue.SimpleQueue[Event] = queue.SimpleQueue()
    path = tmp_path / "data" / "records.db"
    store = shops_store(posted.put, FakeClock(BUSINESS_DAY), path)
    assert posted.get(timeout=10) == StoreReady()
    break_next(monkeypatch, "record_entered", sqlite_error(sqlite3.SQLITE_BUSY))
    store.record_entered(TODAY, 9, 4)
    assert posted.get(timeout=10) == StoreFailed(StoreFault.SLOW)
    store.probe()
    assert posted.get(timeout=10) == StoreReady()
    store.record_entered(TODAY, 9, 3)
    inside(store)
    store.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT entered FROM door_hour").fetchall() == [(7,)]
    connection.close()
