"""How the machine is, for programs that look after many of them: about no visitor, in fixed words.

Nothing in it changes with a visit. It is written every minute, so anything that did would tell
when somebody came: no counts, no state of a visit, no size of a file. docs/operations/running.md
explains each field, and docs/health.schema.json is its schema.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from datetime import date, datetime

FORMAT: Final = 1

STEP_MIB: Final = 16
"""Free room is told in steps of so many MiB, which no visit takes."""

LOW_MIB: Final = 192
"""Less free room than this is a fault: the doctor's bound, rounded down to a step."""

STATES: Final = ("starting", "in service", "at rest", "ended")

PARTS: Final = ("off", "well", "not well")
"""What is told of a part that a shop may do without."""


@dataclass(frozen=True, slots=True)
class MachineHealth:
    """What is known of the machine at ``written``.

    ``camera`` is "ready" or why its door is closed; whether it is in use just now is not told.
    ``ledger_whole`` is None until it has been read whole since the start.
    """

    kiosk: str
    key: str | None
    demo: bool
    version: str
    written: datetime
    time_zone: str
    business_day: date
    started: datetime
    uptime_seconds: int
    state: str
    at_rest_because: str | None
    camera: str
    phone_page: str
    door_counter: str
    last_backup: datetime | None
    backup_failed: bool
    ledger_checked: datetime | None
    ledger_whole: bool | None
    findings: int
    disk_free_bytes: int

    def faults(self) -> list[str]:
        """What somebody has to see to, in fixed words; empty where all is well."""
        found = {
            "at rest": self.state == "at rest",
            "camera": self.camera != READY,
            "phone page": self.phone_page == "not well",
            "door counter": self.door_counter == "not well",
            "backup": self.backup_failed,
            "ledger": self.ledger_whole is False,
            "something found": self.findings > 0,
            "disk": self._free_mib() < LOW_MIB,
        }
        return [words for words, holds in found.items() if holds]

    def as_json(self) -> bytes:
        fields: dict[str, Any] = {
            "format": FORMAT,
            "kiosk": self.kiosk,
            "key": self.key,
            "demo": self.demo,
            "version": self.version,
            "written": _instant(self.written),
            "time_zone": self.time_zone,
            "business_day": self.business_day.isoformat(),
            "started": _instant(self.started),
            "uptime_seconds": self.uptime_seconds,
            "state": self.state,
            "at_rest_because": self.at_rest_because,
            "faults": self.faults(),
            "camera": self.camera,
            "phone_page": self.phone_page,
            "door_counter": self.door_counter,
            "last_backup": _instant(self.last_backup),
            "backup_failed": self.backup_failed,
            "ledger_checked": _instant(self.ledger_checked),
            "ledger_whole": self.ledger_whole,
            "findings": self.findings,
            "disk_free_mib": self._free_mib(),
        }
        return f"{json.dumps(fields, ensure_ascii=False, indent=2)}\n".encode()

    def _free_mib(self) -> int:
        return self.disk_free_bytes // (STEP_MIB * 1024**2) * STEP_MIB


READY: Final = "ready"


def _instant(when: datetime | None) -> str | None:
    return when and when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
