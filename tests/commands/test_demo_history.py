"""``askfirst demo --with-history``: made once, run on, read, grown, and kept apart."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.adapters.records import history as records_history
from kiosk.adapters.records import selfcheck, verification
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.adapters.system.instance import InstanceLock
from kiosk.application.invented_shop import InventedShop, is_closed
from kiosk.bootstrap import assessment, has_records, history, load_settings, parts
from kiosk.cli import main
from kiosk.cli.codes import ANOTHER_RUNS, OK, WRONG
from kiosk.domain.blocks import ReleaseRules

Capture = pytest.CaptureFixture[str]

SHOP = InventedShop(history.SEED, 14)


def never(what: str, done: int, total: int) -> None:
    raise AssertionError(f"{done} of {total} {what}, where nothing was missing")


def yesterday(data: Path) -> date:
    settings = load_settings(history.folder_of(data), demo=True)
    return parts.clock_of(settings).moment().day - timedelta(days=1)


def records_of(data: Path) -> Path:
    return parts.records_file(history.folder_of(data), demo=True)


def asked_on(data: Path, day: date) -> int:
    with closing(sqlite3.connect(records_of(data))) as connection:
        question = "SELECT coalesce(sum(asked), 0) FROM day_hour WHERE day = ?"
        return connection.execute(question, [day.isoformat()]).fetchone()[0]


def newest_day(data: Path) -> date:
    with closing(sqlite3.connect(records_of(data))) as connection:
        return date.fromisoformat(connection.execute("SELECT max(day) FROM day_hour").fetchone()[0])


def make_up_to(data: Path, last: date, days: int = 20) -> None:
    """A history that was made when ``last`` was yesterday."""
    folder = history.folder_of(data)
    settings = load_settings(folder, demo=True)
    records_history.make(
        records_of(data),
        Publication(ReleaseRules(), True, 14),
        parts.retention_of(settings),
        parts.MODEL,
        SHOP.days(last - timedelta(days=days - 1), last),
        lambda written: None,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the history was made by the program, whole."""
    data = tmp_path_factory.mktemp("made")
    told: list[tuple[str, int, int]] = []
    history.prepare(history.folder_of(data), lambda *step: told.append(step))
    assert told[-1][0] == "days" and told[-1][1] == told[-1][2] in (730, 731)
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return shutil.copytree(made, tmp_path / "data")


# Two years, up to yesterday ----------------------------------------------------------------------


def test_it_holds_two_years_up_to_yesterday_of_the_same_shop(made: Path) -> None:
    last = yesterday(made)
    with closing(sqlite3.connect(records_of(made))) as connection:
        first, newest = connection.execute("SELECT min(day), max(day) FROM day_hour").fetchone()
        published = connection.execute("SELECT epsilon, demo, minimum_age FROM publication")
        assert published.fetchone() == (2.0, 1, 14)
    # On the days of New Year the shop is closed.
    assert timedelta(days=725) <= date.fromisoformat(newest) - date.fromisoformat(first)
    assert timedelta(0) <= last - date.fromisoformat(newest) <= timedelta(days=4)
    for day in (last - timedelta(days=number) for number in (0, 50, 700)):
        assert asked_on(made, day) == sum(each.asked for each in SHOP.day(day).hours.values())


def test_each_day_on_which_it_was_open_has_genders_and_ages(made: Path) -> None:
    with closing(sqlite3.connect(records_of(made))) as connection:
        counted = "SELECT day FROM day_hour GROUP BY day HAVING sum(counted) > 0"
        open_on = {day for (day,) in connection.execute(counted)}
        closed_on = {day for (day,) in connection.execute("SELECT closed_on FROM block")}
    assert len(open_on) > 600
    assert open_on <= closed_on


def test_nothing_is_added_while_nothing_is_missing(data: Path) -> None:
    before = records_of(data).read_bytes()
    assert history.prepare(history.folder_of(data), never) == 0
    assert records_of(data).read_bytes() == before


def test_the_next_start_adds_the_days_since(tmp_path: Path) -> None:
    last = yesterday(tmp_path)
    make_up_to(tmp_path, last - timedelta(days=3))
    assert history.prepare(history.folder_of(tmp_path), lambda *step: None) == 3
    for day in (last, last - timedelta(days=2)):
        assert (asked_on(tmp_path, day) == 0) is is_closed(day)
    assert records_history.last_invented(records_of(tmp_path)) == last


def test_after_years_it_grows_by_two_of_them(tmp_path: Path) -> None:
    last = yesterday(tmp_path)
    make_up_to(tmp_path, last - timedelta(days=1_200))
    assert history.prepare(history.folder_of(tmp_path), lambda *step: None) in (730, 731)


@pytest.mark.parametrize(
    ("day", "before"),
    [(date(2028, 2, 29), date(2026, 2, 28)), (date(2028, 3, 1), date(2026, 3, 1))],
)
def test_two_years_before_a_leap_day(day: date, before: date) -> None:
    assert history.years_before(day) == before


