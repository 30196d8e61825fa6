"""A shop whose kiosk is running, and the commands that show what it recorded."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.adapters.settings.settings import Settings
from kiosk.bootstrap import parts
from kiosk.cli import main
from kiosk.cli.codes import OK
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import ConsentRecord, Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from tests.contracts.records.houses import consent
from tests.fakes.time import FakeClock

EXAMPLE = Path(__file__).parents[2] / "packaging" / "askfirst.example.toml"

Capture = pytest.CaptureFixture[str]

YOUNG, OLD = AgeBand(25, 34), AgeBand(55, 64)
TWENTY = [
    *[Answer(Gender.WOMAN, YOUNG)] * 6,
    *[Answer(Gender.WOMAN, OLD)] * 5,
    *[Answer(Gender.MAN, YOUNG)] * 8,
    Answer(Gender.UNSAID, None),
]


@dataclass
class Shop:
    """A shop whose kiosk is running; a visitor who is asked sees the one before leave."""

    folder: Path
    settings: Settings
    time: FakeClock
    recorder: Recorder = field(init=False)
    visitors: list[ConsentRecord] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = parts.clock_of(self.settings)
        self.recorder = Recorder(
            parts.records_file(self.folder, demo=False),
            Publication(ReleaseRules(), False, self.settings.kiosk.minimum_age),
            parts.retention_of(self.settings),
            parts.signer_of(self.folder, demo=False),
            self.clock,
            None,
        )

    def tell(self, answer: Answer) -> None:
        told = consent(len(self.visitors), self.clock.moment(), Way.TOLD)
        self.visitors.append(told)
        self.recorder.count_asked(told.moment)
        self.recorder.keep_visit(told, answer, Way.TOLD, None, receipt=True)

    def until(self, hour: int) -> None:
        """It is this hour now, of the same calendar day or, if it is past there, of the next."""
        hours = (hour - self.clock.now().hour) % 24
        self.time.step(timedelta(hours=hours).total_seconds())
        # Long after the last visitor left.
        self.recorder.last_kept = None
        self.recorder.catch_up(confirmed=True)

    def stats(self, capsys: Capture) -> dict[str, Any]:
        day = self.visitors[0].moment.day.isoformat()
        assert main(["--data-dir", str(self.folder), "stats", "--day", day, "--json"]) == OK
        return json.loads(capsys.readouterr().out)


@pytest.fixture
def shop(tmp_path: Path, machine_time: FakeClock) -> Iterator[Shop]:
    """At ten in the morning, before any block may close."""
    shutil.copyfile(EXAMPLE, tmp_path / "askfirst.toml")
    settings = parts.load_settings(tmp_path, demo=False)
    began = machine_time.now()
    machine_time.step(timedelta(hours=10 - parts.clock_of(settings).now().hour).total_seconds())
    made = Shop(tmp_path, settings, machine_time)
    yield made
    made.recorder.close()
    machine_time.step((began - machine_time.now()).total_seconds())
