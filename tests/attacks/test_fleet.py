"""What a head office is shown of a chain tells no more of a visitor than their own shop's screen.

Shops on real stores write their day files, these are compacted into a lake, and reports are made
of it at every level: all, region, store, kiosk, by weekday, day and month, of many periods. Every
number of genders and ages is worked out again from whole cells of the shops' batches, and no
combination of all of them, a region's less its stores' among them, tells of 1 to k - 1 visitors.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from kiosk.domain.batches import Batch, Cell, Source

from kiosk.adapters.records import ReadingFigures, day_files
from kiosk.application.day_file import as_lines
from kiosk.domain.periods import Period
from kiosk.domain.statistics import Share
from kiosk.fleet import lake_folder
from kiosk.fleet.compact import compact
from kiosk.fleet.engines import DuckDB
from kiosk.fleet.kiosk_list import Listed
from kiosk.fleet.report import FleetReport, Group
from kiosk.fleet.reporting import Wish, report
from tests.attacks.combinations import Figure, Flags, Numbers, Part, answers_of, find_leak
from tests.attacks.recounted import share_of_women
from tests.attacks.shop import K, Shown, run, visitors
from tests.contracts.records.houses import BUSINESS_DAY, RETENTION
from tests.fakes.time import FakeClock

pytestmark = pytest.mark.timeout(900)

DAYS = 16
LISTED = (
    Listed("north-1", "Harbour", "North"),
    Listed("north-2", "Harbour", "North"),
    Listed("north-3", "Market", "North"),
    Listed("south-1", "Station", "South"),
)
A_DAY = {"north-1": 25, "north-2": 9, "north-3": 18, "south-1": 4}
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


@dataclass
class Shop:
    """One kiosk: what it showed itself, and where its visitors begin among those of all."""

    name: str
    records: Path
    shown: Shown
    begins: int


@dataclass
class Chain:
    """All of them, and their lake."""

    shops: list[Shop]
    answers: Numbers
    lake: Path
    first: date

    def about(self, shop: Shop, place: int) -> Flags:
        """Whom of all a batch is about."""
        flags = np.zeros(len(self.answers), dtype=bool)
        own = shop.shown.about[place]
        flags[shop.begins : shop.begins + len(own)] = own
        return flags

    def batches(self) -> Iterator[tuple[Shop, int, Batch]]:
        for shop in self.shops:
            for place, batch in enumerate(shop.shown.batches):
                yield shop, place, batch

    def report(self, first: date, last: date, by: tuple[str, ...]) -> FleetReport:
        with DuckDB() as engine, lake_folder.reading(self.lake) as lake:
            return report(lake, Wish(first, last, by), LISTED, engine)

    def periods(self) -> Iterator[tuple[date, date]]:
        """All of it, weeks and days, and stretches that begin and end anywhere."""
        for first, last in ((0, 15), (0, 6), (7, 13), (3, 9), (0, 0), (4, 4), (5, 6), (1, 15)):
            yield self.first + timedelta(days=first), self.first + timedelta(days=last)


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Chain:
    folder = tmp_path_factory.mktemp("chain")
    first = FakeClock(BUSINESS_DAY).moment().day
    shops: list[Shop] = []
    begins = 0
    for number, (name, a_day) in enumerate(A_DAY.items()):
        place = folder / name
        place.mkdir()
        came = visitors(np.random.default_rng(20 + number), a_day, DAYS)
        shops.append(Shop(name, place / "records.db", run(place, came), begins))
        begins += len(came)
    inbox = folder / "inbox"
    for shop in shops:
        for day in (first + timedelta(days=n) for n in range(DAYS + 4)):
            found = day_files.read(shop.records, shop.name, day)
            if found is not None:
                path = inbox / found.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(as_lines(found))
    lake = folder / "lake"
    now = (first + timedelta(days=DAYS + 9) - date(1970, 1, 1)).total_seconds()
    with lake_folder.compacting(lake, invented=False) as locked:
        compacted = compact(inbox, locked, now)
    assert compacted.taken == len([*inbox.rglob("*.jsonl")]) > 30
    assert not compacted.set_aside
    answers = np.concatenate([shop.shown.answers for shop in shops])
    return Chain(shops, answers, lake, first)


def lies_on(batch: Batch, shop: Shop, by: tuple[str, ...]) -> tuple[str, ...]:
    """On which line of a report a batch stands, as docs/fleet.md has it."""
    listed = next(each for each in LISTED if each.kiosk == shop.name)

    def of(day: date) -> dict[str, str]:
        year, week, weekday = day.isocalendar()
        return {
            "day": day.isoformat(),
            "week": f"{year}-W{week:02}",
            "weekday": str(weekday),
            "month": day.isoformat()[:7],
        }

    first, last = of(batch.first_day), of(batch.last_day)
    times = {name: value if last[name] == value else "" for name, value in first.items()}
    names = {**times, "kiosk": listed.kiosk, "store": listed.store, "region": listed.region}
    return tuple(names[name] for name in by)


def numbers_of(group: Group) -> Iterator[tuple[str, str, int]]:
    """Which part of a cell's name, that name, and how many visits."""
    assert group.genders is not None
    assert group.ages is not None
    for name, visits in group.genders.by_gender.items():
        yield "gender", name, visits
    for name, visits in group.ages.by_ages.items():
        yield "ages", name, visits


