"""A chain's files of a kiosk's days: when they are written, where, and that they never change."""

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path, PurePath

import pytest

from kiosk.adapters.records import ledger, selfcheck
from kiosk.adapters.records.allowed import is_known_file
from kiosk.adapters.records.backups import back_up
from kiosk.adapters.records.connection import open_for_writing, transaction
from kiosk.adapters.records.reading import NoRecords
from kiosk.adapters.system import log_words
from kiosk.bootstrap import day_files, fleet_at_close, reports_at_close, upkeep
from kiosk.bootstrap.reports_at_close import ReportsAtClose
from kiosk.domain.consent import Way
from tests.adapters.records.books import TODAY, end_day, keep_some
from tests.adapters.records.conftest import WOMAN, open_recorder
from tests.bootstrap.conftest import NAME, Shop
from tests.contracts.records.houses import RETENTION

ONE_DAY = timedelta(days=1)
DAY = 24 * 3600.0
HOUR = 3600.0


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    """A folder of the chain's own, outside the data folder."""
    made = tmp_path / "head office"
    made.mkdir()
    return made


def day(after: int) -> date:
    return TODAY + after * ONE_DAY


# The same, whenever it is asked for ---------------------------------------------------------------


def test_asked_for_again_it_is_the_same_whatever_came_in_between(shop: Shop) -> None:
    given = [shop.keep(number) for number in range(24)]
    end_day(shop)
    first = shop.content()
    assert first.count(b'"block":"close"') == 1
    shop.recorder.erase_visit(given[3].code)
    assert shop.content() == first
    # The door counter was late.
    shop.recorder.record_entered(TODAY, given[0].moment.hour, 200, replace=False)
    assert shop.content() == first
    shop.reopen()
    assert shop.content() == first
    # Other settings, by which the block would be released otherwise today.
    shop.settings = replace(shop.settings, records=replace(shop.settings.records, epsilon=0.5))
    shop.reopen()
    assert shop.content() == first
    shop.clock.forward(5 * DAY)
    shop.recorder.catch_up()
    assert shop.content() == first
    (kept,) = day_files.kept(shop.data, demo=False)
    assert kept.path.read_bytes() == first


def test_of_a_restored_backup_it_is_the_same(shop: Shop) -> None:
    keep_some(shop, 22)
    end_day(shop)
    backup = back_up(shop.path, shop.data / "backups", shop.clock.now(), RETENTION)
    keep_some(shop, 22, first=100)
    end_day(shop)
    written = [shop.content(), shop.content(day(1))]
    shop.recorder.close()
    upkeep.restore(shop.data, shop.settings, backup, replace=True)
    # By the backup the second day never was; it was told, and that stands.
    assert day_files.erase_out_of_time(shop.data, shop.settings) == 0
    shop.clock.forward(2 * HOUR)
    shop.reopen_closed()
    day_files.erase_out_of_time(shop.data, shop.settings)
    assert [shop.content(), shop.content(day(1))] == written
    # Whoever comes now is in no file that was written.
    keep_some(shop, 22, first=200)
    end_day(shop)
    assert shop.content(day(2)).count(b'"block"') == 1


def test_made_anew_without_the_kept_file_it_is_the_same(shop: Shop) -> None:
    given = [shop.keep(number) for number in range(24)]
    end_day(shop)
    backup = back_up(shop.path, shop.data / "backups", shop.clock.now(), RETENTION)
    first = shop.content()
    shop.recorder.erase_visit(given[3].code)
    shop.recorder.close()
    (kept,) = day_files.kept(shop.data, demo=False)
    kept.path.unlink()
    upkeep.restore(shop.data, shop.settings, backup, replace=True)
    shop.reopen_closed()
    assert shop.content() == first


def test_a_visit_over_the_end_of_its_day_keeps_the_file_waiting(shop: Shop) -> None:
    keep_some(shop, 11)
    given = shop.agree(50)
    end_day(shop)
    with pytest.raises(NoRecords, match="not closed yet"):
        shop.content()
    assert fleet_at_close.due(shop.data, shop.settings) == []
    assert fleet_at_close.is_waiting(shop.data, shop.settings, TODAY)
    shop.recorder.keep_visit(given, WOMAN, Way.CAMERA, WOMAN, receipt=True)
    assert not fleet_at_close.is_waiting(shop.data, shop.settings, TODAY)
    assert b'"asked":12,"agreed":12,' in shop.content()


