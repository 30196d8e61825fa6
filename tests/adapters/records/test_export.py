"""What the evidence bundle is made of: every row to the last, and nothing that finds a visit."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.adapters.records import ReadingRecords, export
from kiosk.adapters.records.export import ExportedRecords
from kiosk.adapters.records.reading import NoRecords
from kiosk.domain.consent import Way
from tests.adapters.records.conftest import WOMAN, Book
from tests.contracts.records.houses import code
from tests.domain.samples import NOTICE

TOMORROW = date(2026, 11, 25)


def exported(book: Book, today: date = TOMORROW) -> ExportedRecords:
    return ExportedRecords(book.path, today)


def test_rows_come_in_order_with_their_openings(book: Book) -> None:
    book.keep(1)
    book.keep(2)
    book.recorder.erase_visit(code(2))
    rows = list(exported(book).rows())
    assert [row.seq for row in rows] == list(range(1, 6))
    assert [row.payload is None for row in rows] == [False, False, False, True, False]
    assert exported(book).row_count() == 5


@pytest.mark.parametrize("stride", [1, 2, 3, 100])
def test_rows_that_are_added_meanwhile_are_read_too(
    book: Book, stride: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "_STRIDE", stride)
    book.keep(1)
    seen: list[int] = []
    for row in exported(book).rows():
        seen.append(row.seq)
        if row.seq == 1:
            book.keep(2)
    assert seen == list(range(1, max(seen) + 1))
    # One stride is one look at the file; what comes after the last of them is not in it.
    assert seen[-1] == (3 if stride == 100 else 4)


def test_openings_that_are_there_are_told_from_those_that_went(book: Book) -> None:
    book.keep(1)
    book.keep(2)
    book.recorder.erase_visit(code(1))
    assert list(exported(book).still_open([3, 4, 99])) == [4]


def test_a_signed_head_is_a_note(book: Book) -> None:
    book.keep()
    assert exported(book).heads(10) == []
    book.reopen()
    (head,) = exported(book).heads(10)
    assert head.checkpoint.startswith("askfirst/")
    assert f"\n{head.tree_size}\n" in head.checkpoint
    assert exported(book).heads(head.tree_size - 1) == []


def test_counts_are_of_days_that_are_over(book: Book) -> None:
    book.keep()
    head, row = exported(book).hours()
    assert row[:4] == ("2026-11-24", 14, 1, 1)
    assert head[0] == "day"
    assert len(list(exported(book, TOMORROW - timedelta(days=1)).hours())) == 1
    book.recorder.erase_visit(code(1))
    assert list(exported(book).days())[1:] == [("2026-11-24", 0, 1)]


def test_a_code_finds_its_consent_and_no_other(book: Book) -> None:
    book.keep(1)
    found = exported(book).consent_of(code(1))
    assert found is not None
    assert found.seq == 3
    assert exported(book).consent_of(code(2)) is None
    assert exported(book).notice_of(found) is None
    assert ReadingRecords(book.path).notice(NOTICE.content_hash) is None


def test_a_consent_without_a_receipt_is_found_by_nothing(book: Book) -> None:
    given = book.agree(1)
    book.recorder.keep_visit(given, WOMAN, Way.CAMERA, WOMAN, receipt=False)
    assert exported(book).consent_of(code(1)) is None


def test_a_missing_file_and_an_empty_ledger_are_said(tmp_path: Path, book: Book) -> None:
    nowhere = ExportedRecords(tmp_path / "records.db", TOMORROW)
    with pytest.raises(NoRecords, match="There are no records"):
        list(nowhere.rows())
    assert exported(book).is_demo() is False
