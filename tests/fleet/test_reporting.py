"""Reports against the day files themselves, added up by hand."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.application.figures import Counts
from kiosk.application.figures_released import ages_of, genders_of
from kiosk.domain.block_sums import BlockSum, add_up
from kiosk.domain.blocks import CELLS, Table
from kiosk.fleet import questions
from kiosk.fleet.engines import DuckDB
from kiosk.fleet.kiosk_list import Listed
from kiosk.fleet.lake import BLOCKS, DAYS, HOURS
from kiosk.fleet.lake_folder import compacting, reading
from kiosk.fleet.parts import months_of, part_of
from kiosk.fleet.report import NOT_LISTED, FleetReport, Group
from kiosk.fleet.reporting import NothingThere, Wish, report
from kiosk.fleet.simulated.answers import MINIMUM_AGE
from kiosk.fleet.simulated.tables import MODEL
from tests.fleet.by_hand import COUNTS, File, counts, counts_of_hours, files, lines
from tests.fleet.conftest import Invented
from tests.fleet.reading import known_error

MONTHS = ("2026-01", "2026-02", "2026-03")


@pytest.fixture(scope="session")
def by_hand(invented: Invented) -> list[File]:
    return files(invented.inbox)


def made(invented: Invented, wish: Wish, listed: list[Listed] | None = None) -> FleetReport:
    with DuckDB() as engine, reading(invented.lake) as lake:
        listed = invented.listed if listed is None else listed
        return report(lake, wish, listed, engine, {MODEL: known_error()})


def of_days(found: list[File], first: date, last: date) -> list[File]:
    return [file for file in found if first <= file.day <= last]


def assert_counts(group: Group, found: list[File]) -> None:
    sums = counts(found)
    assert [getattr(group.counts, name) for name in COUNTS] == [sums[name] for name in COUNTS]
    assert group.opt_in.count == sums["agreed"] + sums["told"]
    assert_opt_in(group, sums)


def assert_opt_in(group: Group, sums: dict[str, Any]) -> None:
    assert group.counts.entered == sums["entered"]
    assert group.opt_in.of == sums["asked"]
    if sums["entered"] is None:
        assert group.opt_in_of_door is None
    else:
        assert group.opt_in_of_door is not None
        of_door = (group.opt_in_of_door.count, group.opt_in_of_door.of)
        assert of_door == (sums["yes"], sums["entered"])


def released(found: list[File]) -> BlockSum:
    """The sum of their blocks, but for the table of which a report says nothing."""
    whole = add_up(block for file in found for block in file.blocks)
    cells = (
        0 if cell.table is Table.GENDER_AGE else number
        for cell, number in zip(CELLS, whole.cells, strict=True)
    )
    variances = {**whole.micro_variances, Table.GENDER_AGE: 0}
    return replace(whole, cells=tuple(cells), micro_variances=variances)


def assert_people(group: Group, found: list[File]) -> None:
    """Of every line what a kiosk shows of such a sum, to the digit."""
    whole = add_up(block for file in found for block in file.blocks)
    known = known_error() if whole.blocks else None
    assert group.released == released(found)
    assert group.genders == genders_of(whole, group.opt_in, known)
    assert group.ages == ages_of(whole, MINIMUM_AGE, known)


KEYS: dict[str, Callable[[Invented, str, date], str]] = {
    "region": lambda of, kiosk, day: next(e.region for e in of.listed if e.kiosk == kiosk),
    "store": lambda of, kiosk, day: next(e.store for e in of.listed if e.kiosk == kiosk),
    "kiosk": lambda of, kiosk, day: kiosk,
    "month": lambda of, kiosk, day: day.isoformat()[:7],
    "week": lambda of, kiosk, day: day.strftime("%G-W%V"),
    "day": lambda of, kiosk, day: day.isoformat(),
    "weekday": lambda of, kiosk, day: str(day.isoweekday()),
}


@pytest.mark.parametrize(
    "by",
    [
        (),
        ("region",),
        ("store",),
        ("kiosk",),
        ("month",),
        ("week",),
        ("day",),
        ("weekday",),
        ("region", "month"),
        ("weekday", "region"),
    ],
)
def test_every_line_is_the_sum_of_its_day_files(
    invented: Invented, by_hand: list[File], by: tuple[str, ...]
) -> None:
    first, last = date(2026, 1, 20), date(2026, 3, 3)
    found = made(invented, Wish(first, last, by))

    def key(file: File) -> list[str]:
        return [KEYS[name](invented, file.kiosk, file.day) for name in by]

    by_key = lines(of_days(by_hand, first, last), key)
    groups = {group.key: group for group in (found.groups if by else [found.total])}
    assert list(groups) == sorted(by_key)
    for name, group in groups.items():
        of_line = by_key[name]
        assert group.kiosk_days == len(of_line)
        assert group.kiosks == len({file.kiosk for file in of_line})
        assert_counts(group, of_line)
        assert_people(group, of_line)
    assert (found.first, found.last, found.by, found.engine) == (first, last, by, "duckdb")
    assert found.invented


def test_by_hour_there_are_counts_alone(invented: Invented, by_hand: list[File]) -> None:
    first, last = date(2026, 2, 1), date(2026, 2, 28)
    found = made(invented, Wish(first, last, ("weekday", "hour")))
    hours = lines(
        ((file, hour) for file in of_days(by_hand, first, last) for hour in file.hours.values()),
        lambda each: (str(each[0].day.isoweekday()), f"{each[1]['hour']:02}"),
    )
    assert [group.key for group in found.groups] == sorted(hours)
    for group in found.groups:
        of_line = hours[group.key]
        sums = counts_of_hours(hour for _, hour in of_line)
        assert group.kiosk_days == len(of_line)
        assert group.kiosks == len({file.kiosk for file, _ in of_line})
        assert not isinstance(group.counts, Counts)
        assert (group.counts.asked, group.counts.said_yes) == (sums["asked"], sums["said_yes"])
        assert group.opt_in.count == sums["said_yes"]
        assert_opt_in(group, sums)
        assert (group.released, group.genders, group.ages) == (None, None, None)
    assert found.total == made(invented, Wish(first, last)).total


def test_beside_the_lines_is_each_day(invented: Invented, by_hand: list[File]) -> None:
    first, last = date(2026, 2, 16), date(2026, 3, 15)
    found = made(invented, Wish(first, last, ("region",)))
    assert [each.day for each in found.days] == [first + timedelta(days=n) for n in range(28)]
    for each in found.days:
        of_day = of_days(by_hand, each.day, each.day)
        sums = counts(of_day)
        assert each.kiosks == len(of_day)
        assert each.counts.asked == each.opt_in.of == sums["asked"]
        assert each.counts.entered == sums["entered"]


def test_days_without_a_file_are_told_kiosk_by_kiosk(
    invented: Invented, by_hand: list[File]
) -> None:
    # Nobody is asked on the first of them.
    first, last = date(2026, 1, 1), date(2026, 3, 10)
    silent = Listed("never-heard-of", "Store 9999", "North")
    found = made(invented, Wish(first, last), [*invented.listed, silent])
    expected: list[tuple[str, int, date | None]] = [("never-heard-of", 68, None)]
    for kiosk in sorted({file.kiosk for file in by_hand}):
        days = [file.day for file in by_hand if file.kiosk == kiosk and file.day <= last]
        if not days:
            continue
        lacking = [
            day
            for day in (date(2026, 1, 2) + timedelta(days=n) for n in range(68))
            if day >= min(days) and day not in days
        ]
        if lacking:
            expected.append((kiosk, len(lacking), max(days)))
    assert len(expected) > 3
    told = sorted((each.kiosk, each.days, each.last_day) for each in found.missing)
    assert told == sorted(expected)
    assert found.kiosks == len({file.kiosk for file in by_hand}) + 1
    assert {each.store for each in found.missing if each.kiosk == silent.kiosk} == {silent.store}


def test_of_one_store_or_region_there_is_nothing_else(invented: Invented) -> None:
    whole = made(invented, Wish(by=("region", "store")))
    for group in whole.groups[:3]:
        region, store = group.key
        found = made(invented, Wish(by=("kiosk",), region=region, store=store))
        assert found.total == replace(group, key=())
        kiosks = [each.kiosk for each in invented.listed if each.store == store]
        assert {line.key for line in found.groups} <= {(kiosk,) for kiosk in kiosks}
        assert found.kiosks == len(kiosks)
        assert {each.kiosk for each in found.missing} <= set(kiosks)
    by_region = made(invented, Wish(by=("region",)))
    region = by_region.groups[0]
    assert made(invented, Wish(region=region.key[0])).total == replace(region, key=())


def test_many_kiosks_are_found_by_the_list_as_few_are_by_name(
    invented: Invented, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes = [
        Wish(by=by, region="North") for by in ((), ("kiosk",), ("week", "weekday"), ("region",))
    ]
    by_name = [made(invented, wish) for wish in wishes]
    monkeypatch.setattr(questions, "_FEW", 0)
    assert [made(invented, wish) for wish in wishes] == by_name


def test_kiosks_that_are_not_listed_are_named_so(invented: Invented, by_hand: list[File]) -> None:
    listed = [each for each in invented.listed if each.region != "North"]
    others = {each.kiosk for each in invented.listed} - {each.kiosk for each in listed}
    found = made(invented, Wish(by=("region", "store")), listed)
    group = next(group for group in found.groups if group.key == (NOT_LISTED, NOT_LISTED))
    of_line = [file for file in by_hand if file.kiosk in others and file.day >= found.first]
    assert group.kiosks == len({file.kiosk for file in of_line})
    assert_counts(group, of_line)
    alone = made(invented, Wish(region=NOT_LISTED), listed)
    assert alone.total == replace(group, key=())
    assert {each.store for each in alone.missing} <= {NOT_LISTED}
    no_list = made(invented, Wish(by=("store",)), [])
    assert [line.key for line in no_list.groups] == [(NOT_LISTED,)]
    assert no_list.total == made(invented, Wish()).total


def test_without_days_it_is_of_the_last_four_weeks(invented: Invented) -> None:
    found = made(invented, Wish())
    assert (found.first, found.last) == (invented.last - timedelta(days=27), invented.last)
    upto = made(invented, Wish(last=date(2026, 2, 10)))
    assert (upto.first, upto.last) == (date(2026, 1, 14), date(2026, 2, 10))
    since = made(invented, Wish(first=date(2026, 1, 1)))
    assert (since.first, since.last) == (date(2026, 1, 1), invented.last)
    assert since.before is None


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (
            Wish(date(2027, 1, 1), date(2027, 1, 2)),
            "kiosks from 2027-01-01 to 2027-01-02",
        ),
        (Wish(date(2026, 2, 2), date(2026, 2, 1)), "No day is from"),
        (Wish(date(2027, 1, 1)), "The lake ends on 2026-03-16, before 2027-01-01."),
        (Wish(store="Nowhere"), "The list of kiosks has none in store 'Nowhere'."),
        (Wish(region="North", store="x\n"), r"none in store 'x\\n', region 'North'."),
    ],
)
def test_where_there_is_nothing_that_is_said(invented: Invented, wish: Wish, why: str) -> None:
    with pytest.raises(NothingThere, match=why):
        made(invented, wish)


def test_an_empty_lake_is_told(tmp_path: Path) -> None:
    with (
        compacting(tmp_path / "lake", invented=False) as lake,
        DuckDB() as engine,
        pytest.raises(NothingThere, match="has no days yet"),
    ):
        report(lake, Wish(), [], engine)


def test_months_that_do_not_matter_are_not_opened(invented: Invented, tmp_path: Path) -> None:
    wish = Wish(date(2026, 2, 15), date(2026, 2, 20), ("region", "hour"))
    for table in (DAYS, HOURS, BLOCKS):
        assert months_of(invented.lake, table) == list(MONTHS)
        for month in MONTHS:
            there = part_of(tmp_path, table, month)
            there.parent.mkdir(parents=True)
            there.symlink_to(part_of(invented.lake, table, month))
    for table, months in ((HOURS, ("2026-01", "2026-03")), (BLOCKS, ("2026-01",))):
        for month in months:
            part_of(tmp_path, table, month).unlink()
            part_of(tmp_path, table, month).write_bytes(b"no Parquet at all")
    shutil.copy(invented.lake / "lake.json", tmp_path)
    with DuckDB() as engine, reading(tmp_path) as lake:
        known = {MODEL: known_error()}
        assert report(lake, wish, invented.listed, engine, known) == made(invented, wish)


def test_duckdb_fetches_no_extension() -> None:
    with DuckDB() as engine:
        connection = engine._connection.con
        for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
            found = connection.execute(f"SELECT current_setting('{setting}')").fetchone()
            assert found == (False,)
