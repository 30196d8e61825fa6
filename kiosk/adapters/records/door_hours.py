"""What the records know of an hour at the door, for whoever takes the next count in."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kiosk.adapters.records.reading import NoRecords, reading
from kiosk.application.door_intake import HourSoFar, HoursUnread


class DoorHours:
    """Implements ``door_intake.HoursSoFar``; the file is opened for one question at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def first_day(self) -> date | None:
        """The first day on which anybody was asked, of those whose counts are kept."""
        try:
            with reading(self._path) as connection:
                (found,) = connection.execute(
                    "SELECT min(day) FROM day_hour WHERE asked > 0"
                ).fetchone()
        except NoRecords as why:
            raise HoursUnread(str(why)) from why
        return None if found is None else date.fromisoformat(found)

    def hours(self, day: date) -> Mapping[int, HourSoFar]:
        """The hours of a business day that have any count. Raises HoursUnread."""
        try:
            with reading(self._path) as connection:
                asked, entered = (
                    dict(connection.execute(question, [day.isoformat()]).fetchall())
                    for question in (
                        "SELECT hour, asked FROM day_hour WHERE day = ?",
                        "SELECT hour, entered FROM door_hour WHERE day = ?",
                    )
                )
        except NoRecords as why:
            raise HoursUnread(str(why)) from why
        return {
            hour: HourSoFar(asked.get(hour, 0), entered.get(hour))
            for hour in asked.keys() | entered.keys()
        }
