"""Reports of odd lakes and lists: a file gone, a kiosk without a region."""

import shutil
from pathlib import Path

import pytest

from kiosk.fleet.engines import DuckDB, EngineFailed
from kiosk.fleet.kiosk_list import Listed, read
from kiosk.fleet.lake import BLOCKS
from kiosk.fleet.lake_folder import reading
from kiosk.fleet.parts import part_of
from kiosk.fleet.report import NOT_LISTED, FleetReport
from kiosk.fleet.reporting import Wish, report
from tests.fleet.conftest import Invented


def made(invented: Invented, wish: Wish, listed: list[Listed]) -> FleetReport:
    with DuckDB() as engine, reading(invented.lake) as lake:
        return report(lake, wish, listed, engine)


def test_a_file_of_the_lake_that_is_gone_is_missed(invented: Invented, tmp_path: Path) -> None:
    shutil.copytree(invented.lake, tmp_path / "lake")
    part_of(tmp_path / "lake", BLOCKS, "2026-02").unlink()
    with (
        DuckDB() as engine,
        reading(tmp_path / "lake") as lake,
        pytest.raises(EngineFailed, match=r"blocks/month=2026-02/part\.parquet"),
    ):
        report(lake, Wish(), invented.listed, engine)


def test_a_kiosk_without_a_region_is_in_none(invented: Invented, tmp_path: Path) -> None:
    path = tmp_path / "kiosks.csv"
    path.write_text("kiosk,store,region\nk00000,Mine,\nk00001,Yours,North\n", encoding="utf-8")
    listed = read(path)
    found = made(invented, Wish(by=("region",)), listed)
    assert [group.key for group in found.groups] == [(NOT_LISTED,), ("North",)]
    alone = made(invented, Wish(region=NOT_LISTED, store="Mine"), listed)
    assert alone.total == made(invented, Wish(store="Mine"), listed).total
