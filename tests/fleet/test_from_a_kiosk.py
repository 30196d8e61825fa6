"""What a kiosk writes is what a head office takes in: its own files, and not one set aside."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from kiosk.bootstrap import day_files, period_figures
from kiosk.cli import main
from kiosk.cli.codes import OK
from kiosk.domain.periods import Span
from kiosk.fleet.lake import BATCHES, DAYS
from tests.commands.shop_with_history import PastShop


def test_a_month_of_a_kiosk_is_in_the_lake_number_by_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = PastShop(tmp_path / "shop", days=28)
    inbox, lake = tmp_path / "inbox", tmp_path / "lake"
    inbox.mkdir()
    for back in range(28):
        day = shop.yesterday - timedelta(days=back)
        content = day_files.content_of(shop.data, shop.settings, "north", day)
        day_files.put(inbox, "north", day, content)
    assert main(["fleet", "compact", str(inbox), str(lake)]) == OK
    capsys.readouterr()
    days, batches = rows(lake, DAYS), rows(lake, BATCHES)
    assert len(days) == 28
    shown = period_figures(shop.data, shop.yesterday.isoformat(), Span.FOUR_WEEKS, demo=False)
    for what in ("asked", "agreed", "told", "declined", "walked_away", "entered"):
        assert sum(day[what] or 0 for day in days) == getattr(shown.counts, what) > 0
    # The store began with these days, so every one of its batches closed in them.
    assert sum(each["visits"] for each in batches) == shown.genders.visits > 0
    assert not (lake / "set-aside").exists()


def rows(lake: Path, table: str) -> list[dict[str, Any]]:
    parts = sorted((lake / table).rglob("part.parquet"))
    return [row for part in parts for row in parquet.ParquetFile(part).read().to_pylist()]
