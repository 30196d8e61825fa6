"""Corrections by month: added as a visit's row goes, told by whole sets, erased with the counts."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.adapters.records import backups, close_of_day, corrections
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.application.staff import CorrectionsSeen
from kiosk.domain import confusion
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.confusion import Answered
from kiosk.domain.consent import Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.events import StoreReady
from tests.adapters.records.books import DAY, MAN, TODAY, asked, end_day, entries
from tests.adapters.records.conftest import WOMAN, Book, restored
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION, RealHouse, answer_of
from tests.contracts.records.test_retention import until_window_closes
from tests.contracts.records.test_visits import keep
from tests.fakes.signer import SIGNER

NOVEMBER = date(2026, 11, 1)
DECEMBER = date(2026, 12, 1)
JANUARY = date(2027, 1, 1)
OLD_WOMAN = Answer(Gender.WOMAN, AgeBand(55, 64))
OLD_MAN = Answer(Gender.MAN, AgeBand(55, 64))
PUBLISHED = Answered(500, 15)


def table(path: Path) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT month, genders, genders_corrected, ages, ages_corrected, told_with"
        " FROM corrected_month ORDER BY month"
    ).fetchall()
    connection.close()
    return rows


def visit(book: Book, number: int, said: Answer | None = None, *, receipt: bool = True) -> None:
    """Visitor ``number`` is shown WOMAN and keeps it, or says otherwise."""
    given = book.agree(number)
    way = Way.CAMERA if said is None else Way.CORRECTED
    book.recorder.keep_visit(given, said or WOMAN, way, WOMAN, receipt=receipt)


def visits(book: Book, first: int, corrected: int, kept: int) -> None:
    """So many say otherwise, both gender and age, and so many keep what they are shown."""
    for number in range(corrected):
        visit(book, first + number, OLD_MAN)
    for number in range(kept):
        visit(book, first + corrected + number)


def forward_to(book: Book, day: date) -> None:
    """The day that goes on is now ``day``; the days before were closed."""
    ends = BUSINESS_DAY.end(day - timedelta(days=1))
    book.clock.forward((ends - book.clock.now()).total_seconds())
    book.recorder.catch_up()


def seen(book: Book, published: Answered | None = PUBLISHED) -> CorrectionsSeen | None:
    return corrections.seen(book.path, "test model", published)


# What is added -----------------------------------------------------------------------------------


def test_a_visit_is_added_when_its_row_goes_as_it_then_stands(book: Book) -> None:
    visit(book, 1)
    visit(book, 2, MAN)
    visit(book, 3, OLD_WOMAN, receipt=False)
    # Walked off, told us, withdrew, corrected later with the receipt.
    visit(book, 4, receipt=False)
    told = book.consent(5, Way.TOLD)
    book.recorder.count_asked(told.moment)
    book.recorder.keep_visit(told, MAN, Way.TOLD, None, receipt=True)
    visit(book, 6, MAN)
    book.recorder.erase_visit(book.consent(6).code)
    visit(book, 7)
    for _ in range(3):
        end_day(book)
    book.recorder.correct_record(book.consent(7).code, OLD_MAN)
    assert table(book.path) == []
    end_day(book)
    assert asked(book, "SELECT count(*) FROM visit") == [(0,)]
    assert table(book.path) == [("2026-11-01", 4, 2, 4, 2, None)]


def test_a_month_has_a_row_whether_or_not_anybody_said_anything(book: Book) -> None:
    """Else how many values the machine holds would tell it of a day's only visitor."""
    visit(book, 1, receipt=False)
    forward_to(book, date(2026, 11, 28))
    assert table(book.path) == [("2026-11-01", 0, 0, 0, 0, None)]


@pytest.fixture(autouse=True)
def _five_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]
    """So that a test needs fewer visits; how many are enough is tested in the domain."""
    monkeypatch.setattr(confusion, "FEWEST", 5)


def test_a_visit_counts_in_the_month_it_was_asked_in(book: Book) -> None:
    forward_to(book, date(2026, 11, 30))
    visit(book, 1)
    forward_to(book, DECEMBER)
    visit(book, 2, MAN)
    forward_to(book, date(2026, 12, 8))
    assert table(book.path) == [
        ("2026-11-01", 1, 0, 1, 0, None),
        ("2026-12-01", 1, 1, 1, 0, None),
    ]


