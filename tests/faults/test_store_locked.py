"""Another program holds the lock: the store says so in two seconds, and loses nothing."""

import sqlite3
import time
from pathlib import Path

from kiosk.domain.events import StoreFailed, StoreReady
from kiosk.domain.states import StoreFault
from tests.contracts.records.houses import consent
from tests.faults.store_events import Kiosk, kiosk_at

SLOW = StoreFailed(StoreFault.SLOW)


def lock(path: Path) -> sqlite3.Connection:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    return holder


def test_a_locked_store_says_so_and_goes_on(tmp_path: Path) -> None:
    with kiosk_at(tmp_path / "data" / "records.db") as kiosk:
        kiosk.tell(1)
        holder = lock(kiosk.path)
        began = time.monotonic()
        kiosk.ask()
        assert kiosk.next_event() == SLOW
        assert 1.9 < time.monotonic() - began < 4
        holder.close()
        # The ask is not on disk, so its yes is not taken either: the visitor is asked anew.
        kiosk.store.store_consent(consent(2, kiosk.clock.moment()))
        assert kiosk.next_event() == SLOW
        kiosk.store.probe()
        assert kiosk.next_event() == StoreReady()
        kiosk.agree(3)
        assert kiosk.inside().records == 1


def test_a_store_that_is_locked_at_start_is_not_taken_for_a_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / "data" / "records.db"
    with kiosk_at(path) as kiosk:
        kiosk.tell(1)
    holder = lock(path)
    kiosk = Kiosk(path)
    assert kiosk.next_event() == SLOW
    holder.close()
    kiosk.store.probe()
    assert kiosk.next_event() == StoreReady()
    assert kiosk.inside().records == 1
    kiosk.store.close()
    assert not (path.parent / "quarantine").exists()
