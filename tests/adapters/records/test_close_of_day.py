"""The close of day: once for each day that ended, whole or not at all."""

import sqlite3
from datetime import date, timedelta

import pytest

from kiosk.adapters.records import close_of_day, verification
from kiosk.adapters.records.close_of_day import Closed
from kiosk.domain.blocks import CELLS
from kiosk.domain.consent import Way
from kiosk.domain.events import RecordFound
from kiosk.domain.retention import PROOF_YEARS
from tests.adapters.records.books import (
    DAY,
    HOUR,
    TODAY,
    YESTERDAY,
    asked,
    blocks,
    closed_day,
    end_day,
    entries,
    heads,
    keep_some,
    rows,
)
from tests.adapters.records.conftest import WOMAN, Book
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION


def test_a_first_start_has_no_day_to_close(book: Book) -> None:
    assert book.recorder.closed_at_start == Closed()
    assert closed_day(book) == YESTERDAY
    assert heads(book) == []


def test_a_day_is_closed_when_it_has_ended_and_not_a_second_before(book: Book) -> None:
    keep_some(book, 20)
    book.clock.forward(4 * HOUR)
    book.recorder.catch_up()
    left = book.recorder.days.seconds_until_due()
    assert left == (BUSINESS_DAY.end(TODAY) - book.clock.now()).total_seconds()
    book.clock.forward(left - 1)
    assert book.recorder.catch_up() == Closed()
    assert blocks(book) == []
    book.clock.forward(1)
    assert book.recorder.catch_up() == Closed(day=TODAY)
    assert blocks(book) == [(str(TODAY), str(TODAY), 20)]
    assert closed_day(book) == TODAY


def test_a_closed_day_is_not_closed_again(book: Book) -> None:
    keep_some(book, 20)
    end_day(book)
    before = (blocks(book), rows(book), heads(book))
    assert book.recorder.catch_up() == Closed()
    book.clock.forward(HOUR)
    assert book.recorder.catch_up() == Closed()
    assert (blocks(book), rows(book), heads(book)) == before


def test_too_few_visits_wait_for_those_of_the_next_day(book: Book) -> None:
    keep_some(book, 19)
    end_day(book)
    assert blocks(book) == []
    keep_some(book, 1, first=19)
    end_day(book)
    assert blocks(book) == [(str(TODAY), str(TODAY + timedelta(days=1)), 20)]


def test_every_day_that_ended_meanwhile_is_closed_by_itself(book: Book) -> None:
    keep_some(book, 20)
    book.clock.forward(DAY)
    keep_some(book, 7, first=20)
    book.clock.forward(2 * DAY)
    assert book.recorder.catch_up().day == TODAY + timedelta(days=2)
    # Seven are not enough for a block, and are not in that of the day before.
    assert blocks(book) == [(str(TODAY), str(TODAY), 20)]


def test_a_machine_that_was_off_closes_the_day_when_it_starts(book: Book) -> None:
    keep_some(book, 20)
    book.recorder.close()
    book.clock.forward(3 * DAY)
    book.reopen_closed()
    assert book.recorder.closed_at_start.day == TODAY + timedelta(days=2)
    assert blocks(book) == [(str(TODAY), str(TODAY), 20)]


def test_whoever_asks_by_code_closes_the_day_first(book: Book) -> None:
    keep_some(book, 20)
    book.clock.forward(DAY)
    book.recorder.find_record(book.consent(1).code)
    assert blocks(book) == [(str(TODAY), str(TODAY), 20)]


def test_the_close_of_day_is_signed(book: Book) -> None:
    keep_some(book, 2)
    end_day(book)
    assert heads(book) == [rows(book)]


def test_a_head_is_signed_at_the_ask_after_a_hundred_rows(book: Book) -> None:
    keep_some(book, 98)
    assert rows(book) == 100
    assert heads(book) == []
    book.agree(98)
    assert heads(book) == [100]


def test_a_head_is_signed_when_the_store_stops(book: Book) -> None:
    book.keep()
    book.recorder.close()
    assert heads(book) == [rows(book)]
    assert verification.verify(book.path).is_whole


def test_what_is_in_no_block_when_its_window_closes_is_in_a_last_one(book: Book) -> None:
    keep_some(book, 3)
    for _ in range(3):
        end_day(book)
    assert blocks(book) == []
    assert end_day(book).erased == ((TODAY, 3),)
    assert blocks(book) == [(str(TODAY), str(TODAY), 3)]
    assert asked(book, "SELECT count(*) FROM block_cell") == [(len(CELLS),)]
    assert asked(book, "SELECT count(*) FROM visit") == [(0,)]
    assert entries(book, "records expired") == [{"day": str(TODAY), "visits": 3}]


