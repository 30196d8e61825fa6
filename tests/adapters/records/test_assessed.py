"""A store without a signed assessment: nobody is asked, and everything owed is done."""

import json
import logging
import queue
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.adapters.records import RecordsStore
from kiosk.domain.assessment import Assessment
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import Way
from kiosk.domain.events import ConsentStored, Erased, Event, StoreFailed, StoreReady, VisitKept
from kiosk.domain.states import StoreFault
from tests.contracts.records.houses import (
    ANSWER_SECONDS,
    BUSINESS_DAY,
    RETENTION,
    code,
    consent,
)
from tests.domain.samples import ANSWER
from tests.fakes.assessment import SIGNED, FakeAssessments
from tests.fakes.signer import SIGNER
from tests.fakes.time import FakeClock

NOT_ASSESSED = StoreFailed(StoreFault.NOT_ASSESSED)


class Shop:
    def __init__(self, path: Path, found: Assessment | None) -> None:
        self.path = path
        self.clock = FakeClock(BUSINESS_DAY)
        self.assessments = FakeAssessments(found)
        self._posted: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.store = self.start()

    def start(self) -> RecordsStore:
        return RecordsStore(
            self._posted.put,
            self.clock,
            self.path,
            RETENTION,
            ReleaseRules(),
            False,
            minimum_age=14,
            signer=SIGNER,
            assessments=self.assessments,
        )

    def restart(self, found: Assessment | None) -> None:
        self.store.close()
        self.assessments.found = found
        self.store = self.start()

    def next_event(self) -> Event:
        return self._posted.get(timeout=ANSWER_SECONDS)

    def probe(self) -> Event:
        self.store.probe()
        return self.next_event()

    def noted(self) -> list[dict[str, str]]:
        connection = sqlite3.connect(self.path)
        rows = connection.execute(
            "SELECT payload FROM consent_ledger JOIN ledger_opening USING (seq)"
            " WHERE json_extract(leaf, '$.type') = 'assessment in force' ORDER BY seq"
        ).fetchall()
        connection.close()
        return [json.loads(row[0]) for row in rows]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path / "data" / "records.db", None)
    yield made
    made.store.close()


def test_it_is_not_ready_until_it_is_signed_and_then_without_a_restart(shop: Shop) -> None:
    assert shop.next_event() == NOT_ASSESSED
    assert shop.probe() == NOT_ASSESSED
    shop.assessments.found = SIGNED
    assert shop.probe() == StoreReady()


def test_nobody_can_be_asked_meanwhile(shop: Shop) -> None:
    assert shop.next_event() == NOT_ASSESSED
    moment = shop.clock.moment()
    shop.store.count_asked(moment)
    assert shop.next_event() == NOT_ASSESSED
    shop.store.store_consent(consent(1, moment))
    assert isinstance(shop.next_event(), StoreFailed)
    shop.assessments.found = SIGNED
    assert shop.probe() == StoreReady()
    shop.store.count_asked(moment)
    shop.store.store_consent(consent(1, moment))
    assert isinstance(shop.next_event(), ConsentStored)


def test_a_fault_that_comes_first_is_the_one_that_is_told(tmp_path: Path) -> None:
    path = tmp_path / "data" / "records.db"
    path.parent.mkdir()
    path.write_bytes(b"")
    shop = Shop(path, None)
    assert shop.next_event() == StoreFailed(StoreFault.BROKEN)
    shop.store.count_asked(shop.clock.moment())
    assert shop.next_event() == StoreFailed(StoreFault.BROKEN)
    shop.store.close()


def test_what_was_taken_back_goes_all_the_same(shop: Shop) -> None:
    assert shop.next_event() == NOT_ASSESSED
    shop.restart(SIGNED)
    assert shop.next_event() == StoreReady()
    moment = shop.clock.moment()
    shop.store.count_asked(moment)
    told = consent(1, moment, Way.TOLD)
    shop.store.keep_visit(told, ANSWER, Way.TOLD, None, receipt=True)
    assert isinstance(shop.next_event(), VisitKept)
    shop.restart(None)
    assert shop.next_event() == NOT_ASSESSED
    shop.store.erase_visit(code(1))
    assert shop.next_event() == Erased(code(1))


def test_the_ledger_says_which_one_is_in_force_each_time_another_begins(shop: Shop) -> None:
    assert shop.next_event() == NOT_ASSESSED
    assert shop.noted() == []
    other = Assessment("6b" * 32, "Li Na", date(2026, 2, 28))
    for found in (SIGNED, SIGNED, other, SIGNED):
        shop.restart(found)
        assert shop.next_event() == StoreReady()
    assert shop.probe() == StoreReady()
    first = {"assessment": "5a" * 32, "signed": "2026-01-30"}
    assert shop.noted() == [first, {"assessment": "6b" * 32, "signed": "2026-02-28"}, first]


def test_nobodys_name_is_in_the_ledger(shop: Shop) -> None:
    assert shop.next_event() == NOT_ASSESSED
    shop.restart(SIGNED)
    assert shop.next_event() == StoreReady()
    shop.store.close()
    assert SIGNED.signed_by.encode() not in shop.path.read_bytes()


def test_the_same_fault_is_logged_once(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    assert shop.next_event() == NOT_ASSESSED
    caplog.clear()
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            assert shop.probe() == NOT_ASSESSED
        assert caplog.messages == []
        shop.assessments.found = SIGNED
        assert shop.probe() == StoreReady()
        shop.assessments.found = None
        assert shop.probe() == NOT_ASSESSED
    assert len(caplog.messages) == 1
    assert "askfirst pia status" in caplog.messages[0]
