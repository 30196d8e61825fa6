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
from kiosk.domain.batches import Form, Source
from kiosk.domain.consent import Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.events import VisitKept
from kiosk.domain.periods import Period, Span
from kiosk.domain.statistics import Corrected
from tests.adapters.records.books import DAY, TODAY, end_day
from tests.adapters.records.conftest import Book
from tests.contracts.records.houses import RETENTION
from tests.fakes.time import FakeClock

Pair = tuple[int, int]


class HalfOfThem(Correction):
    """Corrects by a rule that is easy to see, and remembers what it was asked."""

    @property
    def name(self) -> str:
        return "a rule, n = 2"

    def __init__(self) -> None:
        self.pairs: list[tuple[Pair, Pair]] = []
        self.bands: list[dict[str, int]] = []

    def women(self, by_camera: Pair, as_said: Pair) -> Corrected:
        self.pairs.append((by_camera, as_said))
        return Corrected(0.5, 0.4, 0.6)

    def ages(self, by_camera: dict[str, int], as_said: dict[str, int]) -> dict[str, Corrected]:
        self.bands += [dict(by_camera), dict(as_said)]
        return {name: Corrected(0.25, 0.2, 0.3) for name in by_camera}


def read(book: Book, span: Span = Span.DAY, correction: Correction | None = None) -> PeriodFigures:
    reading = ReadingFigures(book.path, RETENTION, correction)
    return reading.of_period(Period.of(span, TODAY), book.clock)


def keep(book: Book, number: int, answer: Answer, way: Way = Way.CAMERA) -> None:
    given = book.consent(number, way)
    book.recorder.count_asked(given.moment)
    shown = None if way is Way.TOLD else answer
    if way is Way.CAMERA:
        book.recorder.store_consent(given)
    kept = book.recorder.keep_visit(given, answer, way, shown, receipt=True)
    assert isinstance(kept, VisitKept)


def keep_sixty(book: Book, way: Way, first: int = 0) -> None:
    """A batch of 20 that tells nothing; then, twice as large, one that tells all apart."""
    bands = (AgeBand(14, 17), AgeBand(25, 34), AgeBand(45, 54), AgeBand(55, 64))
    apart = [Answer(gender, band) for gender in (Gender.WOMAN, Gender.MAN) for band in bands]
    for number, answer in enumerate([apart[0]] * 20 + apart * 5, start=first):
        keep(book, number, answer, way)


def test_there_may_be_no_records_yet(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    reading = ReadingFigures(path, RETENTION)
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


def test_reading_shows_the_batches_of_the_days_asked_for(book: Book) -> None:
    for number in range(20):
        book.keep(number)
    reading = ReadingRecords(book.path)
    assert reading.batches(TODAY, TODAY) == ()
    book.agree(20)
    (batch,) = reading.batches(TODAY, TODAY)
    assert (batch.source, batch.form, batch.visits) == (Source.CAMERA, Form.TOTAL, 20)
    assert reading.batches(date.min, TODAY - timedelta(days=1)) == ()
    assert read(book).batches == (batch,)


def test_the_counts_are_those_that_figures_have() -> None:
    names = [field.name for field in fields(Counts)]
    assert [*figures._COUNTS.split(", "), "entered"] == names  # pyright: ignore[reportPrivateUsage]


# The correction ------------------------------------------------------------------------------


def test_a_correction_is_told_what_each_source_counted(book: Book) -> None:
    keep_sixty(book, Way.CAMERA)
    keep_sixty(book, Way.TOLD, first=100)
    end_day(book)
    rule = HalfOfThem()
    found = read(book, Span.MONTH, rule)
    assert rule.pairs == [((20, 20), (20, 20))]
    counted = {"14-17": 10, "18-34": 10, "35-54": 10, "55+": 10}
    assert rule.bands == [counted, counted]
    assert found.genders.corrected == Corrected(0.5, 0.4, 0.6)
    assert found.ages.corrected is not None
    assert found.ages.corrected["55+"] == Corrected(0.25, 0.2, 0.3)
    assert found.confusion == "a rule, n = 2"


def test_without_the_slow_part_nothing_is_corrected(book: Book) -> None:
    keep_sixty(book, Way.CAMERA)
    end_day(book)
    rule = HalfOfThem()
    reading = ReadingFigures(book.path, RETENTION, rule)
    found = reading.of_period(Period.of_month(TODAY), book.clock, corrected=False)
    assert (found.genders.corrected, found.ages.corrected, found.confusion) == (None, None, "")
    assert rule.pairs == rule.bands == []
    assert found.genders.women.value == 20 / 40


def test_ages_that_are_merged_are_corrected_as_they_are(book: Book) -> None:
    for number in range(20):
        gender = Gender.WOMAN if number % 2 else Gender.MAN
        band = AgeBand(25, 34) if number % 4 < 2 else AgeBand(55, 64)
        keep(book, number, Answer(gender, band))
    end_day(book)
    rule = HalfOfThem()
    found = read(book, correction=rule)
    assert {name: share.count for name, share in found.ages.bands.items()} == {
        "14-34": 10,
        "35+": 10,
    }
    assert rule.bands == [{"14-34": 10, "35+": 10}, {"14-34": 0, "35+": 0}]


# A large file --------------------------------------------------------------------------------


def test_no_question_goes_through_a_whole_table(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_sixty(book, Way.CAMERA)
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
    # These two have at most one row.
    scans = {plan for plan in plans if plan.startswith("SCAN")}
    assert scans == {"SCAN publication", "SCAN open_visit"}
    assert any("batch_days" in plan for plan in plans)
