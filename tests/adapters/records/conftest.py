"""A recorder on a real file, without the thread: what it is asked is done when it returns."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.adapters.records.restoring import Restored, restore
from kiosk.domain.blocks import ReleaseRules, count
from kiosk.domain.consent import ConsentRecord, Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from tests.adapters.records.block_files import opened
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION, consent
from tests.fakes.signer import SIGNER
from tests.fakes.time import FakeClock

WOMAN = Answer(Gender.WOMAN, AgeBand(25, 34))


@dataclass
class Book:
    """A recorder, its file and its clock."""

    path: Path
    clock: FakeClock
    recorder: Recorder

    def consent(self, number: int, way: Way = Way.CAMERA) -> ConsentRecord:
        return consent(number, self.clock.moment(), way)

    def agree(self, number: int = 1) -> ConsentRecord:
        """Visitor ``number`` is asked and says yes to the camera."""
        given = self.consent(number)
        self.recorder.count_asked(given.moment)
        self.recorder.store_consent(given)
        return given

    def keep(self, number: int = 1, *, receipt: bool = True) -> ConsentRecord:
        """Visitor ``number`` is asked, agrees and keeps the estimate."""
        given = self.agree(number)
        self.recorder.keep_visit(given, WOMAN, Way.CAMERA, WOMAN, receipt=receipt)
        return given

    def reopen(self) -> None:
        self.recorder.close()
        self.reopen_closed()

    def reopen_closed(self) -> None:
        """Start again on the file of a recorder that was closed."""
        self.recorder = open_recorder(self.path, self.clock)


def open_recorder(
    path: Path, clock: FakeClock, *, demo: bool = False, rules: ReleaseRules | None = None
) -> Recorder:
    publication = Publication(rules or ReleaseRules(), demo, 14)
    return Recorder(path, publication, RETENTION, SIGNER, clock, "test model")


def restored(
    backup: Path, path: Path, clock: FakeClock, *, replace: bool, demo: bool = False
) -> Restored:
    """Restore a backup to a store's path now, as the shop of these tests keeps its records."""
    now = clock.now()
    return restore(backup, path, demo=demo, retention=RETENTION, now=now, replace=replace)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    clock = FakeClock(BUSINESS_DAY)
    path = tmp_path / "data" / "records.db"
    made = Book(path, clock, open_recorder(path, clock))
    yield made
    made.recorder.abandon()


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with opened(tmp_path / "records.db") as made:
        yield made


@pytest.fixture
def without_noise(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that two stores say the same; the noise itself is tested where it is drawn."""
    monkeypatch.setattr(
        "kiosk.adapters.records.blocks.release", lambda visits, _epsilon: count(visits)
    )


@pytest.fixture
def closed(book: Book) -> Path:
    """The file of a store that has kept a visit and was closed in good order."""
    book.keep()
    book.recorder.close()
    return book.path
