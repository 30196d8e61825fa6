"""A report knows nothing but what was released; here it is held to what is known beside that."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.blocks import BANDS, CELLS, Table
from kiosk.domain.shares import Estimate
from kiosk.fleet.engines import DuckDB
from kiosk.fleet.kiosk_list import NAME, read
from kiosk.fleet.lake_folder import reading
from kiosk.fleet.report import FleetReport, Group
from kiosk.fleet.reporting import Wish, report
from kiosk.fleet.simulated.simulation import FIRST, Simulation
from kiosk.fleet.simulated.tables import MODEL
from kiosk.fleet.simulated.truth import rows_of, shares_of
from tests.fleet.reading import known_error

COUNTS = ("asked", "agreed", "told", "declined", "walked_away")

DAYS = 150


@dataclass
class Known:
    lake: Path
    rows: list[dict[str, Any]]
    shares: dict[str, Any]

    @cached_property
    def sums(self) -> dict[str, Counter[str]]:
        """Of each region the sums of all columns."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for row in self.rows:
            found[row["region"]].update({k: n for k, n in row.items() if isinstance(n, int)})
        return found

    def report(self, *by: str, days: int = DAYS) -> FleetReport:
        last = FIRST + timedelta(days=DAYS - 1)
        wish = Wish(last - timedelta(days=days - 1), last, by)
        with DuckDB() as engine, reading(self.lake) as lake:
            return report(lake, wish, read(self.lake / NAME), engine, {MODEL: known_error()})


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    lake = tmp_path_factory.mktemp("known") / "lake"
    Simulation(lake, kiosks=300, days=DAYS, seed=5).run()
    return Known(lake, rows_of(lake).to_pylist(), shares_of(lake))


def of_region(known: Known, region: str, column: str) -> int:
    return known.sums[region][column]


def test_counts_are_the_true_ones_exactly(known: Known) -> None:
    groups = known.report("region").groups
    assert [group.key[0] for group in groups] == sorted({row["region"] for row in known.rows})
    for group in groups:
        for name in COUNTS:
            assert getattr(group.counts, name) == of_region(known, group.key[0], name)
        assert group.counts.entered == of_region(known, group.key[0], "entered")
        assert group.kiosk_days == of_region(known, group.key[0], "kiosks")


def test_every_counted_visit_is_in_a_block_or_waits_for_one(known: Known) -> None:
    for group in known.report("region").groups:
        assert group.released is not None
        region = group.key[0]
        counted = sum(of_region(known, region, f"{of}_visits") for of in ("camera", "said"))
        waiting = known.shares["regions"][region]["waiting"]
        assert group.released.visits == counted - waiting > 1000


def test_released_numbers_are_the_true_ones_and_no_more_noise_than_they_say(
    known: Known,
) -> None:
    """What waits at the end is in no block, and so in no released number."""
    beyond = cases = 0
    for group in known.report("region").groups:
        assert group.released is not None
        waiting = known.shares["regions"][group.key[0]]["waiting"]
        for cell in CELLS:
            if cell.table is not Table.GENDER_AGE:
                total = group.released.cell(cell)
                true = of_region(known, group.key[0], cell.name)
                reach = 1.96 * total.noise_sd
                beyond += not true - waiting - reach <= total.number <= true + reach
                cases += 1
    assert cases == 180
    assert beyond < 0.05 * cases


def test_the_truth_is_one_truth(known: Known) -> None:
    for row in known.rows:
        for source in ("camera", "said"):
            visits = row[f"{source}_visits"]
            assert row[f"{source}_women"] + row[f"{source}_men"] == visits
            assert sum(row[f"{source}_{band}"] for band in BANDS) == visits
            for of in (f"{source}_gender", f"{source}_age"):
                assert sum(row[name] for name in row if name.startswith(of)) == visits
    for region, shares in known.shares["regions"].items():
        women = sum(of_region(known, region, f"{of}_women") for of in ("camera", "said"))
        men = sum(of_region(known, region, f"{of}_men") for of in ("camera", "said"))
        assert women / (women + men) == pytest.approx(shares["women"], abs=0.01)


def with_region(known: Known) -> Iterator[tuple[Group, str]]:
    """Each store and week, and its region."""
    stores = {each.store: each.region for each in read(known.lake / NAME)}
    for group in known.report("store", "week").groups:
        yield group, stores[group.key[0]]


def held(cases: list[tuple[Estimate, float]], narrower: float = 1.0) -> float:
    """How often a range, made narrower by so much, holds the truth."""
    return sum(
        share.value - (share.value - share.low) / narrower
        <= truth
        <= share.value + (share.high - share.value) / narrower
        for share, truth in cases
    ) / len(cases)


def named(known: Known, region: str, table: str, columns: Iterable[str]) -> int:
    """How many of a region were named so, or said so, without noise."""
    wanted = {*columns}
    names = [
        cell.name
        for cell in CELLS
        if cell.table.value == f"source_{table}" and cell.column in wanted
    ]
    return sum(known.sums[region][name] for name in names)


def test_ranges_of_what_was_measured_hold_it_as_often_as_they_say(known: Known) -> None:
    """Chance and noise: what stores and weeks released against the share of all of their region."""
    women: list[tuple[Estimate, float]] = []
    ages: list[tuple[Estimate, float]] = []
    for group, region in with_region(known):
        assert group.genders is not None and group.ages is not None
        if group.genders.measured is not None:
            of = named(known, region, "gender", ("woman", "man"))
            truth = named(known, region, "gender", ("woman",)) / of
            women.append((group.genders.measured, truth))
        for name, share in group.ages.measured.items():
            of = named(known, region, "age", BANDS)
            truth = named(known, region, "age", group.ages.groups[name]) / of
            ages.append((share, truth))
    for cases in (women, ages):
        assert len(cases) > 2_000
        assert 0.93 <= held(cases) <= 0.97
        assert held(cases, narrower=1.3) < 0.9


def test_corrected_ranges_hold_the_true_share_of_women(known: Known) -> None:
    """The invented camera errs as the published one, so that its error is known all too well: a
    range has room for how well it is known, and so holds the truth a little more often.
    """
    cases = [
        (group.genders.women, known.shares["regions"][region]["women"])
        for group, region in with_region(known)
        if group.genders is not None and group.genders.women is not None
    ]
    assert len(cases) > 2_000
    assert all(share.corrected for share, _ in cases)
    assert 0.94 <= held(cases) <= 0.985
    assert held(cases, narrower=1.5) < 0.9