# Shown as a shop's, and as the demo's ------------------------------------------------------------


def test_its_settings_are_the_demos(tmp_path: Path) -> None:
    demo = load_settings(tmp_path, demo=True)
    own = load_settings(history.folder_of(tmp_path), demo=True)
    assert own.demo and own == demo
    assert assessment.standing(history.folder_of(tmp_path), own).is_signed


def test_stats_shows_it_and_says_demo(data: Path, capsys: Capture) -> None:
    day = next(
        each
        for each in (yesterday(data) - timedelta(days=number) for number in range(10, 20))
        if not is_closed(each)
    )
    at = ["--data-dir", str(data)]
    assert main([*at, "stats", "--history", "--day", day.isoformat()]) == OK
    said = capsys.readouterr().out
    assert said.startswith("DEMO: ")
    (asked,) = re.findall(r"^Asked +([\d,]+)$", said, re.MULTILINE)
    assert int(asked.replace(",", "")) == asked_on(data, day) > 0
    assert main([*at, "stats", "--history", "--json", "--day", day.isoformat()]) == OK
    found = json.loads(capsys.readouterr().out)
    assert (found["epsilon"], found["demo"]) == (2.0, True)
    assert found["genders"]["women"] and found["ages"]["bands"]


def test_the_plain_demo_has_nothing_of_it(data: Path, capsys: Capture) -> None:
    assert main(["--data-dir", str(data), "stats", "--demo"]) == WRONG
    assert not has_records(data, demo=True) and not has_records(data, demo=False)
    assert "recorded" in capsys.readouterr().err


def test_other_commands_find_it_by_its_folder(data: Path, capsys: Capture) -> None:
    at = ["--data-dir", str(history.folder_of(data))]
    assert main([*at, "verify", "--demo"]) == OK
    assert capsys.readouterr().out.startswith("DEMO: ")
    assert main([*at, "erase-due", "--demo"]) == OK


def test_the_self_check_knows_its_files(data: Path) -> None:
    shop = data / "askfirst.sqlite3"
    shutil.copy(records_of(data), shop)
    (data / "demo-history" / "notes.txt").write_text("not ours", encoding="utf-8")
    now = parts.clock_of(load_settings(data, demo=True)).now()
    found = selfcheck.examine(shop, [data], now)
    (finding,) = found.findings
    assert "demo-history/notes.txt" in finding


@pytest.mark.parametrize("option", [[], ["--demo"]])
def test_a_wipe_takes_it_away(data: Path, capsys: Capture, option: list[str]) -> None:
    assert main(["--data-dir", str(data), "wipe", "--yes", *option]) == OK
    assert not history.folder_of(data).exists()


# What may go wrong -------------------------------------------------------------------------------


def test_it_is_refused_while_it_runs(data: Path, capsys: Capture) -> None:
    lock = InstanceLock(records_of(data).parent)
    assert main(["--data-dir", str(data), "demo", "--with-history"]) == ANOTHER_RUNS
    lock.release()
    assert "running" in capsys.readouterr().err


def test_where_it_cannot_be_made_one_sentence_says_why(tmp_path: Path, capsys: Capture) -> None:
    records_of(tmp_path).with_name("askfirst.sqlite3.new").mkdir(parents=True)
    assert main(["--data-dir", str(tmp_path), "demo", "--with-history"]) == WRONG
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not records_of(tmp_path).exists()


def test_nothing_is_made_beside_the_log_of_a_lost_store(tmp_path: Path) -> None:
    log = records_of(tmp_path).with_name("askfirst.sqlite3-wal")
    log.parent.mkdir(parents=True)
    log.write_bytes(b"what a store left")
    with pytest.raises(history.NoHistory):
        history.prepare(history.folder_of(tmp_path), never)
    assert not records_of(tmp_path).exists()


# The program itself ------------------------------------------------------------------------------


def test_a_visit_adds_to_it_as_to_a_shops(data: Path) -> None:
    """The store was closed up to yesterday by the invention; the kiosk goes on from there."""
    program = [sys.executable, "-m", "kiosk", "--data-dir", str(data)]
    played = subprocess.run(
        [*program, "demo", "--with-history", "--play"],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert played.returncode == OK, played.stderr
    assert "DEMO: " in played.stdout
    # The program goes by the machine's own day, and not by the one that is set here.
    last = records_history.last_invented(records_of(data))
    assert last is not None and last == newest_day(data) - timedelta(days=1)
    assert asked_on(data, newest_day(data)) == 1
    assert not (data / "demo").exists() and not (data / SETTINGS_FILE).exists()
    verdict = verification.verify(records_of(data))
    assert verdict.is_whole and verdict.heads and len(verdict.keys) == 1
    with closing(sqlite3.connect(records_of(data))) as connection:
        given = "SELECT count(*) FROM consent_ledger WHERE leaf LIKE '%consent given%'"
        assert connection.execute(given).fetchone() == (1,)
        assert connection.execute("SELECT demo FROM publication").fetchone() == (1,)
