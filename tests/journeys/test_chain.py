"""A kiosk of a chain: a visitor comes, the day ends, and the head office's file is there."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.bootstrap import day_files, fleet_since, parts
from kiosk.bootstrap import kiosk as joining
from kiosk.domain.retention import BusinessDay
from tests.fakes.time import FakeAlarm, FakeClock
from tests.journeys.kiosk import Kiosk, demo_settings

NAME = "lakeside-north"
A_DAY = 24 * 3600.0


def test_when_the_day_has_been_closed_its_file_is_there(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = demo_settings()
    settings = replace(own, fleet=replace(own.fleet, kiosk=NAME))
    clock = FakeClock(BusinessDay(own.kiosk.time_zone))
    alarm = FakeAlarm(clock)
    monkeypatch.setattr(parts, "clock_of", lambda _settings: clock)
    monkeypatch.setattr(joining, "QtAlarm", lambda: alarm)
    day = clock.moment().day
    parts.records_folder(tmp_path, demo=True).mkdir(parents=True)
    kiosk = Kiosk(own, tmp_path)
    # Only now: what the demo's own sign-off covers is a demo of no chain.
    fleet_since.remember(tmp_path, settings)
    kiosk.joined.reports.settings_changed(settings)
    try:
        kiosk.read_notice()
        kiosk.tell()
        kiosk.take_receipt()
        kiosk.joined.reports.look(0.0)
        assert list(day_files.kept(tmp_path, demo=True)) == []
        clock.forward(A_DAY)
        kiosk.joined.store.erase_due()
        kiosk.settle_store()
        kiosk.joined.reports.look(60.0)
        (file,) = day_files.kept(tmp_path, demo=True)
        assert (file.kiosk, file.day) == (NAME, day)
        head, _hour, end = map(json.loads, file.path.read_bytes().splitlines())
        assert (head["kiosk"], head["invented"], end) == (NAME, True, {"end": 2})
        assert (head["asked"], head["told"], head["declined"]) == (1, 1, 0)
    finally:
        kiosk.close()
