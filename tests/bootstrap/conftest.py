"""A kiosk of a chain, with records and a clock that a test moves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.adapters.settings.settings import SETTINGS_FILE, Settings
from kiosk.bootstrap import day_files, fleet_at_close, fleet_since, parts
from tests.adapters.records.books import TODAY
from tests.adapters.records.conftest import Book, open_recorder
from tests.contracts.records.houses import BUSINESS_DAY
from tests.fakes.time import FakeClock, machine_time_set

EXAMPLE = Path(__file__).parents[2] / "packaging" / "askfirst.example.toml"
NAME = "lakeside-north"


@pytest.fixture(scope="module", autouse=True)
def machine_time() -> Iterator[FakeClock]:
    """No test here depends on the day on which it runs."""
    with machine_time_set() as clock:
        yield clock


class Shop(Book):
    """A kiosk of a chain, with a clock of its own."""

    data: Path
    settings: Settings

    @property
    def folder(self) -> Path:
        return day_files.own_folder(self.data, demo=False)

    def named(self, kiosk: str | None, folder: Path | None = None) -> Settings:
        put = None if folder is None else str(folder)
        return replace(self.settings, fleet=replace(self.settings.fleet, kiosk=kiosk, folder=put))

    def content(self, day: date = TODAY, kiosk: str = NAME) -> bytes:
        return day_files.content_of(self.data, self.settings, kiosk, day)

    def written(self) -> list[str]:
        """The days of which there is a file in the kiosk's own folder."""
        return sorted(each.day.isoformat() for each in day_files.kept(self.data, demo=False))

    def catch_up(self, settings: Settings | None = None) -> str:
        return fleet_at_close.catch_up(self.data, settings or self.settings, lambda: False)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    data, clock = tmp_path / "shop", FakeClock(BUSINESS_DAY)
    data.mkdir(mode=0o700)
    (data / SETTINGS_FILE).write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(parts, "clock_of", lambda settings: clock)
    path = parts.records_file(data, demo=False)
    made = Shop(path, clock, open_recorder(path, clock))
    made.data, made.settings = data, parts.load_settings(data, demo=False)
    made.settings = made.named(NAME)
    fleet_since.remember(data, made.settings)
    yield made
    made.recorder.abandon()
