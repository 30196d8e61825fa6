"""The health file's fields: those of the manual and of the schema, and no others."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from kiosk.adapters.analysis.health import Door
from kiosk.application.machine_health import PARTS, STATES, MachineHealth
from kiosk.bootstrap.health import CLOSED
from kiosk.domain.states import StoreFault

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA: dict[str, Any] = json.loads((DOCS / "health.schema.json").read_text(encoding="utf-8"))
MANUAL = (DOCS / "operations" / "running.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 25, 4, 10, tzinfo=UTC)

WELL = MachineHealth(
    kiosk="North Door",
    key="1a2b3c4d",
    demo=False,
    version="0.1.0",
    written=NOW,
    time_zone="Asia/Shanghai",
    business_day=date(2026, 11, 25),
    started=NOW - timedelta(hours=1),
    uptime_seconds=3600,
    state="in service",
    at_rest_because=None,
    camera="ready",
    phone_page="off",
    door_counter="off",
    last_backup=NOW - timedelta(hours=8),
    backup_failed=False,
    ledger_checked=NOW - timedelta(hours=8),
    ledger_whole=True,
    findings=0,
    disk_free_bytes=5 * 1024**3,
)

UNWELL = [
    (replace(WELL, state="at rest", at_rest_because="disk full"), "at rest"),
    (replace(WELL, camera="no camera"), "camera"),
    (replace(WELL, phone_page="not well"), "phone page"),
    (replace(WELL, door_counter="not well"), "door counter"),
    (replace(WELL, backup_failed=True), "backup"),
    (replace(WELL, ledger_whole=False), "ledger"),
    (replace(WELL, findings=2), "something found"),
    (replace(WELL, disk_free_bytes=191 * 1024**2), "disk"),
]


def fields(health: MachineHealth) -> dict[str, Any]:
    """What is written, checked against the schema."""
    found = json.loads(health.as_json())
    jsonschema_rs.validator_for(SCHEMA).validate(found)
    return found


def test_it_is_as_the_schema_says_and_the_schema_as_it_is() -> None:
    assert list(fields(WELL)) == SCHEMA["required"] == list(SCHEMA["properties"])


def test_the_manual_explains_every_field_and_no_other() -> None:
    table = MANUAL.partition("| Field |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == SCHEMA["required"]


def test_what_is_well_has_no_fault() -> None:
    assert fields(WELL)["faults"] == []


@pytest.mark.parametrize(("health", "fault"), UNWELL, ids=[fault for _, fault in UNWELL])
def test_each_fault_is_named(health: MachineHealth, fault: str) -> None:
    assert fields(health)["faults"] == [fault]


def test_every_word_of_the_schema_is_one_of_the_program_and_the_other_way_round() -> None:
    properties = SCHEMA["properties"]
    assert properties["faults"]["items"]["enum"] == [fault for _, fault in UNWELL]
    assert properties["state"]["enum"] == list(STATES)
    assert SCHEMA["$defs"]["part"]["enum"] == list(PARTS)
    assert set(properties["at_rest_because"]["enum"]) == {
        None,
        *(each.value for each in StoreFault),
    }
    assert set(properties["camera"]["enum"]) == {"ready", *(each.value for each in CLOSED)}
    # Whatever else the door is comes and goes with visitors.
    assert set(Door) - set(CLOSED) == {Door.WARM, Door.WARMING, Door.IN_USE, Door.NOT_WANTED}


def test_what_is_not_known_yet_is_said_to_be() -> None:
    none = replace(WELL, key=None, last_backup=None, ledger_checked=None, ledger_whole=None)
    found = fields(none)
    assert [found[name] for name in ("key", "last_backup", "ledger_whole")] == [None] * 3
    assert found["faults"] == []


def test_instants_are_told_in_utc_and_room_in_steps() -> None:
    here = NOW.astimezone(timezone(timedelta(hours=8)))
    found = fields(replace(WELL, written=here, disk_free_bytes=1000 * 1024**2))
    assert found["written"] == "2026-11-25T04:10:00Z"
    assert found["disk_free_mib"] == 992
