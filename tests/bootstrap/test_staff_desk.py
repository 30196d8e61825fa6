"""The staff pages' desk on a real shop: its store, its PINs, its settings file."""

import queue
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk.adapters.analysis.health import Door, WatchHealth
from kiosk.adapters.analysis.watch import ConfinedWatch
from kiosk.adapters.records import overview
from kiosk.adapters.settings.settings import SETTINGS_FILE, Settings
from kiosk.application.doctor import Check
from kiosk.application.figures import PeriodFigures
from kiosk.application.staff import (
    CorrectionsSeen,
    DayClosing,
    Erasing,
    Health,
    Kept,
    RecordsOverview,
    Role,
    ScreenSettings,
    SignInResult,
)
from kiosk.bootstrap import instance, staff_desk, staff_sign_in
from kiosk.bootstrap.commands import make_store
from kiosk.bootstrap.parts import MODEL, load_settings
from kiosk.domain.periods import Period, Span
from kiosk.domain.sign_in import Noted
from tests.commands.test_upkeep import Shop
from tests.contracts.records.houses import code
from tests.fakes.time import FakeClock

MANAGERS, STAFFS = "59301846", "61840395"
SECONDS = 60.0
DAY = date(2026, 11, 1)


class Watch:
    """A camera's door that was closed for good until somebody tries it again."""

    def __init__(self) -> None:
        self.door = Door.RESTING

    def retry(self) -> None:
        self.door = Door.WARM

    def health(self) -> WatchHealth:
        return WatchHealth(self.door, "", True, True, 0, None)