def test_a_day_that_runs_again_is_not_written_again(shop: Shop) -> None:
    keep_some(shop, 22)
    end_day(shop)
    first = shop.content()
    shop.clock.step(-HOUR)
    shop.recorder.catch_up()
    assert shop.clock.moment().day == TODAY
    keep_some(shop, 22, first=24)
    with pytest.raises(NoRecords, match="not over yet"):
        shop.content()
    day_files.erase_out_of_time(shop.data, shop.settings)
    shop.clock.forward(2 * HOUR)
    shop.recorder.catch_up()
    assert shop.content() == first
    # Those who came once more are in the next day's block, so that they are told once.
    end_day(shop)
    assert b'"visits":22' in shop.content(day(1))


def test_days_that_a_wrong_clock_closed_are_written_when_they_have_really_ended(
    shop: Shop,
) -> None:
    # The machine's clock runs five days ahead, and nobody takes that back for an hour.
    shop.clock.step(5 * DAY)
    shop.recorder.catch_up()
    shop.clock.forward(HOUR)
    shop.recorder.catch_up()
    keep_some(shop, 22)
    end_day(shop)
    shop.clock.step(-5 * DAY)
    # A day that has not come is waited for by nobody, and keeps no other one waiting.
    assert fleet_at_close.due(shop.data, shop.settings) == []
    shop.clock.step(5 * DAY)
    assert shop.catch_up() == ""
    assert shop.written() == [str(day(5))]
    shop.clock.step(-5 * DAY)
    shop.recorder.catch_up()
    shop.clock.forward(HOUR + 1)
    shop.recorder.catch_up()
    assert day_files.erase_out_of_time(shop.data, shop.settings) == 1
    assert shop.written() == []
    with pytest.raises(NoRecords, match="not over yet"):
        shop.content(day(5))
    while shop.clock.moment().day < day(5):
        end_day(shop)
    keep_some(shop, 22, first=100)
    end_day(shop)
    # All there is of it: what was told of it too early, and what came since.
    assert shop.content(day(5)).count(b'"block":"close"') == 2
    assert b'"asked":22' in shop.content(day(5))


def test_a_clock_that_was_years_ahead_ends_nothing_for_good(shop: Shop) -> None:
    keep_some(shop, 22)
    end_day(shop)
    years = 3 * 366 * DAY
    shop.clock.step(years)
    shop.recorder.catch_up()
    shop.clock.forward(HOUR)
    # Nobody took that back: by this clock every count is over its time.
    shop.recorder.catch_up()
    shop.clock.step(-years)
    shop.recorder.catch_up()
    shop.clock.forward(HOUR + 1)
    shop.recorder.catch_up()
    keep_some(shop, 22, first=100)
    came = shop.clock.moment().day
    end_day(shop)
    assert day_files.erase_out_of_time(shop.data, shop.settings) == 0
    assert shop.catch_up() == ""
    assert shop.written() == [str(came)]
    assert day_files.erase_out_of_time(shop.data, shop.settings) == 0
    # Nor when what that clock wrote of has come: the day is not two years old by then.
    shop.clock.forward(400 * DAY)
    shop.recorder.catch_up()
    assert day_files.erase_out_of_time(shop.data, shop.settings) == 0
    assert b'"asked":22,"agreed":22,' in shop.content(came)


def test_it_is_never_told_under_two_names(shop: Shop) -> None:
    keep_some(shop, 22)
    end_day(shop)
    first = shop.content()
    with pytest.raises(NoRecords, match=f"--kiosk {NAME}"):
        shop.content(kiosk="renamed")
    renamed = shop.named("renamed")
    assert fleet_at_close.due(shop.data, renamed) == []
    assert day_files.content_of(shop.data, renamed, NAME, TODAY) == first
    keep_some(shop, 22, first=100)
    end_day(shop)
    assert [each.kiosk for each in fleet_at_close.due(shop.data, renamed)] == ["renamed"]


