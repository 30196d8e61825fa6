"""A store on a path, and what it posts, for the tests of its faults."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.adapters.records import RecordsStore
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import Way
from kiosk.domain.events import ConsentStored, Event, StoreReady, VisitKept
from kiosk.domain.states import Inside
from tests.contracts.records.houses import (
    ANSWER_SECONDS,
    BUSINESS_DAY,
    RETENTION,
    consent,
)
from tests.domain.samples import ANSWER
from tests.fakes.assessment import FakeAssessments
from tests.fakes.signer import SIGNER
from tests.fakes.time import FakeClock


class Kiosk:
    """The store and whoever hears from it; a demo's, which tells of every visit at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = FakeClock(BUSINESS_DAY)
        self._posted: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.store = RecordsStore(
            self._posted.put,
            self.clock,
            path,
            RETENTION,
            ReleaseRules(),
            True,
            minimum_age=14,
            signer=SIGNER,
            assessments=FakeAssessments(),
        )

    def next_event(self, timeout: float = ANSWER_SECONDS) -> Event:
        return self._posted.get(timeout=timeout)

    def expect(self, kind: type[Event]) -> None:
        event = self.next_event()
        assert isinstance(event, kind), event

    def ask(self) -> None:
        self.store.count_asked(self.clock.moment())

    def agree(self, number: int) -> None:
        self.ask()
        self.store.store_consent(consent(number, self.clock.moment()))
        self.expect(ConsentStored)

    def tell(self, number: int) -> None:
        self.ask()
        told = consent(number, self.clock.moment(), Way.TOLD)
        self.store.keep_visit(told, ANSWER, Way.TOLD, None, receipt=True)
        self.expect(VisitKept)

    def inside(self) -> Inside:
        told: queue.SimpleQueue[Inside] = queue.SimpleQueue()
        self.store.inside(told.put)
        return told.get(timeout=ANSWER_SECONDS)


@contextmanager
def kiosk_at(path: Path) -> Iterator[Kiosk]:
    """A kiosk whose store has said that it is ready."""
    kiosk = Kiosk(path)
    kiosk.expect(StoreReady)
    try:
        yield kiosk
    finally:
        kiosk.store.close()
