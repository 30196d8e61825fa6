"""Killed while it closes a block, at one statement or another: it is released once, or not yet.

The writer is ended in another process, and what is told is compared to the number: noise that was
drawn a second time would not be the same.
"""

import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kiosk.adapters.records import verification
from tests.adapters.records.books import HOUR, keep_some
from tests.adapters.records.conftest import Book, open_recorder
from tests.contracts.records.houses import BUSINESS_DAY
from tests.fakes.time import FakeClock

FULL = os.environ.get("FULL") == "1"

VISITS = 45
AFTERNOON, NEXT_MORNING, WINDOW = 3 * HOUR, 20 * HOUR, 100 * HOUR
"""From when they came to a time of day, the close of day, the end of what is kept of them."""

_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.adapters.records.conftest import open_recorder
from tests.faults.test_blocks_killed import clock_after

left = int(sys.argv[3])
def count(frame, event, argument):
    global left
    if event in ("c_call", "c_return") and argument.__name__ in (
        "execute", "executemany", "commit", "rollback"
    ):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

recorder = open_recorder(Path(sys.argv[1]), clock_after(0))
recorder._clock.forward(float(sys.argv[2]))
sys.setprofile(count)
recorder.catch_up()
sys.setprofile(None)
print("done")
"""


def clock_after(seconds: float) -> FakeClock:
    clock = FakeClock(BUSINESS_DAY)
    clock.forward(seconds)
    return clock


def close_and_kill(path: Path, seconds: float, at: int) -> bool:
    """Another process does what is due so much later, killed there; False if it was done before."""
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(path), str(seconds), str(at)],
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


def released(path: Path) -> list[tuple[Any, ...]]:
    """Every block that there is, with its numbers."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT block.id, closed_on, closed_at, block.visits, group_concat(cell),"
            " group_concat(block_cell.visits)"
            " FROM block LEFT JOIN block_cell ON block = block.id GROUP BY block.id"
        ).fetchall()


def visits_by_block(path: Path) -> list[tuple[int | None, int]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT block, count(*) FROM visit GROUP BY block").fetchall()


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """The folder of a store whose visits are in no block yet."""
    path, clock = tmp_path / "before" / "records.db", clock_after(0)
    book = Book(path, clock, open_recorder(path, clock))
    keep_some(book, VISITS)
    book.recorder.close()
    return path.parent


@pytest.mark.parametrize(
    ("seconds", "every"),
    [(AFTERNOON, 3), (NEXT_MORNING, 9), (WINDOW, 9)],
    ids=["a time of day", "close of day", "window"],
)
def test_it_is_released_once(before: Path, tmp_path: Path, seconds: float, every: int) -> None:
    there: set[int] = set()
    for at in itertools.count(1, 1 if FULL else every):
        path = tmp_path / str(at) / "records.db"
        shutil.copytree(before, path.parent)
        if not close_and_kill(path, seconds, at):
            break
        found = released(path)
        there.add(len(found))
        if found:
            # With all of its numbers, and none of its visits waits for another one.
            assert [block[3] for block in found] == [VISITS]
            assert len(found[0][4].split(",")) == 38
            assert None not in dict(visits_by_block(path))
        else:
            assert visits_by_block(path) == [(None, VISITS)]
        open_recorder(path, clock_after(seconds)).close()
        again = released(path)
        assert [block[3] for block in again] == [VISITS]
        assert not found or again == found
        assert verification.verify(path).broken is None
    assert there == {0, 1}
