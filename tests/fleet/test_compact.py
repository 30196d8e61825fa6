"""What is taken is in the lake, once, and the same however it came."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from kiosk.application.day_file import DayFile, as_lines
from kiosk.application.figures import HourCounts
from kiosk.domain.block_sums import add_up
from kiosk.domain.blocks import CELLS
from kiosk.fleet import compact, parts
from kiosk.fleet.inbox import Inbox
from kiosk.fleet.lake import BLOCKS, DAYS, HOURS, VARIANCES
from kiosk.fleet.month_writer import MonthWriter
from tests.fleet.day_files import (
    DAY,
    day_file,
    hashes,
    invented,
    put,
    rows,
    take,
    with_hours,
    without_visits,
)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    made = tmp_path / "inbox"
    made.mkdir()
    return made


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return tmp_path / "lake"


def a_chain() -> list[DayFile]:
    """Five kiosks' days around the end of a month."""
    return [
        day_file(f"shop-{number}", date(2026, 10, 29) + timedelta(days=days))
        for number in range(5)
        for days in range(6)
    ]


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The lake of the chain, taken at once and in its order."""
    whole = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kiosk.fleet.month_writer.ROWS_TOGETHER", 25)
        for day in a_chain():
            put(whole / "inbox", day)
        take(whole / "inbox", whole / "lake")
    return hashes(whole / "lake")


# What is taken ----------------------------------------------------------------------------------


def test_what_a_file_says_is_in_the_three_tables(inbox: Path, lake: Path) -> None:
    day = day_file()
    put(inbox, day)
    done = take(inbox, lake)
    assert (done.files, done.taken, done.set_aside) == (1, 1, [])

    (of_day,) = rows(lake, DAYS)
    with_door = [hour for hour in day.hours.values() if hour.entered is not None]
    counts = day.counts
    assert len(with_door) < len(day.hours)
    assert len(of_day.pop("sha256")) == 64
    assert of_day == {
        "kiosk": "south-door",
        "day": DAY,
        "asked": counts.asked,
        "agreed": counts.agreed,
        "told": counts.told,
        "declined": counts.declined,
        "walked_away": counts.walked_away,
        "entered": counts.entered,
        "said_yes_of_entered": sum(hour.said_yes for hour in with_door),
        "minimum_age": 14,
        "models": "age-v1+gender-v1",
        "invented": False,
    }
    assert rows(lake, HOURS) == [
        {
            "kiosk": "south-door",
            "day": DAY,
            "hour": number,
            "asked": hour.asked,
            "said_yes": hour.said_yes,
            "entered": hour.entered,
        }
        for number, hour in sorted(day.hours.items())
    ]
    assert rows(lake, BLOCKS) == [
        {
            "kiosk": "south-door",
            "day": DAY,
            "closed_at": block.closed_at,
            "first_day": block.first_day,
            "last_day": block.last_day,
            "visits": block.visits,
            "epsilon": block.epsilon,
            **{VARIANCES[table]: each for table, each in add_up([block]).micro_variances.items()},
            **{cell.name: number for cell, number in zip(CELLS, block.cells, strict=True)},
        }
        for block in day.blocks
    ]
    assert any(number < 0 for block in day.blocks for number in block.cells)


def test_a_day_of_which_there_is_nothing_is_a_day(inbox: Path, lake: Path) -> None:
    put(inbox, without_visits(day_file()))
    assert take(inbox, lake).taken == 1
    (of_day,) = rows(lake, DAYS)
    assert (of_day["asked"], of_day["entered"], of_day["said_yes_of_entered"]) == (0, None, None)
    assert rows(lake, HOURS) == rows(lake, BLOCKS) == []


def test_hours_without_a_door_counter_have_none(inbox: Path, lake: Path) -> None:
    hours = {9: HourCounts(3, 2), 10: HourCounts(5, 2, entered=0)}
    put(inbox, with_hours(day_file(), hours))
    take(inbox, lake)
    (of_day,) = rows(lake, DAYS)
    assert (of_day["entered"], of_day["said_yes_of_entered"]) == (0, 2)
    assert [row["entered"] for row in rows(lake, HOURS)] == [None, 0]


def test_of_a_folder_without_anything_comes_an_empty_lake(inbox: Path, lake: Path) -> None:
    done = take(inbox, lake)
    assert (done.files, done.taken, done.set_aside) == (0, 0, [])
    assert sorted(path.name for path in lake.iterdir()) == ["lake.json", "lock"]


# Once -------------------------------------------------------------------------------------------


def test_the_same_again_changes_no_byte(inbox: Path, lake: Path) -> None:
    days = a_chain()
    for day in days:
        put(inbox, day)
    assert take(inbox, lake).taken == len(days)
    before = hashes(lake)
    stamps = {path: path.stat().st_mtime_ns for path in lake.rglob("*") if path.is_file()}
    again = take(inbox, lake)
    assert (again.taken, again.already_there, again.set_aside) == (0, len(days), [])
    assert hashes(lake) == before
    # Not even written again.
    assert stamps == {path: path.stat().st_mtime_ns for path in lake.rglob("*") if path.is_file()}


# Hundreds of lakes: a minute on a free machine, and more on one that others use.
@pytest.mark.timeout(600)
@given(seed=st.integers(0, 10_000), runs=st.integers(1, 7))
def test_in_any_order_and_any_parts_it_is_the_same_lake(
    at_once: dict[str, str], seed: int, runs: int
) -> None:
    """Files of months are rewritten in the middle, and rows cross every limit of a group."""
    random = Random(seed)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr("kiosk.fleet.month_writer.ROWS_TOGETHER", 25)
        days, lake = a_chain(), Path(folder) / "lake"
        random.shuffle(days)
        for number in range(runs):
            inbox = Path(folder) / f"inbox-{number}"
            inbox.mkdir()
            for day in days[number::runs]:
                put(inbox, day)
            patched.setattr(compact, "_KIOSKS_AT_ONCE", random.randint(1, 6))
            assert take(inbox, lake).set_aside == []
        assert hashes(lake) == at_once


def test_one_kiosks_rows_lie_together(
    inbox: Path, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a reader passes over nearly everything that is not of its kiosks."""
    monkeypatch.setattr("kiosk.fleet.month_writer.ROWS_TOGETHER", 25)
    for day in a_chain():
        put(inbox, day)
    take(inbox, lake)
    about = parquet.ParquetFile(parts.part_of(lake, HOURS, "2026-10")).metadata
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    assert [group.num_rows for group in groups] == [25] * 7 + [5]
    ends = [(group.column(0).statistics.min, group.column(0).statistics.max) for group in groups]
    assert [each for pair in ends for each in pair] == sorted(
        each for pair in ends for each in pair
    )
    assert ends[0] == ("shop-0", "shop-0")


