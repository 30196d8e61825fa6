"""What a report says beside its sums, and what it has to look for elsewhere."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from kiosk.fleet.engines import DuckDB
from kiosk.fleet.lake_folder import reading
from kiosk.fleet.reporting import Wish, report
from tests.fleet.by_hand import File, files, lying_in
from tests.fleet.conftest import Invented
from tests.fleet.day_files import DAY, day_file, put, take
from tests.fleet.test_reporting import made


def smallest_and_largest_k(found: list[File]) -> tuple[int, int]:
    ks = {file.k for file in found}
    return min(ks), max(ks)


def test_batches_that_closed_in_the_month_after_are_in_the_month_they_are_of(
    tmp_path: Path,
) -> None:
    """As where few come, and a batch waits for the end of its window."""
    inbox, lake = tmp_path / "inbox", tmp_path / "lake"
    last = date(2026, 10, 31)
    late = day_file("late", last)
    waited, *_ = late.batches
    put(inbox, replace(late, batches=()))
    put(inbox, replace(day_file("late", date(2026, 11, 3)), batches=(waited,)))
    take(inbox, lake)
    with DuckDB() as engine, reading(lake) as opened:
        told = report(opened, Wish(last, last), [], engine)
    assert told.total.genders is not None
    assert told.total.genders.visits == waited.visits > 0
    assert told.total.kiosk_days == 1


def test_it_says_which_part_of_the_chain_it_is_of_and_the_ks_of_that(invented: Invented) -> None:
    by_hand = files(invented.inbox)
    listed = {each.kiosk: each for each in invented.listed}
    found: set[tuple[int, int]] = set()
    for store, region in sorted({(each.store, each.region) for each in invented.listed})[:12]:
        told = made(invented, Wish(store=store, region=region))
        of_store = [
            file
            for file, _ in lying_in(by_hand, told.first, told.last)
            if (listed[file.kiosk].store, listed[file.kiosk].region) == (store, region)
        ]
        assert (told.store, told.region) == (store, region)
        ks = (told.smallest_k, told.largest_k)
        assert ks == smallest_and_largest_k(of_store)
        found.add(ks)
    assert len(found) > 1
    whole = made(invented, Wish())
    assert (whole.store, whole.region) == (None, None)


def test_it_says_how_many_files_lie_set_aside(tmp_path: Path) -> None:
    inbox, lake = tmp_path / "inbox", tmp_path / "lake"
    put(inbox, day_file())
    for name in ("x", "y"):
        put(inbox, day_file(name), b"{}\n")
    take(inbox, lake)
    with DuckDB() as engine, reading(lake) as opened:
        told = report(opened, Wish(DAY, DAY), [], engine)
    assert (told.total.kiosks, told.set_aside) == (1, 2)
