"""A visitor asks the whole machine what is in it, after a visit, and while more goes on."""

import sqlite3
from pathlib import Path

import cv2
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from kiosk.adapters.records.checkpoint import parse_checkpoint
from kiosk.domain import states
from kiosk.domain.inside import Inside
from kiosk.ui.screens import inside as screen_of_inside
from tests.journeys.kiosk import Kiosk, running


def tell(kiosk: Kiosk) -> None:
    kiosk.read_notice()
    kiosk.tell()
    kiosk.take_receipt()


def inside(kiosk: Kiosk) -> Inside:
    reading = kiosk.visit
    assert isinstance(reading, states.ReadingInside)
    assert reading.inside is not None
    return reading.inside


def open_inside(kiosk: Kiosk) -> Inside:
    kiosk.wait_until(lambda: kiosk.joined.store.night_report() is not None, "self-check")
    kiosk.press("What is in this machine?")
    kiosk.wait_until(lambda: getattr(kiosk.visit, "inside", None) is not None, "inside")
    return inside(kiosk)


def test_what_is_told_is_what_is_there(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as kiosk:
        tell(kiosk)
    with running(tmp_path) as kiosk:
        kiosk.wait_for(states.Idle)
        told = open_inside(kiosk)
        assert (told.records, told.openings, told.pictures) == (1, 1, 0)
        assert told.camera_last_opened is None
        assert told.checked is not None
        assert told.checked.ok, told.checked.findings
        assert told.head is not None
        assert parse_checkpoint(told.head.checkpoint).is_signed_by([told.public_key])
        window = kiosk.joined.window
        assert isinstance(window.shown, screen_of_inside.InsideScreen)
        assert "nothing that does not belong" in window.shown.looked.text()
        kiosk.press("Back")
        kiosk.wait_for(states.Idle)


def test_it_goes_on_telling_while_it_is_read(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen_of_inside, "REFRESH_SECONDS", 0.1)
    with running(tmp_path) as kiosk:
        tell(kiosk)
        assert open_inside(kiosk).blocks == 0
        connection = sqlite3.connect(kiosk.records_file, isolation_level=None)
        connection.execute(
            "INSERT INTO block(first_day, last_day, closed_on, closed_at, visits, epsilon, models)"
            " VALUES ('2026-11-24', '2026-11-24', '2026-11-24', 'close', 22, 2.0, '')"
        )
        connection.close()
        kiosk.wait_until(lambda: inside(kiosk).blocks == 1, "news of the block")
        window = kiosk.joined.window
        assert isinstance(window.shown, screen_of_inside.InsideScreen)
        assert "1 so far, of 22 visits" in window.shown.becomes.text()


def test_a_picture_in_the_data_folder_is_told_of(qtbot: QtBot, tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "visitor.png").write_bytes(cv2.imencode(".png", noise)[1].tobytes())
    with running(tmp_path) as kiosk:
        kiosk.wait_for(states.Idle)
        told = open_inside(kiosk)
        assert told.checked is not None
        assert told.checked.findings == (
            "a file that does not belong here: visitor.png",
            "the file visitor.png looks like a picture",
        )
        window = kiosk.joined.window
        assert isinstance(window.shown, screen_of_inside.InsideScreen)
        assert window.shown.pictures.text() == "1"
        assert "visitor.png" not in window.shown.looked.text()
