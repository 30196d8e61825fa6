"""What every store must do with a visit, from the ask to its one outcome."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.application.figures import HourCounts
from kiosk.domain.consent import Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.events import (
    ConsentStored,
    CorrectionStored,
    Erased,
    RecordFound,
    RecordNotFound,
    StoreFailed,
    StoreReady,
    VisitKept,
)
from kiosk.domain.states import KeptRecord, Proof, StoreFault, WatchFault
from tests.contracts.records.houses import RETENTION, House, answer_of, code, consent
from tests.domain.samples import ANSWER

WOMAN = Answer(Gender.WOMAN, AgeBand(25, 34))
THREE_YEARS_ON = date(2029, 11, 24)


def outcomes(house: House) -> dict[str, int]:
    """What happened today."""
    return house.outcomes(house.clock.moment().day)


def agree(house: House, number: int = 1) -> None:
    """Visitor ``number`` is asked and says yes to the camera; it is on disk."""
    moment = house.clock.moment()
    house.records.count_asked(moment)
    house.records.store_consent(consent(number, moment))
    answer_of(house, ConsentStored)


def keep(house: House, number: int = 1, *, receipt: bool = True) -> None:
    """Visitor ``number`` is asked, agrees and keeps the estimate."""
    agree(house, number)
    given = consent(number, house.clock.moment())
    house.records.keep_visit(given, WOMAN, Way.CAMERA, WOMAN, receipt=receipt)
    answer_of(house, VisitKept)


def tell(house: House, number: int = 1, *, receipt: bool = True) -> None:
    """Visitor ``number`` is asked and tells without the camera."""
    moment = house.clock.moment()
    house.records.count_asked(moment)
    told = consent(number, moment, Way.TOLD)
    house.records.keep_visit(told, ANSWER, Way.TOLD, None, receipt=receipt)
    answer_of(house, VisitKept)


def test_a_no_is_counted_and_nothing_else(house: House) -> None:
    house.records.count_asked(house.clock.moment())
    house.records.count_declined(house.clock.moment())
    assert outcomes(house) == {"asked": 1, "declined": 1}
    assert house.inside().ledger_rows == 3  # the key, that the store started, the assessment


def test_silence_is_counted_as_walked_away(house: House) -> None:
    house.records.count_asked(house.clock.moment())
    house.records.count_walked_away(house.clock.moment())
    assert outcomes(house) == {"asked": 1, "walked_away": 1}


def test_a_consent_is_stored_and_says_when(house: House) -> None:
    moment = house.clock.moment()
    house.records.count_asked(moment)
    house.records.store_consent(consent(1, moment))
    stored = answer_of(house, ConsentStored)
    assert stored == ConsentStored(consent(1, moment).record_id, house.clock.monotonic())
    assert outcomes(house) == {"asked": 1, "agreed": 1}
    assert house.inside().openings == 1


def test_a_kept_visit_can_be_found_until_its_window_closes(house: House) -> None:
    agree(house)
    moment = house.clock.moment()
    given = consent(1, moment)
    house.records.keep_visit(given, ANSWER, Way.CORRECTED, WOMAN, receipt=True)
    until = RETENTION.window_closes(moment.day)
    assert answer_of(house, VisitKept) == VisitKept(given.record_id, until)
    house.records.find_record(given.code)
    proof = Proof(given.notice, given.medium, given.way, moment, THREE_YEARS_ON)
    record = KeptRecord(ANSWER, Way.CORRECTED, moment, until, WOMAN, proof)
    assert answer_of(house, RecordFound) == RecordFound(given.code, record)
    assert outcomes(house) == {"asked": 1, "agreed": 1, "counted": 1}


def test_the_proof_is_of_the_hour_in_which_the_yes_was_given(house: House) -> None:
    """Its visitor was asked an hour before: what was counted then stays counted then."""
    asked = house.clock.moment()
    house.records.count_asked(asked)
    house.clock.forward(3600)
    told = consent(1, asked, Way.TOLD)
    house.records.keep_visit(told, ANSWER, Way.TOLD, None, receipt=True)
    answer_of(house, VisitKept)
    house.records.find_record(code(1))
    found = answer_of(house, RecordFound).record
    assert (found.moment, found.shown) == (asked, None)
    assert found.proof.moment == replace(asked, hour=asked.hour + 1) == house.clock.moment()
    assert found.proof.way is Way.TOLD


def test_a_told_visit_stores_consent_and_answer_together(house: House) -> None:
    tell(house)
    assert outcomes(house) == {"asked": 1, "told": 1, "counted": 1}
    assert house.inside().openings == 1
    house.records.find_record(code(1))
    assert answer_of(house, RecordFound).record.way is Way.TOLD


def test_rather_not_say_comes_back_as_such(house: House) -> None:
    moment = house.clock.moment()
    house.records.count_asked(moment)
    unsaid = Answer(Gender.UNSAID, None)
    house.records.keep_visit(consent(1, moment, Way.TOLD), unsaid, Way.TOLD, None, receipt=True)
    answer_of(house, VisitKept)
    house.records.find_record(code(1))
    assert answer_of(house, RecordFound).record.answer == unsaid


def test_without_a_receipt_nothing_finds_the_visit(house: House) -> None:
    keep(house, 1, receipt=False)
    tell(house, 2, receipt=False)
    for number in (1, 2):
        house.records.find_record(code(number))
        answer_of(house, RecordNotFound)
        house.records.erase_visit(code(number))
        answer_of(house, RecordNotFound)
    assert outcomes(house) == {"asked": 2, "agreed": 1, "told": 1, "counted": 2}


def test_a_visit_without_a_record_is_not_counted(house: House) -> None:
    agree(house)
    house.records.close_uncounted(consent(1, house.clock.moment()))
    assert outcomes(house) == {"asked": 1, "agreed": 1, "not_counted": 1}


def test_closing_a_visit_whose_yes_never_reached_the_disk_counts_it_as_walked_away(
    house: House,
) -> None:
    house.records.count_asked(house.clock.moment())
    house.records.close_uncounted(consent(1, house.clock.moment()))
    assert outcomes(house) == {"asked": 1, "walked_away": 1}


@pytest.mark.parametrize("receipt", [True, False])
def test_a_row_that_was_kept_after_all_is_undone(house: House, receipt: bool) -> None:
    keep(house, receipt=receipt)
    house.records.close_uncounted(consent(1, house.clock.moment()))
    assert outcomes(house) == {"asked": 1, "agreed": 1, "not_counted": 1}
    assert house.inside().records == 0
    house.records.find_record(code(1))
    answer_of(house, RecordNotFound)


def test_what_was_withdrawn_is_not_undone_as_well(house: House) -> None:
    keep(house)
    house.records.erase_visit(code(1))
    answer_of(house, Erased)
    house.records.close_uncounted(consent(1, house.clock.moment()))
    assert outcomes(house) == {"asked": 1, "agreed": 1, "withdrawn": 1}


def test_only_the_last_visit_can_be_undone(house: House) -> None:
    keep(house, 1)
    keep(house, 2)
    house.records.close_uncounted(consent(1, house.clock.moment()))
    assert outcomes(house) == {"asked": 2, "agreed": 2, "counted": 2}


def test_stop_withdraws_the_yes_of_the_open_visit(house: House) -> None:
    agree(house)
    house.records.erase_visit(code(1))
    assert answer_of(house, Erased) == Erased(code(1))
    assert outcomes(house) == {"asked": 1, "agreed": 1, "withdrawn": 1}
    assert house.inside().openings == 0


def test_a_yes_can_be_withdrawn_before_its_storing_is_answered(house: House) -> None:
    moment = house.clock.moment()
    house.records.count_asked(moment)
    house.records.store_consent(consent(1, moment))
    house.records.erase_visit(code(1))
    answer_of(house, ConsentStored)
    answer_of(house, Erased)
    assert outcomes(house) == {"asked": 1, "agreed": 1, "withdrawn": 1}


def test_a_kept_visit_is_erased_by_its_code(house: House) -> None:
    keep(house, 1)
    tell(house, 2)
    house.records.erase_visit(code(1))
    answer_of(house, Erased)
    house.records.find_record(code(1))
    answer_of(house, RecordNotFound)
    assert outcomes(house) == {"asked": 2, "agreed": 1, "told": 1, "counted": 1, "withdrawn": 1}
    inside = house.inside()
    assert (inside.records, inside.openings) == (1, 1)


def test_erasing_counts_where_the_visit_was_asked(house: House) -> None:
    keep(house)
    asked_in = house.clock.moment()
    house.clock.forward(timedelta(days=2, hours=1).total_seconds())
    house.records.erase_visit(code(1))
    answer_of(house, Erased)
    # Its day is closed, and stays as it was told.
    assert house.outcomes(asked_in.day) == {"asked": 1, "agreed": 1, "counted": 1}
    assert outcomes(house) == {}


def test_a_code_is_erased_once(house: House) -> None:
    keep(house)
    house.records.erase_visit(code(1))
    answer_of(house, Erased)
    house.records.erase_visit(code(1))
    assert answer_of(house, RecordNotFound) == RecordNotFound(code(1))
    assert outcomes(house) == {"asked": 1, "agreed": 1, "withdrawn": 1}


def test_an_unknown_code_finds_corrects_and_erases_nothing(house: House) -> None:
    keep(house)
    house.records.find_record(code(9))
    house.records.correct_record(code(9), ANSWER)
    house.records.erase_visit(code(9))
    assert house.settle() == [RecordNotFound(code(9))] * 3
    assert outcomes(house) == {"asked": 1, "agreed": 1, "counted": 1}


def test_a_correction_is_what_is_found_afterwards(house: House) -> None:
    keep(house)
    house.records.correct_record(code(1), ANSWER)
    assert answer_of(house, CorrectionStored) == CorrectionStored(code(1))
    house.records.find_record(code(1))
    record = answer_of(house, RecordFound).record
    assert (record.answer, record.way) == (ANSWER, Way.CORRECTED)


def test_a_late_outcome_neither_invents_nor_doubles(house: House) -> None:
    moment = house.clock.moment()
    house.records.count_declined(moment)
    house.records.count_walked_away(moment)
    house.records.close_uncounted(consent(1, moment))
    assert outcomes(house) == {}
    keep(house)
    house.records.count_declined(moment)
    house.records.count_walked_away(moment)
    house.records.close_uncounted(consent(2, moment))
    assert outcomes(house) == {"asked": 1, "agreed": 1, "counted": 1}


def test_a_yes_without_an_ask_is_refused(house: House) -> None:
    moment = house.clock.moment()
    house.records.store_consent(consent(1, moment))
    house.records.keep_visit(consent(2, moment, Way.TOLD), ANSWER, Way.TOLD, None, receipt=True)
    house.records.keep_visit(consent(3, moment), WOMAN, Way.CAMERA, WOMAN, receipt=True)
    assert house.settle() == [StoreFailed(StoreFault.SLOW)] * 3
    assert outcomes(house) == {}
    assert house.inside().openings == 0


def test_an_ask_left_open_ends_when_the_next_begins(house: House) -> None:
    house.records.count_asked(house.clock.moment())
    house.records.count_asked(house.clock.moment())
    house.records.store_consent(consent(1, house.clock.moment()))
    answer_of(house, ConsentStored)
    house.records.count_asked(house.clock.moment())
    house.records.count_declined(house.clock.moment())
    assert outcomes(house) == {
        "asked": 3,
        "walked_away": 1,
        "agreed": 1,
        "not_counted": 1,
        "declined": 1,
    }


def test_all_of_a_visits_counts_go_into_the_hour_it_was_asked_in(house: House) -> None:
    asked_in = house.clock.moment()
    house.records.count_asked(asked_in)
    house.clock.forward(3600)
    house.records.store_consent(consent(1, asked_in))
    answer_of(house, ConsentStored)
    house.records.keep_visit(consent(1, asked_in), WOMAN, Way.CAMERA, WOMAN, receipt=True)
    answer_of(house, VisitKept)
    house.clock.forward(3600)
    hours = house.figures(asked_in.day).hours
    assert (hours[14], hours[15]) == (HourCounts(1, 1), HourCounts())


def test_what_the_camera_did_is_in_the_ledger(house: House) -> None:
    agree(house)
    given = consent(1, house.clock.moment())
    before = house.inside()
    assert before.camera_last_opened is None
    house.records.record_camera_opened(given)
    house.records.record_camera_closed(given, 6)
    house.records.record_analysis(given, None)
    house.records.record_analysis(given, WatchFault.CAMERA_LOST)
    after = house.inside()
    assert after.ledger_rows == before.ledger_rows + 4
    assert after.camera_last_opened == house.clock.moment()


def test_a_crash_without_a_yes_is_somebody_who_walked_away(house: House) -> None:
    house.records.count_asked(house.clock.moment())
    house.crash_and_start()
    answer_of(house, StoreReady)
    assert outcomes(house) == {"asked": 1, "walked_away": 1}


def test_a_crash_after_a_yes_is_not_counted_and_in_the_ledger(house: House) -> None:
    agree(house)
    before = house.inside().ledger_rows
    house.crash_and_start()
    answer_of(house, StoreReady)
    assert outcomes(house) == {"asked": 1, "agreed": 1, "not_counted": 1}
    assert house.inside().ledger_rows == before + 2  # analysis aborted, started
    house.records.erase_visit(code(1))
    answer_of(house, RecordNotFound)


def test_what_was_kept_outlives_a_crash(house: House) -> None:
    keep(house)
    house.crash_and_start()
    answer_of(house, StoreReady)
    house.records.find_record(code(1))
    answer_of(house, RecordFound)
    assert outcomes(house) == {"asked": 1, "agreed": 1, "counted": 1}


def test_a_healthy_store_answers_a_probe(house: House) -> None:
    house.records.probe()
    answer_of(house, StoreReady)


def test_what_the_camera_does_late_is_about_its_own_consent_or_not_written(house: House) -> None:
    moment = house.clock.moment()
    agree(house, 1)
    opened = house.inside().ledger_rows
    house.records.close_uncounted(consent(1, moment))
    house.records.record_camera_opened(consent(1, moment))
    house.records.record_camera_closed(consent(1, moment), 0)
    assert house.inside().ledger_rows == opened + 2
    assert house.inside().camera_opened_for == opened
    # Never twice, nor on a yes that was taken back, nor on one to something else.
    house.records.record_camera_opened(consent(1, moment))
    agree(house, 2)
    house.records.erase_visit(code(2))
    answer_of(house, Erased)
    house.records.record_camera_opened(consent(2, moment))
    tell(house, 3)
    house.records.record_camera_opened(consent(3, moment, Way.TOLD))
    house.records.record_camera_opened(consent(99, moment))
    house.records.record_analysis(consent(99, moment), None)
    assert house.inside().camera_opened_for == opened
    agree(house, 4)
    house.records.record_camera_opened(consent(4, moment))
    house.records.erase_visit(code(4))
    answer_of(house, Erased)
    rows = house.inside().ledger_rows
    house.records.record_camera_closed(consent(4, moment), 1)
    assert house.inside().ledger_rows == rows + 1
    house.crash_and_start()
    answer_of(house, StoreReady)
