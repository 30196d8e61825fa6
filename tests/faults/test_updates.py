"""Updates keep data: the store of every released schema, opened by this program, and cut short.

The files in ``released`` were written by the programs that were released with these schemas.
"""

import gzip
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.adapters.records import backups, schema, verification
from kiosk.adapters.records.connection import StoreUnavailable
from kiosk.domain.events import Erased, RecordFound, RecordNotFound
from kiosk.domain.states import StoreFault
from tests.adapters.records.conftest import Book, open_recorder
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION, code
from tests.fakes.time import FakeClock
from tests.faults.released.make import A_DAY, DAYS
from tests.faults.store_disks import SwitchedDisk

FULL = os.environ.get("FULL") == "1"
CUTS = 40 if FULL else 3
KILLED_AT = range(1, 80) if FULL else (1, 2, 5, 9, 14, 20, 27, 200)
"""The statement of SQL at which the program is killed; it carries out fewer than the last."""

RELEASED = Path(__file__).parent / "released"
SCHEMAS = sorted(file.name.partition(".")[0] for file in RELEASED.glob("*.sqlite3.gz"))

_COUNTED = {
    "day_hour": "SELECT * FROM day_hour ORDER BY day, hour",
    "day": "SELECT day, withdrawn FROM day ORDER BY day",
    "visit": "SELECT id, day, hour, gender, age_band, way, tag FROM visit ORDER BY id",
    "ledger": "SELECT seq, leaf, leaf_hash FROM consent_ledger ORDER BY seq",
    "openings": "SELECT seq, salt, payload FROM ledger_opening ORDER BY seq",
    "batch": "SELECT id, source, first_day, last_day, form, visits FROM batch ORDER BY id",
    "batch_cell": "SELECT * FROM batch_cell ORDER BY 1, 2, 3",
    "door_hour": "SELECT * FROM door_hour ORDER BY day, hour",
    "corrected": "SELECT * FROM corrected_month ORDER BY month",
}


def unpack(name: str, folder: Path) -> Path:
    path = folder / "records.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.decompress((RELEASED / f"{name}.sqlite3.gz").read_bytes()))
    path.chmod(0o600)
    return path


def clock_after() -> FakeClock:
    """The evening of the last day that was written."""
    clock = FakeClock(BUSINESS_DAY)
    clock.forward(timedelta(days=DAYS - 1, hours=5).total_seconds())
    return clock


def contents(path: Path) -> dict[str, list[Any]]:
    """Every row that means something; a table that an older file has not is empty."""
    found: dict[str, list[Any]] = {}
    with closing(sqlite3.connect(path)) as connection:
        for name, query in _COUNTED.items():
            try:
                found[name] = connection.execute(query).fetchall()
            except sqlite3.OperationalError:
                found[name] = []
    return found


def steps_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
    return [name for (name,) in rows]


def all_steps() -> list[str]:
    from sqlite_utils import Database

    with Database(memory=True, execute_plugins=False) as nothing_yet:
        return [step.name for step in schema.steps.pending(nothing_yet)]


def test_every_schema_there_was_is_here() -> None:
    assert [name.partition(" ")[0] for name in all_steps()] == SCHEMAS


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_brought_up_to_date_and_nothing_is_lost(tmp_path: Path, name: str) -> None:
    path = unpack(name, tmp_path)
    before, clock = contents(path), clock_after()
    assert steps_in(path) == all_steps()[: int(name)]
    book = Book(path, clock, open_recorder(path, clock))
    after = contents(path)
    assert steps_in(path) == all_steps()
    # What was counted and written is as it was; the visit that the power cut left open is ended.
    assert len(before["visit"]) > 60
    assert sum(row[2] for row in before["day_hour"]) == DAYS * A_DAY + 1
    for table in ("day_hour", "visit", "door_hour", "corrected"):
        assert after[table] == before[table], table
    # The first schema's program closed no day; this one does at once, and draws its batches.
    for table in ("batch", "batch_cell", "ledger", "openings"):
        assert after[table][: len(before[table])] == before[table], table
    # The receipts of the last days find what they found, and what was deleted stays so.
    last = 100 * (DAYS - 1)
    assert isinstance(book.recorder.find_record(code(last)), RecordFound)
    assert isinstance(book.recorder.find_record(code(last + 3)), RecordNotFound)
    assert isinstance(book.recorder.erase_visit(code(last + 1)), Erased)
    book.keep(999)
    book.recorder.catch_up()
    book.recorder.close()
    verdict = verification.verify(path)
    assert verdict.broken is None
    assert verdict.rows > len(before["ledger"])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("name", [name for name in SCHEMAS if "0002" <= name < "0005"])
