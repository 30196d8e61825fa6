"""Reports that are written by themselves: which, where, once, again, and for how long."""

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path, PurePath

import pytest

from kiosk.adapters.records import selfcheck
from kiosk.adapters.records.allowed import is_known_file
from kiosk.adapters.records.counted_days import expired_before
from kiosk.adapters.records.ledger import Entry, append
from kiosk.adapters.settings.settings import Settings
from kiosk.application.report import ReportName
from kiosk.application.staff import Kept
from kiosk.bootstrap import parts, reports, reports_at_close, upkeep
from kiosk.bootstrap.reports_at_close import DAYS_BACK, Due, ReportsAtClose, catch_up, due
from kiosk.domain.periods import Period, Span
from tests.commands.shop_with_history import PastShop

FAR_BACK = 40


@pytest.fixture
def shop(tmp_path: Path) -> PastShop:
    return PastShop(tmp_path / "shop", days=FAR_BACK)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One of the shop's own, outside the data folder."""
    made = tmp_path / "head office"
    made.mkdir()
    return made


def write(folder: Path, period: Period, *forms: str) -> list[Path]:
    written: list[Path] = []
    for form in forms:
        name = ReportName("north-door", period.span, period.last, form)
        path = folder / name.file_name
        path.write_text("written", encoding="utf-8")
        written.append(path)
    return written


class Press:
    """Writes reports as the command would, and remembers which; refuses those named."""

    def __init__(self, folder: Path, refused: Sequence[date] = ()) -> None:
        self.folder = folder
        self.refused = refused
        self.asked: list[Due] = []

    def __call__(self, each: Due) -> Kept:
        self.asked.append(each)
        if each.period.last in self.refused:
            return Kept(each.period, (), f"no room for {each.period.last}")
        return Kept(each.period, write(self.folder, each.period, *each.formats))

    @property
    def periods(self) -> list[tuple[Span, date]]:
        return [(each.period.span, each.period.last) for each in self.asked]


def never() -> bool:
    return False


def spans(found: Sequence[Due], span: Span) -> list[date]:
    return [each.period.last for each in found if each.period.span is span]


# Which --------------------------------------------------------------------------------------------


def test_nothing_is_due_that_nobody_asked_for(shop: PastShop) -> None:
    assert due(shop.data, shop.settings) == []


def test_nothing_is_due_before_a_first_day_was_closed(shop: PastShop) -> None:
    with closing(sqlite3.connect(shop.path)) as connection, connection:
        connection.execute("DELETE FROM close_of_day")
    assert due(shop.data, shop.writing("pdf")) == []


def test_every_day_week_and_month_that_ended_in_the_last_month_is_due(shop: PastShop) -> None:
    closed = shop.yesterday
    first = closed - timedelta(days=DAYS_BACK - 1)
    found = due(shop.data, shop.writing("pdf", "csv"))
    every = [first + timedelta(days=n) for n in range(DAYS_BACK)]
    assert spans(found, Span.DAY) == every
    assert spans(found, Span.WEEK) == [day for day in every if day.weekday() == 6]
    assert spans(found, Span.MONTH) == [day for day in every if (day + timedelta(days=1)).day == 1]
    assert spans(found, Span.FOUR_WEEKS) == []
    assert {each.formats for each in found} == {("pdf", "csv")}
    assert [each.period.last for each in found] == sorted(each.period.last for each in found)


def test_a_week_is_due_when_its_sunday_was_closed_and_a_month_at_its_end(shop: PastShop) -> None:
    sunday = shop.yesterday - timedelta(days=(shop.yesterday.weekday() + 1) % 7 or 7)
    shop.close(sunday - timedelta(days=1))
    assert sunday not in spans(due(shop.data, shop.writing("pdf")), Span.WEEK)
    shop.close(sunday)
    assert spans(due(shop.data, shop.writing("pdf")), Span.WEEK)[-1] == sunday
    month_end = shop.yesterday.replace(day=1) - timedelta(days=1)
    shop.close(month_end - timedelta(days=1))
    assert month_end not in spans(due(shop.data, shop.writing("pdf")), Span.MONTH)
    shop.close(month_end)
    assert spans(due(shop.data, shop.writing("pdf")), Span.MONTH)[-1] == month_end