def shares_of_women(group: Group) -> Iterator[tuple[set[Source], Share]]:
    """Each with the sources whose batches it is of."""
    assert group.genders is not None
    yield set(Source), group.genders.women
    yield {Source.CAMERA}, group.genders.by_camera
    yield {Source.SAID}, group.genders.as_said


def figures_of(chain: Chain, shown: FleetReport) -> Iterator[Figure]:
    """Every number of a report, once it is the sum of whole cells of batches that lie in it."""
    lines = {group.key: group for group in shown.groups}
    whole = [(), *([] if shown.by == () else lines)]
    found = [
        (shop, place, batch)
        for shop, place, batch in chain.batches()
        if shown.first <= batch.first_day and batch.last_day <= shown.last
    ]
    for key in whole:
        group = lines[key] if key else shown.total
        of_line = [each for each in found if not key or lies_on(each[2], each[0], shown.by) == key]
        assert group.genders is not None
        assert group.genders.visits == sum(batch.visits for *_, batch in of_line)
        for among, share in shares_of_women(group):
            batches = [batch for *_, batch in of_line if batch.source in among]
            assert share == share_of_women(batches, K)
        for what, name, visits in numbers_of(group):
            parts = tuple(
                Part(chain.about(shop, place), answers_of(cell.gender, cell.ages))
                for shop, place, batch in of_line
                for cell in batch.cells
                if getattr(cell, what) == name
            )
            cells = (cell for *_, batch in of_line for cell in batch.cells)
            assert visits == sum(cell.visits for cell in cells if getattr(cell, what) == name)
            if parts:
                yield Figure(parts, visits)


def all_figures(chain: Chain) -> list[Figure]:
    found: list[Figure] = []
    for first, last in chain.periods():
        for by in BY:
            found += figures_of(chain, chain.report(first, last, by))
    for shop, place, batch in chain.batches():
        about = chain.about(shop, place)
        found += [Figure((_part(about, cell),), cell.visits) for cell in batch.cells]
        found += [
            Figure((Part(about, answers_of(name, "")),), 0)
            for name, visits in batch.by_gender.items()
            if not visits
        ]
    return found


def _part(about: Flags, cell: Cell) -> Part:
    return Part(about, answers_of(cell.gender, cell.ages))


def test_no_level_and_no_difference_of_levels_tells_of_fewer_than_k(chain: Chain) -> None:
    found = all_figures(chain)
    assert len({figure.key for figure in found}) > 300
    assert any(batch.first_day < batch.last_day for *_, batch in chain.batches())
    assert find_leak(found, chain.answers, K) is None
    # And the search is not blind to it: of fewer than twice k, there are groups.
    assert find_leak(found, chain.answers, 2 * K) is not None


def test_a_region_counted_from_rows_would_be_found(chain: Chain) -> None:
    """One visitor who has gone from it since: a region less its stores tells what they were."""
    about = np.any([chain.about(shop, place) for shop, place, _ in chain.batches()], axis=0)
    gone = int(np.flatnonzero(about)[0])
    without = about.copy()
    without[gone] = False
    for gender in ("woman", "man", "unknown"):
        of = answers_of(gender, "")
        for flags in (about, without):
            planted = Figure((Part(flags, of),), int((of[chain.answers] & flags).sum()))
            if flags is about:
                before = planted
        leak = find_leak([before, planted], chain.answers, K)
        assert leak is not None
        assert leak.visits < K


def test_a_store_of_one_kiosk_reads_as_its_own_screen(chain: Chain) -> None:
    clock = FakeClock(BUSINESS_DAY)
    clock.forward((DAYS + 6) * 86_400)
    compared = 0
    for shop in chain.shops:
        for period in (Period.of_day(chain.first), Period.of_week(chain.first + timedelta(days=7))):
            own = ReadingFigures(shop.records, RETENTION).of_period(period, clock)
            lines: Mapping[tuple[str, ...], Group] = {
                group.key: group
                for group in chain.report(period.first, period.last, ("kiosk",)).groups
            }
            line = lines[shop.name,]
            assert line.ages == own.ages
            assert line.genders is not None
            # Of no batch at all no k is known to a head office.
            largest = line.genders.largest_k if own.batches else own.genders.largest_k
            assert replace(line.genders, largest_k=largest) == own.genders
            assert line.opt_in == own.opt_in
            assert replace(line.counts, counted=own.counts.counted) == own.counts
            compared += own.genders.visits
    assert compared > 200