def test_what_waits_under_an_old_name_is_put_under_that(shop: Shop, chain: Path) -> None:
    keep_some(shop, 22)
    end_day(shop)
    chain.rmdir()
    assert shop.catch_up(shop.named(NAME, chain)) != ""
    chain.mkdir()
    assert shop.catch_up(shop.named("renamed", chain)) == ""
    assert [path.name for path in chain.iterdir()] == [f"kiosk={NAME}"]


# When there is none -------------------------------------------------------------------------------


def test_why_there_is_none_is_one_sentence(shop: Shop) -> None:
    keep_some(shop, 22)
    with pytest.raises(NoRecords, match=rf"^{TODAY} is not over yet\.$"):
        shop.content()
    shop.clock.forward(DAY)
    with pytest.raises(NoRecords, match=rf"^{TODAY} is not closed yet: [^.]*\.$"):
        shop.content()
    shop.recorder.catch_up()
    with pytest.raises(NoRecords, match=r"2026-\d\d-\d\d"):
        shop.content(day(-3))
    with pytest.raises(NoRecords, match=r"2020-01-01.*25"):
        shop.content(date(2020, 1, 1))
    assert shop.written() == []


# At close of day ----------------------------------------------------------------------------------


def test_without_a_name_nothing_is_written(shop: Shop) -> None:
    keep_some(shop, 22)
    end_day(shop)
    nameless = shop.named(None)
    assert fleet_at_close.due(shop.data, nameless) == []
    assert not fleet_at_close.is_waiting(shop.data, nameless, TODAY)
    assert list(fleet_at_close.check(shop.data, nameless)) == []
    assert shop.catch_up(nameless) == ""
    assert [path for path in shop.folder.rglob("*") if path.is_file()] == []


def test_what_was_missed_of_the_last_month_is_made_up_for_once(shop: Shop) -> None:
    for number in range(35):
        keep_some(shop, 1, first=100 * number)
        end_day(shop)
    assert shop.catch_up() == ""
    assert shop.written() == [str(day(after)) for after in range(4, 35)]
    times = {
        each.path: each.path.stat().st_mtime_ns for each in day_files.kept(shop.data, demo=False)
    }
    assert fleet_at_close.due(shop.data, shop.settings) == []
    assert shop.catch_up() == ""
    assert all(path.stat().st_mtime_ns == time for path, time in times.items())


def test_who_ends_the_kiosk_is_not_kept_waiting(shop: Shop) -> None:
    for number in range(3):
        keep_some(shop, 1, first=100 * number)
        end_day(shop)
    stops = iter((False, True))
    assert fleet_at_close.catch_up(shop.data, shop.settings, lambda: next(stops)) == ""
    assert shop.written() == [str(TODAY)]


def test_a_day_without_anything_has_no_file(shop: Shop) -> None:
    keep_some(shop, 22)
    end_day(shop)
    end_day(shop)
    assert shop.catch_up() == ""
    assert shop.written() == [str(TODAY)]


def test_a_folder_of_the_chains_gets_each_file_once(shop: Shop, chain: Path) -> None:
    settings = shop.named(NAME, chain)
    keep_some(shop, 22)
    end_day(shop)
    assert shop.catch_up(settings) == ""
    put = chain / f"kiosk={NAME}" / f"day={TODAY}.jsonl"
    assert put.read_bytes() == shop.content()
    # The chain has collected it.
    put.unlink()
    assert fleet_at_close.due(shop.data, settings) == []
    assert [path.name for path in shop.folder.rglob("day=*")] == [put.name]


def test_what_was_made_by_hand_comes_into_the_chains_folder_too(shop: Shop, chain: Path) -> None:
    settings = shop.named(NAME, chain)
    keep_some(shop, 22)
    end_day(shop)
    content = day_files.content_of(shop.data, settings, NAME, TODAY)
    assert [each.day for each in fleet_at_close.due(shop.data, settings)] == [TODAY]
    assert shop.catch_up(settings) == ""
    assert (chain / f"kiosk={NAME}" / f"day={TODAY}.jsonl").read_bytes() == content
    assert fleet_at_close.due(shop.data, settings) == []


