"""Another program's store: one of before there were blocks, a newer one, one that was begun.

``before_blocks.sqlite3.gz`` was written by the program as it was at b3bb8e1: three days of a shop.
"""

import gzip
import itertools
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.adapters.records import ReadingFigures, backups, schema, verification
from kiosk.adapters.records.backups import BackupFailed
from kiosk.adapters.records.connection import StoreUnavailable
from kiosk.application.figures import NoRecords
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.periods import Period
from kiosk.domain.states import StoreFault
from tests.adapters.records.conftest import Book, open_recorder
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION
from tests.fakes.time import FakeClock

EVERY = 1 if os.environ.get("FULL") == "1" else 9
"""Of the places at which a start may be killed."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "records.db"
    packed = Path(__file__).with_name("before_blocks.sqlite3.gz").read_bytes()
    path.write_bytes(gzip.decompress(packed))
    path.chmod(0o600)
    return path


def steps_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
    return [name for (name,) in rows]


def all_steps() -> list[str]:
    from sqlite_utils import Database

    with Database(memory=True, execute_plugins=False) as nothing_yet:
        return [step.name for step in schema.steps.pending(nothing_yet)]


def start(path: Path) -> None:
    open_recorder(path, FakeClock(BUSINESS_DAY)).close()


def read_figures(path: Path) -> None:
    clock = FakeClock(BUSINESS_DAY)
    figures = ReadingFigures(path, RETENTION, ReleaseRules())
    figures.of_period(Period.of_day(clock.moment().day), clock)


def back_up(path: Path) -> None:
    backups.back_up(path, path.parent / "backups", FakeClock(BUSINESS_DAY).now(), RETENTION)


@pytest.mark.parametrize("use", [start, read_figures, back_up])
def test_a_store_of_before_is_refused_in_a_sentence_and_left_as_it_is(
    old: Path, use: Callable[[Path], None]
) -> None:
    before = old.read_bytes()
    with pytest.raises((StoreUnavailable, BackupFailed, NoRecords)) as refused:
        use(old)
    assert schema.OF_BEFORE.casefold() in str(refused.value).casefold()
    assert "\n" not in str(refused.value)
    assert old.read_bytes() == before
    assert not (old.parent / "quarantine").exists()
    assert not list(old.parent.rglob("*.sqlite3"))


def test_an_older_program_leaves_a_newer_file_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    start(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations(migration_set, name, applied_at)"
            " VALUES (?, '0099 from the future', 'then')",
            [schema.steps.name],
        )
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable) as refused:
        start(path)
    assert refused.value.fault is StoreFault.BROKEN
    assert "\n" not in str(refused.value)
    assert "0099 from the future" in str(refused.value)
    assert path.read_bytes() == before
    assert not (path.parent / "quarantine").exists()


_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.faults.test_updates import start
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
start(Path(sys.argv[1]))
print("done")
"""


def begin_and_kill(path: Path, at: int) -> bool:
    """Another process makes the tables, killed at this statement; False if it was done before."""
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


def test_a_first_start_that_was_killed_is_made_up_for_by_the_next(tmp_path: Path) -> None:
    killed = 0
    for at in itertools.count(1, EVERY):
        path = tmp_path / str(at) / "records.db"
        if not begin_and_kill(path, at):
            break
        killed += 1
        clock = FakeClock(BUSINESS_DAY)
        book = Book(path, clock, open_recorder(path, clock))
        book.keep()
        book.recorder.close()
        assert steps_in(path) == all_steps()
        assert verification.verify(path).broken is None
    assert killed > 3
