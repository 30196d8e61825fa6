"""Time that stands still until a test moves it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.adapters.system.clock import SystemClock
from kiosk.domain.consent import Moment
from kiosk.domain.retention import BusinessDay


class FakeClock:
    """Starts on 24 November 2026, 14:00 UTC; time goes by with ``forward`` only.

    ``step`` sets the time of day, as a person or the network would.
    """

    def __init__(self, business_day: BusinessDay | None = None) -> None:
        self._seconds = 1000.0
        self._now = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
        self._business_day = business_day or BusinessDay(UTC)

    def forward(self, seconds: float) -> None:
        self._seconds += seconds
        self._now += timedelta(seconds=seconds)

    def step(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)

    def monotonic(self) -> float:
        return self._seconds

    def now(self) -> datetime:
        return self._now

    def moment(self) -> Moment:
        return self._business_day.moment(self._now)


class FakeAlarm:
    """Rings when its clock is moved past the time it was set to, by ``pass_time``."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._due: float | None = None
        self._call: Callable[[], None] | None = None

    def set(self, seconds: float, call: Callable[[], None]) -> None:
        self._due, self._call = self._clock.monotonic() + seconds, call

    def clear(self) -> None:
        self._due = self._call = None

    @property
    def left(self) -> float | None:
        """Seconds until it rings, or None if it is not set."""
        return None if self._due is None else self._due - self._clock.monotonic()

    def pass_time(self, seconds: float) -> None:
        """Let time go by, ringing as often as it is due in it."""
        end = self._clock.monotonic() + seconds
        while self._due is not None and self._due <= end:
            self._clock.forward(self._due - self._clock.monotonic())
            call = self._call
            self.clear()
            if call is not None:
                call()
        self._clock.forward(end - self._clock.monotonic())


@contextmanager
def machine_time_set() -> Iterator[FakeClock]:
    """Sets what this process takes for the time of day, wherever it asks its ``SystemClock``.

    It is 3 December 2026, so that what is made by a new FakeClock has been over for nine days.
    A process that this one starts has the machine's time, as ever.
    """
    clock = FakeClock()
    clock.forward(timedelta(days=9).total_seconds())
    with pytest.MonkeyPatch.context() as patch:

        def now(asked: SystemClock) -> datetime:
            return clock.now().astimezone(asked._business_day.zone)

        patch.setattr(SystemClock, "now", now)
        yield clock