def test_a_part_is_as_if_it_were_written_at_once(inbox: Path, lake: Path, tmp_path: Path) -> None:
    """As a simulator writes it, for one."""
    for day in a_chain():
        put(inbox, day)
    take(inbox, lake)
    for table in (DAYS, HOURS, BLOCKS):
        written = parquet.ParquetFile(parts.part_of(lake, table, "2026-10")).read()
        parts.write_part(tmp_path, table, "2026-10", written)
        at_once = parts.part_of(tmp_path, table, "2026-10").read_bytes()
        assert at_once == parts.part_of(lake, table, "2026-10").read_bytes()


def test_what_comes_late_finds_its_place(inbox: Path, lake: Path, tmp_path: Path) -> None:
    days = a_chain()
    for day in days[1:]:
        put(inbox, day)
    take(inbox, lake)
    assert [row["kiosk"] for row in rows(lake, DAYS, "2026-10")].count("shop-0") == 2
    put(inbox, days[0])
    done = take(inbox, lake)
    assert (done.taken, done.already_there) == (1, len(days) - 1)
    found = [(row["kiosk"], row["day"]) for row in rows(lake, DAYS, "2026-10")]
    assert found == sorted(found)
    assert found[0] == ("shop-0", days[0].day)


def test_another_file_for_a_day_is_set_aside_and_the_first_stays(inbox: Path, lake: Path) -> None:
    put(inbox, day_file())
    take(inbox, lake)
    before = hashes(lake / DAYS), hashes(lake / HOURS), hashes(lake / BLOCKS)
    path = put(inbox, day_file(seed=1))
    done = take(inbox, lake)
    (found,) = done.set_aside
    assert "differs from the one taken before" in found.why
    assert (hashes(lake / DAYS), hashes(lake / HOURS), hashes(lake / BLOCKS)) == before
    assert not path.exists()
    assert (lake / "set-aside" / found.file).read_bytes() == as_lines(day_file(seed=1))


