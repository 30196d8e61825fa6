"""The clock is set: by an hour, by ten years, by summer time, on 29 February.

No permission comes to life again, the ledger keeps its order, and each step is written down. What a
set clock does to erasure is in tests/adapters/records/test_set_clock.py.
"""

import itertools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.adapters.records import verification
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.domain import effects, events, states
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import Way
from kiosk.domain.events import Erased, RecordFound, RecordNotFound
from kiosk.domain.retention import BusinessDay, Retention
from kiosk.domain.visit import ConsentGrant, GrantExpired, GrantSpent, advance
from tests.adapters.records.books import asked, entries, rows
from tests.adapters.records.conftest import Book, open_recorder
from tests.contracts.records.houses import BUSINESS_DAY
from tests.domain.samples import ASK, CODE, RECORD_ID
from tests.fakes.signer import SIGNER
from tests.fakes.time import FakeClock

HOUR = 3600
TEN_YEARS = int(timedelta(days=3652).total_seconds())

STEPS = {"an hour back": -HOUR, "an hour on": HOUR, "ten years on": TEN_YEARS}

BERLIN = ZoneInfo("Europe/Berlin")


class ClockAt(FakeClock):
    """Starts at an instant of its own."""

    def __init__(self, now: datetime, business_day: BusinessDay) -> None:
        super().__init__(business_day)
        self.step((now - self.now()).total_seconds())


MakeBook = Callable[[datetime, ZoneInfo], Book]


@pytest.fixture
def make_book(tmp_path: Path) -> MakeBook:
    def make(now: datetime, zone: ZoneInfo) -> Book:
        shop = BusinessDay(zone)
        path, clock = tmp_path / "records.db", ClockAt(now, shop)
        recorder = Recorder(
            path,
            Publication(ReleaseRules(), False, 14),
            Retention(shop),
            SIGNER,
            clock,
            "test model",
        )
        return Book(path, clock, recorder)

    return make


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    path, clock = tmp_path / "records.db", FakeClock(BUSINESS_DAY)
    made = Book(path, clock, open_recorder(path, clock))
    yield made
    made.recorder.close()


def leaves(book: Book) -> list[dict[str, Any]]:
    return [
        json.loads(leaf) for (leaf,) in asked(book, "SELECT leaf FROM consent_ledger ORDER BY seq")
    ]


def is_whole(book: Book) -> None:
    verdict = verification.verify(book.path)
    assert verdict.broken is None
    assert verdict.rows == rows(book)
    assert [leaf["seq"] for leaf in leaves(book)] == list(range(1, rows(book) + 1))


# The records --------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", STEPS.values(), ids=STEPS.keys())
def test_a_step_is_written_down_and_nothing_comes_back(book: Book, seconds: int) -> None:
    kept, deleted = book.keep(1), book.keep(2)
    assert isinstance(book.recorder.erase_visit(deleted.code), Erased)
    book.clock.step(seconds)
    book.recorder.catch_up()
    assert entries(book, "clock stepped") == [{"seconds": seconds}]
    # Who deleted stays deleted; who did not still can.
    assert isinstance(book.recorder.find_record(deleted.code), RecordNotFound)
    assert isinstance(book.recorder.find_record(kept.code), RecordFound)
    # Whoever comes now is counted, in the hour that the clock shows.
    book.keep(3)
    book.clock.step(-seconds)
    book.recorder.catch_up()
    book.keep(4)
    assert isinstance(book.recorder.find_record(kept.code), RecordFound)
    steps = [each["seconds"] for each in entries(book, "clock stepped")]
    assert steps == [seconds, -seconds]
    order = [leaf["type"] for leaf in leaves(book) if leaf["type"] == "consent given"]
    assert len(order) == 4
    is_whole(book)


@pytest.mark.parametrize("seconds", STEPS.values(), ids=STEPS.keys())
def test_a_step_while_it_was_off_changes_no_order(book: Book, seconds: int) -> None:
    book.keep(1)
    book.recorder.close()
    before = rows(book)
    book.clock.step(seconds)
    book.reopen_closed()
    book.keep(2)
    if seconds < 0:
        (step,) = entries(book, "clock stepped")
        assert step["seconds"] <= seconds + HOUR
    assert rows(book) > before
    is_whole(book)


@pytest.mark.parametrize(
    ("change", "hours"),
    [(datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 23), (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), 25)],
    ids=["into summer", "out of summer"],
)
def test_a_change_of_summer_time_is_no_step_and_loses_no_hour(
    make_book: MakeBook, change: datetime, hours: int
) -> None:
    shop = BusinessDay(BERLIN)
    day = shop.moment(change - timedelta(hours=1)).day
    book = make_book(shop.end(day).astimezone(UTC) - timedelta(hours=hours), BERLIN)
    given = []
    for number in range(48):
        given.append(book.keep(number))
        book.clock.forward(HOUR)
        book.recorder.catch_up()
    assert entries(book, "clock stepped") == []
    # One visitor came each hour, and the business day with the change in it has so many.
    counted = dict(asked(book, "SELECT day, sum(asked) FROM day_hour GROUP BY day ORDER BY day"))
    assert sum(counted.values()) == 48
    assert counted[day.isoformat()] == hours
    assert isinstance(book.recorder.find_record(given[0].code), RecordFound)
    is_whole(book)
    book.recorder.close()


def test_the_29th_of_february_is_a_day_and_its_window_closes_as_long_after(
    make_book: MakeBook,
) -> None:
    book = make_book(datetime(2028, 2, 29, 12, 0, tzinfo=UTC), ZoneInfo("UTC"))
    given = book.keep()
    leap, ends = date(2028, 2, 29), datetime(2028, 3, 1, 4, 0, tzinfo=UTC)
    assert asked(book, "SELECT day FROM day_hour") == [(leap.isoformat(),)]
    window = timedelta(hours=72)
    book.clock.forward((ends + window - book.clock.now()).total_seconds() - 1)
    book.recorder.catch_up()
    assert isinstance(book.recorder.find_record(given.code), RecordFound)
    book.clock.forward(1)
    book.recorder.catch_up()
    assert isinstance(book.recorder.find_record(given.code), RecordNotFound)
    assert entries(book, "clock stepped") == []
    is_whole(book)
    book.recorder.close()


# The permission to look ---------------------------------------------------------------------


def grant_at(clock: FakeClock) -> ConsentGrant:
    """The permission that a stored yes gives, and the state that holds it."""
    visit: states.Visit = states.AskingAge(ASK, Way.CAMERA)
    visit, asked_for = advance(visit, events.SaidOldEnough(RECORD_ID, CODE))
    (consent,) = (each.consent for each in asked_for if isinstance(each, effects.StoreConsent))
    visit, _ = advance(visit, events.ConsentStored(consent.record_id, clock.monotonic()))
    assert isinstance(visit, states.Looking)
    return visit.grant


@pytest.mark.parametrize("seconds", STEPS.values(), ids=STEPS.keys())
def test_a_permission_goes_by_the_clock_that_nobody_can_set(seconds: int) -> None:
    clock = FakeClock()
    for forward, step in itertools.product((31, 3600), (seconds, -seconds)):
        grant = grant_at(clock)
        clock.forward(forward)
        clock.step(step)
        with pytest.raises(GrantExpired):
            grant.spend(clock.monotonic())
    fresh = grant_at(clock)
    clock.step(seconds)
    fresh.spend(clock.monotonic())
    clock.step(-seconds)
    with pytest.raises(GrantSpent):
        fresh.spend(clock.monotonic())