def test_of_a_day_on_which_nobody_was_asked_there_is_none(shop: PastShop) -> None:
    empty = shop.yesterday - timedelta(days=3)
    shop.without_visitors(empty)
    found = due(shop.data, shop.writing("pdf"))
    assert empty not in spans(found, Span.DAY)
    assert empty - timedelta(days=1) in spans(found, Span.DAY)


def test_what_is_there_is_not_due_and_what_lacks_one_form_is_in_that_form(
    shop: PastShop, folder: Path
) -> None:
    settings = shop.writing("pdf", "json", folder=folder)
    day = Period.of_day(shop.yesterday)
    write(folder, day, "pdf")
    found = {each.period: each.formats for each in due(shop.data, settings)}
    assert found[day] == ("json",)
    write(folder, day, "json")
    assert day not in {each.period for each in due(shop.data, settings)}


# Once, and again ----------------------------------------------------------------------------------


def test_what_was_missed_is_made_up_for_once(shop: PastShop, folder: Path) -> None:
    settings, press = shop.writing("csv", folder=folder), Press(folder)
    expected = [(each.period.span, each.period.last) for each in due(shop.data, settings)]
    assert catch_up(shop.data, settings, press, never) == ""
    assert press.periods == expected
    again = Press(folder)
    assert catch_up(shop.data, settings, again, never) == ""
    assert again.asked == []


def test_a_report_that_is_there_is_never_written_over(shop: PastShop, folder: Path) -> None:
    settings = shop.writing("csv", folder=folder)
    (path,) = write(folder, Period.of_day(shop.yesterday), "csv")
    path.write_text("by hand", encoding="utf-8")
    catch_up(shop.data, settings, Press(folder), never)
    assert path.read_text(encoding="utf-8") == "by hand"


def test_one_that_cannot_be_written_keeps_no_other_waiting(shop: PastShop, folder: Path) -> None:
    settings = shop.writing("csv", folder=folder)
    bad = shop.yesterday - timedelta(days=5)
    while Period.of_week(bad).last == bad or Period.of_month(bad).last == bad:
        bad -= timedelta(days=1)
    press = Press(folder, refused=[bad])
    assert catch_up(shop.data, settings, press, never) == f"no room for {bad}"
    assert [each.period.last for each in due(shop.data, settings)] == [bad]


def test_where_nothing_can_be_written_it_is_not_tried_thirty_times(
    shop: PastShop, folder: Path
) -> None:
    settings = shop.writing("csv", folder=folder)
    every = [each.period.last for each in due(shop.data, settings)]
    press = Press(folder, refused=every)
    assert catch_up(shop.data, settings, press, never).startswith("no room for ")
    assert len(press.asked) == 2


def test_a_kiosk_that_ends_begins_no_other(shop: PastShop, folder: Path) -> None:
    press = Press(folder)
    assert catch_up(shop.data, shop.writing("csv", folder=folder), press, lambda: True) == ""
    assert press.asked == []


def test_records_that_cannot_be_read_are_the_fault(shop: PastShop, folder: Path) -> None:
    settings = shop.writing("csv", folder=folder)
    shop.path.unlink()
    assert "no records" in catch_up(shop.data, settings, Press(folder), never)


# In the running kiosk -----------------------------------------------------------------------------


