"""Times of day, such as those at which blocks close."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Any, Final, cast

from kiosk.adapters.settings.kinds import NotAllowed

_TIME: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class TimesOfDay:
    """At most ``most`` different times of day, or none; ``check`` gives the earliest first."""

    most: int

    @property
    def allowed(self) -> str:
        return (
            f'a list of at most {self.most} different times of day, such as ["13:00", "17:00"], '
            "or an empty one: []"
        )

    def check(self, untrusted_value: object) -> tuple[time, ...]:
        if not isinstance(untrusted_value, list):
            raise NotAllowed
        times = [_time(each) for each in cast("list[Any]", untrusted_value)]
        if len(times) > self.most or len(set(times)) < len(times):
            raise NotAllowed
        return tuple(sorted(times))


def as_text(of_day: time) -> str:
    """As it stands in a settings file: "13:00"."""
    return f"{of_day:%H:%M}"


def _time(untrusted_value: object) -> time:
    if not isinstance(untrusted_value, str):
        raise NotAllowed
    found = _TIME.fullmatch(untrusted_value.strip())
    if found is None:
        raise NotAllowed
    return time(int(found[1]), int(found[2]))
