"""The machine's clock, in the shop's zone and business day."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.adapters.system.clock import SystemClock
from kiosk.application.ports import Clock
from kiosk.domain.retention import BusinessDay


def test_it_is_a_clock_of_the_shop() -> None:
    business_day = BusinessDay(ZoneInfo("Asia/Shanghai"))
    clock: Clock = SystemClock(business_day)
    now = clock.now()
    assert now.utcoffset() == timedelta(hours=8)
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=10)
    assert clock.moment() in (business_day.moment(now), business_day.moment(clock.now()))


def test_its_monotonic_side_never_goes_back() -> None:
    clock = SystemClock(BusinessDay(UTC))
    readings = [clock.monotonic() for _ in range(1000)]
    assert readings == sorted(readings)
