"""The health file of a running kiosk: there and true, and blind to every visitor."""

import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from PySide6.QtWidgets import QApplication

from kiosk.adapters.settings.settings import Settings
from kiosk.bootstrap import staff_facts
from kiosk.domain import events, states
from tests.application.test_machine_health import SCHEMA
from tests.journeys.kiosk import Kiosk, demo_settings

RUNS_ON = {"written", "uptime_seconds"}
"""What goes on by itself."""

DISK = 4 * 1024**3 + 8 * 1024**2
"""Bytes of the disk of its own that the shop has: half a step from the next figure it tells."""


def _free_on_own_disk(folder: Path) -> int:
    """What a disk with nothing but this folder on it has free.

    The real one is used by other tests at the same time; what a visit writes counts here.
    """
    used = 0
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):
            used += file.lstat().st_blocks * 512
    return DISK - used


class Shop:
    """A kiosk and the folder its health is written into."""

    def __init__(self, data: Path, folder: Path, settings: Settings) -> None:
        self.folder = folder
        named = replace(settings.kiosk, health_folder=str(folder))
        self.kiosk = Kiosk(replace(settings, kiosk=named), data)
        assert self.kiosk.joined.health is not None
        self.health = self.kiosk.joined.health

    def read(self) -> dict[str, Any]:
        found = json.loads(self.health.path.read_bytes())
        jsonschema_rs.validator_for(SCHEMA).validate(found)
        return found

    def wait_for(self, **fields: object) -> dict[str, Any]:
        """The file, once it says this."""

        def says_so() -> bool:
            if not self.health.path.exists():
                return False
            found = self.read()
            return all(found[name] == value for name, value in fields.items())

        self.kiosk.wait_until(says_so, str(fields))
        return self.read()

    def _which(self) -> tuple[int, int]:
        # Its number alone may be that of a file before it, which is free again.
        found = self.health.path.stat()
        return found.st_ino, found.st_mtime_ns

    def write_again(self) -> dict[str, Any]:
        """What a minute later would be written.

        A file has its name before its writing is over (the folder is synced then), and while
        one is being written none is begun. So that one is waited for first, and what is read
        is of now.
        """
        self.let_it_finish()
        before = self._which()
        self.health._write()
        self.let_it_finish()
        assert self._which() != before, "nothing was written"
        return self.read()

    def let_it_finish(self) -> None:
        is_done = threading.Event()
        self.health._worker.do(is_done.set)
        self.kiosk.wait_until(is_done.is_set, "end of the health file's writing")


@pytest.fixture
def shop(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    monkeypatch.setattr(staff_facts, "free_bytes", _free_on_own_disk)
    folder = tmp_path / "health"
    folder.mkdir()
    data = tmp_path / "data"
    (data / "demo").mkdir(parents=True)
    made = Shop(data, folder, demo_settings())
    try:
        yield made
    finally:
        made.kiosk.close()


def told(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name not in RUNS_ON}


def test_a_whole_visit_changes_nothing_in_it(shop: Shop) -> None:
    kiosk = shop.kiosk
    kiosk.wait_for(states.Idle)
    shop.wait_for(state="in service")
    # The night's work of this start is done, and a child is warm.
    kiosk.wait_until(lambda: kiosk.joined.store.night_report() is not None, "night's report")
    kiosk.wait_until(lambda: kiosk.joined.runner.camera_offered, "warm child")
    before = told(shop.write_again())
    kiosk.wait_for_camera_door()
    assert told(shop.write_again()) == before
    kiosk.post(events.ChoseCamera())
    kiosk.joined.runner.say_old_enough()
    kiosk.wait_until(lambda: getattr(kiosk.visit, "opened", False), "open camera")
    assert told(shop.write_again()) == before
    kiosk.wait_for(states.ShowingResult)
    kiosk.post(events.ChoseKeeping())
    kiosk.wait_for(states.ShowingReceipt)
    assert told(shop.write_again()) == before
    kiosk.post(events.Finished())
    kiosk.wait_for(states.Idle)
    assert told(shop.write_again()) == before
    assert before["camera"] == "ready"
    assert before["ledger_whole"] is True


def test_at_rest_and_ended_are_told_at_once(shop: Shop) -> None:
    shop.kiosk.wait_for(states.Idle)
    shop.wait_for(state="in service")
    shop.kiosk.post(events.StoreFailed(states.StoreFault.NO_NOTICE))
    found = shop.wait_for(state="at rest")
    assert found["at_rest_because"] == "no notice to ask with"
    assert "at rest" in found["faults"]
    shop.health.close()
    assert shop.read()["state"] == "ended"


def test_everybody_may_read_it_and_it_is_the_only_file(shop: Shop) -> None:
    shop.wait_for(state="in service")
    (file,) = shop.folder.iterdir()
    assert file.name.startswith("askfirst-health-")
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_folder_that_goes_and_comes_back_is_no_trouble(shop: Shop) -> None:
    shop.kiosk.wait_for(states.Idle)
    shop.wait_for(state="in service")
    aside = shop.folder.rename(shop.folder.with_name("unplugged"))
    shop.health._write()
    shop.let_it_finish()
    assert shop.health._has_failed
    aside.rename(shop.folder)
    shop.health.path.unlink()
    shop.health._write()
    assert shop.wait_for(state="in service")["demo"] is True


def test_without_a_word_in_the_settings_nothing_is_written(
    qapp: QApplication, tmp_path: Path
) -> None:
    (tmp_path / "demo").mkdir()
    kiosk = Kiosk(demo_settings(), tmp_path)
    kiosk.wait_for(states.Idle)
    assert kiosk.joined.health is None
    kiosk.close()
