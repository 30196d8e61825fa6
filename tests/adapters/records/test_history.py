"""An invented history is what the store itself would have made of the same visitors."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.adapters.records import history, verification
from kiosk.adapters.records.checkup import Damaged
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.application.invented_shop import InventedDay, InventedShop
from kiosk.domain.blocks import ReleaseRules, count
from kiosk.domain.consent import Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from tests.adapters.records.conftest import open_recorder
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION, consent
from tests.fakes.time import FakeClock

MODEL = "test model"
LAST = date(2026, 11, 23)
"""The day before the one on which a fake clock begins."""

SHOP = InventedShop(7, 14, 70.0)

BLOCKS = "SELECT first_day, last_day, closed_on, closed_at, visits, models FROM block ORDER BY id"
CELLS = "SELECT block, cell, visits FROM block_cell ORDER BY 1, 2"
VISITS = (
    "SELECT day, hour, gender, age_band, way, shown_gender, shown_band, block, tag IS NULL,"
    " count(*) FROM visit GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9"
)
COUNTS = "SELECT day, hour, asked, agreed, told, declined, walked_away, counted FROM day_hour"
DAYS = "SELECT day, not_counted, withdrawn FROM day"
DOOR = "SELECT day, hour, entered FROM door_hour"
CORRECTED = (
    "SELECT month, genders, genders_corrected, ages, ages_corrected, told_with FROM corrected_month"
)
TERMS = "SELECT day, window_hours, counts_months, epsilon FROM terms"
ALL = (BLOCKS, CELLS, VISITS, COUNTS, DAYS, DOOR, TERMS, CORRECTED)


def rows(path: Path, *questions: str) -> list[list[Any]]:
    with closing(sqlite3.connect(path)) as connection:
        return [connection.execute(question).fetchall() for question in questions]


def nobody_waits(written: int) -> None:
    pass


def days_before(days: int, last: date = LAST) -> Iterator[InventedDay]:
    return SHOP.days(last - timedelta(days=days - 1), last)


def make(path: Path, days: Iterable[InventedDay]) -> Path:
    history.make(path, Publication(ReleaseRules(), True, 14), RETENTION, MODEL, days, nobody_waits)
    return path


def grow(path: Path, days: Iterable[InventedDay]) -> None:
    history.grow(path, RETENTION, ReleaseRules(), MODEL, days, nobody_waits)


class PowerCut(Exception):
    pass


def cut_after(days: Iterable[InventedDay]) -> Iterator[InventedDay]:
    yield from days
    raise PowerCut


@pytest.fixture(autouse=True)
def _without_noise(monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]
    """So that two stores of the same days are the same, and months have enough who corrected."""
    monkeypatch.setattr("kiosk.domain.confusion.FEWEST", 5)
    monkeypatch.setattr(
        "kiosk.adapters.records.blocks.release", lambda visits, _epsilon: count(visits)
    )


# As the store would have made it ----------------------------------------------------------------


class Lived:
    """The same days lived through by the store itself, one visitor after the other."""

    def __init__(self, path: Path, first: date) -> None:
        self._clock = FakeClock(BUSINESS_DAY)
        self._clock.step((first - self._clock.moment().day).days * 86_400)
        self._recorder: Recorder = open_recorder(path, self._clock, demo=True)
        self._number = 0

    def live(self, day: InventedDay) -> None:
        leaving: list[int] = []
        for visit in day.visits:
            self._until(day.day, visit.hour)
            self._number += 1
            counted = visit.counted
            way = Way.TOLD if counted.way is Way.TOLD else Way.CAMERA
            given = consent(self._number, self._clock.moment(), way)
            self._recorder.count_asked(given.moment)
            if way is Way.CAMERA:
                self._recorder.store_consent(given)
            self._recorder.keep_visit(
                given, counted.answer, counted.way, counted.shown, receipt=visit.has_receipt
            )
            if visit.is_withdrawn:
                leaving.append(self._number)
        for number in leaving:
            self._recorder.erase_visit(consent(number, self._clock.moment()).code)
        self._until(day.day + timedelta(days=1), 4)
        self._recorder.catch_up()

    def end(self) -> None:
        self._recorder.abandon()

    def _until(self, day: date, hour: int) -> None:
        now = self._clock.now()
        then = now.replace(year=day.year, month=day.month, day=day.day, hour=hour)
        self._clock.forward(max(0.0, (then - now).total_seconds()))
        self._recorder.catch_up()


def test_blocks_and_rows_are_those_that_the_store_would_have(tmp_path: Path) -> None:
    days = list(days_before(70))
    lived = Lived(tmp_path / "lived" / "records.db", days[0].day)
    for day in days:
        lived.live(day)
    lived.end()
    made = make(tmp_path / "made" / "records.db", days)
    times = rows(made, "SELECT DISTINCT closed_at FROM block ORDER BY 1")[0]
    assert len(times) >= 2
    asked = (BLOCKS, CELLS, VISITS, TERMS, CORRECTED)
    told = "SELECT count(*) FROM corrected_month WHERE told_with IS NOT NULL"
    assert rows(made, told)[0][0] > (0,)
    assert rows(made, *asked) == rows(tmp_path / "lived" / "records.db", *asked)


def test_counts_are_those_of_the_days(tmp_path: Path) -> None:
    days = list(days_before(9))
    path = make(tmp_path / "records.db", days)
    counts, of_days, door = rows(path, COUNTS, DAYS, DOOR)
    assert counts == [
        (
            day.day.isoformat(),
            hour,
            *(each.asked, each.agreed, each.told, each.declined, each.walked_away, each.counted),
        )
        for day in days
        for hour, each in day.hours.items()
    ]
    lost = [day for day in days if day.not_counted or day.withdrawn]
    assert of_days == [(day.day.isoformat(), day.not_counted, day.withdrawn) for day in lost]
    entered = [each.entered for day in days for each in day.hours.values()]
    assert [number for *_, number in door] == entered


def test_nothing_is_in_a_ledger_that_nobody_agreed_to_be_in(tmp_path: Path) -> None:
    path = make(tmp_path / "records.db", days_before(9))
    verdict = verification.verify(path)
    assert verdict.is_whole and verdict.rows == 0
    assert rows(path, "SELECT * FROM day_key", "SELECT * FROM ledger_opening") == [[], []]


def test_rows_stay_as_long_as_their_window_is_open(tmp_path: Path) -> None:
    path = make(tmp_path / "records.db", days_before(9))
    held = rows(path, "SELECT DISTINCT day FROM visit ORDER BY day")[0]
    assert held == [("2026-11-21",), ("2026-11-22",), ("2026-11-23",)]


def test_a_closed_day_promises_nobody_anything(tmp_path: Path) -> None:
    path = make(tmp_path / "records.db", SHOP.days(date(2026, 2, 10), date(2026, 2, 24)))
    days = [day for (day,) in rows(path, "SELECT day FROM terms ORDER BY day")[0]]
    assert "2026-02-15" in days and "2026-02-17" not in days and "2026-02-20" in days


# Whole or not at all, and longer by the days since ----------------------------------------------


def test_the_same_days_make_the_same_store(tmp_path: Path) -> None:
    one, other = (make(tmp_path / name, days_before(20)) for name in ("one.db", "other.db"))
    assert rows(one, *ALL) == rows(other, *ALL)


def test_one_that_is_cut_short_is_not_there_and_can_be_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with pytest.raises(PowerCut):
        make(path, cut_after(days_before(40)))
    assert list(tmp_path.iterdir()) == []
    # What a power cut leaves, which takes nothing away.
    path.with_name("records.db.new").write_bytes(b"half a store")
    path.with_name("records.db.new-wal").write_bytes(b"half a log")
    make(path, days_before(8))
    assert rows(path, *ALL) == rows(make(tmp_path / "other.db", days_before(8)), *ALL)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other.db", "records.db"]


def test_grown_by_the_days_since_it_is_as_if_made_at_once(tmp_path: Path) -> None:
    whole = make(tmp_path / "whole.db", days_before(50))
    path = make(tmp_path / "records.db", days_before(10, LAST - timedelta(days=40)))
    assert history.last_invented(path) == LAST - timedelta(days=40)
    grow(path, days_before(40))
    assert history.last_invented(path) == LAST
    assert rows(path, *ALL) == rows(whole, *ALL)


def test_growing_that_is_cut_short_goes_on_where_it_was(tmp_path: Path) -> None:
    whole = make(tmp_path / "whole.db", days_before(60))
    path = make(tmp_path / "records.db", days_before(10, LAST - timedelta(days=50)))
    with pytest.raises(PowerCut):
        grow(path, cut_after(days_before(45, LAST - timedelta(days=5))))
    last = history.last_invented(path)
    assert last == LAST - timedelta(days=20)
    grow(path, days_before(20))
    assert rows(path, *ALL) == rows(whole, *ALL)


def test_a_store_that_came_from_a_backup_goes_on_after_its_last_closed_day(tmp_path: Path) -> None:
    path = make(tmp_path / "records.db", days_before(10))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")
    assert history.last_invented(path) == LAST
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM close_of_day")
    assert history.last_invented(path) is None


def test_a_damaged_store_is_not_written_to(tmp_path: Path) -> None:
    path = make(tmp_path / "records.db", days_before(10, LAST - timedelta(days=5)))
    content = path.read_bytes()[:-5000]
    path.write_bytes(content)
    with pytest.raises(Damaged):
        grow(path, days_before(5))
    assert path.read_bytes() == content


# Beside real visitors -----------------------------------------------------------------------------


def visits_of(recorder: Recorder, clock: FakeClock, numbers: Sequence[int]) -> None:
    woman = Answer(Gender.WOMAN, AgeBand(25, 34))
    for number in numbers:
        given = consent(number, clock.moment())
        recorder.count_asked(given.moment)
        recorder.store_consent(given)
        recorder.keep_visit(given, woman, Way.CAMERA, woman, receipt=True)


def test_the_kiosk_goes_on_from_it_as_from_its_own_days(tmp_path: Path) -> None:
    path = make(tmp_path / "records.db", days_before(10))
    clock = FakeClock(BUSINESS_DAY)
    recorder = open_recorder(path, clock, demo=True)
    assert recorder.closed_at_start.day is None
    visits_of(recorder, clock, range(1, 4))
    clock.forward(86_400)
    closed = recorder.catch_up()
    assert closed.day == date(2026, 11, 24)
    assert [day for day, _ in closed.erased] == [date(2026, 11, 21)]
    recorder.close()
    assert verification.verify(path).is_whole


def test_days_that_are_added_leave_real_visitors_to_the_kiosk(tmp_path: Path) -> None:
    path = make(tmp_path / "records.db", days_before(10))
    clock = FakeClock(BUSINESS_DAY)
    recorder = open_recorder(path, clock, demo=True)
    visits_of(recorder, clock, range(1, 4))
    recorder.close()
    today = clock.moment().day
    clock.forward(6 * 86_400)
    since = list(SHOP.days(today, today + timedelta(days=5)))
    grow(path, since)
    (held, asked) = rows(
        path,
        f"SELECT count(*) FROM visit WHERE day = '{today}'",
        f"SELECT sum(asked) FROM day_hour WHERE day = '{today}'",
    )
    stayed = sum(not visit.is_withdrawn for visit in since[0].visits)
    assert held == [(3 + stayed,)]
    assert asked == [(3 + sum(counts.asked for counts in since[0].hours.values()),)]
    recorder = open_recorder(path, clock, demo=True)
    erased = dict(recorder.closed_at_start.erased)
    # The row of a real visitor is erased with the word for it, and so is who came beside them.
    assert erased[today] == 3 + stayed
    assert recorder.closed_at_start.day == today + timedelta(days=5)
    recorder.close()
    assert verification.verify(path).is_whole
    total, batched = rows(
        path,
        f"SELECT sum(counted) FROM day_hour WHERE day >= '{today}'",
        "SELECT count(*) FROM visit WHERE block IS NULL",
    )
    came = sum(counts.counted for day in since for counts in day.hours.values())
    assert total == [(3 + came,)]
    assert batched[0][0] < 20


def test_progress_says_how_many_days_there_are(tmp_path: Path) -> None:
    told: list[int] = []
    publication = Publication(ReleaseRules(), True, 14)
    path = tmp_path / "records.db"
    history.make(path, publication, RETENTION, MODEL, days_before(35), told.append)
    assert told == [30, 35]