def test_with_replace_another_file_counts_instead(inbox: Path, lake: Path, tmp_path: Path) -> None:
    neighbours = [day_file("a"), day_file("z"), day_file(day=DAY - timedelta(days=1))]
    for day in (*neighbours, day_file()):
        put(inbox, day)
    take(inbox, lake)
    put(inbox, day_file(seed=1))
    done = take(inbox, lake, replace=True)
    assert (done.taken, done.replaced, done.already_there, done.set_aside) == (0, 1, 3, [])
    only_the_second = tmp_path / "second"
    take(inbox, only_the_second)
    assert hashes(lake) == hashes(only_the_second)
    # The first again is now the other one.
    put(inbox, day_file())
    assert len(take(inbox, lake).set_aside) == 1


def test_with_remove_what_is_in_the_lake_leaves_the_inbox(inbox: Path, lake: Path) -> None:
    first = put(inbox, day_file("a"))
    take(inbox, lake)
    assert first.exists()
    second, wrong = put(inbox, day_file("b")), put(inbox, day_file("c"), b"{}\n")
    done = take(inbox, lake, remove=True)
    assert (done.taken, done.already_there, done.removed) == (1, 1, 2)
    assert not first.exists()
    assert not second.exists()
    # Set aside, not removed.
    assert not wrong.exists()
    assert len(done.set_aside) == 1


@pytest.mark.parametrize("then", ["another", "gone", "too large"])
def test_with_remove_what_came_since_stays(
    inbox: Path, lake: Path, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    """Between taking a file and removing it, whatever carries files may have been here."""
    path = put(inbox, day_file("a"))
    finish = MonthWriter.finish

    def and_then(self: MonthWriter) -> None:
        finish(self)
        if then == "gone":
            path.unlink()
        else:
            put(inbox, day_file("a", seed=1), b" " * 300_000 if then == "too large" else None)

    monkeypatch.setattr(MonthWriter, "finish", and_then)
    done = take(inbox, lake, remove=True)
    assert (done.taken, done.removed) == (1, 0)
    assert path.exists() is (then != "gone")


def test_a_file_that_may_not_be_removed_keeps_no_other_out(
    inbox: Path, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its month comes first, so that all others would wait for it every day."""
    stays, goes = put(inbox, day_file("a", DAY - timedelta(days=60))), put(inbox, day_file("b"))
    remove = Inbox.remove

    def refuse(self: Inbox, path: str) -> None:
        if "kiosk=a" in path:
            raise PermissionError(13, "Permission denied", path)
        remove(self, path)

    monkeypatch.setattr(Inbox, "remove", refuse)
    done = take(inbox, lake, remove=True)
    assert (done.taken, done.removed, done.not_removed) == (2, 1, 1)
    assert stays.exists() and not goes.exists()
    done = take(inbox, lake, remove=True)
    assert (done.taken, done.already_there, done.not_removed) == (0, 1, 1)


# Invented or real --------------------------------------------------------------------------------


@pytest.mark.parametrize("is_invented", [False, True])
def test_a_lake_has_figures_of_one_kind(inbox: Path, lake: Path, is_invented: bool) -> None:
    put(inbox, invented(day_file("demo")))
    put(inbox, day_file("shop"))
    done = take(inbox, lake, is_invented=is_invented)
    assert done.taken == 1
    (of_day,) = rows(lake, DAYS)
    assert of_day["kiosk"] == ("demo" if is_invented else "shop")
    assert of_day["invented"] is is_invented
    (found,) = done.set_aside
    assert ("shop" if is_invented else "demo") in found.path
    assert "invented" in found.why if is_invented else "a demo’s" in found.why
    # From now on it is what it was made.
    put(inbox, invented(day_file("other")))
    assert take(inbox, lake).taken == (1 if is_invented else 0)