def test_each_model_has_its_own(book: Book) -> None:
    visits(book, 1, 5, 5)
    book.recorder.close()
    book.recorder = open_recorder_of(book, "another model")
    visits(book, 20, 2, 7)
    forward_to(book, date(2026, 12, 5))
    found = asked(
        book,
        "SELECT name, genders, told_with FROM corrected_month"
        " JOIN model ON model.id = model ORDER BY name",
    )
    assert found == [("another model", 9, None), ("test model", 10, "2026-11-01")]
    assert corrections.seen(book.path, "another model", None) is None
    assert corrections.seen(book.path, "no model", None) is None


def open_recorder_of(book: Book, model: str) -> Recorder:
    publication = Publication(ReleaseRules(), demo=False, minimum_age=14)
    return Recorder(book.path, publication, RETENTION, SIGNER, book.clock, model)


@pytest.mark.parametrize("step", ["corrections.add_day", "corrections.close_sets"])
def test_a_power_cut_adds_a_visit_once_or_not_at_all(
    book: Book, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    visits(book, 1, 5, 6)
    before = asked(book, "SELECT * FROM visit ORDER BY id")
    book.clock.forward(14 * DAY)
    module, _, name = step.partition(".")

    def cut_short(*_: object) -> None:
        raise OSError("the power is cut")

    with monkeypatch.context() as patch:
        patch.setattr(getattr(close_of_day, module), name, cut_short)
        with pytest.raises(OSError, match="cut"):
            book.recorder.catch_up()
    assert asked(book, "SELECT * FROM visit ORDER BY id") == before
    assert table(book.path) == []
    book.recorder.catch_up()
    book.recorder.catch_up()
    assert table(book.path) == [("2026-11-01", 11, 5, 11, 5, "2026-11-01")]


def test_what_was_added_outlives_a_power_cut(tmp_path: Path) -> None:
    house = RealHouse(tmp_path / "data", demo=False)
    answer_of(house, StoreReady)
    keep(house, 1)
    house.clock.forward(until_window_closes(house))
    house.erase_due()
    house.crash_and_start()
    assert table(house.path) == [("2026-11-01", 1, 0, 1, 0, None)]
    house.crash_and_start()
    assert table(house.path) == [("2026-11-01", 1, 0, 1, 0, None)]
    house.close()


def test_what_a_wrong_clock_dated_ahead_is_in_no_month(book: Book) -> None:
    book.clock.forward(400 * DAY)
    book.recorder.catch_up()
    visit(book, 1, MAN)
    book.clock.step(-400 * DAY)
    book.recorder.catch_up()
    book.clock.forward(2 * 3600)
    book.recorder.catch_up()
    assert asked(book, "SELECT count(*) FROM visit") == [(0,)]
    assert table(book.path) == []


# What is told ------------------------------------------------------------------------------------


def test_a_month_is_told_once_its_last_window_has_closed_and_not_a_day_before(book: Book) -> None:
    visits(book, 1, 5, 40)
    forward_to(book, date(2026, 11, 30))
    visit(book, 100)
    forward_to(book, date(2026, 12, 3))
    assert seen(book) is None
    forward_to(book, date(2026, 12, 4))
    assert seen(book) == CorrectionsSeen(1, 7, 7, gender_errs_more=False)
    assert table(book.path) == [("2026-11-01", 46, 5, 46, 5, "2026-11-01")]


def test_a_visit_that_goes_on_holds_its_month_back(book: Book) -> None:
    visits(book, 1, 5, 5)
    forward_to(book, date(2026, 11, 30))
    given = book.agree(50)
    forward_to(book, DECEMBER)
    book.recorder.keep_visit(given, WOMAN, Way.CAMERA, WOMAN, receipt=True)
    forward_to(book, date(2026, 12, 3))
    assert seen(book) is None
    forward_to(book, date(2026, 12, 4))
    assert table(book.path) == [("2026-11-01", 11, 5, 11, 5, "2026-11-01")]


@pytest.mark.parametrize(("corrected", "kept"), [(4, 20), (20, 4)])
def test_months_with_too_few_wait_and_are_told_together(
    book: Book, corrected: int, kept: int
) -> None:
    visits(book, 1, corrected, kept)
    forward_to(book, date(2026, 12, 5))
    assert seen(book) is None
    visits(book, 100, 1, 1)
    forward_to(book, date(2027, 1, 5))
    found = seen(book)
    assert found is not None
    assert found.months == 2
    assert [row[-1] for row in table(book.path)] == ["2026-12-01", "2026-12-01"]


def test_both_genders_and_ages_must_be_enough(book: Book) -> None:
    for number in range(12):
        visit(book, number, MAN if number < 6 else None)
    forward_to(book, date(2026, 12, 5))
    assert table(book.path) == [("2026-11-01", 12, 6, 12, 0, None)]
    assert seen(book) is None


def test_it_errs_more_only_where_that_is_no_chance_and_the_published_error_is_known(
    book: Book,
) -> None:
    visits(book, 1, 10, 50)
    forward_to(book, date(2026, 12, 5))
    for published, is_more in ((PUBLISHED, True), (Answered(500, 50), False), (None, False)):
        assert seen(book, published=published) == CorrectionsSeen(1, 5, 5, gender_errs_more=is_more)


def test_a_month_that_was_told_takes_no_more_and_nothing_changes_it(book: Book) -> None:
    visits(book, 1, 5, 5)
    forward_to(book, date(2026, 12, 5))
    before = table(book.path)
    # The clock is set back into the month that was told, and somebody comes.
    book.clock.step(-10 * DAY)
    book.recorder.catch_up()
    book.clock.forward(2 * 3600)
    book.recorder.catch_up()
    visit(book, 200, MAN)
    assert asked(book, "SELECT day FROM visit") == [("2026-11-25",)]
    for _ in range(12):
        end_day(book)
    assert asked(book, "SELECT count(*) FROM visit") == [(0,)]
    assert table(book.path) == before
    connection = sqlite3.connect(book.path)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute("UPDATE corrected_month SET genders = genders + 1")
    connection.close()


@pytest.mark.parametrize(
    "changed",
    [
        "month = '2026-11-02'",
        "month = 'November'",
        "genders = 1",
        "genders_corrected = -1",
        "ages_corrected = 900",
        "told_with = '2026-10-01'",
        "model = 99",
    ],
)
def test_a_month_cannot_hold_what_it_must_not(book: Book, changed: str) -> None:
    visits(book, 1, 3, 1)
    forward_to(book, date(2026, 12, 5))
    connection = sqlite3.connect(book.path)
    connection.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(f"UPDATE corrected_month SET {changed}")
    connection.close()


# How long it is kept -----------------------------------------------------------------------------


def test_it_goes_with_the_counts_of_its_first_day(book: Book) -> None:
    visits(book, 1, 1, 2)
    forward_to(book, date(2026, 11, 28))
    visits(book, 10, 1, 2)
    last = date(2028, 12, 24)
    assert RETENTION.counts_kept_from(last) == TODAY
    forward_to(book, last)
    assert table(book.path) == [("2026-11-01", 6, 2, 6, 2, None)]
    forward_to(book, last + timedelta(days=1))
    assert table(book.path) == []
    assert asked(book, "SELECT day FROM terms") == [("2026-11-28",)]
    assert entries(book, "counts expired") == [{"first": str(TODAY + timedelta(days=1))}]


def test_a_set_goes_as_a_whole_and_what_waits_stays(book: Book) -> None:
    visits(book, 1, 3, 9)
    forward_to(book, DECEMBER)
    visits(book, 100, 3, 9)
    forward_to(book, JANUARY)
    visits(book, 200, 3, 9)
    forward_to(book, date(2028, 12, 24))
    assert [row[-1] for row in table(book.path)] == ["2026-12-01", "2026-12-01", None]
    assert seen(book) is not None
    forward_to(book, date(2028, 12, 25))
    assert table(book.path) == [("2027-01-01", 12, 3, 12, 3, None)]
    assert seen(book) is None


# What leaves the store ---------------------------------------------------------------------------


def test_a_backup_has_closed_sets_only_and_a_restore_brings_them_back(book: Book) -> None:
    visits(book, 1, 5, 9)
    forward_to(book, date(2026, 12, 5))
    visits(book, 100, 1, 2)
    forward_to(book, date(2026, 12, 20))
    november, december = table(book.path)
    assert (november[-1], december[-1]) == ("2026-11-01", None)
    told = seen(book)
    made = backups.back_up(
        book.path, book.path.parent / "backups", book.clock.now(), RETENTION, lambda: None
    )
    assert table(made) == [november]
    book.recorder.close()
    restored(made, book.path, book.clock, replace=True)
    book.reopen_closed()
    assert table(book.path) == [november]
    assert seen(book) == told


def test_nothing_else_in_the_program_reads_it() -> None:
    kiosk = Path(corrections.__file__).parents[2]
    naming = {
        str(file.relative_to(kiosk))
        for file in kiosk.rglob("*.py")
        if "corrected_month" in file.read_text(encoding="utf-8")
    }
    assert naming == {
        f"adapters/records/{name}.py"
        # Made, added to, held to its list, copied without what waits.
        for name in ("schema", "corrections", "allowed", "copying")
    }
