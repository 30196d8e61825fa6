"""Taking counts in: what is added, what is written over, what is refused and remembered."""

from datetime import UTC, date, timedelta

import pytest

from kiosk.application.door_intake import IDS_KEPT, DoorIntake, DoorStatus, reasons_in_words
from kiosk.domain.consent import Moment
from kiosk.domain.door_count import CountRefused
from kiosk.domain.retention import BusinessDay, Retention
from tests.fakes.door import FakeDoorRecords
from tests.fakes.time import FakeClock

TODAY = date(2026, 11, 24)
NOW = Moment(TODAY, 14)
BEFORE = Moment(TODAY, 13)


@pytest.fixture
def records() -> FakeDoorRecords:
    return FakeDoorRecords()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def intake(records: FakeDoorRecords, clock: FakeClock) -> DoorIntake:
    return make(records, clock)


def make(
    records: FakeDoorRecords, clock: FakeClock, status: DoorStatus | None = None
) -> DoorIntake:
    retention = Retention(BusinessDay(UTC))
    return DoorIntake(records, records, clock, retention, 100, status or DoorStatus("http"))


def test_counts_of_an_hour_are_added_up(intake: DoorIntake, records: FakeDoorRecords) -> None:
    assert intake.add(NOW, 3)
    assert intake.add(NOW, 4)
    assert records.entered == {NOW: 7}


def test_the_last_count_is_remembered(intake: DoorIntake, clock: FakeClock) -> None:
    assert intake.status == DoorStatus("http")
    intake.add(NOW, 0)
    assert intake.status == DoorStatus("http", last_count=clock.now())


def test_what_is_sent_again_is_not_counted_again(
    intake: DoorIntake, records: FakeDoorRecords
) -> None:
    assert intake.add(NOW, 3, "a")
    assert not intake.add(NOW, 3, "a")
    assert intake.add(NOW, 3, "b")
    assert records.entered == {NOW: 6}


def test_what_was_sent_before_a_restart_is_known_again(
    intake: DoorIntake, records: FakeDoorRecords, clock: FakeClock
) -> None:
    intake.add(NOW, 3, "a")
    again = make(records, clock, intake.status)
    assert not again.add(NOW, 3, "a")
    assert records.entered == {NOW: 3}


def test_an_id_is_kept_as_its_fingerprint_alone(intake: DoorIntake) -> None:
    intake.add(NOW, 1, "Mrs Miller, 14:05")
    (kept,) = intake.status.ids
    assert len(kept) == 16
    assert "Miller" not in kept


def test_so_many_ids_are_known_again(intake: DoorIntake) -> None:
    for number in range(IDS_KEPT + 1):
        intake.add(NOW, 0, str(number))
    assert len(intake.status.ids) == IDS_KEPT
    assert not intake.add(NOW, 0, str(IDS_KEPT))
    assert intake.add(NOW, 0, "0")


def test_what_was_refused_may_be_sent_again(intake: DoorIntake, clock: FakeClock) -> None:
    late = Moment(TODAY, 16)
    with pytest.raises(CountRefused):
        intake.add(late, 3, "a")
    clock.forward(3 * 3600)
    assert intake.add(late, 3, "a")


def test_an_hour_holds_no_more_than_it_may(intake: DoorIntake, records: FakeDoorRecords) -> None:
    records.entered[NOW] = 60
    intake.add(NOW, 40)
    with pytest.raises(CountRefused, match=r"\b101\b.*\b100\b"):
        intake.add(NOW, 1)
    assert records.entered == {NOW: 100}
    assert intake.status.refused == 1
    assert intake.status.last_reason is not None
    assert intake.status.last_reason.startswith("101 in one hour")


def test_an_hour_is_added_up_also_while_nothing_can_be_read(
    intake: DoorIntake, records: FakeDoorRecords
) -> None:
    records.is_unreadable = True
    intake.add(NOW, 60)
    with pytest.raises(CountRefused):
        intake.add(NOW, 60)
    assert records.entered == {NOW: 60}


def test_until_somebody_was_asked_the_first_day_is_today(clock: FakeClock) -> None:
    intake = make(FakeDoorRecords(first_day=None), clock)
    intake.add(NOW, 1)
    with pytest.raises(CountRefused, match="2026-11-24"):
        intake.add(Moment(TODAY - timedelta(days=1), 14), 1)


def test_a_day_is_not_refused_for_records_that_cannot_be_read(
    intake: DoorIntake, records: FakeDoorRecords
) -> None:
    records.is_unreadable = True
    assert intake.put({Moment(date(2026, 11, 20), 9): 12}) == {}
    assert records.entered == {Moment(date(2026, 11, 20), 9): 12}


