"""What a head office is shown of a chain tells no more of a visitor than their own shop's screen.

Shops on real stores write their day files, these are compacted into a lake, and reports are made
of it at every level: all, region, store, kiosk, by weekday, day and month, of many periods. Every
number of genders and ages is a sum of numbers that the shops themselves released, each of them
once: so no difference of levels or periods has less noise in it than one block, and asking again
brings no noise anew.
"""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from kiosk.adapters.records import ReadingFigures, blocks, day_files
from kiosk.application.day_file import as_lines
from kiosk.domain.block_sums import BlockSum, add_up
from kiosk.domain.blocks import CELLS, Block, ReleaseRules, Table
from kiosk.domain.consent import ReceiptCode, Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.periods import Period
from kiosk.fleet import lake_folder
from kiosk.fleet.compact import compact
from kiosk.fleet.engines import DuckDB
from kiosk.fleet.kiosk_list import Listed
from kiosk.fleet.lake import BLOCKS
from kiosk.fleet.month_writer import read
from kiosk.fleet.parts import SCHEMAS, months_of, part_of, write_part
from kiosk.fleet.report import FleetReport
from kiosk.fleet.reporting import Wish, report
from tests.adapters.records.books import end_day
from tests.adapters.records.conftest import Book, open_recorder
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION
from tests.fakes.time import FakeClock
from tests.fleet.reading import known_error

DAYS = 16
MODEL = "test model"
LISTED = (
    Listed("north-1", "Harbour", "North"),
    Listed("north-2", "Harbour", "North"),
    Listed("north-3", "Market", "North"),
    Listed("south-1", "Station", "South"),
)
A_DAY = {"north-1": 45, "north-2": 9, "north-3": 25, "south-1": 4}
BY = (
    (),
    ("region",),
    ("store",),
    ("kiosk",),
    ("weekday",),
    ("month",),
    ("region", "weekday"),
    ("store", "day"),
    ("kiosk", "week"),
)
PERIODS = ((0, 15), (0, 6), (7, 13), (3, 9), (0, 0), (4, 4), (5, 6), (1, 15))
SEEN = (Gender.WOMAN, Gender.MAN, Gender.NOT_SURE)
BANDS = (AgeBand(14, 17), AgeBand(25, 34), AgeBand(45, 54), AgeBand(55, 64))


@dataclass
class Chain:
    """All shops, their lake, and a code by which one visitor of each can withdraw."""

    shops: dict[str, Book]
    codes: dict[str, ReceiptCode]
    lake: Path
    first: date

    def report(self, first: int, last: int, by: tuple[str, ...] = ()) -> FleetReport:
        """Of these days, counted from the first."""
        first_day, last_day = (self.first + timedelta(days=each) for each in (first, last))
        return report_of(self.lake, Wish(first_day, last_day, by))

    def blocks(self, first: date, last: date) -> Iterator[tuple[str, Block]]:
        """What the shops' stores have released themselves, and which shop."""
        for name, shop in self.shops.items():
            with closing(sqlite3.connect(shop.path)) as connection:
                for block in blocks.closed_between(connection, first, last):
                    yield name, block


def report_of(lake: Path, wish: Wish) -> FleetReport:
    with DuckDB() as engine, lake_folder.reading(lake) as opened:
        return report(opened, wish, LISTED, engine, {MODEL: known_error()})