class Watched:
    """What a running kiosk writes, without waiting for its thread's minutes."""

    def __init__(self, shop: PastShop, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        self.press = Press(reports.folder_of(shop.data, settings))
        self.gently: list[bool] = []
        monkeypatch.setattr(reports_at_close.reports, "write_beside", self._write_beside)
        self.kiosk = ReportsAtClose(shop.data, settings)

    def _write_beside(
        self,
        data: Path,
        settings: Settings,
        span: Span,
        day: date,
        formats: Sequence[str],
        progress: object,
        *,
        gently: bool,
    ) -> Kept:
        self.gently.append(gently)
        return self.press(Due(Period.of(span, day), tuple(formats)))

    def look(self, now: float) -> int:
        """How many reports were asked for by it."""
        before = len(self.press.asked)
        self.kiosk.look(now)
        return len(self.press.asked) - before


@pytest.fixture
def watched(shop: PastShop, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    made = Watched(shop, shop.writing("csv", folder=folder), monkeypatch)
    yield made
    made.kiosk.close()


def test_after_a_close_it_writes_and_then_rests(watched: Watched) -> None:
    assert watched.look(0.0) > DAYS_BACK
    assert all(watched.gently)
    assert watched.look(60.0) == 0
    assert watched.look(1e9) == 0


def test_it_waits_for_the_close(shop: PastShop, watched: Watched) -> None:
    shop.close(shop.yesterday - timedelta(days=1))
    assert watched.look(0.0) == 0
    shop.close(shop.yesterday)
    assert watched.look(60.0) > 0


def test_after_a_fault_it_tries_again_in_an_hour_and_says_so_once(
    watched: Watched, shop: PastShop, caplog: pytest.LogCaptureFixture
) -> None:
    watched.press.refused = [shop.yesterday]
    with caplog.at_level(logging.ERROR, logger=reports_at_close.__name__):
        watched.look(0.0)
        assert watched.look(60.0) == 0
        assert watched.look(3601.0) > 0
        assert [record.getMessage() for record in caplog.records] == [
            f"reports: no room for {shop.yesterday}"
        ]
        watched.press.refused = []
        assert watched.look(7300.0) > 0
        assert watched.look(11000.0) == 0


def test_what_a_manager_chooses_is_written_at_the_next_look(
    watched: Watched, shop: PastShop, folder: Path
) -> None:
    watched.look(0.0)
    watched.kiosk.settings_changed(shop.writing("csv", "json", folder=folder))
    watched.look(60.0)
    assert set(watched.press.asked[-1].formats) == {"json"}


def test_without_records_it_leaves_the_word_to_the_store(
    watched: Watched, shop: PastShop, caplog: pytest.LogCaptureFixture
) -> None:
    shop.path.unlink()
    assert watched.look(0.0) == 0
    assert caplog.records == []


# Where, and by which process ----------------------------------------------------------------------


def test_they_lie_in_the_data_folder_or_where_the_shop_says(shop: PastShop, folder: Path) -> None:
    assert reports.folder_of(shop.data, shop.settings) == shop.data / "reports"
    assert reports.folder_of(shop.data, shop.writing(folder=folder)) == folder
    demo = replace(shop.writing(folder=folder), demo=True)
    assert reports.folder_of(shop.data, demo) == shop.data / "demo" / "reports"


@pytest.mark.slow
def test_another_process_writes_them_into_the_kiosks_own_folder(shop: PastShop) -> None:
    done: list[float] = []
    kept = reports.write_beside(
        shop.data,
        shop.settings,
        Span.DAY,
        shop.yesterday,
        ("pdf", "json"),
        done.append,
        gently=True,
    )
    assert kept.fault == ""
    assert [path.parent for path in kept.files] == [shop.data / "reports"] * 2
    assert all(path.stat().st_size > 1000 for path in kept.files)
    assert done == sorted(done) and done[-1] == 1.0
    found = selfcheck.examine(shop.path, [shop.data], parts.clock_of(shop.settings).now())
    assert found.findings == ()
    shop.settings = shop.writing("pdf", "json")
    assert shop.yesterday not in spans(due(shop.data, shop.settings), Span.DAY)


@pytest.mark.slow
def test_what_the_other_process_cannot_do_is_one_sentence(shop: PastShop, folder: Path) -> None:
    settings = shop.writing("csv", folder=folder / "share")
    kept = reports.write_beside(
        shop.data, settings, Span.DAY, shop.yesterday, ("csv",), lambda part: None
    )
    assert kept.files == ()
    assert kept.fault.startswith(f"There is no folder {folder / 'share'}: ")
    kept = reports.write_beside(
        shop.data, settings, Span.DAY, date(2999, 1, 1), ("csv",), lambda part: None
    )
    assert kept.fault == "That day has not come yet."


# How long -----------------------------------------------------------------------------------------


def test_the_kiosks_own_go_when_their_counts_do(shop: PastShop) -> None:
    own = reports.own_folder(shop.data, demo=False)
    own.mkdir()
    today = shop.yesterday + timedelta(days=1)
    kept_from = parts.retention_of(shop.settings).counts_kept_from(today)
    (old,) = write(own, Period.of_day(kept_from - timedelta(days=1)), "pdf")
    (kept,) = write(own, Period.of_day(kept_from), "pdf")
    other = own / "minutes of a meeting.pdf"
    other.touch()
    assert reports_at_close.erase_old(shop.data, shop.settings) == 1
    assert not old.exists() and kept.exists() and other.exists()


def test_what_visitors_were_promised_counts_even_if_the_months_are_longer_now(
    shop: PastShop,
) -> None:
    own = reports.own_folder(shop.data, demo=False)
    own.mkdir()
    clock = parts.clock_of(shop.settings)
    assert expired_before(shop.path, clock.now()) is None
    first = shop.yesterday - timedelta(days=20)
    with closing(sqlite3.connect(shop.path)) as connection, connection:
        append(connection, Entry.COUNTS_EXPIRED, clock.now(), {"first": first.isoformat()})
    assert expired_before(shop.path, clock.now()) == first
    (old,) = write(own, Period.of_day(first - timedelta(days=1)), "csv")
    (kept,) = write(own, Period.of_day(first), "csv")
    assert reports_at_close.erase_old(shop.data, shop.settings) == 1
    assert not old.exists() and kept.exists()


def test_what_a_clock_wrote_that_ran_years_ahead_ends_no_report_that_has_come_since(
    shop: PastShop,
) -> None:
    own = reports.own_folder(shop.data, demo=False)
    own.mkdir()
    first = shop.yesterday - timedelta(days=20)
    ahead = shop.yesterday + timedelta(days=300)
    with closing(sqlite3.connect(shop.path)) as connection, connection:
        now = parts.clock_of(shop.settings).now()
        append(connection, Entry.COUNTS_EXPIRED, now, {"first": first.isoformat()})
        payload = {"first": ahead.isoformat()}
        append(connection, Entry.COUNTS_EXPIRED, now + timedelta(days=1_000), payload)
    (old,) = write(own, Period.of_day(first - timedelta(days=1)), "csv")
    (kept,) = write(own, Period.of_day(shop.yesterday), "csv")
    assert reports_at_close.erase_old(shop.data, shop.settings) == 1
    assert not old.exists() and kept.exists()
    assert expired_before(shop.path, now + timedelta(days=1_000)) == ahead


def test_in_a_folder_of_the_shops_nothing_is_ever_erased(shop: PastShop, folder: Path) -> None:
    (old,) = write(folder, Period.of_day(date(2001, 1, 1)), "pdf")
    assert reports_at_close.erase_old(shop.data, shop.writing("pdf", folder=folder)) == 0
    assert old.exists()


def test_a_wipe_takes_the_kiosks_own_and_leaves_the_shops(shop: PastShop, folder: Path) -> None:
    own = reports.own_folder(shop.data, demo=False)
    own.mkdir()
    write(own, Period.of_day(shop.yesterday), "pdf", "csv")
    (theirs,) = write(folder, Period.of_day(shop.yesterday), "pdf")
    assert upkeep.wipe(shop.data, demo=False, deliver=lambda statement: None)
    assert not own.exists()
    assert theirs.exists()


def test_the_self_check_knows_reports_by_name_and_nothing_else(shop: PastShop) -> None:
    for name in (
        ReportName("north-door", Span.DAY, shop.yesterday, "pdf"),
        ReportName("北门", Span.MONTH, shop.yesterday, "csv", so_far=True),
        ReportName("demo-a", Span.FOUR_WEEKS, shop.yesterday, "pdf", "zh_CN"),
    ):
        for ending in ("", ".new"):
            place = PurePath("reports") / f"{name.file_name}{ending}"
            assert is_known_file(place, shop.path.name)
            assert is_known_file("demo" / place, shop.path.name)
    for other in ("reports/faces.csv", "reports/x/askfirst-a-2026-11-24-day.csv"):
        assert not is_known_file(PurePath(other), shop.path.name)


def test_the_self_check_finds_a_picture_in_a_page(shop: PastShop) -> None:
    own = reports.own_folder(shop.data, demo=False)
    own.mkdir()
    name = ReportName("north-door", Span.DAY, shop.yesterday, "pdf").file_name
    page = b"%PDF-1.4\n5 0 obj\n<< /Type /XObject\n/Subtype /Image /Width 640 >>\n"
    (own / name).write_bytes(page)
    found = selfcheck.examine(shop.path, [shop.data], parts.clock_of(shop.settings).now())
    assert found.pictures == 1
    assert any(name in finding for finding in found.findings)


# What the doctor says -----------------------------------------------------------------------------


def test_the_doctor_says_what_is_written_by_itself(shop: PastShop, folder: Path) -> None:
    (check,) = reports_at_close.check(shop.data, shop.settings)
    assert check.ok and "reports.at_close" in check.says
    settings = shop.writing("csv", folder=folder)
    catch_up(shop.data, settings, Press(folder), never)
    (check,) = reports_at_close.check(shop.data, settings)
    assert check.ok and str(folder) in check.says


def test_the_doctor_names_what_is_missing_and_what_is_in_the_way(
    shop: PastShop, folder: Path
) -> None:
    settings = shop.writing("csv", folder=folder)
    catch_up(shop.data, settings, Press(folder), never)
    (folder / ReportName("north-door", Span.DAY, shop.yesterday, "csv").file_name).unlink()
    (check,) = reports_at_close.check(shop.data, settings)
    assert not check.ok and str(shop.yesterday) in check.says
    assert "askfirst report" in check.cure
    missing = shop.writing("csv", folder=folder / "share")
    (check,) = reports_at_close.check(shop.data, missing)
    assert not check.ok and str(folder / "share") in check.says
    nobody = shop.writing("csv", "pdf", folder=folder)
    (check,) = reports_at_close.check(shop.data, nobody)
    assert not check.ok and "and" in check.says and "more" in check.says


def test_the_doctor_names_a_folder_that_cannot_be_written(
    shop: PastShop, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = shop.writing("csv", folder=folder)
    # What a mode forbids is allowed to root, as which tests may run.
    monkeypatch.setattr("os.access", lambda path, mode: path != folder)
    (check,) = reports_at_close.check(shop.data, settings)
    assert not check.ok and str(folder) in check.says


def test_where_the_kiosk_has_not_run_yet_nothing_is_missing(shop: PastShop) -> None:
    shop.path.unlink()
    (check,) = reports_at_close.check(shop.data, shop.writing("csv"))
    assert check.ok


def test_records_that_cannot_be_read_are_named(shop: PastShop) -> None:
    shop.path.write_bytes(b"not a database" * 100)
    (check,) = reports_at_close.check(shop.data, shop.writing("csv"))
    assert not check.ok and "cannot be told" in check.says
