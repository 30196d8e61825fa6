"""The machine's clocks: the only place in the program that reads the time of day."""

import time
from datetime import UTC, datetime

from kiosk.domain.consent import Moment
from kiosk.domain.retention import BusinessDay


class SystemClock:
    """Implements the Clock port. Waits and grants go by ``monotonic``, which nobody can set."""

    def __init__(self, business_day: BusinessDay) -> None:
        self._business_day = business_day

    def monotonic(self) -> float:
        """Seconds since some instant that stays the same while the machine runs."""
        return time.monotonic()

    def now(self) -> datetime:
        """The time of day, in the shop's zone."""
        return datetime.now(UTC).astimezone(self._business_day.zone)

    def moment(self) -> Moment:
        """The present business day and hour."""
        return self._business_day.moment(self.now())