def live(name: str, folder: Path) -> tuple[Book, ReceiptCode]:
    """Some days of a shop; the code of one whose visit is in a block by now."""
    clock = FakeClock(BUSINESS_DAY)
    shop = Book(folder / "records.db", clock, open_recorder(folder / "records.db", clock))
    dice, number, code = random.Random(name), 1, None
    for _ in range(DAYS):
        for _ in range(dice.randint(A_DAY[name] // 2, A_DAY[name] * 3 // 2)):
            given = shop.agree(number)
            seen = Answer(dice.choice(SEEN), dice.choice(BANDS))
            said = Answer(dice.choice((Gender.WOMAN, Gender.UNSAID)), dice.choice((*BANDS, None)))
            way = Way.CAMERA if dice.random() < 0.8 else Way.CORRECTED
            answer = seen if way is Way.CAMERA else said
            shop.recorder.keep_visit(given, answer, way, seen, receipt=True)
            number += 1
        code = given.code
        end_day(shop)
    assert code is not None
    return shop, code


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    folder = tmp_path_factory.mktemp("chain")
    first = FakeClock(BUSINESS_DAY).moment().day
    lived = {}
    for name in A_DAY:
        (folder / name).mkdir()
        lived[name] = live(name, folder / name)
    shops = {name: shop for name, (shop, _) in lived.items()}
    codes = {name: code for name, (_, code) in lived.items()}
    made = Chain(shops, codes, folder / "lake", first)
    assert compacted(made, folder / "inbox", made.lake) > 50
    yield made
    for shop in shops.values():
        shop.recorder.abandon()


def compacted(chain: Chain, inbox: Path, lake: Path) -> int:
    """Take every day's file of every shop, as it would be written now; how many there are."""
    for name, shop in chain.shops.items():
        for day in (chain.first + timedelta(days=n) for n in range(DAYS)):
            found = day_files.read(shop.path, name, day)
            if found is not None:
                path = inbox / found.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(as_lines(found))
    now = (chain.first + timedelta(days=DAYS + 9) - date(1970, 1, 1)).total_seconds()
    with lake_folder.compacting(lake, invented=False) as locked:
        done = compact(inbox, locked, now)
    assert not done.set_aside
    return done.taken


def key_of(name: str, block: Block, by: tuple[str, ...]) -> tuple[str, ...]:
    """On which line of a report a block stands: that of the day on which it closed."""
    listed = next(each for each in LISTED if each.kiosk == name)
    year, week, weekday = block.closed_on.isocalendar()
    values = {
        "day": block.closed_on.isoformat(),
        "week": f"{year}-W{week:02}",
        "weekday": str(weekday),
        "month": block.closed_on.isoformat()[:7],
        "kiosk": listed.kiosk,
        "store": listed.store,
        "region": listed.region,
    }
    return tuple(values[each] for each in by)


class NotReleased(Exception):
    """A number that is no sum of what shops released."""


def check(chain: Chain, shown: FleetReport) -> int:
    """How many lines there are, each of them the sum of its blocks. Raises NotReleased."""
    found = list(chain.blocks(shown.first, shown.last))
    whole = {(): shown.total, **{group.key: group for group in shown.groups}}
    for key, group in whole.items():
        by = shown.by if key else ()
        expected = without_last_table(
            add_up(block for name, block in found if key_of(name, block, by) == key)
        )
        assert group.genders is not None and group.ages is not None
        if group.released != expected:
            raise NotReleased(key)
        for name, total in group.genders.by_gender.items():
            if total != expected.of(Table.SOURCE_GENDER, column=name):
                raise NotReleased(name)
        for name, total in group.ages.by_age_band.items():
            if total != expected.of(Table.SOURCE_AGE, column=name):
                raise NotReleased(name)
    return len(whole)


def without_last_table(whole: BlockSum) -> BlockSum:
    """As a report has it, which says nothing of gender by age."""
    cells = (
        0 if cell.table is Table.GENDER_AGE else number
        for cell, number in zip(CELLS, whole.cells, strict=True)
    )
    variances = {**whole.micro_variances, Table.GENDER_AGE: 0}
    return replace(whole, cells=tuple(cells), micro_variances=variances)


def test_every_number_at_every_level_is_a_sum_of_what_shops_released(chain: Chain) -> None:
    lines = sum(check(chain, chain.report(*period, by)) for period in PERIODS for by in BY)
    assert lines > 300
    assert any(block.first_day < block.last_day for _, block in chain.blocks(date.min, date.max))


def test_every_block_is_in_one_file_and_only_there(chain: Chain) -> None:
    table = read(part_of(chain.lake, BLOCKS, "2026-11"), BLOCKS, SCHEMAS[BLOCKS].names, None)
    later = [
        read(part_of(chain.lake, BLOCKS, month), BLOCKS, SCHEMAS[BLOCKS].names, None)
        for month in months_of(chain.lake, BLOCKS)
        if month != "2026-11"
    ]
    rows = [row for each in (table, *later) for row in each.to_pylist()]
    told = sorted(
        (row["kiosk"], row["day"], row["closed_at"], tuple(row[cell.name] for cell in CELLS))
        for row in rows
    )
    released = sorted(
        (name, block.closed_on, block.closed_at, block.cells)
        for name, block in chain.blocks(date.min, date.max)
    )
    assert told == released
    assert len(released) > 20


def test_no_difference_of_levels_has_less_noise_in_it_than_a_block(chain: Chain) -> None:
    """A region less its other stores is just what the last store released itself."""
    whole = chain.report(0, 15, ("store",))
    harbour, market = (
        next(group for group in whole.groups if group.key == (store,)).released
        for store in ("Harbour", "Market")
    )
    north = next(
        group for group in chain.report(0, 15, ("region",)).groups if group.key == ("North",)
    ).released
    assert harbour is not None and market is not None and north is not None
    left = tuple(a - b for a, b in zip(north.cells, market.cells, strict=True))
    assert left == harbour.cells
    # What is left is a sum of released numbers still, with the noise of each of their blocks.
    variance = (
        north.micro_variances[Table.SOURCE_GENDER] - market.micro_variances[Table.SOURCE_GENDER]
    )
    of_block = add_up([next(chain.blocks(date.min, date.max))[1]])
    one = of_block.micro_variances[Table.SOURCE_GENDER]
    assert variance == harbour.micro_variances[Table.SOURCE_GENDER] == harbour.blocks * one > 0


def test_who_takes_a_yes_back_after_the_release_changes_no_file_and_no_report(
    chain: Chain, tmp_path: Path
) -> None:
    """Asked for before and after, a file is the same, so that no difference is theirs."""
    before = chain.report(0, 15, ("kiosk",))
    for name, shop in chain.shops.items():
        shop.recorder.erase_visit(chain.codes[name])
    assert compacted(chain, tmp_path / "inbox", tmp_path / "lake") > 50
    for table in SCHEMAS:
        for month in months_of(chain.lake, table):
            told = part_of(tmp_path / "lake", table, month).read_bytes()
            assert told == part_of(chain.lake, table, month).read_bytes()
    assert report_of(tmp_path / "lake", Wish(before.first, before.last, before.by)) == before


def test_a_lake_that_had_one_visit_more_or_less_would_be_found(
    chain: Chain, tmp_path: Path
) -> None:
    """As if a region were counted from visits, and one of them had gone since."""
    shutil.copytree(chain.lake, tmp_path / "lake")
    month = months_of(chain.lake, BLOCKS)[0]
    rows = read(part_of(chain.lake, BLOCKS, month), BLOCKS, SCHEMAS[BLOCKS].names, None)
    place = rows.schema.get_field_index("camera_gender_woman")
    first, *others = rows["camera_gender_woman"].to_pylist()
    counted = pa.array([first - 1, *others], pa.int32())
    changed = rows.set_column(place, rows.schema.field(place), counted)
    write_part(tmp_path / "lake", BLOCKS, month, changed)
    planted = replace(chain, lake=tmp_path / "lake")
    with pytest.raises(NotReleased):
        check(planted, planted.report(0, 15, ("region",)))


def test_a_store_of_one_kiosk_reads_as_its_own_screen(chain: Chain) -> None:
    """To the digit: the shares, their ranges, and all that was released."""
    shares = 0
    for name, shop in chain.shops.items():
        figures = ReadingFigures(shop.path, RETENTION, ReleaseRules(), known_error())
        for period in (Period.of_day(chain.first), Period.of_week(chain.first + timedelta(days=7))):
            own = figures.of_period(period, shop.clock)
            wish = Wish(period.first, period.last, ("kiosk",))
            line = next(
                group for group in report_of(chain.lake, wish).groups if group.key == (name,)
            )
            assert line.genders == own.genders
            assert line.ages is not None
            # Where no block closed, nobody knows which bands the camera would have told apart.
            groups = line.ages.groups if own.blocks else own.ages.groups
            assert replace(line.ages, groups=groups) == own.ages
            assert line.opt_in == own.opt_in
            assert replace(line.counts, counted=own.counts.counted) == own.counts
            shares += own.genders.women is not None
    assert shares > 3
