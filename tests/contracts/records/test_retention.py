"""When a day's window closes, nobody finds anything of it; its counts stay, for their time."""

from datetime import date, timedelta

import pytest

from kiosk.application.figures import NoRecords
from kiosk.domain.events import (
    ConsentStored,
    CorrectionStored,
    Erased,
    RecordFound,
    RecordNotFound,
    StoreReady,
)
from kiosk.domain.periods import Span
from tests.contracts.records.houses import RETENTION, House, answer_of, code, consent
from tests.contracts.records.test_visits import agree, keep, outcomes, tell
from tests.domain.samples import ANSWER


def until_window_closes(house: House) -> float:
    """Seconds from now until the window of today closes."""
    closes = RETENTION.window_closes(house.clock.moment().day)
    return (closes - house.clock.now()).total_seconds()


def test_a_record_is_found_until_the_last_second_of_its_window(house: House) -> None:
    keep(house)
    house.clock.forward(until_window_closes(house) - 1)
    house.records.find_record(code(1))
    answer_of(house, RecordFound)
    house.clock.forward(1)
    house.records.find_record(code(1))
    answer_of(house, RecordNotFound)


def test_after_the_window_a_code_corrects_and_erases_nothing(house: House) -> None:
    keep(house, 1)
    keep(house, 2)
    house.records.correct_record(code(1), ANSWER)
    answer_of(house, CorrectionStored)
    house.records.erase_visit(code(2))
    answer_of(house, Erased)
    house.clock.forward(until_window_closes(house))
    house.records.correct_record(code(1), ANSWER)
    house.records.erase_visit(code(1))
    assert house.settle() == [RecordNotFound(code(1))] * 2


def test_what_is_due_goes_and_the_counts_stay(house: House) -> None:
    day = house.clock.moment().day
    keep(house, 1)
    tell(house, 2)
    assert house.inside().next_erasure == RETENTION.window_closes(day)
    house.clock.forward(until_window_closes(house))
    rows = house.inside().ledger_rows
    house.erase_due()
    inside = house.inside()
    assert (inside.records, inside.openings, inside.next_erasure) == (0, 2, None)
    assert inside.ledger_rows == rows + 1
    figures = house.figures(day)
    assert (figures.counts.asked, figures.counts.counted) == (2, 2)
    (block,) = house.figures(day, Span.MONTH).blocks
    assert block.visits == 2


def test_only_what_is_due_goes(house: House) -> None:
    keep(house, 1)
    rest = until_window_closes(house)
    house.clock.forward(timedelta(days=1).total_seconds())
    keep(house, 2)
    house.clock.forward(rest - timedelta(days=1).total_seconds())
    house.erase_due()
    assert house.inside().records == 1
    house.records.find_record(code(2))
    answer_of(house, RecordFound)


def test_nothing_due_is_written_down_as_nothing(house: House) -> None:
    keep(house)
    rows = house.inside().ledger_rows
    house.erase_due()
    assert house.inside().ledger_rows == rows


def test_what_is_due_goes_at_start(house: House) -> None:
    keep(house)
    house.clock.forward(until_window_closes(house))
    house.crash_and_start()
    answer_of(house, StoreReady)
    assert house.inside().records == 0


def test_a_visit_left_open_ends_with_its_day(house: House) -> None:
    asked_in = house.clock.moment()
    agree(house)
    house.clock.forward(until_window_closes(house))
    house.erase_due()
    figures = house.figures(asked_in.day)
    assert (figures.counts.agreed, figures.not_counted) == (1, 1)
    assert outcomes(house) == {}


def forward_to(house: House, day: date) -> None:
    """Let time go by until the first hour of this business day."""
    begins = RETENTION.business_day.end(day - timedelta(days=1))
    house.clock.forward((begins - house.clock.now()).total_seconds())


def test_counts_stay_for_their_months_to_the_day(house: House) -> None:
    day = house.clock.moment().day
    keep(house, 1)
    house.records.count_asked(house.clock.moment())
    house.records.count_declined(house.clock.moment())
    last = date(day.year + 2, day.month + 1, day.day)
    assert RETENTION.counts_kept_from(last) == day
    forward_to(house, last)
    house.erase_due()
    counts = house.figures(day).counts
    assert (counts.asked, counts.declined, counts.counted) == (2, 1, 1)
    forward_to(house, last + timedelta(days=1))
    rows = house.inside().ledger_rows
    house.erase_due()
    with pytest.raises(NoRecords, match="gone"):
        house.figures(day)
    assert house.inside().ledger_rows == rows + 1
    house.erase_due()
    assert house.inside().ledger_rows == rows + 1


def test_the_proof_of_a_yes_stays_for_its_years_to_the_day(house: House) -> None:
    day = house.clock.moment().day
    keep(house, 1)
    last = day.replace(year=day.year + RETENTION.proof_years)
    forward_to(house, last)
    keep(house, 2)
    house.erase_due()
    assert house.inside().openings == 2
    forward_to(house, last + timedelta(days=1))
    rows = house.inside().ledger_rows
    house.erase_due()
    inside = house.inside()
    assert (inside.openings, inside.ledger_rows) == (1, rows + 1)


def test_what_is_too_old_goes_at_start(house: House) -> None:
    day = house.clock.moment().day
    keep(house)
    forward_to(house, day + timedelta(days=4 * 366))
    # Something was written since: a start after years without a row is not sure of its clock.
    house.records.count_asked(house.clock.moment())
    house.records.store_consent(consent(2, house.clock.moment()))
    answer_of(house, ConsentStored)
    house.crash_and_start()
    answer_of(house, StoreReady)
    assert house.inside().openings == 1
    with pytest.raises(NoRecords, match="gone"):
        house.figures(day)


def test_an_ask_left_open_is_not_counted_after_its_days_counts_went(house: House) -> None:
    day = house.clock.moment().day
    house.records.count_asked(house.clock.moment())
    forward_to(house, day + timedelta(days=3 * 366))
    house.erase_due()
    house.records.count_asked(house.clock.moment())
    with pytest.raises(NoRecords, match="gone"):
        house.figures(day)