def test_what_is_remembered_of_a_strange_name_can_be_printed_and_kept(intake: DoorIntake) -> None:
    intake.note_refused("z\udce4hler\x1b[31m\n.csv: no CSV")
    intake.note_trouble("/mnt/z\udce4hler: gone")
    assert intake.status.last_reason == "z·hler·[31m·.csv: no CSV"
    assert intake.status.trouble == "/mnt/z·hler: gone"


def test_days_whose_counts_are_gone_are_refused(clock: FakeClock) -> None:
    intake = make(FakeDoorRecords(first_day=date(2020, 1, 1)), clock)
    with pytest.raises(CountRefused, match="2024-10-24"):
        intake.add(Moment(date(2024, 10, 23), 14), 1)


def test_whole_hours_are_written_over(intake: DoorIntake, records: FakeDoorRecords) -> None:
    records.entered = {BEFORE: 50, NOW: 5}
    assert intake.put({BEFORE: 40, NOW: 6}) == {}
    assert records.entered == {BEFORE: 40, NOW: 6}
    # From then on it is added to what was written.
    intake.add(NOW, 94)
    assert records.entered[NOW] == 100


def test_hours_that_are_wrong_are_left_out_and_named(
    intake: DoorIntake, records: FakeDoorRecords
) -> None:
    late = Moment(TODAY, 16)
    refused = intake.put({BEFORE: 101, NOW: 6, late: 1})
    assert records.entered == {NOW: 6}
    assert set(refused) == {BEFORE, late}
    assert "more than the 100" in refused[BEFORE]
    assert intake.status.refused == 2
    assert "2026-11-24 from 16:00" in str(intake.status.last_reason)


def test_an_hour_with_plainly_fewer_than_were_asked_is_refused(
    intake: DoorIntake, records: FakeDoorRecords
) -> None:
    records.asked = {BEFORE: 11}
    assert "11 were asked" in intake.put({BEFORE: 0})[BEFORE]
    assert records.entered == {}


def test_a_little_fewer_is_a_warning(intake: DoorIntake, records: FakeDoorRecords) -> None:
    records.asked = {BEFORE: 11, Moment(TODAY, 12): 1}
    assert intake.put({BEFORE: 9, Moment(TODAY, 12): 5}) == {}
    assert records.entered[BEFORE] == 9
    assert intake.status.warning == (
        "2026-11-24 from 13:00 9 entered and 11 were asked: the counter misses people"
    )


def test_the_running_hour_is_not_compared(intake: DoorIntake, records: FakeDoorRecords) -> None:
    records.asked = {NOW: 50}
    assert intake.put({NOW: 0}) == {}
    intake.look_back()
    assert intake.status.warning is None


def test_an_hour_that_was_added_to_is_compared_when_it_is_over(
    intake: DoorIntake, records: FakeDoorRecords, clock: FakeClock
) -> None:
    records.asked = {NOW: 50, Moment(TODAY, 15): 1}
    intake.add(NOW, 10)
    intake.look_back()
    assert intake.status.warning is None
    clock.forward(3600)
    intake.look_back()
    assert intake.status.warning is not None
    assert "10 entered and 50 were asked" in intake.status.warning
    # What was counted stays, and an hour in which it saw everybody ends the warning.
    assert records.entered[NOW] == 10
    intake.add(Moment(TODAY, 15), 2)
    clock.forward(3600)
    intake.look_back()
    assert intake.status.warning is None


def test_nothing_is_compared_where_nothing_can_be_read(
    intake: DoorIntake, records: FakeDoorRecords
) -> None:
    records.asked = {BEFORE: 50}
    records.is_unreadable = True
    assert intake.put({Moment(TODAY, 5): 0}) == {}


def test_what_is_written_is_known_from_what_is_not(
    intake: DoorIntake, records: FakeDoorRecords
) -> None:
    records.is_slow = True
    intake.put({BEFORE: 4})
    assert not intake.has_written({BEFORE: 4})
    records.entered = {BEFORE: 4}
    assert intake.has_written({BEFORE: 4})
    assert not intake.has_written({BEFORE: 5})
    records.is_unreadable = True
    assert not intake.has_written({BEFORE: 4})


def test_trouble_is_there_until_it_is_over(intake: DoorIntake) -> None:
    intake.note_trouble("the line is down")
    assert intake.status.trouble == "the line is down"
    intake.note_trouble(None)
    assert intake.status.trouble is None


def test_no_more_hours_are_kept_in_memory_than_are_needed(
    intake: DoorIntake, records: FakeDoorRecords
) -> None:
    intake.put({Moment(date(2026, 11, day), hour): 1 for day in range(1, 24) for hour in range(24)})
    # An hour that memory has forgotten is still in the records.
    with pytest.raises(CountRefused):
        intake.add(Moment(date(2026, 11, 2), 5), 100)
    assert records.entered[Moment(date(2026, 11, 2), 5)] == 1


def test_reasons_come_in_the_files_order() -> None:
    assert reasons_in_words([(12, "b"), (3, "a")]) == ["line 3: a", "line 12: b"]