def test_older_batches_closed_on_their_last_day_and_later_ones_on_no_closed_day(
    tmp_path: Path, name: str
) -> None:
    path = unpack(name, tmp_path)
    batches = len(contents(path)["batch"])
    assert batches
    with closing(sqlite3.connect(path)) as connection:
        (closed,) = connection.execute("SELECT day FROM close_of_day").fetchone()
    clock = clock_after()
    recorder = open_recorder(path, clock)
    clock.forward(24 * 3600)
    recorder.catch_up()
    recorder.close()
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(
            "SELECT id <= ?, closed_on, last_day, models FROM batch", [batches]
        ).fetchall()
    assert {older for older, *_ in found} == {0, 1}
    for older, day, last_day, models in found:
        assert (day == last_day and not models) if older else day > closed


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_backup_can_be_made_of_it_before_it_is_brought_up_to_date(
    tmp_path: Path, name: str
) -> None:
    path, clock = unpack(name, tmp_path), clock_after()
    before = contents(path)
    made = backups.back_up(path, tmp_path / "backups", clock.now(), RETENTION)
    assert steps_in(path) == all_steps()[: int(name)]
    copied = contents(made)
    for table in ("batch", "batch_cell", "door_hour", "ledger"):
        assert copied[table] == before[table], table


@pytest.mark.parametrize("name", SCHEMAS)
def test_brought_up_to_date_its_tables_are_those_of_a_new_one(tmp_path: Path, name: str) -> None:
    old, new = unpack(name, tmp_path / "old"), tmp_path / "new" / "records.db"
    for path in (old, new):
        open_recorder(path, clock_after()).close()
    assert _tables(old) == _tables(new)


def _tables(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(
            (name, " ".join(text.split()))
            for name, text in connection.execute("SELECT name, sql FROM sqlite_schema")
            if text
        )


def test_an_older_program_leaves_a_newer_file_as_it_is(tmp_path: Path) -> None:
    path = unpack(SCHEMAS[-1], tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations(migration_set, name, applied_at)"
            " VALUES (?, '0099 from the future', 'then')",
            [schema.steps.name],
        )
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable) as refused:
        open_recorder(path, clock_after())
    assert refused.value.fault is StoreFault.BROKEN
    assert "\n" not in str(refused.value)
    assert "0099 from the future" in str(refused.value)
    assert path.read_bytes() == before
    assert not (path.parent / "quarantine").exists()


# Cut short ----------------------------------------------------------------------------------

_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.adapters.records.conftest import open_recorder
from tests.faults.test_updates import clock_after
from kiosk.adapters.records import schema

left = int(sys.argv[2])
def count(frame, event, argument):
    global left
    if event == "c_call" and argument.__name__ in ("execute", "commit", "__exit__"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

bring_up = schema.apply_steps
def watched(db):
    sys.setprofile(count)
    try:
        bring_up(db)
    finally:
        sys.setprofile(None)
schema.apply_steps = watched
open_recorder(Path(sys.argv[1]), clock_after())
print("done")
"""


def bring_up_and_kill(path: Path, at: int) -> bool:
    """Another process brings it up to date, killed at this statement; False if it was done."""
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(path), str(at)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        timeout=100,
    )
    if "done" in killed.stdout:
        return False
    assert killed.returncode == -9, killed.stderr
    return True


@pytest.mark.parametrize("name", [SCHEMAS[0], SCHEMAS[-2]])
def test_killed_in_between_the_file_is_the_old_one_or_the_new_one(
    tmp_path: Path, name: str
) -> None:
    outcomes: set[bool] = set()
    for at in KILLED_AT:
        path = unpack(name, tmp_path / str(at))
        before = contents(path)
        outcomes.add(bring_up_and_kill(path, at))
        assert steps_in(path) in (all_steps()[: int(name)], all_steps())
        open_recorder(path, clock_after()).close()
        assert contents(path)["day_hour"] == before["day_hour"]
        assert contents(path)["visit"] == before["visit"]
        assert verification.verify(path).broken is None
    assert outcomes == {True, False}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SwitchedDisk]:
    disk = SwitchedDisk(tmp_path / "disk")
    try:
        yield disk
    finally:
        disk.throw_away()


def test_a_power_cut_in_between_leaves_the_old_file_or_the_new_one(disk: SwitchedDisk) -> None:
    for cut in range(CUTS):
        path = unpack(SCHEMAS[0], disk.folder / str(cut))
        os.sync()
        before = contents(path)
        # Wherever it is by then; the last one had it all done, a moment ago.
        bring_up_and_kill(path, 200 if cut == CUTS - 1 else 3 + 7 * cut)
        disk.cut_power()
        disk.switch_off()
        disk.switch_on()
        assert steps_in(path) in (all_steps()[:1], all_steps())
        open_recorder(path, clock_after()).close()
        assert contents(path)["day_hour"] == before["day_hour"]
        assert contents(path)["visit"] == before["visit"]
        assert verification.verify(path).broken is None
