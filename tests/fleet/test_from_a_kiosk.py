"""What a kiosk writes is what a head office takes in: its own files, and not one set aside."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from kiosk.application.figures_json import ages_object, genders_object
from kiosk.bootstrap import day_files, period_figures
from kiosk.cli import main
from kiosk.cli.codes import OK
from kiosk.domain.periods import Span
from kiosk.fleet.lake import BLOCKS, DAYS
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
    days, blocks = rows(lake, DAYS), rows(lake, BLOCKS)
    assert len(days) == 28
    shown = period_figures(shop.data, shop.yesterday.isoformat(), Span.FOUR_WEEKS, demo=False)
    for what in ("asked", "agreed", "told", "declined", "walked_away", "entered"):
        assert sum(day[what] or 0 for day in days) == getattr(shown.counts, what) > 0
    # The store began with these days, so every one of its blocks closed in them.
    assert sum(each["visits"] for each in blocks) == shown.genders.visits > 0
    assert not (lake / "set-aside").exists()
    # And a chain of this one kiosk reads what its own staff read, the camera's error taken out.
    first, last = (str(end) for end in (shop.yesterday - timedelta(days=27), shop.yesterday))
    asked = ["fleet", "report", str(lake), "--format", "json", "--from", first, "--to", last]
    assert main(asked) == OK
    total = json.loads(capsys.readouterr().out)["total"]
    assert total["genders"] == genders_object(shown.genders, shown.epsilon)
    assert total["ages"] == ages_object(shown.ages, shown.epsilon)
    shares = (total["genders"]["women"], *total["ages"]["bands"].values())
    assert len(shares) == 4 and all(share["corrected"] for share in shares)


def rows(lake: Path, table: str) -> list[dict[str, Any]]:
    parts = sorted((lake / table).rglob("part.parquet"))
    return [row for part in parts for row in parquet.ParquetFile(part).read().to_pylist()]
