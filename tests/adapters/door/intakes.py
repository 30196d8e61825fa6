"""An intake on records that a test can look into, by a clock that stands still."""

from datetime import UTC

from kiosk.application.door_intake import DoorIntake, DoorStatus
from kiosk.domain.retention import BusinessDay, Retention
from tests.fakes.door import FakeDoorRecords
from tests.fakes.time import FakeClock

SHOP = BusinessDay(UTC)


class Intake:
    """It is 24 November 2026, 14:00."""

    def __init__(self, source: str, most_an_hour: int = 3000) -> None:
        self.records = FakeDoorRecords()
        self.clock = FakeClock(SHOP)
        self.door = DoorIntake(
            self.records,
            self.records,
            self.clock,
            Retention(SHOP),
            most_an_hour,
            DoorStatus(source),
        )
