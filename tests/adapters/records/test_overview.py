"""What staff see of the records: numbers of days, and when they go; of a running day steps."""

from datetime import date, timedelta

from kiosk.adapters.records.overview import overview
from kiosk.domain.retention import Retention
from tests.adapters.records.conftest import Book
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION, code

TODAY = date(2026, 11, 24)
ONE_DAY = 86_400.0


def test_the_running_day_is_told_in_steps(book: Book) -> None:
    for number in range(1, 8):
        book.keep(number)
    seen = overview(book.path, RETENTION, book.clock, None)
    assert [(day.day, day.records, day.growing) for day in seen.held] == [(TODAY, 5, True)]
    assert (seen.waiting, seen.proofs, seen.withdrawn) == (0, 5, ())
    assert seen.ledger_rows % 5 == 0


def test_a_withdrawal_of_the_running_day_moves_nothing(book: Book) -> None:
    for number in range(1, 8):
        book.keep(number)
    before = overview(book.path, RETENTION, book.clock, None)
    book.recorder.erase_visit(code(3))
    after = overview(book.path, RETENTION, book.clock, None)
    assert (before.held, before.withdrawn) == (after.held, after.withdrawn)


def test_closed_days_are_told_exactly_and_newest_first(book: Book) -> None:
    for number in range(1, 8):
        book.keep(number)
    book.recorder.erase_visit(code(3))
    book.clock.forward(ONE_DAY)
    book.recorder.catch_up()
    book.keep(8)
    seen = overview(book.path, RETENTION, book.clock, None)
    assert [(day.day, day.records, day.growing) for day in seen.held] == [
        (TODAY + timedelta(days=1), 0, True),
        (TODAY, 6, False),
    ]
    assert seen.withdrawn == ((TODAY, 1),)
    assert seen.waiting == 6
    assert seen.next_erasure == RETENTION.window_closes(TODAY)


def test_a_day_goes_by_what_its_visitors_were_promised(book: Book) -> None:
    book.keep()
    longer = Retention(BUSINESS_DAY, window_hours=168)
    seen = overview(book.path, longer, book.clock, None)
    assert seen.held[0].until == RETENTION.window_closes(TODAY)


def test_what_the_last_check_found_is_passed_on(book: Book) -> None:
    assert overview(book.path, RETENTION, book.clock, "row 7").ledger_flaw == "row 7"
    assert overview(book.path, RETENTION, book.clock, None).held == ()
