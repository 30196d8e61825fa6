"""The two stores that one suite is run on: the fake, and the real one on a real file.

A house holds a store, its clock, and what it posted; it can be struck by a power cut.
"""

import queue
import shutil
from collections.abc import Callable
from datetime import UTC, date
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import UUID

from kiosk.adapters.records import ReadingFigures, RecordsStore
from kiosk.adapters.records.blocks import closed_between
from kiosk.adapters.records.reading import reading
from kiosk.application.figures import PeriodFigures
from kiosk.application.ports import Assessments, Clock, Post, Records
from kiosk.domain.blocks import Block, ReleaseRules
from kiosk.domain.consent import (
    ConsentRecord,
    Medium,
    Moment,
    Purpose,
    ReceiptCode,
    Way,
)
from kiosk.domain.events import Event
from kiosk.domain.periods import Period, Span
from kiosk.domain.retention import BusinessDay, Retention
from kiosk.domain.states import Inside
from tests import stored
from tests.domain.samples import NOTICE
from tests.fakes.assessment import FakeAssessments
from tests.fakes.records import FakeRecords
from tests.fakes.signer import SIGNER
from tests.fakes.time import FakeClock

# Waited for what comes at once, unless the machine has much else to do.
ANSWER_SECONDS = 60.0

BUSINESS_DAY = BusinessDay(UTC)
RETENTION = Retention(BUSINESS_DAY)

Kind = TypeVar("Kind")


def consent(number: int, moment: Moment, way: Way = Way.CAMERA) -> ConsentRecord:
    """The yes of visitor ``number``: each has a record and a code of its own."""
    return ConsentRecord(
        UUID(int=number, version=4),
        code(number),
        NOTICE,
        Purpose.VISITOR_STATISTICS,
        way,
        Medium.TOUCH,
        moment,
    )


def code(number: int) -> ReceiptCode:
    """The receipt's code of visitor ``number``."""
    return ReceiptCode.from_random([(number >> (5 * place)) % 32 for place in range(9)])


def shops_store(
    post: Post, clock: Clock, path: Path, assessments: Assessments | None = None, **more: Any
) -> RecordsStore:
    """The store of a shop that may ask; ``more`` as RecordsStore takes it."""
    return RecordsStore(
        post,
        clock,
        path,
        RETENTION,
        ReleaseRules(),
        False,
        minimum_age=14,
        signer=SIGNER,
        assessments=assessments or FakeAssessments(),
        **more,
    )


class House(Protocol):
    """A store as the suite sees it."""

    clock: FakeClock

    @property
    def records(self) -> Records: ...

    def next_event(self) -> Event: ...

    def settle(self) -> list[Event]:
        """Everything posted that was not asked for yet, once the store has nothing left to do."""
        ...

    def inside(self) -> Inside: ...

    def figures(self, day: date, span: Span = Span.DAY) -> PeriodFigures: ...

    def outcomes(self, day: date) -> dict[str, int]:
        """How often each thing happened on a day, to the visit; without what never did."""
        ...

    def blocks(self) -> list[Block]:
        """Every block that there is, in the order they closed."""
        ...

    def erase_due(self) -> None: ...

    def crash_and_start(self) -> None: ...

    def restart_with(self, retention: Retention, rules: ReleaseRules) -> None:
        """End as a power cut would, and start with other settings."""
        ...

    def close(self) -> None: ...


def answer_of(house: House, kind: type[Kind]) -> Kind:
    """The next event, which must be of this kind."""
    event = house.next_event()
    assert isinstance(event, kind), event
    return event


class FakeHouse:
    def __init__(self, *, demo: bool, minimum_age: int = 14) -> None:
        self.clock = FakeClock(BUSINESS_DAY)
        self._posted: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.records = FakeRecords(
            self._posted.put, self.clock, RETENTION, demo=demo, minimum_age=minimum_age
        )

    def next_event(self) -> Event:
        return self._posted.get(timeout=0)

    def settle(self) -> list[Event]:
        return _drain(self._posted)

    def inside(self) -> Inside:
        return _told(self.records.inside)

    def figures(self, day: date, span: Span = Span.DAY) -> PeriodFigures:
        return self.records.figures.of_period(Period.of(span, day), self.clock)

    def outcomes(self, day: date) -> dict[str, int]:
        return self.records.days.outcomes(day)

    def blocks(self) -> list[Block]:
        return list(self.records.days.blocks.closed)

    def erase_due(self) -> None:
        self.records.erase_due()

    def crash_and_start(self) -> None:
        self.records.crash_and_start()

    def restart_with(self, retention: Retention, rules: ReleaseRules) -> None:
        self.records.set(retention, rules)
        self.crash_and_start()

    def close(self) -> None:
        self.records.close()


class RealHouse:
    """The store in ``folder``; after a crash it lives on in a copy of what was on disk."""

    def __init__(self, folder: Path, *, demo: bool, minimum_age: int = 14) -> None:
        self.clock = FakeClock(BUSINESS_DAY)
        self.folder = folder
        self._retention = RETENTION
        self._rules = ReleaseRules()
        self._demo, self._minimum_age = demo, minimum_age
        self._posted: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.records = self._start()

    @property
    def path(self) -> Path:
        return self.folder / "records.db"

    def next_event(self) -> Event:
        return self._posted.get(timeout=ANSWER_SECONDS)

    def settle(self) -> list[Event]:
        self.inside()
        return _drain(self._posted)

    def inside(self) -> Inside:
        return _told(self.records.inside)

    def figures(self, day: date, span: Span = Span.DAY) -> PeriodFigures:
        self.inside()
        figures = ReadingFigures(self.path, self._retention, self._rules)
        return figures.of_period(Period.of(span, day), self.clock)

    def outcomes(self, day: date) -> dict[str, int]:
        self.inside()
        return stored.outcomes(self.path, day)

    def blocks(self) -> list[Block]:
        self.inside()
        with reading(self.path) as connection:
            return list(closed_between(connection, date.min, date.max))

    def erase_due(self) -> None:
        self.records.erase_due()
        self.inside()

    def crash_and_start(self) -> None:
        self.inside()
        found = self.folder.with_name(f"{self.folder.name}x")
        shutil.copytree(self.folder, found, ignore=shutil.ignore_patterns("*-shm"))
        self.records.close()
        self.folder = found
        self.records = self._start()

    def restart_with(self, retention: Retention, rules: ReleaseRules) -> None:
        self._retention, self._rules = retention, rules
        self.crash_and_start()

    def close(self) -> None:
        self.records.close()

    def _start(self) -> RecordsStore:
        return RecordsStore(
            self._posted.put,
            self.clock,
            self.path,
            self._retention,
            self._rules,
            self._demo,
            minimum_age=self._minimum_age,
            signer=SIGNER,
            assessments=FakeAssessments(),
            model="test model",
        )


def _told(ask: Callable[[Callable[[Inside], None]], None]) -> Inside:
    told: queue.SimpleQueue[Inside] = queue.SimpleQueue()
    ask(told.put)
    return told.get(timeout=ANSWER_SECONDS)


def _drain(posted: "queue.SimpleQueue[Event]") -> list[Event]:
    drained: list[Event] = []
    while not posted.empty():
        drained.append(posted.get())
    return drained
