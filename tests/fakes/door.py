"""The records as a door counter meets them: what was asked, and what was written down."""

from collections.abc import Mapping
from datetime import date

from kiosk.application.door_intake import HourSoFar, HoursUnread
from kiosk.domain.consent import Moment


class FakeDoorRecords:
    """Takes counts, and shows them at once, unless it ``is_slow``; ``asked`` is set by the test."""

    def __init__(self, first_day: date | None = date(2026, 11, 1)) -> None:
        self.entered: dict[Moment, int] = {}
        self.asked: dict[Moment, int] = {}
        self.calls = 0
        self.is_unreadable = False
        self.is_slow = False
        self._first_day = first_day

    def record_entered(self, day: date, hour: int, entered: int, *, replace: bool = False) -> None:
        self.calls += 1
        if self.is_slow:
            return
        moment = Moment(day, hour)
        self.entered[moment] = entered + (0 if replace else self.entered.get(moment, 0))

    def first_day(self) -> date | None:
        if self.is_unreadable:
            raise HoursUnread
        return self._first_day

    def hours(self, day: date) -> Mapping[int, HourSoFar]:
        if self.is_unreadable:
            raise HoursUnread
        return {
            moment.hour: HourSoFar(self.asked.get(moment, 0), self.entered.get(moment))
            for moment in self.asked.keys() | self.entered.keys()
            if moment.day == day
        }