def test_a_folder_out_of_reach_is_made_up_for_with_the_very_file(shop: Shop, chain: Path) -> None:
    settings = shop.named(NAME, chain)
    keep_some(shop, 22)
    end_day(shop)
    chain.rmdir()
    assert shop.catch_up(settings) == f"there is no folder {chain}"
    (check,) = fleet_at_close.check(shop.data, settings)
    assert (check.ok, check.says) == (False, f"there is no folder {chain}")
    assert not chain.exists()
    # Without a folder of the chain's nothing waits for one.
    assert fleet_at_close.due(shop.data, shop.settings) == []
    first = shop.content()
    shop.recorder.record_entered(TODAY, 9, 200, replace=False)
    chain.mkdir()
    (check,) = fleet_at_close.check(shop.data, settings)
    assert str(TODAY) in check.says
    assert shop.catch_up(settings) == ""
    assert (chain / f"kiosk={NAME}" / f"day={TODAY}.jsonl").read_bytes() == first
    (check,) = fleet_at_close.check(shop.data, settings)
    assert (check.ok, check.says) == (True, f"{NAME}: a file a day, in {chain}")


def test_the_data_folder_is_none_of_the_chains(shop: Shop) -> None:
    """What the chain moves out of the kiosk's own files would be made anew, from what is left."""
    keep_some(shop, 22)
    end_day(shop)
    for folder in (shop.data, shop.folder, shop.data / "nowhere"):
        settings = shop.named(NAME, folder)
        assert str(folder) in shop.catch_up(settings)
        (check,) = fleet_at_close.check(shop.data, settings)
        assert (check.ok, check.says) == (False, f"{folder} lies in the data folder")
    assert shop.written() == []
    assert shop.catch_up() == ""
    assert shop.written() == [str(TODAY)]


