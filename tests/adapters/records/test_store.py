"""The store's thread: it outlives every failure, keeps the order, and watches the hours."""

import json
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.adapters.records import ReadingRecords, RecordsStore
from kiosk.adapters.records.recorder import Recorder
from kiosk.application.staff import Erasing
from kiosk.domain.consent import Way
from kiosk.domain.events import (
    ConsentStored,
    Erased,
    Event,
    RecordFound,
    StoreFailed,
    StoreReady,
    VisitKept,
)
from kiosk.domain.states import Inside, StoreFault
from tests.contracts.records.houses import (
    ANSWER_SECONDS,
    BUSINESS_DAY,
    code,
    consent,
    shops_store,
)
from tests.domain.samples import ANSWER
from tests.fakes.assessment import SIGNED, FakeAssessments
from tests.fakes.notices import notice
from tests.fakes.time import FakeClock

Open = Callable[..., RecordsStore]


@pytest.fixture
def posted() -> "queue.SimpleQueue[Event]":
    return queue.SimpleQueue()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(BUSINESS_DAY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "records.db"


@pytest.fixture
def open_store(posted: "queue.SimpleQueue[Event]", clock: FakeClock, path: Path) -> Iterator[Open]:
    opened: list[RecordsStore] = []

    def open_one(wake_every: float = 3600) -> RecordsStore:
        store = shops_store(posted.put, clock, path, wake_every=wake_every)
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        store.close()


def answer(posted: "queue.SimpleQueue[Event]") -> Event:
    return posted.get(timeout=ANSWER_SECONDS)


def inside(store: RecordsStore) -> Inside:
    told: queue.SimpleQueue[Inside] = queue.SimpleQueue()
    store.inside(told.put)
    return told.get(timeout=ANSWER_SECONDS)


def records(store: RecordsStore, path: Path) -> int:
    """How many visits are in the file, once the store has done what it was asked."""
    inside(store)
    connection = sqlite3.connect(path)
    (found,) = connection.execute("SELECT count(*) FROM visit").fetchone()
    connection.close()
    return found


def break_next(monkeypatch: pytest.MonkeyPatch, method: str, error: Exception) -> None:
    """Have one method of the recorder fail, once."""
    real = getattr(Recorder, method)
    errors = [error]

    def failing(recorder: Recorder, *given: object, **named: object) -> object:
        if errors:
            raise errors.pop()
        return real(recorder, *given, **named)

    monkeypatch.setattr(Recorder, method, failing)


def sqlite_error(error_code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("as a test wants it")
    error.sqlite_errorcode = error_code
    return error


def test_a_call_returns_before_it_is_done(
    open_store: Open, posted: "queue.SimpleQueue[Event]", clock: FakeClock
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    waits, goes_on = threading.Event(), threading.Event()

    def tell(_: Inside) -> None:
        waits.set()
        goes_on.wait(ANSWER_SECONDS)

    store.inside(tell)
    assert waits.wait(ANSWER_SECONDS)
    store.count_asked(clock.moment())
    store.store_consent(consent(1, clock.moment()))
    store.erase_visit(code(1))
    assert posted.empty()
    goes_on.set()
    assert isinstance(answer(posted), ConsentStored)
    assert answer(posted) == Erased(code(1))


def test_events_come_from_the_stores_own_thread(clock: FakeClock, path: Path) -> None:
    threads: queue.SimpleQueue[str] = queue.SimpleQueue()

    def post(_: Event) -> None:
        threads.put(threading.current_thread().name)

    store = shops_store(post, clock, path)
    assert threads.get(timeout=ANSWER_SECONDS) == "records"
    store.close()


@pytest.mark.parametrize(
    ("error_code", "fault"),
    [
        (sqlite3.SQLITE_BUSY, StoreFault.SLOW),
        (sqlite3.SQLITE_FULL, StoreFault.FULL),
        (sqlite3.SQLITE_IOERR_FSYNC, StoreFault.BROKEN),
    ],
)
def test_a_failed_call_is_posted_and_the_next_probe_mends_it(
    open_store: Open,
    posted: "queue.SimpleQueue[Event]",
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
    error_code: int,
    fault: StoreFault,
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    break_next(monkeypatch, "store_consent", sqlite_error(error_code))
    store.count_asked(clock.moment())
    store.store_consent(consent(1, clock.moment()))
    assert answer(posted) == StoreFailed(fault)
    store.probe()
    assert answer(posted) == StoreReady()
    store.count_asked(clock.moment())
    store.store_consent(consent(2, clock.moment()))
    assert isinstance(answer(posted), ConsentStored)


def test_a_broken_store_says_so_to_every_call_until_it_is_mended(
    open_store: Open,
    posted: "queue.SimpleQueue[Event]",
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    break_next(monkeypatch, "count_asked", sqlite_error(sqlite3.SQLITE_CORRUPT))
    store.count_asked(clock.moment())
    store.count_asked(clock.moment())
    store.find_record(code(1))
    for _ in range(3):
        assert answer(posted) == StoreFailed(StoreFault.BROKEN)
    store.probe()
    assert answer(posted) == StoreReady()


def test_what_a_camera_did_names_its_consent_though_the_store_broke_meanwhile(
    open_store: Open,
    posted: "queue.SimpleQueue[Event]",
    clock: FakeClock,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    given = consent(1, clock.moment())
    store.count_asked(given.moment)
    store.store_consent(given)
    assert isinstance(answer(posted), ConsentStored)
    store.record_camera_opened(given)
    break_next(monkeypatch, "find_record", sqlite_error(sqlite3.SQLITE_CORRUPT))
    store.find_record(code(1))
    assert answer(posted) == StoreFailed(StoreFault.BROKEN)
    store.probe()
    assert answer(posted) == StoreReady()
    store.record_camera_closed(given, 4)
    inside(store)
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT leaf FROM consent_ledger ORDER BY seq").fetchall()
    connection.close()
    about = [(leaf["type"], leaf.get("ref")) for leaf in (json.loads(row) for (row,) in rows)]
    given_in = [kind for kind, _ in about].index("consent given") + 1
    assert ("camera opened", given_in) in about
    assert ("camera closed", given_in) in about


def test_a_broken_head_is_a_broken_store_and_no_bug(
    open_store: Open, posted: "queue.SimpleQueue[Event]", path: Path
) -> None:
    open_store().close()
    assert answer(posted) == StoreReady()
    store = open_store()
    assert answer(posted) == StoreReady()
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER signed_tree_head_update")
    connection.execute("UPDATE signed_tree_head SET timestamp = 'noon'")
    connection.commit()
    connection.close()
    store.inside(lambda _: None)
    assert answer(posted) == StoreFailed(StoreFault.BROKEN)
    store.probe()
    assert answer(posted) == StoreFailed(StoreFault.BROKEN)


def test_a_disk_too_full_for_the_last_row_is_still_said_to_be_full(
    open_store: Open,
    posted: "queue.SimpleQueue[Event]",
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    break_next(monkeypatch, "count_asked", sqlite_error(sqlite3.SQLITE_FULL))
    break_next(monkeypatch, "write_down_full", sqlite_error(sqlite3.SQLITE_FULL))
    store.count_asked(clock.moment())
    assert answer(posted) == StoreFailed(StoreFault.FULL)


def test_a_bug_ends_the_thread_loudly(
    open_store: Open,
    posted: "queue.SimpleQueue[Event]",
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended: queue.SimpleQueue[object] = queue.SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", lambda given: ended.put(given.exc_type))
    store = open_store()
    assert answer(posted) == StoreReady()
    break_next(monkeypatch, "count_asked", sqlite3.ProgrammingError("wrong number of values"))
    store.count_asked(clock.moment())
    assert ended.get(timeout=ANSWER_SECONDS) is sqlite3.ProgrammingError
    assert posted.empty()


def test_a_failure_is_logged_without_anything_about_the_visit(
    open_store: Open,
    posted: "queue.SimpleQueue[Event]",
    clock: FakeClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    with caplog.at_level(logging.DEBUG):
        given = consent(10**12, clock.moment())
        store.store_consent(given)
        assert answer(posted) == StoreFailed(StoreFault.SLOW)
    assert caplog.messages == ["store slow: a yes came for an ask that is not open"]


def test_closing_finishes_what_was_asked(
    open_store: Open, posted: "queue.SimpleQueue[Event]", clock: FakeClock, path: Path
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    for number in range(20):
        store.count_asked(clock.moment())
        told = consent(number, clock.moment(), Way.TOLD)
        store.keep_visit(told, ANSWER, Way.TOLD, None, receipt=True)
    store.close()
    for _ in range(20):
        assert isinstance(answer(posted), VisitKept)
    reopened = open_store()
    assert answer(posted) == StoreReady()
    assert records(reopened, path) == 20


def test_what_is_due_is_erased_while_the_store_runs(
    open_store: Open, posted: "queue.SimpleQueue[Event]", clock: FakeClock, path: Path
) -> None:
    store = open_store(wake_every=0.02)
    assert answer(posted) == StoreReady()
    store.count_asked(clock.moment())
    told = consent(1, clock.moment(), Way.TOLD)
    store.keep_visit(told, ANSWER, Way.TOLD, None, receipt=True)
    answer(posted)
    assert records(store, path) == 1
    clock.forward(timedelta(days=4).total_seconds())
    # Each look takes its turn in the same queue; the hour comes between two of them.
    assert any(records(store, path) == 0 for _ in range(10_000))


def until_day_ends(clock: FakeClock) -> float:
    return (BUSINESS_DAY.end(clock.moment().day) - clock.now()).total_seconds()


def closed_day(path: Path) -> str:
    connection = sqlite3.connect(path)
    (day,) = connection.execute("SELECT day FROM close_of_day").fetchone()
    connection.close()
    return day


def wait_until_closed(path: Path, day: str) -> bool:
    """Whether this day is closed within a few seconds, without the store being asked anything."""
    for _ in range(500):
        if closed_day(path) == day:
            return True
        threading.Event().wait(0.01)
    return False


def test_a_day_is_closed_at_the_moment_it_ends(
    open_store: Open, posted: "queue.SimpleQueue[Event]", clock: FakeClock, path: Path
) -> None:
    """Not at the next of its regular wakes, which is an hour away."""
    day = clock.moment().day.isoformat()
    clock.forward(until_day_ends(clock) - 0.3)
    open_store(wake_every=3600)
    assert answer(posted) == StoreReady()
    assert closed_day(path) < day
    clock.forward(0.3)
    assert wait_until_closed(path, day)


def test_a_clock_that_was_set_ahead_of_the_days_end_is_found_out_by_a_wake(
    open_store: Open, posted: "queue.SimpleQueue[Event]", clock: FakeClock, path: Path
) -> None:
    day = clock.moment().day.isoformat()
    open_store(wake_every=0.02)
    assert answer(posted) == StoreReady()
    clock.step(until_day_ends(clock))
    for _ in range(100):
        threading.Event().wait(0.01)
        if "clock stepped" in entries(path):
            break
    assert closed_day(path) < day
    clock.forward(3600)
    assert wait_until_closed(path, day)
    assert entries(path).count("clock stepped") == 1


def entries(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT json_extract(leaf, '$.type') FROM consent_ledger").fetchall()
    connection.close()
    return [entry for (entry,) in found]


def test_a_day_is_not_closed_while_its_last_row_may_be_undone(
    open_store: Open, posted: "queue.SimpleQueue[Event]", clock: FakeClock, path: Path
) -> None:
    day = clock.moment().day.isoformat()
    clock.forward(until_day_ends(clock) - 1)
    store = open_store(wake_every=0.02)
    assert answer(posted) == StoreReady()
    told = consent(1, clock.moment(), Way.TOLD)
    store.count_asked(told.moment)
    store.keep_visit(told, ANSWER, Way.TOLD, None, receipt=False)
    assert isinstance(answer(posted), VisitKept)
    clock.forward(1)
    threading.Event().wait(0.2)
    assert closed_day(path) < day
    clock.forward(10)
    assert wait_until_closed(path, day)


def test_a_store_that_failed_is_not_woken(
    open_store: Open, posted: "queue.SimpleQueue[Event]", path: Path
) -> None:
    """Else it would post the same failure every minute."""
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    open_store(wake_every=0.02)
    assert answer(posted) == StoreFailed(StoreFault.BROKEN)
    threading.Event().wait(0.2)
    assert posted.empty()


def test_a_sign_off_that_is_taken_away_ends_the_asking_while_the_store_runs(
    posted: "queue.SimpleQueue[Event]", clock: FakeClock, path: Path
) -> None:
    assessments = FakeAssessments()
    store = shops_store(posted.put, clock, path, assessments, wake_every=0.02)
    assert answer(posted) == StoreReady()
    # Another one is written down as soon as it is seen.
    assessments.found = replace(SIGNED, configuration="6b" * 32)
    for _ in range(500):
        if entries(path).count("assessment in force") == 2:
            break
        threading.Event().wait(0.01)
    assert entries(path).count("assessment in force") == 2
    assessments.found = None
    assert answer(posted) == StoreFailed(StoreFault.NOT_ASSESSED)
    # Said once, not at each wake.
    threading.Event().wait(0.2)
    assert posted.empty()
    store.count_asked(clock.moment())
    assert answer(posted) == StoreFailed(StoreFault.NOT_ASSESSED)
    assessments.found = SIGNED
    store.probe()
    assert answer(posted) == StoreReady()
    store.close()


def test_what_is_due_is_erased_when_asked(
    open_store: Open, posted: "queue.SimpleQueue[Event]", clock: FakeClock, path: Path
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    store.count_asked(clock.moment())
    told = consent(1, clock.moment(), Way.TOLD)
    store.keep_visit(told, ANSWER, Way.TOLD, None, receipt=True)
    answer(posted)
    clock.forward(timedelta(days=4).total_seconds())
    store.erase_due()
    assert records(store, path) == 0


def test_a_lock_that_delays_the_hourly_erasure_disturbs_no_visit(
    open_store: Open,
    posted: "queue.SimpleQueue[Event]",
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    break_next(monkeypatch, "catch_up", sqlite_error(sqlite3.SQLITE_BUSY))
    store.erase_due()
    store.probe()
    assert answer(posted) == StoreReady()


def test_a_failure_of_the_hourly_erasure_is_posted(
    open_store: Open,
    posted: "queue.SimpleQueue[Event]",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    break_next(monkeypatch, "catch_up", sqlite_error(sqlite3.SQLITE_FULL))
    store.erase_due()
    assert answer(posted) == StoreFailed(StoreFault.FULL)


def test_notices_are_remembered_through_the_store(
    open_store: Open, posted: "queue.SimpleQueue[Event]", path: Path
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    store.remember_notice(notice("en"))
    inside(store)
    shown = notice("en")
    assert ReadingRecords(path).notice(shown.version.content_hash) == shown


def test_a_notice_that_could_not_be_remembered_is_before_anyone_is_asked(
    open_store: Open,
    posted: "queue.SimpleQueue[Event]",
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    break_next(monkeypatch, "remember_notice", sqlite_error(sqlite3.SQLITE_FULL))
    store.remember_notice(notice("en"))
    assert answer(posted) == StoreFailed(StoreFault.FULL)
    store.probe()
    assert answer(posted) == StoreReady()
    shown = notice("en")
    assert ReadingRecords(path).notice(shown.version.content_hash) == shown


def test_the_store_works_beside_a_reader(
    open_store: Open, posted: "queue.SimpleQueue[Event]", clock: FakeClock, path: Path
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    reader = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM visit").fetchone()
    store.count_asked(clock.moment())
    told = consent(1, clock.moment(), Way.TOLD)
    store.keep_visit(told, ANSWER, Way.TOLD, None, receipt=True)
    assert isinstance(answer(posted), VisitKept)
    store.find_record(code(1))
    assert isinstance(answer(posted), RecordFound)
    assert reader.execute("SELECT count(*) FROM visit").fetchone() == (0,)
    reader.close()


def test_staff_are_told_what_came_of_an_erasure(
    open_store: Open, posted: "queue.SimpleQueue[Event]", clock: FakeClock
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    given = consent(1, clock.moment())
    store.count_asked(given.moment)
    store.store_consent(given)
    assert isinstance(answer(posted), ConsentStored)
    told: queue.SimpleQueue[Erasing] = queue.SimpleQueue()
    store.erase_for_staff(code(2), told.put)
    store.erase_for_staff(code(1), told.put)
    assert told.get(timeout=ANSWER_SECONDS) is Erasing.NOT_FOUND
    assert told.get(timeout=ANSWER_SECONDS) is Erasing.ERASED
    # No visit waits for it, so no visit is told.
    assert posted.empty()


def test_an_erasure_by_staff_that_fails_is_said_and_made_up_for(
    open_store: Open,
    posted: "queue.SimpleQueue[Event]",
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = open_store()
    assert answer(posted) == StoreReady()
    given = consent(1, clock.moment())
    store.count_asked(given.moment)
    store.store_consent(given)
    store.keep_visit(given, ANSWER, Way.CAMERA, ANSWER, receipt=True)
    assert isinstance(answer(posted), ConsentStored)
    assert isinstance(answer(posted), VisitKept)
    told: queue.SimpleQueue[Erasing] = queue.SimpleQueue()
    break_next(monkeypatch, "erase_visit", sqlite_error(sqlite3.SQLITE_CORRUPT))
    store.erase_for_staff(code(1), told.put)
    assert told.get(timeout=ANSWER_SECONDS) is Erasing.FAILED
    assert answer(posted) == StoreFailed(StoreFault.BROKEN)
    # Closed by now: said at once, and it waits for its turn with the first.
    store.erase_for_staff(code(2), told.put)
    assert told.get(timeout=ANSWER_SECONDS) is Erasing.FAILED
    store.probe()
    assert told.get(timeout=ANSWER_SECONDS) is Erasing.ERASED
    assert told.get(timeout=ANSWER_SECONDS) is Erasing.NOT_FOUND
