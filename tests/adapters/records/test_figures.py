"""Reading figures beside the kiosk, and where there is nothing to read.

What the figures are is tests/contracts/records/test_figures.py.
"""

import sqlite3
from contextlib import closing
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from kiosk.adapters.records import NoRecords, ReadingFigures, ReadingRecords, figures
from kiosk.adapters.records.connection import open_for_reading
from kiosk.application.correction import Correction
from kiosk.application.figures import Counts, PeriodFigures
from kiosk.domain.blocks import AT_CLOSE, ReleaseRules
from kiosk.domain.consent import Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.events import VisitKept
from kiosk.domain.periods import Period, Span
from tests.adapters.records.books import DAY, TODAY, end_day
from tests.adapters.records.conftest import Book
from tests.contracts.records.houses import RETENTION
from tests.fakes.figures import FakeCorrection
from tests.fakes.time import FakeClock


def read(book: Book, span: Span = Span.DAY, correction: Correction | None = None) -> PeriodFigures:
    reading = ReadingFigures(book.path, RETENTION, ReleaseRules(), correction)
    return reading.of_period(Period.of(span, TODAY), book.clock)


def keep(book: Book, number: int, answer: Answer, way: Way = Way.CAMERA) -> None:
    given = book.consent(number, way)
    book.recorder.count_asked(given.moment)
    shown = None if way is Way.TOLD else answer
    if way is Way.CAMERA:
        book.recorder.store_consent(given)
    kept = book.recorder.keep_visit(given, answer, way, shown, receipt=True)
    assert isinstance(kept, VisitKept)


def keep_forty(book: Book, way: Way, first: int = 0) -> None:
    """Women and men of every band, five of each."""
    bands = (AgeBand(14, 17), AgeBand(25, 34), AgeBand(45, 54), AgeBand(55, 64))
    apart = [Answer(gender, band) for gender in (Gender.WOMAN, Gender.MAN) for band in bands]
    for number, answer in enumerate(apart * 5, start=first):
        keep(book, number, answer, way)


def test_there_may_be_no_records_yet(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    reading = ReadingFigures(path, RETENTION, ReleaseRules())
    with pytest.raises(NoRecords, match="kiosk"):
        reading.of_period(Period.of_day(TODAY), FakeClock())
    assert not path.exists()


def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    path.write_bytes(b"this is not a database, it only has a long enough text" * 20)
    with pytest.raises(NoRecords, match="askfirst doctor"):
        ReadingRecords(path).notice("0" * 64)


def test_a_store_that_never_opened_has_no_figures(book: Book) -> None:
    book.recorder._db.conn.execute("DELETE FROM publication")  # pyright: ignore[reportPrivateUsage]
    with pytest.raises(NoRecords, match="never opened by a kiosk"):
        read(book)


def test_reading_sees_what_was_just_written(book: Book) -> None:
    for number in range(10):
        book.keep(number)
    assert read(book).counts == Counts(10, agreed=10, counted=10)


def test_reading_shows_the_blocks_of_the_days_asked_for(book: Book) -> None:
    for number in range(20):
        book.keep(number)
    reading = ReadingRecords(book.path)
    assert reading.blocks(TODAY, TODAY) == ()
    end_day(book)
    (block,) = reading.blocks(TODAY, TODAY)
    assert (block.visits, block.closed_at) == (20, AT_CLOSE)
    assert reading.blocks(date.min, TODAY - timedelta(days=1)) == ()
    assert read(book).blocks == (block,)


def test_the_counts_are_those_that_figures_have() -> None:
    names = [field.name for field in fields(Counts)]
    assert [*figures._COUNTS.split(", "), "entered"] == names  # pyright: ignore[reportPrivateUsage]


# The correction ------------------------------------------------------------------------------


def test_shares_are_corrected_where_the_error_is_known(book: Book) -> None:
    keep_forty(book, Way.CAMERA)
    keep_forty(book, Way.TOLD, first=100)
    end_day(book)
    plain, found = read(book), read(book, Span.MONTH, FakeCorrection())
    assert plain.genders.women is not None
    assert found.genders.women is not None
    assert (plain.genders.women.corrected, found.genders.women.corrected) == (False, True)
    assert found.genders.measured == plain.genders.women == plain.genders.measured
    assert (plain.confusion, found.confusion) == ("", FakeCorrection.name)


# A large file --------------------------------------------------------------------------------


def test_no_question_goes_through_a_whole_table(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_forty(book, Way.CAMERA)
    book.clock.forward(7 * DAY)
    book.recorder.catch_up()
    book.recorder.record_entered(TODAY, 14, 60, replace=False)
    asked: list[str] = []
    real = open_for_reading

    def traced(path: Path) -> Database:
        db = real(path)
        db.conn.set_trace_callback(asked.append)
        return db

    monkeypatch.setattr("kiosk.adapters.records.reading.open_for_reading", traced)
    for span in Span:
        read(book, span)
    plans: list[str] = []
    with closing(sqlite3.connect(book.path)) as connection:
        for question in asked:
            if question.startswith("SELECT"):
                plan = connection.execute(f"EXPLAIN QUERY PLAN {question}").fetchall()
                plans += [detail for *_, detail in plan]
    # These have at most one row.
    scans = {plan for plan in plans if plan.startswith("SCAN")}
    assert scans - {"SCAN CONSTANT ROW"} == {
        "SCAN publication",
        "SCAN open_visit",
        "SCAN close_of_day",
    }
    assert any("block_closed" in plan for plan in plans)