def test_of_no_chain_a_kiosk_finds_nothing_wrong_with_any_folder(shop: Shop) -> None:
    assert shop.catch_up(shop.named(None, shop.data)) == ""


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_missing(
    shop: Shop, chain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for an account that is not root's, which may write anywhere."""
    monkeypatch.setattr(os, "access", lambda path, mode: path != chain)
    (check,) = fleet_at_close.check(shop.data, shop.named(NAME, chain))
    assert (check.ok, check.says) == (False, f"{chain} cannot be written")


def test_the_demo_puts_nothing_into_a_folder_of_a_chains(shop: Shop, chain: Path) -> None:
    settings = shop.named(NAME, chain)
    assert day_files.folder_of_chain(settings) == chain
    assert day_files.folder_of_chain(replace(settings, demo=True)) is None


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize(("folder", "file"), [(0o700, 0o600), (0o750, 0o640), (0o775, 0o644)])
def test_in_a_folder_of_the_chains_whoever_reads_the_folder_reads_the_files(
    shop: Shop, chain: Path, folder: int, file: int
) -> None:
    keep_some(shop, 22)
    end_day(shop)
    chain.chmod(folder)
    assert shop.catch_up(shop.named(NAME, chain)) == ""
    (made,) = chain.iterdir()
    (path,) = made.iterdir()
    assert stat.S_IMODE(made.stat().st_mode) & folder == folder
    assert stat.S_IMODE(path.stat().st_mode) == file
    (kept,) = day_files.kept(shop.data, demo=False)
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(shop.folder.stat().st_mode) == 0o700


@pytest.fixture
def kiosk(shop: Shop) -> Iterator[ReportsAtClose]:
    """What the running kiosk writes, without waiting for its thread's minutes."""
    made = ReportsAtClose(shop.data, shop.settings)
    yield made
    made.close()


def test_the_running_kiosk_writes_it_when_the_day_is_closed(
    shop: Shop, kiosk: ReportsAtClose
) -> None:
    keep_some(shop, 22)
    shop.clock.forward(DAY)
    kiosk.look(0.0)
    assert shop.written() == []
    shop.recorder.catch_up()
    kiosk.look(60.0)
    assert shop.written() == [str(TODAY)]


def test_the_running_kiosk_waits_a_minute_for_the_days_last_visitor(
    shop: Shop, kiosk: ReportsAtClose
) -> None:
    given = shop.agree(1)
    end_day(shop)
    kiosk.look(0.0)
    shop.recorder.keep_visit(given, WOMAN, Way.CAMERA, WOMAN, receipt=True)
    kiosk.look(59.0)
    assert shop.written() == []
    kiosk.look(60.0)
    assert shop.written() == [str(TODAY)]


def test_a_fault_is_logged_once_and_it_is_tried_again_in_an_hour(
    shop: Shop, kiosk: ReportsAtClose, chain: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk.settings_changed(shop.named(NAME, chain))
    keep_some(shop, 22)
    end_day(shop)
    chain.rmdir()
    with caplog.at_level(logging.ERROR, logger=reports_at_close.__name__):
        kiosk.look(0.0)
        kiosk.look(3600.0)
    (record,) = caplog.records
    assert str(chain) in record.getMessage()
    assert (record.name, record.msg) in log_words.LINES
    chain.mkdir()
    kiosk.look(7000.0)
    assert list(chain.iterdir()) == []
    kiosk.look(7200.0)
    assert len(list(chain.iterdir())) == 1


# How long -----------------------------------------------------------------------------------------


def test_the_kiosks_own_go_when_the_counts_do_and_the_chains_stay(
    shop: Shop, kiosk: ReportsAtClose, chain: Path
) -> None:
    settings = shop.named(NAME, chain)
    kiosk.settings_changed(settings)
    keep_some(shop, 22)
    end_day(shop)
    kiosk.look(0.0)
    put = chain / f"kiosk={NAME}" / f"day={TODAY}.jsonl"
    with closing(open_for_writing(shop.path)) as db, transaction(db) as connection:
        # Visitors were promised fewer months than the settings have now.
        payload = {"first": TODAY.isoformat()}
        ledger.append(connection, ledger.Entry.COUNTS_EXPIRED, shop.clock.now(), payload)
    assert day_files.erase_out_of_time(shop.data, settings) == 0
    with closing(open_for_writing(shop.path)) as db, transaction(db) as connection:
        payload = {"first": day(1).isoformat()}
        ledger.append(connection, ledger.Entry.COUNTS_EXPIRED, shop.clock.now(), payload)
    end_day(shop)
    kiosk.look(60.0)
    assert shop.written() == []
    assert put.exists()
    assert fleet_at_close.due(shop.data, settings) == []
    with pytest.raises(NoRecords, match="are gone"):
        shop.content()


def test_after_their_months_they_go(shop: Shop) -> None:
    keep_some(shop, 22)
    end_day(shop)
    # One that never reached the chain's folder, so that beside it lies that it waits.
    assert shop.catch_up(shop.named(NAME, shop.data.parent / "nowhere")) != ""
    assert len(list(shop.folder.rglob("*.jsonl*"))) == 2
    shop.clock.forward(26 * 31 * DAY)
    assert day_files.erase_out_of_time(shop.data, shop.settings) == 1
    assert list(shop.folder.rglob("*.jsonl*")) == []


def test_the_self_check_knows_them_and_nothing_else_there(shop: Shop, chain: Path) -> None:
    keep_some(shop, 22)
    end_day(shop)
    content = day_files.content_of(shop.data, shop.named(NAME, chain), NAME, TODAY)
    assert len([*shop.folder.rglob("*.jsonl*")]) == 2
    found = selfcheck.examine(shop.path, (shop.data,), shop.clock.now())
    assert found.ok, found.findings
    place = PurePath("fleet", f"kiosk={NAME}", f"day={TODAY}.jsonl")
    assert is_known_file(place, shop.path.name)
    for strange in ("notes.txt", "kiosk=x/day=2026-01-01.jsonl.bak", "day=2026-01-01.jsonl"):
        assert not is_known_file(PurePath("fleet") / strange, shop.path.name)
    assert content.endswith(b"}\n")


def test_a_wipe_erases_them(shop: Shop) -> None:
    keep_some(shop, 22)
    end_day(shop)
    assert shop.catch_up() == ""
    shop.recorder.close()
    upkeep.wipe(shop.data, demo=False, deliver=lambda statement: None)
    assert not shop.folder.exists()
    shop.recorder = open_recorder(shop.path, shop.clock)
