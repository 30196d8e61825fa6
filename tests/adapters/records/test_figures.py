"""Reading figures beside the kiosk, and where there is nothing to read."""

from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.adapters.records import NoRecords, ReadingRecords, figures
from kiosk.application.ports import DayFigures
from kiosk.domain.batches import Form, Source
from tests.adapters.records.conftest import Book
from tests.fakes.time import FakeClock


def test_there_may_be_no_records_yet(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with pytest.raises(NoRecords, match="has the kiosk run here yet"):
        ReadingRecords(path).day_figures(FakeClock().moment().day, FakeClock())
    assert not path.exists()


def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    path.write_bytes(b"this is not a database, it only has a long enough text" * 20)
    with pytest.raises(NoRecords, match="askfirst doctor says more"):
        ReadingRecords(path).notice("0" * 64)


def test_a_store_that_never_opened_has_no_figures(book: Book) -> None:
    book.recorder._db.conn.execute("DELETE FROM publication")  # pyright: ignore[reportPrivateUsage]
    with pytest.raises(NoRecords, match="never opened by a kiosk"):
        ReadingRecords(book.path).day_figures(book.clock.moment().day, book.clock)


def test_reading_sees_what_was_just_written(book: Book) -> None:
    day = book.clock.moment().day
    for number in range(10):
        book.keep(number)
    assert ReadingRecords(book.path).day_figures(day, book.clock).counted == 10


def test_reading_shows_the_batches_of_the_days_asked_for(book: Book) -> None:
    day = book.clock.moment().day
    for number in range(20):
        book.keep(number)
    reading = ReadingRecords(book.path)
    assert reading.batches(day, day) == ()
    book.agree(20)
    (batch,) = reading.batches(day, day)
    assert (batch.source, batch.form, batch.visits) == (Source.CAMERA, Form.TOTAL, 20)
    assert reading.batches(date.min, day - timedelta(days=1)) == ()
    assert reading.day_figures(day, book.clock).batches == (batch,)


def test_the_counts_are_those_that_day_figures_have() -> None:
    names = {field.name for field in fields(DayFigures)}
    assert set(figures._COUNTS) <= names  # pyright: ignore[reportPrivateUsage]
