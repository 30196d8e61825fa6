"""Reports of odd lakes and lists: a file gone, a kiosk without a region, a k that was raised."""

import shutil
from pathlib import Path

import pytest

from kiosk.fleet.engines import DuckDB, EngineFailed, Expression, Row
from kiosk.fleet.kiosk_list import Listed, read
from kiosk.fleet.lake import BATCHES
from kiosk.fleet.lake_folder import reading
from kiosk.fleet.parts import part_of
from kiosk.fleet.report import NOT_LISTED, FleetReport
from kiosk.fleet.reporting import Wish, report
from tests.fleet.by_hand import files
from tests.fleet.conftest import Invented


def made(invented: Invented, wish: Wish, listed: list[Listed]) -> FleetReport:
    with DuckDB() as engine, reading(invented.lake) as lake:
        return report(lake, wish, listed, engine)


def test_a_file_of_the_lake_that_is_gone_is_missed(invented: Invented, tmp_path: Path) -> None:
    shutil.copytree(invented.lake, tmp_path / "lake")
    part_of(tmp_path / "lake", BATCHES, "2026-02").unlink()
    with (
        DuckDB() as engine,
        reading(tmp_path / "lake") as lake,
        pytest.raises(EngineFailed, match=r"batches/month=2026-02/part\.parquet"),
    ):
        report(lake, Wish(), invented.listed, engine)


def test_a_kiosk_without_a_region_is_not_over_several(invented: Invented, tmp_path: Path) -> None:
    path = tmp_path / "kiosks.csv"
    path.write_text("kiosk,store,region\nk00000,Mine,\nk00001,Yours,North\n", encoding="utf-8")
    listed = read(path)
    found = made(invented, Wish(by=("region",)), listed)
    assert [group.key for group in found.groups] == [(NOT_LISTED,), ("North",)]
    alone = made(invented, Wish(region=NOT_LISTED, store="Mine"), listed)
    assert alone.total == made(invented, Wish(store="Mine"), listed).total


class SmallerBefore(DuckDB):
    """In whose rows the batches of the time before were drawn with a k of 5."""

    def rows(self, expression: Expression) -> list[Row]:
        found = super().rows(expression)
        return [row | {"k": 5} if row.get("in_before") else row for row in found]


def test_what_is_of_the_smallest_k_may_be_of_the_time_before(
    invented: Invented,
) -> None:
    """A kiosk that has raised its k shows groups of the smaller one beside the new ones."""
    kiosk = next(file.kiosk for file in files(invented.inbox) if file.k == 8)
    region = next(each.region for each in invented.listed if each.kiosk == kiosk)
    alone = made(invented, Wish(region=region), invented.listed)
    assert alone.smallest_k == 8
    with SmallerBefore() as engine, reading(invented.lake) as lake:
        found = report(lake, Wish(region=region), invented.listed, engine)
    assert found.before is not None
    assert (found.smallest_k, found.largest_k) == (5, 8)
