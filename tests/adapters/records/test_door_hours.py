"""What the real records know of an hour at the door."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.adapters.records.door_hours import DoorHours
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.application.door_intake import HourSoFar, HoursUnread
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import Moment
from kiosk.domain.retention import Retention
from tests.fakes.time import FakeClock

TODAY = date(2026, 11, 24)


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    clock = FakeClock()
    retention = Retention(clock._business_day)
    publication = Publication(ReleaseRules(), demo=False, minimum_age=14)
    made = Recorder(tmp_path / "askfirst.sqlite3", publication, retention, None, clock, None)
    made.check_room()
    yield made
    made.close()


def ask(recorder: Recorder, moment: Moment, times: int) -> None:
    for _ in range(times):
        recorder.count_asked(moment)
        recorder.count_declined(moment)


def test_hours_with_any_count_are_told(recorder: Recorder, tmp_path: Path) -> None:
    hours = DoorHours(tmp_path / "askfirst.sqlite3")
    assert hours.first_day() is None
    assert hours.hours(TODAY) == {}
    recorder.record_entered(date(2026, 11, 1), 9, 5, replace=False)
    # The door alone makes no first day.
    assert hours.first_day() is None
    ask(recorder, Moment(TODAY, 13), 2)
    ask(recorder, Moment(TODAY, 14), 1)
    recorder.record_entered(TODAY, 14, 7, replace=False)
    recorder.record_entered(TODAY, 15, 0, replace=False)
    assert hours.first_day() == TODAY
    assert hours.hours(TODAY) == {
        13: HourSoFar(asked=2, entered=None),
        14: HourSoFar(asked=1, entered=7),
        15: HourSoFar(asked=0, entered=0),
    }


def test_without_records_nothing_is_known(tmp_path: Path) -> None:
    hours = DoorHours(tmp_path / "askfirst.sqlite3")
    with pytest.raises(HoursUnread, match="no records"):
        hours.first_day()
    with pytest.raises(HoursUnread):
        hours.hours(TODAY)


def test_of_a_damaged_file_nothing_is_known(tmp_path: Path) -> None:
    path = tmp_path / "askfirst.sqlite3"
    path.write_bytes(b"SQLite format 3\0" + bytes(5000))
    with pytest.raises(HoursUnread):
        DoorHours(path).hours(TODAY)
