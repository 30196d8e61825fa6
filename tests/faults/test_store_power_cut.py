"""The power is cut: nothing acknowledged is lost, nothing erased comes back, no day is doubled.

Some cuts in every run of the tests; as many as the design asks for with FULL=1.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import groupby
from pathlib import Path

import pytest

from kiosk.adapters.records import quarantine, verification
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.domain.blocks import ReleaseRules
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION
from tests.fakes.signer import SIGNER
from tests.fakes.time import FakeClock
from tests.faults.store_closer import DAY_SECONDS
from tests.faults.store_disks import SwitchedDisk
from tests.faults.store_rounds import Acknowledged, check_store, rest_of, start_writer

FULL = os.environ.get("FULL") == "1"
CUTS = 100 if FULL else 6
ROUND_SECONDS = 20
CLOSE_SECONDS = 0.03

pytestmark = [pytest.mark.timeout(CUTS * ROUND_SECONDS)]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SwitchedDisk]:
    made = SwitchedDisk(tmp_path / "disk")
    yield made
    made.throw_away()


def cut(disk: SwitchedDisk, writer: "subprocess.Popen[str]") -> str:
    """Cut the power, switch it on again, and return what the writer had said until then."""
    # Stopped first, so that nothing can be acknowledged after the cut.
    writer.send_signal(signal.SIGSTOP)
    disk.cut_power()
    writer.kill()
    said = rest_of(writer)
    disk.switch_off()
    disk.switch_on()
    return said


def wait(seconds: float) -> None:
    waits = threading.Event()
    threading.Timer(seconds, waits.set).start()
    waits.wait()


def read_until(writer: "subprocess.Popen[str]", word: str) -> str:
    """What a writer says until a line begins with this word."""
    assert writer.stdout is not None
    said, line = "", ""
    while not line.startswith(word):
        line = writer.stdout.readline()
        assert line, said
        said += line
    return said


def test_nothing_acknowledged_is_lost_and_nothing_erased_comes_back(disk: SwitchedDisk) -> None:
    path = disk.folder / "data" / "records.db"
    chance = random.Random(17)
    acknowledged = Acknowledged()
    cuts = 0
    # On a disk that is busy a writer may not come to erase anything before the cut.
    while cuts < CUTS or not acknowledged.erased:
        cuts += 1
        writer = start_writer(path, acknowledged.next_number)
        wait(chance.uniform(0.05, 0.3))
        acknowledged.hear(cut(disk, writer))
        check_store(path, acknowledged)
    assert len(acknowledged.consent) > CUTS


def test_after_a_withdrawal_a_power_cut_leaves_no_trace_in_any_file(disk: SwitchedDisk) -> None:
    """Neither in the records and their log, nor in the backups, nor in a quarantined copy."""
    path = disk.folder / "data" / "records.db"
    acknowledged = Acknowledged()
    for _ in range(CUTS):
        writer = start_writer(path, acknowledged.next_number)
        said = read_until(writer, "erased")
        acknowledged.hear(said + cut(disk, writer))
        check_store(path, acknowledged)
    assert len(acknowledged.erased) >= CUTS
    assert [file.suffix for file in (path.parent / "backups").iterdir()] == [".sqlite3"]
    assert quarantine.folder_beside(path).is_dir()


def test_a_block_that_the_power_cut_short_is_made_up_for_once(disk: SwitchedDisk) -> None:
    path = disk.folder / "data" / "records.db"
    kept: Counter[int] = Counter()
    told: list[tuple[int, ...]] = []
    cut_short = day = 0
    for number in range(CUTS):
        closer = start_closer(path, day)
        said = read_until(closer, "closing")
        if number % 2:
            # At the close of day, and not at five.
            said += read_until(closer, "closing")
        # From at once to when it is over: closing a block takes some milliseconds.
        wait(CLOSE_SECONDS * number / CUTS)
        said += cut(disk, closer)
        for what, of_day in map(str.split, said.splitlines()):
            kept[int(of_day)] += what == "kept"
        cut_short += said.count("closing") > said.count("closed")
        # Not the very next: its first visitor may be on disk without having been heard of.
        day = max(kept) + 2
        check_books(path, day, kept)
        found = released(path)
        # What was told stays as it was: noise that was drawn anew would be other noise.
        assert found[: len(told)] == told
        told = found
    assert cut_short
    assert len(told) >= CUTS
    assert verification.verify(path).is_whole


def start_closer(path: Path, day: int) -> "subprocess.Popen[str]":
    """One that has said that it is ready."""
    closer = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.store_closer", str(path), str(day)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert read_until(closer, "ready") == "ready\n"
    return closer


def released(path: Path) -> list[tuple[int, ...]]:
    """The numbers of every block, in the order in which they closed."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT block, visits FROM block_cell ORDER BY block, cell")
        cells = [(block, visits) for block, visits in rows]
    return [
        tuple(visits for _, visits in of_block)
        for _, of_block in groupby(cells, key=lambda cell: cell[0])
    ]


def check_books(path: Path, today: int, kept: "Counter[int]") -> None:
    """Start on day ``today``, and find each visit counted once, and once at most in a block."""
    clock = FakeClock(BUSINESS_DAY)
    first = clock.moment().day
    clock.forward(today * DAY_SECONDS)
    Recorder(path, Publication(ReleaseRules(), False, 14), RETENTION, SIGNER, clock, None).close()
    connection = sqlite3.connect(path)
    counted = dict(connection.execute("SELECT day, sum(counted) FROM day_hour GROUP BY day"))
    for day, acknowledged in kept.items():
        # The one who was just there may be on disk without having been heard of.
        found = counted.get((first + timedelta(days=day)).isoformat(), 0)
        assert acknowledged <= found <= acknowledged + 1, day
    ((in_blocks,),) = connection.execute("SELECT coalesce(sum(visits), 0) FROM block")
    ((waiting,),) = connection.execute("SELECT count(*) FROM visit WHERE block IS NULL")
    assert in_blocks + waiting == sum(counted.values())
    expired = [
        json.loads(payload)["day"]
        for (payload,) in connection.execute(
            "SELECT payload FROM consent_ledger JOIN ledger_opening USING (seq)"
            " WHERE json_extract(leaf, '$.type') = 'records expired' ORDER BY seq"
        )
    ]
    assert expired == sorted(set(expired))
    oldest = (clock.moment().day - timedelta(days=3)).isoformat()
    ((forgotten,),) = connection.execute("SELECT count(*) FROM visit WHERE day < ?", [oldest])
    assert forgotten == 0
    ((closed,),) = connection.execute("SELECT day FROM close_of_day")
    assert closed == (clock.moment().day - timedelta(days=1)).isoformat()
    connection.close()
