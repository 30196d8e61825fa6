"""The hours of the clock in which the screen may be dark."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

from kiosk.adapters.settings.kinds import NotAllowed

_HOURS: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class DarkHours:
    """From ``first`` on, until ``last``, by the shop's clock; over midnight where that is later."""

    first: time
    last: time

    def hold(self, at: time) -> bool:
        """Whether this time of day is one of them; ``last`` itself is not."""
        if self.first < self.last:
            return self.first <= at < self.last
        return at >= self.first or at < self.last


@dataclass(frozen=True, slots=True)
class Hours:
    """Two different times of day with a hyphen between them."""

    @property
    def allowed(self) -> str:
        return 'two different times of day, such as "22:00-08:30"'

    def check(self, untrusted_value: object) -> DarkHours:
        if not isinstance(untrusted_value, str):
            raise NotAllowed
        found = _HOURS.fullmatch(untrusted_value.strip())
        if found is None:
            raise NotAllowed
        first_hour, first_minute, last_hour, last_minute = (int(each) for each in found.groups())
        hours = DarkHours(time(first_hour, first_minute), time(last_hour, last_minute))
        if hours.first == hours.last:
            raise NotAllowed
        return hours