@pytest.mark.parametrize(
    "step",
    [
        "blocks.close_day",
        "blocks.close_window",
        "erasure.expire_day",
        "erasure.expire_counts",
        "erasure.expire_proofs",
        "heads.sign_head",
    ],
)
def test_a_close_of_day_that_was_cut_short_is_done_once_and_whole(
    book: Book, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    keep_some(book, 12)
    keep_old(book)
    before = (asked(book, "SELECT * FROM visit ORDER BY id"), blocks(book), rows(book))
    module, _, name = step.partition(".")
    book.clock.forward(4 * DAY)

    def cut_short(*_: object) -> None:
        raise OSError("the power is cut")

    with monkeypatch.context() as patch:
        patch.setattr(getattr(close_of_day, module), name, cut_short)
        with pytest.raises(OSError, match="cut"):
            book.recorder.catch_up()
    assert (asked(book, "SELECT * FROM visit ORDER BY id"), blocks(book), rows(book)) == before
    closed = book.recorder.catch_up()
    assert closed.day == TODAY + timedelta(days=3)
    assert closed.erased == ((TODAY, 12),)
    assert blocks(book) == [(str(TODAY), str(TODAY), 12)]
    assert [each["visits"] for each in entries(book, "records expired")] == [12]
    assert asked(book, "SELECT sum(counted) FROM day_hour") == [(12,)]
    assert book.recorder.catch_up() == Closed()


def keep_old(book: Book) -> None:
    """Counts of a day that is too old to be kept, as an earlier version may have left them."""
    connection = sqlite3.connect(book.path)
    connection.execute("INSERT INTO day_hour(day, hour, asked) VALUES ('2020-01-01', 9, 7)")
    connection.execute("INSERT INTO day(day, withdrawn) VALUES ('2020-01-01', 1)")
    connection.commit()
    connection.close()


# What is kept for months and years -----------------------------------------------------------


def test_counts_and_blocks_go_after_their_months(book: Book) -> None:
    keep_some(book, 12)
    book.agree(12)
    book.recorder.close_uncounted(book.consent(12))
    last = date(TODAY.year + 2, TODAY.month + 1, TODAY.day)
    assert RETENTION.counts_kept_from(last) == TODAY
    book.clock.forward((last - TODAY).days * DAY)
    assert book.recorder.catch_up().counts_from is None
    assert asked(book, "SELECT sum(asked) FROM day_hour") == [(13,)]
    book.clock.forward(DAY)
    kept_from = TODAY + timedelta(days=1)
    assert book.recorder.catch_up().counts_from == kept_from
    for table in ("day_hour", "day", "block", "block_cell", "terms"):
        assert asked(book, f"SELECT count(*) FROM {table}") == [(0,)]
    assert entries(book, "counts expired") == [{"first": str(kept_from)}]
    end_day(book)
    assert len(entries(book, "counts expired")) == 1


def test_the_proof_of_a_yes_goes_after_its_years_and_the_ledger_is_whole(book: Book) -> None:
    keep_some(book, 2)
    last = TODAY.replace(year=TODAY.year + PROOF_YEARS)
    book.clock.forward((last - TODAY).days * DAY)
    assert book.recorder.catch_up().proofs == 0
    assert len(entries(book, "consent given")) == 2
    book.keep(2)
    book.clock.forward(DAY)
    closed = book.recorder.catch_up()
    assert (closed.proofs, closed.proofs_from) == (2, TODAY + timedelta(days=1))
    assert len(entries(book, "consent given")) == 1
    assert entries(book, "consent expired") == [{"before": str(TODAY + timedelta(days=1))}]
    verdict = verification.verify(book.path)
    assert verdict.is_whole, verdict.broken
    assert verdict.expired == 2


def test_a_proof_that_went_is_in_no_byte_of_any_file(book: Book) -> None:
    given = book.keep()
    marker = str(given.record_id).encode()
    book.clock.forward((PROOF_YEARS * 366 + 2) * DAY)
    book.recorder.catch_up()
    for file in book.path.parent.iterdir():
        assert marker not in file.read_bytes(), file


# The last visitor ----------------------------------------------------------------------------


def test_a_visit_that_is_going_on_is_in_no_block_and_in_the_next(book: Book) -> None:
    keep_some(book, 20)
    given = book.agree(20)
    book.clock.forward((BUSINESS_DAY.end(TODAY) - book.clock.now()).total_seconds())
    book.recorder.catch_up()
    book.recorder.keep_visit(given, WOMAN, Way.CAMERA, WOMAN, receipt=True)
    assert blocks(book) == [(str(TODAY), str(TODAY), 20)]
    assert isinstance(book.recorder.find_record(given.code), RecordFound)
    keep_some(book, 19, first=21)
    end_day(book)
    assert blocks(book)[1] == (str(TODAY), str(TODAY + timedelta(days=1)), 20)


def test_a_row_can_be_undone_for_ten_seconds(book: Book) -> None:
    assert not book.recorder.may_still_undo
    book.keep()
    assert book.recorder.may_still_undo
    book.clock.forward(10)
    assert not book.recorder.may_still_undo
