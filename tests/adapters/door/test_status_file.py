"""The status in a file: what a command beside the kiosk can know of the counter."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.adapters.door.status_file import keep, load
from kiosk.application.door_intake import DoorStatus

STATUS = DoorStatus(
    "http",
    last_count=datetime(2026, 11, 24, 14, 5, tzinfo=UTC),
    refused=2,
    last_reason="“x” is no whole number",
    trouble=None,
    warning="the counter misses people",
    ids=("0123456789abcdef",),
)


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "door-counter" / "status.json"
    for status in (STATUS, DoorStatus("csv", trouble="gone")):
        keep(path, status)
        assert load(path) == status


def test_no_second_is_kept(tmp_path: Path) -> None:
    exact = datetime(2026, 11, 24, 14, 5, 59, 123456, tzinfo=UTC)
    keep(tmp_path / "status.json", replace(STATUS, last_count=exact))
    assert load(tmp_path / "status.json") == STATUS


@pytest.mark.parametrize("content", ["", "{}", "[]", "{", '{"source": 1, "last_count": 7}', "\0"])
def test_what_cannot_be_read_is_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "status.json").write_text(content)
    assert load(tmp_path / "status.json") is None
    assert load(tmp_path / "none.json") is None


def test_where_it_cannot_be_written_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "door-counter").write_text("")
    keep(tmp_path / "door-counter" / "status.json", STATUS)
    assert load(tmp_path / "door-counter" / "status.json") is None