class Counter:
    """Staff at the pages: what is told to them, told on this thread when they look."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.settings = load_settings(shop.data, demo=False)
        self.calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.changes: list[tuple[Settings, bool]] = []
        self.ends = 0
        self.store = make_store(shop.data, self.settings, lambda _: None, None)
        self.watch = Watch()
        self.phone: Check | None = None
        self.desk = staff_desk.join(
            shop.data,
            self.settings,
            self.store,
            cast("ConfinedWatch", self.watch),
            deliver=self.calls.put,
            settings_changed=lambda settings, is_file: self.changes.append((settings, is_file)),
            end=self._end,
            phone=lambda: self.phone,
        )

    def _end(self) -> None:
        self.ends += 1

    def told(self, ask: Callable[[Callable[..., None]], None]) -> tuple[Any, ...]:
        """What the first answer to a question is."""
        answers: list[tuple[Any, ...]] = []
        ask(lambda *answer: answers.append(answer))
        while not answers:
            self.calls.get(timeout=SECONDS)()
        return answers[0]

    def examined(self) -> Health:
        """What Health is told when it was looked at anew."""
        answers: list[Health] = []
        self.desk.health(answers.append)
        while not answers or answers[-1].is_looking:
            self.calls.get(timeout=SECONDS)()
        return answers[-1]

    def come_in(self, pin: str) -> SignInResult:
        return self.told(lambda tell: self.desk.sign_in.try_pin(pin, tell))[0]

    def close(self) -> None:
        self.desk.close()
        self.store.close()


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    shop = Shop(tmp_path / "data")
    shop.visit(*range(1, 8))
    staff_sign_in.choose_pin(shop.data, Role.MANAGER, MANAGERS)
    staff_sign_in.choose_pin(shop.data, Role.STAFF, STAFFS)
    made = Counter(shop)
    made.come_in(STAFFS)
    yield made
    made.close()


def test_figures_are_the_stores_own(counter: Counter) -> None:
    period = Period.of_day(counter.desk.today())
    figures, why = counter.told(lambda tell: counter.desk.figures(period, tell))
    assert isinstance(figures, PeriodFigures)
    # Its hour goes on, and is told in steps.
    assert (figures.counts.asked, figures.counts.told, why) == (5, 5, "")
    assert figures.days[0].growing


def test_figures_are_read_once_and_told_once(counter: Counter) -> None:
    desk, period = counter.desk, Period.of_day(counter.desk.today())
    told: list[PeriodFigures] = []
    desk.figures(period, lambda found, _: told.append(cast("PeriodFigures", found)))
    # One reads in turn: what was asked for first has been told by then.
    counter.told(desk.records)
    assert len(told) == 1


def test_a_period_to_come_is_answered_with_a_sentence(counter: Counter) -> None:
    period = Period.of_day(counter.desk.today()).after
    figures, why = counter.told(lambda tell: counter.desk.figures(period, tell))
    assert (figures, why) == (None, "That day has not come yet.")


def test_records_are_told_and_one_is_erased_by_its_code(counter: Counter) -> None:
    seen, _ = counter.told(counter.desk.records)
    assert isinstance(seen, RecordsOverview)
    assert [(day.day, day.records) for day in seen.held] == [(counter.desk.today(), 5)]
    assert counter.told(lambda tell: counter.desk.erase(code(3), tell)) == (Erasing.ERASED,)
    assert counter.told(lambda tell: counter.desk.erase(code(3), tell)) == (Erasing.NOT_FOUND,)


def test_proofs_of_a_long_ledger_are_told_when_they_are_counted(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "_LONG_LEDGER", 5)
    seen: list[RecordsOverview] = []
    counter.desk.records(lambda found, _: seen.append(cast("RecordsOverview", found)))
    while len(seen) < 2:
        counter.calls.get(timeout=SECONDS)()
    assert seen[0].proofs is None and seen[1].proofs is not None
    assert replace(seen[0], proofs=seen[1].proofs) == seen[1]


def test_health_is_the_doctors_word_and_the_cameras(counter: Counter) -> None:
    health = counter.examined()
    names = {check.name for check in health.checks}
    assert {"settings", "records", "models", "kiosk"} <= names
    assert not [check for check in health.checks if not check.ok and not check.cure]
    assert health.camera == Door.RESTING.value
    assert health.disk_free_bytes > 0
    (again,) = counter.told(counter.desk.try_camera_again)
    assert again.camera == Door.WARM.value


def test_health_is_told_at_once_with_what_was_found_before_and_then_anew(counter: Counter) -> None:
    first = counter.told(counter.desk.health)[0]
    assert (first.checks, first.checked, first.is_looking) == ((), None, True)
    assert first.camera == Door.RESTING.value and first.disk_free_bytes > 0
    found = counter.examined()
    assert found.checks and found.checked is not None

    again = counter.told(counter.desk.health)[0]
    assert again.is_looking and again.checks and again.checked is not None


def test_whoever_asks_while_it_is_looked_ahead_is_told_what_that_finds(counter: Counter) -> None:
    counter.desk.look_ahead()
    counter.desk.look_ahead()
    found = counter.examined()
    # Had it been looked at again, this answer would say of when, or wait for it.
    counter.told(lambda tell: counter.desk.write_reports(Span.DAY, DAY, (), lambda _: None, tell))
    assert counter.told(counter.desk.health)[0].checked == found.checked


def test_of_a_served_phone_page_health_says_what_its_own_process_does(counter: Counter) -> None:
    counter.phone = Check("phone page", ok=False, says="it is being started", cure="Wait.")
    health = counter.examined()
    assert [check for check in health.checks if check.name == "phone page"] == [counter.phone]


def test_corrections_of_this_model_are_told_beside_its_published_error(counter: Counter) -> None:
    with closing(sqlite3.connect(counter.shop.path)) as connection, connection:
        connection.execute("INSERT OR IGNORE INTO model(name) VALUES (?), ('older')", [MODEL])
        for name, corrected in ((MODEL, 47), ("older", 300)):
            connection.execute(
                "INSERT INTO corrected_month SELECT '2026-10-01', id, 400, ?, 400, 97, '2026-10-01'"
                " FROM model WHERE name = ?",
                [corrected, name],
            )
    health = counter.examined()
    assert health.corrections == CorrectionsSeen(1, 8, 4, gender_errs_more=True)


def test_without_enough_of_them_nothing_is_told_of_corrections(counter: Counter) -> None:
    health = counter.examined()
    assert health.corrections is None


def test_the_days_end_is_told(counter: Counter, machine_time: FakeClock) -> None:
    (closing,) = counter.told(counter.desk.closing)
    assert isinstance(closing, DayClosing)
    assert closing.day == counter.desk.today()
    assert closing.ends > machine_time.now()
    assert closing.reports_folder == counter.shop.data / "reports"


def test_a_manager_changes_a_setting_and_the_file_says_so(counter: Counter) -> None:
    assert counter.come_in(MANAGERS).role is Role.MANAGER
    (shown,) = counter.told(counter.desk.settings)
    assert shown == ScreenSettings("light", reduced_motion=False, reports=())
    wanted = ScreenSettings("dark", reduced_motion=True, reports=("pdf",))
    assert counter.told(lambda tell: counter.desk.change_settings(wanted, tell)) == ("",)
    now = load_settings(counter.shop.data, demo=False)
    assert (now.screen.theme, now.screen.reduced_motion) == ("dark", True)
    assert now.reports.at_close == ("pdf",)
    assert counter.changes == [(now, True)]
    assert counter.told(counter.desk.settings) == (wanted,)


def test_a_file_changed_by_hand_keeps_its_change_and_is_not_taken_for_ours(
    counter: Counter,
) -> None:
    assert counter.come_in(MANAGERS).role is Role.MANAGER
    path = counter.shop.data / SETTINGS_FILE
    by_hand = path.read_text(encoding="utf-8").replace("# seconds = 8", "seconds = 6")
    path.write_text(by_hand, encoding="utf-8")
    wanted = ScreenSettings("dark", reduced_motion=False, reports=())
    assert counter.told(lambda tell: counter.desk.change_settings(wanted, tell)) == ("",)
    assert load_settings(counter.shop.data, demo=False).camera.seconds == 6
    ((settings, is_file),) = counter.changes
    assert (settings.camera.seconds, settings.screen.theme, is_file) == (8, "dark", False)
    assert instance.print_of(settings) != instance.print_of(
        load_settings(counter.shop.data, demo=False)
    )


def test_a_broken_file_is_left_as_it_is_and_the_reason_told(counter: Counter) -> None:
    assert counter.come_in(MANAGERS).role is Role.MANAGER
    path = counter.shop.data / SETTINGS_FILE
    path.write_text("half a fi", encoding="utf-8")
    wanted = ScreenSettings("dark", reduced_motion=False, reports=())
    (why,) = counter.told(lambda tell: counter.desk.change_settings(wanted, tell))
    assert str(path) in why
    assert path.read_text(encoding="utf-8") == "half a fi"
    assert counter.changes == []


@pytest.mark.parametrize("is_in", [True, False])
def test_nobody_but_a_manager_changes_settings_or_ends_the_program(
    counter: Counter, is_in: bool
) -> None:
    if not is_in:
        counter.desk.sign_in.leave()
    wanted = ScreenSettings("dark", reduced_motion=False, reports=())
    (why,) = counter.told(lambda tell: counter.desk.change_settings(wanted, tell))
    assert why
    counter.desk.end_program()
    assert (counter.changes, counter.ends) == ([], 0)
    assert load_settings(counter.shop.data, demo=False).screen.theme == "light"


def test_a_manager_ends_the_program(counter: Counter) -> None:
    assert counter.come_in(MANAGERS).role is Role.MANAGER
    counter.desk.end_program()
    assert counter.ends == 1


def test_what_was_done_is_in_the_audit_without_a_digit(counter: Counter) -> None:
    counter.told(lambda tell: counter.desk.erase(code(1), tell))
    counter.desk.close()
    said = [entry.what.value for entry in staff_sign_in.audit(counter.shop.data)]
    assert said[-3:] == ["signed in", "record erased", "left"]


def test_a_report_that_cannot_be_written_is_a_sentence(counter: Counter) -> None:
    assert counter.come_in(MANAGERS).role is Role.MANAGER
    counter.shop.data.joinpath("reports").write_text("in the way", encoding="utf-8")
    (kept,) = counter.told(
        lambda tell: counter.desk.write_reports(
            Span.DAY, counter.desk.today(), ("csv",), lambda _: None, tell
        )
    )
    assert isinstance(kept, Kept)
    assert not kept.files
    assert kept.fault


def test_while_nobody_is_in_nothing_is_answered_and_nothing_done(counter: Counter) -> None:
    desk, told = counter.desk, list[object]()
    desk.sign_in.leave()
    day = desk.today()
    desk.figures(Period.of_day(day), lambda *answer: told.append(answer))
    desk.records(lambda *answer: told.append(answer))
    desk.erase(code(2), told.append)
    desk.look_ahead()
    desk.health(told.append)
    desk.try_camera_again(told.append)
    desk.closing(told.append)
    desk.settings(told.append)
    desk.write_reports(Span.DAY, day, ("pdf",), told.append, told.append)
    # Each thread works in turn: what it is asked now comes after all of that.
    counter.come_in(STAFFS)
    counter.told(desk.records)
    counter.examined()
    assert counter.told(lambda tell: desk.erase(code(2), tell)) == (Erasing.ERASED,)
    assert told == []
    assert counter.watch.door is Door.RESTING


@pytest.mark.parametrize("formats", [("csv",), ("json",), ("pdf", "csv")])
def test_what_other_programs_read_only_a_manager_writes(
    counter: Counter, formats: tuple[str, ...]
) -> None:
    def write(tell: Callable[..., None]) -> None:
        counter.desk.write_reports(Span.DAY, counter.desk.today(), formats, lambda _: None, tell)

    (kept,) = counter.told(write)
    assert (kept.files, kept.fault) == ((), "Only a manager can write these.")
    assert not (counter.shop.data / "reports").exists()


def test_what_was_done_is_noted_for_who_asked_though_they_have_left(counter: Counter) -> None:
    goes_on, begun = threading.Event(), threading.Event()

    def wait() -> None:
        begun.set()
        goes_on.wait()

    counter.store.inside(lambda _: wait())
    assert begun.wait(SECONDS)
    counter.desk.erase(code(1), lambda _: None)
    counter.desk.sign_in.leave()
    counter.come_in(MANAGERS)
    goes_on.set()
    counter.store.close()
    counter.desk.close()
    noted = [(entry.role, entry.what) for entry in staff_sign_in.audit(counter.shop.data)]
    assert (Role.STAFF, Noted.RECORD_ERASED) in noted


@pytest.mark.parametrize("content", [None, b"", b"Dear shop,\n" * 500])
def test_records_that_cannot_be_read_keep_nobody_from_going_home(
    counter: Counter, content: bytes | None
) -> None:
    counter.store.close()
    for path in counter.shop.data.glob("askfirst.sqlite3*"):
        path.unlink()
    if content is not None:
        (counter.shop.data / "askfirst.sqlite3").write_bytes(content)
    (closing,) = counter.told(counter.desk.closing)
    assert (closing.day, closing.closed_until) == (counter.desk.today(), None)
    assert counter.told(counter.desk.records)[0] is None


def test_health_is_told_when_the_data_folder_is_gone(counter: Counter) -> None:
    counter.store.close()
    shutil.rmtree(counter.shop.data)
    health = counter.examined()
    assert [check for check in health.checks if not check.ok]
    assert health.disk_free_bytes > 0
    assert health.last_backup is None
