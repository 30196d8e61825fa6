"""The commands' side of bootstrap, over real folders."""

from dataclasses import replace
from datetime import time
from pathlib import Path, PurePath

import pytest

from kiosk.adapters.records.allowed import is_known_file
from kiosk.adapters.records.reading import NoRecords
from kiosk.adapters.system.instance import InstanceLock
from kiosk.application.doctor import Check
from kiosk.bootstrap import (
    doctor_report,
    has_records,
    kiosk_runs,
    load_settings,
    parts,
    period_figures,
    withdraw,
)
from kiosk.bootstrap.instance import print_of, runs_with_older_settings
from kiosk.bootstrap.upkeep import back_up
from kiosk.domain.blocks import ReleaseRules
from tests.domain import samples


def test_a_fresh_folder_has_no_records_and_no_kiosk(tmp_path: Path) -> None:
    assert not has_records(tmp_path, demo=True)
    assert not kiosk_runs(tmp_path, demo=False)
    with pytest.raises(NoRecords):
        period_figures(tmp_path, "today", demo=True)


def test_a_kiosk_that_runs_is_seen_and_left_alone(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)

    assert kiosk_runs(tmp_path, demo=False)
    assert kiosk_runs(tmp_path, demo=False)

    lock.release()
    assert not kiosk_runs(tmp_path, demo=False)


def test_a_code_that_finds_nothing_withdraws_nothing(tmp_path: Path) -> None:
    parts.records_folder(tmp_path, demo=True).mkdir()
    settings = load_settings(tmp_path, demo=True)

    assert withdraw(tmp_path, settings, samples.CODE, pytest.fail) is False
    assert period_figures(tmp_path, "yesterday", demo=True).withdrawn == 0
    assert not kiosk_runs(tmp_path, demo=True)


def test_the_doctor_looks_at_everything_and_opens_nothing(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, demo=True)
    before = sorted(tmp_path.rglob("*"))

    checks = {check.name: check for check in doctor_report(tmp_path, settings)}

    assert {
        "python",
        "qt",
        "law",
        "notice en",
        "notice zh_CN",
        "camera",
        "data folder",
        "records",
        "models",
        "confinement",
        "fonts and words",
        "clock",
        "kiosk",
        "version",
        "screen size",
        "service",
        "ballast",
        "signing key",
    } <= checks.keys()
    assert "Landlock ABI" in checks["confinement"].says or not checks["confinement"].ok
    assert checks["models"].ok
    assert checks["camera"].ok
    assert sorted(tmp_path.rglob("*")) == before


def test_the_doctor_opens_the_newest_backup(tmp_path: Path) -> None:
    folder = parts.records_folder(tmp_path, demo=True)
    folder.mkdir()
    settings = load_settings(tmp_path, demo=True)
    withdraw(tmp_path, settings, samples.CODE, pytest.fail)

    def backup() -> Check:
        (found,) = [each for each in doctor_report(tmp_path, settings) if each.name == "backup"]
        return found

    assert backup().says
    made = back_up(tmp_path, settings, None)
    assert backup().ok
    assert "was opened and is whole" in backup().says
    made.write_bytes(made.read_bytes()[:5000])
    damaged = backup()
    assert not damaged.ok
    assert str(made) in damaged.says


def test_without_settings_the_doctor_still_says_what_it_can(tmp_path: Path) -> None:
    names = {check.name for check in doctor_report(tmp_path, None)}

    assert {"python", "models", "data folder"} <= names
    assert "law" not in names


def test_the_doctor_names_what_does_not_belong_and_quotes_nothing(tmp_path: Path) -> None:
    folder = parts.records_folder(tmp_path, demo=True)
    folder.mkdir()
    settings = load_settings(tmp_path, demo=True)
    withdraw(tmp_path, settings, samples.CODE, pytest.fail)
    clean = [check for check in doctor_report(tmp_path, settings) if check.name == "contents"]
    assert [check.ok for check in clean] == [True]

    (folder / "visitors.csv").write_text("Zhang San, 1.1, 2.2")
    found = [check for check in doctor_report(tmp_path, settings) if check.name == "contents"]
    assert [check.says for check in found] == ["a file that does not belong here: visitors.csv"]


def test_only_a_kiosk_that_runs_runs_with_older_settings(tmp_path: Path) -> None:
    folder = parts.records_folder(tmp_path, demo=True)
    folder.mkdir()
    then = load_settings(tmp_path, demo=True)
    now = replace(then, camera=replace(then.camera, seconds=then.camera.seconds + 1))
    assert not runs_with_older_settings(tmp_path, now)

    lock = InstanceLock(folder)
    assert not runs_with_older_settings(tmp_path, now)
    lock.note(print_of(then))
    assert runs_with_older_settings(tmp_path, now)
    assert not runs_with_older_settings(tmp_path, load_settings(tmp_path, demo=True))
    found = {check.name: check for check in doctor_report(tmp_path, now)}["kiosk"]
    assert (found.ok, found.cure) == (False, "Restart it.")
    assert is_known_file(PurePath("running"), "askfirst.sqlite3")

    # As a killed kiosk leaves it.
    note = (folder / "running").read_bytes()
    lock.release()
    (folder / "running").write_bytes(note)
    assert not runs_with_older_settings(tmp_path, now)


def test_the_doctor_names_the_backup_for_damaged_records_before_giving_the_ledger_up(
    tmp_path: Path,
) -> None:
    folder = parts.records_folder(tmp_path, demo=True)
    folder.mkdir()
    settings = load_settings(tmp_path, demo=True)
    withdraw(tmp_path, settings, samples.CODE, pytest.fail)
    back_up(tmp_path, settings, None)
    (made,) = (folder / "backups").iterdir()
    store = parts.records_file(tmp_path, demo=True)
    store.write_bytes(b"SQLite format 3\0" + bytes(5000))

    def found() -> dict[str, Check]:
        return {check.name: check for check in doctor_report(tmp_path, settings)}

    assert f"askfirst restore {made}" in found()["records"].cure
    assert found()["contents"].cure.startswith("Make it readable")

    made.unlink()
    cure = found()["records"].cure
    assert "askfirst.sqlite3, askfirst.sqlite3-wal, askfirst.sqlite3-shm away" in cure


def test_blocks_close_in_the_order_of_a_business_day(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, demo=True)
    times = (time(1, 30), time(13), time(23))
    kept = replace(settings.records, blocks_close=times, epsilon=0.5)
    # A day that begins at 04:00 ends with what the clock has at half past one.
    late = replace(settings, records=kept)
    assert parts.rules_of(late) == ReleaseRules(0.5, (time(13), time(23), time(1, 30)))
    at_midnight = replace(late, kiosk=replace(settings.kiosk, day_begins=0))
    assert parts.rules_of(at_midnight).times == times
