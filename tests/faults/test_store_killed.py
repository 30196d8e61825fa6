"""Killed at any point: whatever was acknowledged is there, and the rest adds up."""

import os
import random
import threading
from pathlib import Path

import pytest

from tests.faults.store_rounds import Acknowledged, check_store, rest_of, start_writer

KILLS = 200 if os.environ.get("FULL") == "1" else 20


@pytest.mark.timeout(KILLS * 20)
def test_nothing_acknowledged_is_lost_to_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "data" / "records.db"
    chance = random.Random(16)
    acknowledged = Acknowledged()
    killed = 0
    # On a disk that is busy a writer may not come to erase anything before it is killed.
    while killed < KILLS or not acknowledged.erased:
        killed += 1
        writer = start_writer(path, acknowledged.next_number)
        threading.Timer(chance.uniform(0.0, 0.25), writer.kill).start()
        acknowledged.hear(rest_of(writer))
        check_store(path, acknowledged)
    assert len(acknowledged.consent) > KILLS
