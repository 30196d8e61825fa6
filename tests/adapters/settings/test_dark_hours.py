"""The dark hours: over midnight or not, and nothing that is no such hours."""

from datetime import time

import pytest

from kiosk.adapters.settings.dark_hours import DarkHours, Hours
from kiosk.adapters.settings.kinds import NotAllowed


def test_over_midnight() -> None:
    night = Hours().check(" 22:00-08:30 ")
    assert night == DarkHours(time(22, 0), time(8, 30))
    held = [time(22, 0), time(23, 59, 59), time(0, 0), time(8, 29, 59)]
    assert all(night.hold(at) for at in held)
    assert not any(night.hold(at) for at in (time(8, 30), time(12, 0), time(21, 59, 59)))


def test_within_a_day() -> None:
    noon = Hours().check("12:00-13:00")
    assert [noon.hold(at) for at in (time(11, 59), time(12, 0), time(12, 59), time(13, 0))] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "wrong",
    ["", "22:00", "22:00-22:00", "24:00-08:00", "22:60-08:00", "22-8", "2:00-08:00", 22, None, []],
)
def test_what_is_no_such_hours_is_refused(wrong: object) -> None:
    with pytest.raises(NotAllowed):
        Hours().check(wrong)
    assert "22:00-08:30" in Hours().allowed
