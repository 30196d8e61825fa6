"""What a visit writes down for good: how long that takes, and how much of the disk it needs.

The real store on this machine's own disk, each step of a visit waited for as the kiosk waits.
"""

import os
import queue
import sqlite3
import tempfile
import time
from contextlib import closing
from datetime import UTC
from pathlib import Path

from kiosk.adapters.records import RecordsStore
from kiosk.adapters.system.clock import SystemClock
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import Way
from kiosk.domain.events import ConsentStored, Event, StoreReady, VisitKept
from kiosk.domain.retention import BusinessDay, Retention
from tests.contracts.records.houses import consent
from tests.domain.samples import ANSWER
from tests.fakes.assessment import FakeAssessments
from tests.fakes.signer import SIGNER

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
TRANSACTIONS = 6


class _Heard:
    """What the store posts, waited for in turn."""

    def __init__(self) -> None:
        self._posted: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.post = self._posted.put

    def expect(self, kind: type[Event]) -> None:
        event = self._posted.get(timeout=PATIENCE)
        assert isinstance(event, kind), event


def durable_times(visits: int) -> tuple[list[float], list[float], float, float]:
    """Milliseconds until each consent is on the disk, and for all that a visit writes; then the
    bytes that a visit takes up while it can still be found, and those of its own row of these.
    """
    folder = ROOT / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    consents: list[float] = []
    wholes: list[float] = []
    clock = SystemClock(BusinessDay(UTC))
    # Not where temporary files are: that may be memory.
    with tempfile.TemporaryDirectory(dir=folder) as data:
        path = Path(data) / "records.db"
        heard = _Heard()
        store = RecordsStore(
            heard.post,
            clock,
            path,
            Retention(BusinessDay(UTC)),
            ReleaseRules(),
            False,
            minimum_age=14,
            signer=SIGNER,
            assessments=FakeAssessments(),
        )
        heard.expect(StoreReady)
        empty = _pages(path)
        for number in range(visits):
            given = consent(number, clock.moment())
            began = time.perf_counter()
            store.count_asked(given.moment)
            asked = time.perf_counter()
            store.store_consent(given)
            heard.expect(ConsentStored)
            consents.append(1000 * (time.perf_counter() - asked))
            store.record_camera_opened(given)
            store.record_camera_closed(given, 1)
            store.record_analysis(given, None)
            store.keep_visit(given, ANSWER, Way.CAMERA, ANSWER, receipt=True)
            heard.expect(VisitKept)
            wholes.append(1000 * (time.perf_counter() - began))
        store.close()
        return consents, wholes, (_pages(path) - empty) / visits, _of_rows(path) / visits


def bare_times(times: int) -> list[float]:
    """Milliseconds for six pages of 4 kB added to a file, each synced: what the disk itself takes
    for as many transactions.
    """
    found: list[float] = []
    with tempfile.TemporaryFile(dir=ROOT / "build" / "bench", buffering=0) as file:
        for _ in range(times):
            began = time.perf_counter()
            for _ in range(TRANSACTIONS):
                file.write(bytes(4096))
                os.fdatasync(file.fileno())
            found.append(1000 * (time.perf_counter() - began))
    return found


def _of_rows(path: Path) -> int:
    """Bytes of the visits' rows and of the keys that find them."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name GLOB 'visit*'")
        return found.fetchone()[0]


def _pages(path: Path) -> int:
    """Bytes of the file and of what is still in its log."""
    return sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*"))
