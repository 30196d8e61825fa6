"""What must be true of a store whose writer was ended in the middle of something."""

import queue
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.adapters.records import ReadingFigures, chain
from kiosk.adapters.records.connection import open_for_reading
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.events import Event, RecordFound, RecordNotFound, StoreReady
from kiosk.domain.periods import Period
from kiosk.domain.states import Inside
from tests.adapters.records.conftest import open_recorder
from tests.contracts.records.houses import (
    ANSWER_SECONDS,
    BUSINESS_DAY,
    RETENTION,
    code,
    consent,
    shops_store,
)
from tests.fakes.time import FakeClock

Numbers = set[int]


@dataclass
class Acknowledged:
    """Everything that all writers so far said, by visitors' numbers."""

    consent: Numbers = field(default_factory=Numbers)
    kept: Numbers = field(default_factory=Numbers)
    erasing: Numbers = field(default_factory=Numbers)
    erased: Numbers = field(default_factory=Numbers)
    marks: dict[int, list[bytes]] = field(default_factory=dict[int, list[bytes]])
    next_number: int = 0

    def hear(self, said: str) -> None:
        # A line that was cut off was never acknowledged.
        for line in said.split("\n")[:-1]:
            what, *said_of_it = line.split(" ")
            if what == "ready":
                continue
            assert what != "failed", line
            number = int(said_of_it[0])
            if what == "marks":
                self.marks[number] = [bytes.fromhex(mark) for mark in said_of_it[1:]]
            else:
                getattr(self, what).add(number)
        # The visitor who was just there may be on disk without having been heard of.
        self.next_number = max([self.next_number, *self.consent]) + 10


def start_writer(path: Path, first: int) -> subprocess.Popen[str]:
    """A writer that has said that it is ready."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.store_writer", str(path), str(first)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    return writer


def rest_of(writer: subprocess.Popen[str]) -> str:
    """What a writer that has ended had said until then."""
    assert writer.stdout is not None
    writer.wait()
    with writer.stdout as said:
        return said.read()


def check_store(path: Path, acknowledged: Acknowledged) -> None:
    """Start on what was left, and hold it against everything that was acknowledged."""
    # Before the start as well: it finishes erasures that were cut short.
    _check_traces(path.parent, acknowledged)
    posted: queue.SimpleQueue[Event] = queue.SimpleQueue()
    clock = FakeClock(BUSINESS_DAY)
    store = shops_store(posted.put, clock, path)
    # The start has checked pages, references and the ledger's last rows.
    assert posted.get(timeout=ANSWER_SECONDS) == StoreReady()
    try:
        for number in acknowledged.kept - acknowledged.erasing:
            store.find_record(code(number))
            assert isinstance(posted.get(timeout=ANSWER_SECONDS), RecordFound), number
        for number in acknowledged.erased:
            store.find_record(code(number))
            assert isinstance(posted.get(timeout=ANSWER_SECONDS), RecordNotFound), number
        told: queue.SimpleQueue[Inside] = queue.SimpleQueue()
        store.inside(told.put)
        told.get(timeout=ANSWER_SECONDS)
        _check_ledger(path, acknowledged)
        _check_traces(path.parent, acknowledged)
    finally:
        store.close()
    _check_sums(path, acknowledged)


def record_id(number: int) -> str:
    return str(consent(number, FakeClock(BUSINESS_DAY).moment()).record_id)


def _check_ledger(path: Path, acknowledged: Acknowledged) -> None:
    db = open_for_reading(path)
    rows = db.conn.execute("SELECT count(*) FROM consent_ledger").fetchone()[0]
    chain.check_tail(db.conn, rows)
    proven = {
        record
        for (record,) in db.conn.execute(
            "SELECT json_extract(payload, '$.record') FROM ledger_opening"
        )
    }
    db.close()
    for number in acknowledged.consent - acknowledged.erasing:
        assert record_id(number) in proven, number


def _check_traces(folder: Path, acknowledged: Acknowledged) -> None:
    for file in folder.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        for number in acknowledged.erased:
            for mark in acknowledged.marks[number]:
                assert mark not in content, (number, file)


def _check_sums(path: Path, acknowledged: Acknowledged) -> None:
    """The counts of the day, as they are once it is closed: in a copy, for the day goes on."""
    clock = FakeClock(BUSINESS_DAY)
    day = clock.moment().day
    clock.forward(24 * 3600)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        shutil.copy(path, copy)
        open_recorder(copy, clock).close()
        reader = ReadingFigures(copy, RETENTION, ReleaseRules())
        figures = reader.of_period(Period.of_day(day), clock)
    counts = figures.counts
    assert counts.said_yes >= len(acknowledged.consent)
    assert figures.withdrawn >= len(acknowledged.erased)
    assert counts.asked == counts.said_yes + counts.declined + counts.walked_away
    assert counts.said_yes == counts.counted + figures.not_counted + figures.withdrawn
